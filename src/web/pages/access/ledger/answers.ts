import type { FieldGroup } from '#kernel/field-groups.ts';
import type { LedgerRead, LedgerReader } from '../../../api/ledger.ts';

/** The reads of one answer: one line of the ledger's list. */
export type AnswerLine = {
  key: string;
  at: string;
  reader: LedgerReader;
  door: string;
  purpose: LedgerRead['purpose'];
  groups: FieldGroup[];
  students: string[];
};

/** Joins reads that belong to one answer; they stand side by side, since all have its time. */
export function joinAnswers(reads: readonly LedgerRead[]): AnswerLine[] {
  const lines = new Map<string, AnswerLine>();
  for (const { requestId, at, reader, door, purpose, groups, studentNumber } of reads) {
    const key = `${requestId} ${door}`;
    const line = lines.get(key) ?? { key, at, reader, door, purpose, groups: [], students: [] };
    for (const group of groups) if (!line.groups.includes(group)) line.groups.push(group);
    line.students.push(studentNumber);
    lines.set(key, line);
  }
  return [...lines.values()];
}
