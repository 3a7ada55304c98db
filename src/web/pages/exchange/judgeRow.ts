import type { Words } from '#kernel/words.ts';
import { fillWords, type Params } from '#kernel/words.ts';
import { wordsOfProblem } from '#modules/exchange/rules/problems.ts';
import { judgedBy, type MendableFile } from './mendFields.ts';

/** What the form of one field has against it, in both languages. */
export type FieldProblem = { message: Words; mend: Words };

/**
 * Judges a row by the very schema that the server reads it with, so that a mistake of form is said while one types.
 * What the register knows (codes in force, other records) is judged by the server alone.
 */
export function judgeRow(file: MendableFile, fields: Record<string, string>): Map<string, FieldProblem> {
  const { schema, cells } = judgedBy(file, fields);
  const parsed = schema.safeParse(cells);
  const problems = new Map<string, FieldProblem>();
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '');
    const { problem = 'field_missing', ...params } = paramsOf(issue);
    const words = wordsOfProblem(String(problem));
    if (!words || problems.has(field)) continue;
    const filled = { field, file, ...params };
    problems.set(field, { message: fillWords(words.message, filled), mend: fillWords(words.mend, filled) });
  }
  return problems;
}

function paramsOf(issue: { code?: string; params?: Record<string, unknown> | undefined }): Params {
  return issue.code === 'custom' ? ((issue.params ?? {}) as Params) : {}; // raised by the layout, whose params are plain values
}
