import type { Params } from '#kernel/words.ts';
import { extensionPrefix, type OneRosterFile } from './files.ts';
import type { oneRosterRowProblems } from './problems.ts';

/** A row as it was sent, or as an earlier file of the sender left it. */
export type OneRosterRow = {
  file: OneRosterFile;
  /** Its place in the submission; null for a row that only helps to understand others and gets no fate here. */
  ordinal: number | null;
  row: number;
  sourcedId: string;
  cells: Readonly<Record<string, string>>;
};

/** Something said of a row. */
export type Said = {
  code: keyof typeof oneRosterRowProblems;
  severity: 'rejection' | 'note';
  field: string | null;
  params: Params;
};

export function refusal(code: Said['code'], field: string | null, params: Params): Said {
  return { code, severity: 'rejection', field, params };
}

export function noteOf(code: Said['code'], params: Params = {}): Said {
  return { code, severity: 'note', field: null, params };
}

/** The cells of our layout that the extension columns of a row state. */
export function extensionCells(
  { cells }: OneRosterRow,
  columns: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) => {
      const value = cells[`${extensionPrefix}${name}`];
      return value === undefined ? [] : [[column, value]];
    }),
  );
}
