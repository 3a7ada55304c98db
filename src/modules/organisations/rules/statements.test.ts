import { describe, expect, test } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { joinYears } from './history.ts';
import { cleanCell, listStrayCells } from './sheet.ts';
import { compareWithDirectory, type PublishedRow, statementsOfYear } from './statements.ts';

const code = (text: string) => text as OrganisationCode;
const row = (school: string, name: string, authority: string, category: string): PublishedRow => ({
  code: code(school),
  name,
  authorityCode: code(authority),
  authorityName: `${authority} of ${name}`,
  category,
});
const findType = (word: string) => (word === 'Unheard of' ? null : word.toLowerCase());

describe('what all published years say of the organisations of one', () => {
  const state = (own: PublishedRow[], rows: PublishedRow[]) => {
    const schools = own.map((it) => ({ ...it, total: 0, grades: [] }));
    const stated = statementsOfYear({ schoolYear: 2022, schools, remarks: [] }, { rows, findType, source: 'test' });
    return stated.map((it) => [it.code, it.name, it.authorityCode, it.type]);
  };

  test('is said by the newest of them; a type by the newest that is known', () => {
    const newest = row('S.1', 'New ', 'A.2', 'Unheard of');
    const older = row('S.1', 'Old', 'A.2', 'Charter');
    const oldest = row('S.1', 'Oldest', 'A.2', 'Public');
    expect(state([oldest], [newest, older, oldest])).toEqual([
      ['A.2', 'A.2 of New ', null, 'charter'],
      ['S.1', 'New', 'A.2', null],
    ]);
  });

  test('does not touch a school of the same authority that the year does not name', () => {
    const own = row('S.1', 'A', 'A.1', 'Public');
    expect(state([own], [own, row('S.2', 'Moved away since', 'A.1', 'Public')]).map(([it]) => it)).toEqual([
      'A.1',
      'S.1',
    ]);
  });
});

test('a directory and a year are compared both ways', () => {
  const [one, two, three] = ['S.1', 'S.2', 'S.3'].map((it) => ({ code: code(it), name: it }));
  if (!one || !two || !three) throw new Error('three were made');
  expect(compareWithDirectory([one, two], [two, three]).map((it) => [it.kind, it.value])).toEqual([
    ['not_in_directory', 'S.1 S.1'],
    ['only_in_directory', 'S.3 S.3'],
  ]);
});

describe('published years that say the same', () => {
  const year = (schoolYear: number, name: string) => ({ schoolYear, name, authorityCode: null, authorityName: null });
  const spans = (years: ReturnType<typeof year>[], published: number[]) =>
    joinYears(years, published).map((it) => `${it.firstYear}-${it.lastYear} ${it.name}`);

  test('are joined, the newest first; blanks do not count', () =>
    expect(spans([year(2022, 'A'), year(2023, 'A '), year(2024, 'B')], [2022, 2023, 2024])).toEqual([
      '2024-2024 B',
      '2022-2023 A',
    ]));
  test('are joined over a year that was not imported', () =>
    expect(spans([year(2022, 'A'), year(2024, 'A')], [2022, 2024])).toEqual(['2022-2024 A']));
  test('are parted by a year in which the organisation does not stand', () =>
    expect(spans([year(2022, 'A'), year(2024, 'A')], [2022, 2023, 2024])).toEqual(['2024-2024 A', '2022-2022 A']));
});

describe('a cell', () => {
  test('keeps every letter and loses control characters and halves of characters', () => {
    expect(cleanCell('École\u0000 \u0007ᐊᓪᐱ\ud800 学校\t1\n')).toBe('École ᐊᓪᐱ 学校\t1\n');
  });

  test('under no title is said', () => {
    expect(listStrayCells({ row: 4, cells: ['a', null, 'b', ' '] }, ['A']).map((it) => [it.row, it.value])).toEqual([
      [4, 'b'],
    ]);
  });
});
