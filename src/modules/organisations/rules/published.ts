import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Remark, remark } from './remarks.ts';

/** Cells of a sheet as text, row by row from the first; null = empty. */
export type Sheet = (string | null)[][];

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

/** Why a file cannot be taken at all; the service turns it into a refusal. */
export type LayoutFault =
  | { because: 'columns_missing'; columns: string[] }
  | { because: 'columns_unknown'; columns: string[] }
  | { because: 'year_unknown' }
  | { because: 'no_rows' };

const named = {
  year: 'School Year Name',
  category: 'School Authority Category',
  authorityName: 'School Authority Name',
  authorityCode: 'School Authority Code',
  name: 'School Name',
  code: 'School Code',
  total: 'Total',
} as const;
const gradeColumns = new Map([
  ['ECS', 'EC'],
  ...Array.from({ length: 12 }, (_, i) => [`Grade ${i + 1}`, String(i + 1)] as [string, string]),
]);

type Columns = {
  place: Record<keyof typeof named, number>;
  grades: { column: string; grade: string; place: number }[];
};

/** Reads "enrolment by school and grade" in the layout that the province publishes; the year stands in a column or in the file's name. */
export function readPublished(sheet: Sheet, fileName: string): PublishedYear | LayoutFault {
  const columns = findColumns(sheet[0] ?? []);
  if ('because' in columns) return columns;
  if (!sheet.slice(1).some((cells) => countFilled(cells) > 1)) return { because: 'no_rows' };
  const schoolYear = findYear(sheet, columns, fileName);
  if (schoolYear === null) return { because: 'year_unknown' };
  const remarks: Remark[] = [];
  const schools = new Map<OrganisationCode, PublishedSchool>();
  const authorityNames = new Map<OrganisationCode, string>();
  for (const [index, cells] of sheet.entries()) {
    if (index === 0) continue;
    const school = readRow({ cells, row: index + 1, columns, schoolYear, remarks });
    if (!school) continue;
    if (schools.has(school.code))
      remarks.push(remark('duplicate_school', { row: index + 1, column: named.code, value: school.code }));
    else schools.set(school.code, keepFirstName(school, { authorityNames, remarks, row: index + 1 }));
  }
  if (schools.size === 0) return { because: 'no_rows' };
  return { schoolYear, schools: [...schools.values()], remarks };
}

function findColumns(header: (string | null)[]): Columns | LayoutFault {
  const titles = header.map((cell) => (cell ?? '').replace(/\s+/g, ' ').trim());
  const known = new Set<string>([...Object.values(named), ...gradeColumns.keys()]);
  const unknown = titles.filter((title) => title !== '' && !known.has(title));
  const missing = [...known].filter((title) => title !== named.year && !titles.includes(title));
  if (missing.length > 0) return { because: 'columns_missing', columns: missing };
  if (unknown.length > 0) return { because: 'columns_unknown', columns: unknown };
  const place = Object.fromEntries(
    Object.entries(named).map(([key, title]) => [key, titles.indexOf(title)]),
  ) as Columns['place'];
  return {
    place,
    grades: [...gradeColumns].map(([column, grade]) => ({ column, grade, place: titles.indexOf(column) })),
  };
}

/** `2022/2023` in the first row of the year's column, or two following years in the file's name. */
function findYear(sheet: Sheet, { place }: Columns, fileName: string): SchoolYear | null {
  const text = place.year >= 0 ? (sheet[1]?.[place.year] ?? '') : fileName;
  return readYear(text);
}

function readYear(text: string): SchoolYear | null {
  const match = /(19|20)(\d{2})\s*[-/–_]\s*((?:19|20)?\d{2})(?!\d)/.exec(text);
  if (!match) return null;
  const first = Number(`${match[1]}${match[2]}`);
  return Number(match[3]) % 100 === (first + 1) % 100 ? first + 1 : null;
}

type RowInput = { cells: (string | null)[]; row: number; columns: Columns; schoolYear: SchoolYear; remarks: Remark[] };

function readRow({ cells, row, columns, schoolYear, remarks }: RowInput): PublishedSchool | null {
  const at = (key: keyof typeof named) => (columns.place[key] < 0 ? null : (cells[columns.place[key]] ?? null));
  const filled = cells.filter((cell) => cell !== null && cell.trim() !== '');
  if (filled.length === 0) return null; // trailing blanks of a sheet are nothing
  if (filled.length === 1) return refuse(remarks, remark('footnote', { row, value: filled[0] ?? null }));
  const year = at('year');
  if (year !== null && readYear(year) !== schoolYear)
    return refuse(remarks, remark('other_year', { row, column: named.year, value: year }));
  for (const key of ['name', 'authorityName', 'category'] as const) {
    if (!at(key)?.trim()) return refuse(remarks, remark('missing_value', { row, column: named[key] }));
  }
  for (const key of ['code', 'authorityCode'] as const) {
    if (!/^\d{1,4}$/.test(at(key)?.trim() ?? ''))
      return refuse(remarks, remark('bad_code', { row, column: named[key], value: at(key) }));
  }
  const name = at('name') ?? '';
  if (name !== name.trim()) remarks.push(remark('spaces_trimmed', { row, column: named.name, value: name }));
  const grades = readGrades(cells, { row, columns, remarks });
  const total = readCount(at('total'));
  const sum = grades.reduce((all, it) => all + it.students, 0);
  if (total !== sum)
    remarks.push(remark('total_differs', { row, column: named.total, value: `${at('total') ?? '–'} ≠ ${sum}` }));
  return {
    code: toCode('S', at('code')),
    name,
    authorityCode: toCode('A', at('authorityCode')),
    authorityName: (at('authorityName') ?? '').trim(),
    category: (at('category') ?? '').trim(),
    total: total ?? sum,
    grades,
  };
}

function countFilled(cells: (string | null)[]): number {
  return cells.filter((cell) => cell !== null && cell.trim() !== '').length;
}

function refuse(remarks: Remark[], why: Remark): null {
  remarks.push(why);
  return null;
}

function readGrades(
  cells: (string | null)[],
  { row, columns, remarks }: Pick<RowInput, 'row' | 'columns' | 'remarks'>,
) {
  const grades: PublishedSchool['grades'] = [];
  for (const { column, grade, place } of columns.grades) {
    const cell = cells[place] ?? null;
    if (cell === null || cell.trim() === '') continue; // an empty cell means no students
    const students = readCount(cell);
    if (students === null) remarks.push(remark('bad_number', { row, column, value: cell }));
    else if (students > 0) grades.push({ grade, students });
  }
  return grades;
}

function readCount(cell: string | null): number | null {
  return cell !== null && /^\d{1,7}$/.test(cell.trim()) ? Number(cell) : null;
}

/** Codes come without their kind letter, and a spreadsheet may have eaten leading zeros. */
export function toCode(kind: 'S' | 'A', text: string | null): OrganisationCode {
  return `${kind}.${(text ?? '').trim().padStart(4, '0')}` as OrganisationCode;
}

function keepFirstName(
  school: PublishedSchool,
  { authorityNames, remarks, row }: { authorityNames: Map<OrganisationCode, string>; remarks: Remark[]; row: number },
): PublishedSchool {
  const first = authorityNames.get(school.authorityCode);
  if (first === undefined) authorityNames.set(school.authorityCode, school.authorityName);
  if (first === undefined || first === school.authorityName) return school;
  remarks.push(
    remark('authority_name_differs', { row, column: named.authorityName, value: `${school.authorityName} ≠ ${first}` }),
  );
  return { ...school, authorityName: first };
}
