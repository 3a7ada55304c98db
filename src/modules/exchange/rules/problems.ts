import type { Params } from '#kernel/words.ts';
import { fileNotes, fileProblems } from './file-problems.ts';
import { oneRosterFileNotes, oneRosterFileProblems, oneRosterRowProblems } from './oneroster/problems.ts';
import type { ProblemWords } from './problem-words.ts';
import { rowProblems } from './row-problems.ts';

// Everything that the pipeline itself may have against a row or a file, with how to mend it. What the register's rules have
// against a row carries their own codes.

export type Problem = { code: ProblemCode; field: string | null; params: Params };
/** A problem of a file as a whole: where it was seen, as far as that can be told. */
export type FileProblem = Problem & { file: string | null; row: number | null };

export type RowProblemCode = keyof typeof rowProblems | keyof typeof oneRosterRowProblems;
export type FileProblemCode = keyof typeof fileProblems | keyof typeof oneRosterFileProblems;
export type FileNoteCode = keyof typeof fileNotes | keyof typeof oneRosterFileNotes;
export type ProblemCode = RowProblemCode | FileProblemCode | FileNoteCode;

const everything: Record<ProblemCode, ProblemWords> = {
  ...rowProblems,
  ...fileProblems,
  ...fileNotes,
  ...oneRosterRowProblems,
  ...oneRosterFileProblems,
  ...oneRosterFileNotes,
};

/** Codes of other rules are not ours: null. */
export function wordsOfProblem(code: string): ProblemWords | null {
  return Object.hasOwn(everything, code) ? everything[code as ProblemCode] : null;
}
