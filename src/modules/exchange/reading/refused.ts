import type { Params } from '#kernel/words.ts';
import type { FileNoteCode, FileProblem, FileProblemCode } from '../rules/problems.ts';

/** Where in the file something was seen, as far as that can be told. */
export type Place = { file?: string | null; row?: number | null; field?: string | null };

/** Ends the reading: the file as a whole cannot be taken. A state of the submission, never a crash. */
export class FileRefused extends Error {
  readonly problem: FileProblem;
  constructor(code: FileProblemCode, params: Params = {}, place: Place = {}) {
    super(code);
    this.name = 'FileRefused';
    this.problem = { code, params, file: place.file ?? null, row: place.row ?? null, field: place.field ?? null };
  }
}

/** Something noticed of a file that is no obstacle. */
export function note(code: FileNoteCode, params: Params = {}, file: string | null = null): FileProblem {
  return { code, params, file, row: null, field: null };
}
