import { expect, test } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { findDifferences, type SchoolOfYear } from './differences.ts';

const code = (text: string) => text as OrganisationCode;
const school = (number: string, name: string, authority = 'A.1', authorityName = 'North'): SchoolOfYear => ({
  code: code(`S.${number}`),
  name,
  authorityCode: code(authority),
  authorityName,
});

const between = (from: SchoolOfYear[], to: SchoolOfYear[]) =>
  findDifferences({ year: 2022, schools: from }, { year: 2023, schools: to });

test('two years that say the same do not differ', () => {
  const { from, to, ...lists } = between([school('1', 'A')], [school('1', 'A')]);
  expect([from, to]).toEqual([2022, 2023]);
  expect(Object.values(lists).flat()).toEqual([]);
});

test('a school has opened when only the later names it, and closed when only the earlier does', () => {
  const { opened, closed } = between([school('1', 'A')], [school('2', 'B')]);
  expect([opened.map((it) => it.code), closed.map((it) => it.code)]).toEqual([['S.2'], ['S.1']]);
});

test('a name that differs in blanks only is marked', () => {
  const { renamed } = between([school('1', 'A '), school('2', 'B')], [school('1', 'A'), school('2', 'C')]);
  expect(renamed.map((it) => [it.after, it.blanksOnly])).toEqual([
    ['A', true],
    ['C', false],
  ]);
});

test('an authority is compared by its schools: moved, opened, closed, renamed', () => {
  const found = between(
    [school('1', 'A'), school('2', 'B', 'A.2', 'South')],
    [school('1', 'A', 'A.1', 'North and East'), school('2', 'B', 'A.3', 'West')],
  );
  expect(found.moved).toEqual([{ code: 'S.2', name: 'B', before: 'A.2', after: 'A.3' }]);
  expect(found.authoritiesOpened).toEqual([{ code: 'A.3', name: 'West' }]);
  expect(found.authoritiesClosed).toEqual([{ code: 'A.2', name: 'South' }]);
  expect(found.authoritiesRenamed).toEqual([{ code: 'A.1', before: 'North', after: 'North and East' }]);
});
