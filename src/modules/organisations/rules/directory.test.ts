import { describe, expect, test } from 'vitest';
import { type Directory, isDirectory, readDirectory } from './directory.ts';
import type { Sheet } from './sheet.ts';

const meanings = {
  grades: { ECSTaught: ['EC'], 'Senior High Taught': ['10', '11', '12'] },
  programmes: { 'Offer School Outreach': 'OR' },
};
const titles = [
  ...['School Code', 'School Name', 'School Address1', 'School Address2', 'School City', 'ECSTaught'],
  ...['Senior High Taught', 'Authority Code', 'Authority Name', 'Authority Type', 'Offer School Outreach '],
  ...['Extract Date'],
];
const row = ['0091', 'Lone School', '12 Lake Road', '00', 'Teal Harbour', 'Y', 'N', '8101', 'Heron', 'Public', 'Y'];
const sheetOf = (...rows: (string | null)[][]): Sheet =>
  [titles, ...rows].map((cells, place) => ({ row: place + 1, cells }));
const read = (...rows: (string | null)[][]) => readDirectory(sheetOf(...rows), meanings) as Directory;

test('a directory is told from an enrolment file by its titles', () => {
  expect(isDirectory(sheetOf())).toBe(true);
  expect(isDirectory([{ row: 1, cells: ['School Name', 'Total'] }])).toBe(false);
});

test('a school is read with what its flags mean; 00 is no street', () => {
  const { extractedOn, entries, remarks } = read([...row, '2021-05-10']);
  expect([extractedOn, remarks]).toEqual(['2021-05-10', []]);
  expect(entries[0]).toMatchObject({
    code: 'S.0091',
    authorityCode: 'A.8101',
    grades: ['EC'],
    programmes: ['OR'],
    address: { street: '12 Lake Road', city: 'Teal Harbour', province: null, postalCode: null },
  });
});

describe('what does not fit', () => {
  const check = (cells: (string | null)[], ...expected: string[]) => {
    const { remarks } = read([...row, '2021-05-10'], cells);
    expect(remarks.map((it) => `${it.row} ${it.column} ${it.kind} ${it.value}`)).toEqual(expected);
  };
  const other = ['0092', ...row.slice(1), '2021-05-10'];
  test('a flag', () => check(other.with(5, 'yes'), '3 ECSTaught bad_flag yes'));
  test('another day', () => check(other.with(11, '2021-06-01'), '3 Extract Date other_day 2021-06-01'));
  test('a code', () => check(other.with(0, 'x'), '3 School Code bad_code x'));
  test('a school twice', () => check(other.with(0, '0091'), '3 School Code duplicate_school S.0091'));
  test('a name', () => check([...other.slice(0, 1), null, ...other.slice(2)], '3 School Name missing_value null'));
  test('a cell too many', () => check([...other, 'more'], '3 null cell_without_title more'));
  test('a note', () => check(['Source: nobody'], '3 null footnote Source: nobody'));
});

test('a directory without a day, or without a school, is refused', () => {
  expect(read([...row, 'May 2021'])).toEqual({ because: 'day_unknown' });
  expect(read()).toEqual({ because: 'no_rows' });
});
