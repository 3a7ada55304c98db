import { describe, expect, test } from 'vitest';
import { type PublishedYear, readPublished, toCode } from './published.ts';
import type { LayoutFault, Sheet } from './sheet.ts';

const titles = [
  ...['School Authority Category', 'School Authority Name', 'School Authority Code', 'School Name\r\n', 'School Code'],
  ...['ECS', ...Array.from({ length: 12 }, (_, i) => `Grade ${i + 1}`), 'Total'],
];
type Cells = (string | null)[];
const sheetOf = (...rows: Cells[]): Sheet => rows.map((cells, place) => ({ row: place + 1, cells }));
const school = (code: string, name: string, ...grades: (string | null)[]): Cells => [
  ...['Public', 'Heron Valley', '8101', name, code],
  ...Array.from({ length: 13 }, (_, place) => grades[place] ?? null),
  String(grades.reduce((sum, it) => sum + Number(it ?? 0), 0)),
];
const read = (sheet: Sheet, fileName = 'enrolment-by-school-2021-2022.xlsx') =>
  readPublished(sheet, fileName) as PublishedYear;
const faultOf = (sheet: Sheet, fileName?: string) => read(sheet, fileName) as unknown as LayoutFault;

describe('a published year', () => {
  test('is read with codes that carry their kind letter, and with the grades that have students', () => {
    const { schoolYear, schools, remarks } = read(sheetOf(titles, school('0091', 'Lone School', '3', null, '0', '2')));
    expect([schoolYear, remarks]).toEqual([2022, []]);
    expect(schools).toEqual([
      {
        code: 'S.0091',
        name: 'Lone School',
        authorityCode: 'A.8101',
        authorityName: 'Heron Valley',
        category: 'Public',
        total: 5,
        grades: [
          { grade: 'EC', students: 3 },
          { grade: '3', students: 2 },
        ],
      },
    ]);
  });

  const checkYear = (fileName: string, year: number | null) => {
    const found = readPublished(sheetOf(titles, school('0091', 'Lone School')), fileName);
    expect('schoolYear' in found ? found.schoolYear : null).toBe(year);
  };
  test('is named by the file when no column says it', () => checkYear('enrolment-by-school-2021-2022.xlsx', 2022));
  test('may be preliminary', () => checkYear('enrolment-by-school-2024-2025-preliminary.xlsx', 2025));
  test('may be written short', () => checkYear('schools 2023_24.xlsx', 2024));
  test('may end a century', () => checkYear('1999-2000.xlsx', 2000));
  test('is not two years that do not follow each other', () => checkYear('2021-2023.xlsx', null));
  test('is not a day', () => checkYear('schools-2021-05-10.xlsx', null));

  test('is believed in its column when the name of the file says another', () => {
    const sheet = sheetOf(['School Year Name', ...titles], ['2022/2023', ...school('0091', 'Lone School')]);
    const { schoolYear, remarks } = read(sheet);
    expect([schoolYear, remarks.map((it) => it.kind)]).toEqual([2023, ['file_name_year']]);
  });
});

describe('what does not fit', () => {
  const check = (row: Cells, ...expected: string[]) => {
    const { remarks } = read(sheetOf(titles, school('8111', 'Other School'), row));
    expect(remarks.map((it) => `${it.row} ${it.column} ${it.kind} ${it.value}`)).toEqual(expected);
  };
  const changed = (place: number, cell: string | null) => school('8112', 'A School', '4').with(place, cell);

  test('a note is said', () => check(['*A note', null], '3 null footnote *A note'));
  test('a total is said', () => check(changed(18, '5'), '3 Total total_differs 5 ≠ 4'));
  test('a missing total is said', () => check(changed(18, null), '3 Total total_differs – ≠ 4'));
  test('words for a number are said', () => check(changed(6, '< 5'), '3 Grade 1 bad_number < 5'));
  test('half a student is said', () => check(changed(6, '1.5'), '3 Grade 1 bad_number 1.5'));
  test('fewer than none is said', () => check(changed(6, '-1'), '3 Grade 1 bad_number -1'));
  test('a code with letters is said', () => check(changed(4, 'K001'), '3 School Code bad_code K001'));
  test('a code of five digits is said', () => check(changed(2, '81010'), '3 School Authority Code bad_code 81010'));
  test('a missing name is said', () => check(changed(3, ' '), '3 School Name missing_value  '));
  test('a cell beside the table is said', () => check([...changed(6, null), '9'], '3 null cell_without_title 9'));
  test('blanks around a name are said', () => check(changed(3, 'A School '), '3 School Name spaces_trimmed A School '));
  test('a school twice is said', () => check(school('8111', 'Again'), '3 School Code duplicate_school S.8111'));
  test('an authority under two names is said', () =>
    check(changed(1, 'Heron'), '3 School Authority Name authority_name_differs Heron ≠ Heron Valley'));
  test('an authority under two categories is said', () =>
    check(changed(0, 'Charter'), '3 School Authority Category authority_category_differs Charter ≠ Public'));
  test('codes that lost their zeros are said once', () =>
    check(school('91', 'Short'), 'null School Code codes_filled_up 1: 91'));
});

describe('a file is refused', () => {
  const check = (sheet: Sheet, fault: LayoutFault, fileName?: string) =>
    expect(faultOf(sheet, fileName)).toEqual(fault);
  const one = school('8111', 'A School');

  test('without its columns', () =>
    check(sheetOf(['School Name', 'Town'], ['A', 'B']), {
      because: 'columns_missing',
      columns: titles
        .map((title) => title.trim())
        .filter((title) => title !== 'School Name')
        .sort(byTable),
    }));
  test('with a grade that nobody knows', () =>
    check(sheetOf([...titles, 'Grade 13'], one), { because: 'columns_unknown', columns: ['Grade 13'] }));
  test('with a column twice', () =>
    check(sheetOf([...titles, 'Total'], one), { because: 'columns_repeated', columns: ['Total'] }));
  test('without a year', () => check(sheetOf(titles, one), { because: 'year_unknown' }, 'schools.xlsx'));
  test('with notes only', () => check(sheetOf(titles, ['*A note']), { because: 'no_rows' }));

  /** In the order in which the layout lists them: named columns first. */
  function byTable(a: string, b: string): number {
    const order = [
      ...['School Authority Category', 'School Authority Name', 'School Authority Code', 'School Code', 'Total'],
      ...titles,
    ];
    return order.indexOf(a) - order.indexOf(b);
  }
});

test('a code is filled up to four digits', () => {
  expect([toCode('S', '98'), toCode('A', ' 2195 ')]).toEqual(['S.0098', 'A.2195']);
});
