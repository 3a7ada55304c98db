import type { OrganisationCode } from '#kernel/ids.ts';

/** Students of one school, grade, programming type and programmes; a student counts in exactly one such cell. */
export type Cell = {
  schoolCode: OrganisationCode;
  authorityCode: OrganisationCode | null;
  grade: string;
  programmingType: string;
  grantsProgrammes: readonly string[];
  students: number;
};

/** All cells added up. */
export function totalOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, it) => sum + it.students, 0);
}

/** Cells added up by what a function says of them, in the order of the names; a cell may count under several, or none. */
export function sumBy(
  cells: readonly Cell[],
  namesOf: (cell: Cell) => readonly string[],
): { name: string; students: number }[] {
  const sums = new Map<string, number>();
  for (const cell of cells)
    for (const name of new Set(namesOf(cell))) sums.set(name, (sums.get(name) ?? 0) + cell.students);
  return [...sums].map(([name, students]) => ({ name, students })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
