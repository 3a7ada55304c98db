import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { enrolmentColumns, gradeColumns } from './layouts.ts';
import { type Remark, remark } from './remarks.ts';
import {
  isEmpty,
  judgeTitles,
  type LayoutFault,
  listStrayCells,
  readTitles,
  remarkShortCodes,
  type Sheet,
  type SheetRow,
} from './sheet.ts';

/** A school of one school year as published. */
export type PublishedSchool = {
  code: OrganisationCode;
  /** As published, blanks around it included: years are compared as they were printed. The register takes it without them. */
  name: string;
  authorityCode: OrganisationCode;
  authorityName: string;
  category: string;
  total: number;
  grades: { grade: string; students: number }[];
};

export type PublishedYear = { schoolYear: SchoolYear; schools: PublishedSchool[]; remarks: Remark[] };

/** The titles of the columns by what they hold. */
const named = Object.fromEntries(Object.entries(enrolmentColumns).map(([key, { title }]) => [key, title])) as Record<
  keyof typeof enrolmentColumns,
  string
>; // made of the same keys, a line above
const known = new Set<string>([...Object.values(named), ...gradeColumns.keys()]);
const needed = [...known].filter((title) => title !== named.year);

type Columns = {
  titles: string[];
  place: Record<keyof typeof named, number>;
  grades: { column: string; grade: string; place: number }[];
};

/** What is gathered while the rows are read. */
type Reading = {
  columns: Columns;
  schoolYear: SchoolYear;
  remarks: Remark[];
  schools: Map<OrganisationCode, PublishedSchool>;
  /** Name and category of each authority as its first row has them. */
  authorities: Map<OrganisationCode, { name: string; category: string }>;
  shortCodes: Record<'code' | 'authorityCode', string[]>;
};

/** Reads "enrolment by school and grade" in the layout that the province publishes; the year stands in a column or in the file's name. */
export function readPublished(sheet: Sheet, fileName: string): PublishedYear | LayoutFault {
  const titles = readTitles(sheet);
  const fault = judgeTitles(titles, { needed, known });
  if (fault) return fault;
  const rows = sheet.slice(1);
  if (!rows.some((row) => !isNote(row))) return { because: 'no_rows' };
  const columns = findColumns(titles);
  const year = findYear(rows, columns, fileName);
  if (year === null) return { because: 'year_unknown' };
  const reading: Reading = {
    columns,
    schoolYear: year.schoolYear,
    remarks: year.remarks,
    schools: new Map(),
    authorities: new Map(),
    shortCodes: { code: [], authorityCode: [] },
  };
  for (const row of rows) readRow(row, reading);
  if (reading.schools.size === 0) return { because: 'no_rows' };
  const { schools, shortCodes, remarks } = reading;
  remarks.push(
    ...remarkShortCodes(shortCodes.code, named.code),
    ...remarkShortCodes(shortCodes.authorityCode, named.authorityCode),
  );
  return { schoolYear: year.schoolYear, schools: [...schools.values()], remarks };
}

function findColumns(titles: string[]): Columns {
  const place = Object.fromEntries(Object.entries(named).map(([key, title]) => [key, titles.indexOf(title)]));
  return {
    titles,
    place: place as Columns['place'], // made of the same keys, one line above
    grades: [...gradeColumns].map(([column, grade]) => ({ column, grade, place: titles.indexOf(column) })),
  };
}

/** The first year that the column names, else the one in the file's name; the column is believed when they differ. */
function findYear(rows: Sheet, { place }: Columns, fileName: string) {
  const inName = readYear(fileName);
  const inColumn = rows.map(({ cells }) => readYear(cells[place.year] ?? '')).find((year) => year !== null) ?? null;
  const schoolYear = inColumn ?? inName;
  if (schoolYear === null) return null;
  const differs = inColumn !== null && inName !== null && inColumn !== inName;
  return { schoolYear, remarks: differs ? [remark('file_name_year', { value: fileName })] : [] };
}

/** `2022/2023`, `2022-2023` or `2022-23` somewhere in a text, as 2023. */
function readYear(text: string): SchoolYear | null {
  const match = /((?:19|20)\d{2})\s*[-/–_]\s*((?:19|20)?\d{2})(?!\d)/.exec(text);
  if (!match) return null;
  const first = Number(match[1]);
  return Number(match[2]) % 100 === (first + 1) % 100 ? first + 1 : null;
}

/** Notes below the table fill one cell, or several that were merged to one. */
function isNote({ cells }: SheetRow): boolean {
  return cells.filter((cell) => !isEmpty(cell)).length <= 1;
}

