import { distance } from 'fastest-levenshtein';
import { CsvReader, type CsvRow } from '#kernel/csv.ts';
import { cut } from '#kernel/text.ts';
import { type FileName, layoutFields } from '../layout/contract.ts';
import type { Problem } from '../rules/problems.ts';
import { cleanCell } from './item.ts';
import { FileRefused } from './refused.ts';

/** A row of a file by column; a row that cannot be told apart into its columns carries its problem and what was seen. */
export type TableRow = { row: number; fields: Record<string, string>; problems: Problem[] };

/** Reads a CSV file with a header as it arrives. A header that is not the file's own refuses the file. */
export class TableReader {
  private readonly csv = new CsvReader();
  private readonly file: FileName;
  private columns: string[] | null = null;

  constructor(file: FileName) {
    this.file = file;
  }

  push(text: string): TableRow[] {
    return this.take(this.csv.push(text));
  }

  end(): TableRow[] {
    const rows = this.take(this.csv.end());
    if (this.columns === null) throw new FileRefused('header_missing', {}, { file: this.file });
    return rows;
  }

  private take(rows: CsvRow[]): TableRow[] {
    const taken: TableRow[] = [];
    for (const row of rows) {
      if (this.columns === null) this.columns = readHeader(this.file, row);
      else taken.push(toTableRow(this.columns, row));
    }
    return taken;
  }
}

function readHeader(file: FileName, { cells, line }: CsvRow): string[] {
  const place = { file, row: line };
  const only = cells[0] ?? '';
  if (cells.length === 1 && only.includes(';')) throw new FileRefused('header_semicolons', {}, place);
  if (cells.length === 1 && only.includes('\t')) throw new FileRefused('header_tabs', {}, place);
  const columns = cells.map((cell) => cleanCell(cell).toLowerCase());
  const fields = layoutFields(file);
  for (const [index, column] of columns.entries()) {
    if (columns.indexOf(column) < index)
      throw new FileRefused('column_twice', { field: column }, { ...place, field: column });
    if (!fields.some((it) => it.name === column))
      throw unknownColumn(
        column,
        fields.map((it) => it.name),
        place,
      );
  }
  for (const { name, isRequired } of fields) {
    if (isRequired && !columns.includes(name))
      throw new FileRefused('column_missing', { field: name }, { ...place, field: name });
  }
  return columns;
}

function unknownColumn(column: string, known: string[], place: { file: FileName; row: number }): FileRefused {
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
