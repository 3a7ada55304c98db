import { describe, expect, it } from 'vitest';
import { type Column, choicesOf, filterRows, movedBy, nextSorting, sortRows, toCsv } from './tableLogic.ts';

type Row = { name: string; grade: number | null };
const rows: Row[] = [
  { name: 'Élise', grade: 10 },
  { name: 'Bao', grade: null },
  { name: 'Ahmed', grade: 2 },
];
const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', text: (row) => row.name, sort: (row) => row.name },
  { id: 'grade', header: 'Grade', text: (row) => String(row.grade ?? ''), sort: (row) => row.grade },
];
const names = (list: Row[]) => list.map((row) => row.name);

describe('sorting', () => {
  const by = (column: string, direction: 'ascending' | 'descending') =>
    names(sortRows(rows, columns, { sorting: { column, direction }, locale: 'fr-CA' }));

  it('follows the language, numbers as numbers, and puts nothing last both ways', () => {
    expect(by('name', 'ascending')).toEqual(['Ahmed', 'Bao', 'Élise']);
    expect(by('grade', 'ascending')).toEqual(['Ahmed', 'Élise', 'Bao']);
    expect(by('grade', 'descending')).toEqual(['Élise', 'Ahmed', 'Bao']);
  });

  it('leaves the order alone when nothing is asked', () => {
    expect(names(sortRows(rows, columns, { sorting: null, locale: 'en-CA' }))).toEqual(names(rows));
  });

  it('goes up, down, and back to none', () => {
    const up = nextSorting(null, 'name');
    const down = nextSorting(up, 'name');
    expect([up?.direction, down?.direction, nextSorting(down, 'name')]).toEqual(['ascending', 'descending', null]);
    expect(nextSorting(down, 'grade')).toEqual({ column: 'grade', direction: 'ascending' });
  });
});

describe('filtering', () => {
  it('finds a text without its accents or case', () => {
    expect(names(filterRows(rows, columns, { name: 'eli' }))).toEqual(['Élise']);
  });

  it('keeps rows of the chosen values, and every row when none is chosen', () => {
    expect(names(filterRows(rows, columns, { grade: ['2', ''] }))).toEqual(['Bao', 'Ahmed']);
    expect(filterRows(rows, columns, { grade: [], name: '' })).toHaveLength(3);
  });

  it('counts the choices of a column', () => {
    const [, grade] = columns as [Column<Row>, Column<Row>];
    expect(choicesOf([...rows, { name: 'Zoe', grade: 2 }], grade)[0]).toEqual({ value: '2', count: 2 });
  });
});

it('exports what is shown, with formulas disarmed and quotes doubled', () => {
  const hostile: Row[] = [{ name: '=HYPERLINK("x")', grade: 1 }];
  expect(toCsv(hostile, columns)).toBe('\ufeff"Name","Grade"\r\n"\'=HYPERLINK(""x"")","1"\r\n');
});

it('moves within the list and never out of it', () => {
  const check = (key: string, at: number, expected: number | null) => expect(movedBy(key, at, 5), key).toBe(expected);
  check('ArrowDown', 4, 4);
  check('ArrowUp', 0, 0);
  check('j', 1, 2);
  check('PageDown', 0, 4);
  check('End', 0, 4);
  check('Home', 3, 0);
  check('a', 3, null);
  expect(movedBy('End', 0, 0)).toBeNull();
});