function readRow(row: SheetRow, reading: Reading): void {
  const { columns, remarks, schools } = reading;
  if (isNote(row)) {
    remarks.push(remark('footnote', { row: row.row, value: row.cells.find((cell) => !isEmpty(cell)) ?? null }));
    return;
  }
  remarks.push(...listStrayCells(row, columns.titles));
  const refusal = judgeRow(row, reading);
  if (refusal) {
    remarks.push(refusal);
    return;
  }
  const school = readSchool(row, reading);
  if (schools.has(school.code))
    remarks.push(remark('duplicate_school', { row: row.row, column: named.code, value: school.code }));
  else schools.set(school.code, alignAuthority(school, { row, reading }));
}

/** The first reason for which the row cannot be a school of the year; null when it can. */
function judgeRow(row: SheetRow, { columns, schoolYear }: Reading): Remark | null {
  const at = (key: keyof typeof named) => cellAt(row, columns, key);
  const refuse = (kind: 'other_year' | 'missing_value' | 'bad_code', key: keyof typeof named) =>
    remark(kind, { row: row.row, column: named[key], value: at(key) });
  if (columns.place.year >= 0 && readYear(at('year') ?? '') !== schoolYear) return refuse('other_year', 'year');
  for (const key of ['name', 'authorityName', 'category'] as const)
    if (isEmpty(at(key))) return refuse('missing_value', key);
  for (const key of ['code', 'authorityCode'] as const)
    if (!/^\d{1,4}$/.test(at(key)?.trim() ?? '')) return refuse('bad_code', key);
  return null;
}

function cellAt({ cells }: SheetRow, { place }: Columns, key: keyof typeof named): string | null {
  return place[key] < 0 ? null : (cells[place[key]] ?? null);
}

function readSchool(row: SheetRow, reading: Reading): PublishedSchool {
  const { columns, remarks, shortCodes } = reading;
  const at = (key: keyof typeof named) => cellAt(row, columns, key) ?? '';
  for (const key of ['code', 'authorityCode'] as const)
    if (at(key).trim().length < 4) shortCodes[key].push(at(key).trim());
  const name = at('name');
  if (name !== name.trim()) remarks.push(remark('spaces_trimmed', { row: row.row, column: named.name, value: name }));
  const grades = readGrades(row, reading);
  const total = readCount(at('total'));
  const sum = grades.reduce((all, it) => all + it.students, 0);
  if (total !== sum)
    remarks.push(
      remark('total_differs', { row: row.row, column: named.total, value: `${at('total') || '–'} ≠ ${sum}` }),
    );
  return {
    code: toCode('S', at('code')),
    name,
    authorityCode: toCode('A', at('authorityCode')),
    authorityName: at('authorityName').trim(),
    category: at('category').trim(),
    total: total ?? sum,
    grades,
  };
}

function readGrades({ row, cells }: SheetRow, { columns, remarks }: Reading): PublishedSchool['grades'] {
  const grades: PublishedSchool['grades'] = [];
  for (const { column, grade, place } of columns.grades) {
    const cell = cells[place] ?? null;
    if (cell === null || isEmpty(cell)) continue; // an empty cell means no students
    const students = readCount(cell);
    if (students === null) remarks.push(remark('bad_number', { row, column, value: cell }));
    else if (students > 0) grades.push({ grade, students });
  }
  return grades;
}

function readCount(cell: string): number | null {
  return /^\d{1,7}$/.test(cell.trim()) ? Number(cell) : null;
}

/** Codes come without their kind letter, and a spreadsheet may have eaten leading zeros. */
export function toCode(kind: 'S' | 'A', text: string): OrganisationCode {
  return `${kind}.${text.trim().padStart(4, '0')}` as OrganisationCode;
}

/** An authority has one name and one category in a year: those of its first row. */
function alignAuthority(
  school: PublishedSchool,
  { row: { row }, reading }: { row: SheetRow; reading: Reading },
): PublishedSchool {
  const { authorities, remarks } = reading;
  const first = authorities.get(school.authorityCode);
  if (!first) {
    authorities.set(school.authorityCode, { name: school.authorityName, category: school.category });
    return school;
  }
  if (first.name !== school.authorityName) {
    const value = `${school.authorityName} ≠ ${first.name}`;
    remarks.push(remark('authority_name_differs', { row, column: named.authorityName, value }));
  }
  if (first.category !== school.category) {
    const value = `${school.category} ≠ ${first.category}`;
    remarks.push(remark('authority_category_differs', { row, column: named.category, value }));
  }
  return { ...school, authorityName: first.name, category: first.category };
}
