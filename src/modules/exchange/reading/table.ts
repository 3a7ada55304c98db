import { distance } from 'fastest-levenshtein';
import { CsvReader, type CsvRow } from '#kernel/csv.ts';
import { cut } from '#kernel/text.ts';
import type { Problem } from '../rules/problems.ts';
import { cleanCell } from './item.ts';
import { FileRefused } from './refused.ts';
import { decodeText } from './text.ts';
import type { Extract, Member } from './zip.ts';

/** A row of a file by column; a row that cannot be told apart into its columns carries its problem and what was seen. */
export type TableRow = { row: number; fields: Record<string, string>; problems: Problem[] };

/** The columns that a file may have. One that `isExtension` holds for is an addition of its sender, kept under its name. */
export type TableLayout = {
  file: string;
  columns: readonly { name: string; isRequired: boolean }[];
  isExtension?: (column: string) => boolean;
};

/** Reads a CSV file with a header as it arrives. A header that is not the file's own refuses the file. */
class TableReader {
  private readonly csv = new CsvReader();
  private readonly layout: TableLayout;
  private columns: string[] | null = null;

  constructor(layout: TableLayout) {
    this.layout = layout;
  }

  push(text: string): TableRow[] {
    return this.take(this.csv.push(text));
  }

  end(): TableRow[] {
    const rows = this.take(this.csv.end());
    if (this.columns === null) throw new FileRefused('header_missing', {}, { file: this.layout.file });
    return rows;
  }

  private take(rows: CsvRow[]): TableRow[] {
    const taken: TableRow[] = [];
    for (const row of rows) {
      if (this.columns === null) this.columns = readHeader(this.layout, row);
      else taken.push(toTableRow(this.columns, row));
    }
    return taken;
  }
}

/** The rows of a file of an extract, piece by piece. */
export async function* readTable(extract: Extract, member: Member, layout: TableLayout): AsyncGenerator<TableRow[]> {
  const reader = new TableReader(layout);
  const bytes = await extract.open(member);
  for await (const text of decodeText(bytes as AsyncIterable<Buffer>, member.encoding)) yield reader.push(text);
  yield reader.end();
}

function readHeader(layout: TableLayout, { cells, line }: CsvRow): string[] {
  const place = { file: layout.file, row: line };
  const only = cells[0] ?? '';
  if (cells.length === 1 && only.includes(';')) throw new FileRefused('header_semicolons', {}, place);
  if (cells.length === 1 && only.includes('\t')) throw new FileRefused('header_tabs', {}, place);
  const columns = cells.map((cell) => nameColumn(layout, cleanCell(cell), place));
  for (const [index, column] of columns.entries()) {
    if (columns.indexOf(column) < index)
      throw new FileRefused('column_twice', { field: column }, { ...place, field: column });
  }
  for (const { name, isRequired } of layout.columns) {
    if (isRequired && !columns.includes(name))
      throw new FileRefused('column_missing', { field: name }, { ...place, field: name });
  }
  return columns;
}

/** The column that a heading names, whatever its case. */
function nameColumn(layout: TableLayout, heading: string, place: { file: string; row: number }): string {
  const folded = heading.toLowerCase();
  const found = layout.columns.find(({ name }) => name.toLowerCase() === folded);
  if (found) return found.name;
  if (layout.isExtension?.(heading)) return cut(heading, 100);
  const known = layout.columns.map(({ name }) => name);
  throw unknownColumn(folded, known, place);
}

function unknownColumn(column: string, known: string[], place: { file: string; row: number }): FileRefused {
  const nearest = known.map((name) => ({ name, steps: distance(name, column) })).sort((a, b) => a.steps - b.steps)[0];
  const isNear = nearest !== undefined && nearest.steps <= Math.max(2, Math.floor(column.length / 3));
  return new FileRefused(
    'column_unknown',
    { column: cut(column, 60), suggestion: isNear ? ` (${nearest.name}?)` : '' },
    { ...place, field: cut(column, 60) },
  );
}

function toTableRow(columns: string[], { cells, line, problem }: CsvRow): TableRow {
  const fields: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell === undefined || cell === '') continue;
    const clean = cleanCell(cell);
    if (clean !== '') fields[column] = clean;
  }
  return { row: line, fields, problems: rowProblems(columns, cells, problem) };
}

/** Cells too few or too many make every column doubtful, so the row is refused; empty ones at the end are a spreadsheet's habit. */
function rowProblems(columns: string[], cells: string[], problem: CsvRow['problem']): Problem[] {
  if (problem) return [{ code: problem, field: null, params: {} }];
  const params = { found: cells.length, expected: columns.length };
  if (cells.length < columns.length) return [{ code: 'cells_missing', field: null, params }];
  if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    return [{ code: 'cells_extra', field: null, params }];
  return [];
}
