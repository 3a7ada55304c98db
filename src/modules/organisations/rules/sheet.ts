import { type Remark, remark } from './remarks.ts';

/** A row of a table as text, empty cells null. `row` is its number as a spreadsheet shows it. */
export type SheetRow = { row: number; cells: (string | null)[] };

/** The rows that hold something, in order; the first holds the titles. */
export type Sheet = readonly SheetRow[];

/** Why a file cannot be taken at all; the service turns it into a refusal. */
export type LayoutFault =
  | { because: 'columns_missing'; columns: string[] }
  | { because: 'columns_unknown'; columns: string[] }
  | { because: 'columns_repeated'; columns: string[] }
  | { because: 'year_unknown' }
  | { because: 'day_unknown' }
  | { because: 'no_rows' };

/** The titles, each in one line with single blanks: published ones come with line breaks. */
export function readTitles(sheet: Sheet): string[] {
  return Array.from(sheet[0]?.cells ?? [], (cell) => (cell ?? '').replace(/\s+/g, ' ').trim());
}

/** Whether all columns that must be there are, and none that is unknown or stands twice. */
export function judgeTitles(
  titles: readonly string[],
  { needed, known }: { needed: readonly string[]; known: ReadonlySet<string> },
): LayoutFault | null {
  const missing = needed.filter((title) => !titles.includes(title));
  if (missing.length > 0) return { because: 'columns_missing', columns: missing };
  const unknown = titles.filter((title) => title !== '' && !known.has(title));
  if (unknown.length > 0) return { because: 'columns_unknown', columns: unknown };
  const repeated = titles.filter((title, place) => title !== '' && titles.indexOf(title) !== place);
  return repeated.length > 0 ? { because: 'columns_repeated', columns: [...new Set(repeated)] } : null;
}

/** Cells that stand under no title belong to no column; they are said, not dropped. */
export function listStrayCells({ row, cells }: SheetRow, titles: readonly string[]): Remark[] {
  return cells.flatMap((cell, place) =>
    isEmpty(cell) || titles[place] ? [] : [remark('cell_without_title', { row, value: cell })],
  );
}

export function isEmpty(cell: string | null | undefined): boolean {
  return cell === null || cell === undefined || cell.trim() === '';
}

/** Characters that no name holds and no database keeps: control characters, halves of characters. Line breaks and tabs stay. */
export function cleanCell(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '');
}

/** Remembers codes whose leading zeros a spreadsheet has eaten, and says it once. */
export function remarkShortCodes(short: readonly string[], column: string): Remark[] {
  if (short.length === 0) return [];
  const shown = short.slice(0, 5).join(', ');
  return [remark('codes_filled_up', { column, value: `${short.length}: ${shown}${short.length > 5 ? ' …' : ''}` })];
}
