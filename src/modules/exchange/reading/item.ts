import type { core, ZodType } from 'zod';
import { cut } from '#kernel/text.ts';
import type { Params } from '#kernel/words.ts';
import { type FileName, type ItemFile, itemFiles, rowSchemas } from '../layout/contract.ts';
import type { OneRosterFile } from '../rules/oneroster/files.ts';
import type { Problem, RowProblemCode } from '../rules/problems.ts';

/** Where rows go of which not even the file can be told (a broken line of NDJSON). */
export const unreadFile = 'unread';
export type StagedFile = ItemFile | OneRosterFile | typeof unreadFile;

/** A row as it will be staged: what was sent, and what its form has against it. */
export type StagedItem = {
  file: StagedFile;
  row: number;
  subject: string | null;
  guid: string | null;
  fields: Record<string, string>;
  problems: Problem[];
};

/** Judges the form of a row. The row is kept whatever the judgement, so that it can be shown and mended. */
export function stageItem(input: {
  file: ItemFile;
  row: number;
  fields: Record<string, string>;
  problems?: Problem[];
}): StagedItem {
  const { file, row, fields } = input;
  const problems = input.problems?.length ? input.problems : shapeProblems(file, fields);
  const isSubjectSound = !problems.some((it) => it.field === 'local_student_id');
  const subject = isSubjectSound ? (fields['local_student_id'] ?? null) : null;
  return { file, row, subject, guid: fields['guid']?.toLowerCase() ?? null, fields, problems };
}

/** A row that could not even be taken apart. */
export function unreadItem(row: number, code: RowProblemCode, text: string, params: Params = {}): StagedItem {
  return {
    file: unreadFile,
    row,
    subject: null,
    guid: null,
    fields: { line: cut(cleanCell(text), 500) },
    problems: [{ code, field: null, params }],
  };
}

/** What the form of a row has against it, by its closed schema; every field that is wrong is named. */
export function shapeProblems(file: FileName, fields: Record<string, string>): Problem[] {
  return problemsOf(rowSchemas[file], file, fields);
}

export function problemsOf(schema: ZodType, file: string, fields: Record<string, string>): Problem[] {
  const parsed = schema.safeParse(fields);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, file));
}

function toProblems(issue: core.$ZodIssue, file: string): Problem[] {
  const field = issue.path.map(String).join('.') || null;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key): Problem => ({ code: 'field_unknown', field: key, params: { field: key, file } }));
  if (issue.code === 'custom') {
    const { problem, ...params } = (issue.params ?? {}) as { problem: RowProblemCode } & Params; // raised by layout/values.ts only
    return [{ code: problem, field, params }];
  }
  return [{ code: 'field_missing', field, params: { field } }];
}

/**
 * A cell as it is kept: composed letters, no spaces around, no zero character (PostgreSQL has none; it is shown as its symbol
 * and refused by the form), no half of a character.
 */
export function cleanCell(cell: string): string {
  return keepable(cell).normalize('NFC').trim();
}

/** A text without what PostgreSQL cannot keep; whatever is put in its place is refused by the form. */
export function keepable(text: string): string {
  return text
    .replaceAll('\u0000', '\u2400')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

export function isItemFile(name: string): name is ItemFile {
  return (itemFiles as readonly string[]).includes(name);
}
