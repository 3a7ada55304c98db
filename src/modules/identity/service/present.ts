import type { CodeValue } from '#kernel/rule.ts';
import type { Words } from '#kernel/words.ts';
import type { IdentificationRecord, StudentHeader, StudentName } from '../contract.ts';
import { byProof, deriveCurrent } from '../rules/derive.ts';
import type { KeptName, KeptRecord } from '../rules/kept.ts';
import { addressName, listName } from '../rules/names.ts';
import type { Seen } from './see.ts';

/** Where the words of codes and the parameters are looked up; a Jurisdiction offers both. */
export type Codes = {
  code(className: string, code: string): CodeValue | null;
  parameter<Value>(name: string): Value;
};

/** The words of a code; a code that left its table stands for itself. */
export function wordsOfCode(codes: Codes, className: string, code: string): Words {
  return codes.code(className, code)?.words ?? { en: code, fr: code };
}

/** What of a header says nothing of a student: it is there in any case. */
const bareFields: ReadonlySet<string> = new Set(['studentNumber', 'version', 'status', 'sight', 'isRestricted']);

/** The header; whoever sees the minimum alone gets the fields that the jurisdiction counts to it (`access.minimum_fields`), and of the person this number alone. */
export function presentHeader(seen: Seen, codes: Codes): StudentHeader {
  const header = presentWhole(seen, codes);
  if (seen.level === 'full') return header;
  const fields = new Set(codes.parameter<string[]>('access.minimum_fields'));
  const kept = Object.entries(header).map(([field, value]) => [
    field,
    fields.has(field) || bareFields.has(field) ? value : null,
  ]);
  const { asked } = seen.resolution;
  return { ...Object.fromEntries(kept), resolution: { asked, primary: asked, numbers: [asked] } };
}

function presentWhole({ student, resolution, level }: Seen, codes: Codes): StudentHeader {
  const { currentRecordId: _current, languageRight: _right, createdByOrganisation, ...shown } = student;
  const language = student.languageAtHome;
  return {
    ...shown,
    sight: level,
    resolution,
    displayName: addressName(student),
    legalName: listName(student),
    genderWords: wordsOfCode(codes, 'gender', student.gender),
    languageAtHomeWords: language === null ? null : wordsOfCode(codes, 'language', language),
    createdBy: createdByOrganisation,
  };
}

/** Records as a ladder: the best proof first, each saying whether the legal name or the birth date rests on it. */
export function presentRecords(records: readonly KeptRecord[], codes: Codes): IdentificationRecord[] {
  const current = deriveCurrent(records);
  return [...records].sort(byProof).map(({ studentNumber: _number, ...record }) => ({
    ...record,
    documentTypeWords: wordsOfCode(codes, 'document_type', record.documentType),
    isCurrentName: current?.name.recordId === record.recordId,
    isCurrentBirth: current?.birth.recordId === record.recordId,
  }));
}

/** Preferred names first, then the latest. */
export function presentNames(names: readonly KeptName[]): StudentName[] {
  const order = { preferred: 0, previous: 1, alias: 2 };
  return [...names]
    .sort((a, b) => order[a.kind] - order[b.kind] || (a.recordedAt < b.recordedAt ? 1 : -1))
    .map(({ studentNumber: _number, ...name }) => name);
}
