import { expect, test } from 'vitest';
import type { KnownRule, RuleCoverage } from '#kernel/rule-coverage.ts';
import type { CatalogueRule } from './catalogue.ts';
import { checkCoverage, coverRules, relativesOf } from './coverage.ts';

const known = (number: string, more: Partial<KnownRule> = {}): KnownRule => ({
  number,
  chapter: 'common',
  object: 'student',
  severity: 'rejection',
  known: 'condition',
  en: `What ${number} says`,
  fr: `Ce que dit ${number}`,
  ...more,
});

const coverageOf = (...rules: KnownRule[]): RuleCoverage => ({
  system: 'PASI',
  source: 'an example',
  chapters: [{ chapter: 'common', en: 'Common', fr: 'Commune' }],
  waits: [{ for: 'exam', en: 'No exams yet', fr: 'Pas encore d’examens' }],
  rules,
});

// Only what coverage looks at: the rest of a rule is checked with the catalogue.
const rule = (code: string, reference: string): CatalogueRule =>
  ({ code, reference, title: { en: code, fr: code } }) as unknown as CatalogueRule;

const check = (coverage: RuleCoverage, rules: CatalogueRule[] = []) =>
  checkCoverage(coverage, { rules, holds: (code) => code === 'http.unavailable' });

test('a number is built when a rule carries it, else it says what became of it', () => {
  const coverage = coverageOf(
    known('1001'),
    known('1002', { unbuilt: { state: 'waits', for: 'exam' } }),
    known('1003', { unbuilt: { state: 'enforced', by: 'http.unavailable', en: 'Said at the door', fr: 'Dit' } }),
    known('1004', { known: 'title' }),
  );
  const covered = coverRules(coverage, [rule('STU-0001', 'PASI 1001')]);
  expect(covered.map(({ state, why, by, waitsFor }) => [state, why?.en ?? null, by, waitsFor])).toEqual([
    ['built', null, null, null],
    ['waits', 'No exams yet', null, 'exam'],
    ['enforced', 'Said at the door', 'http.unavailable', null],
    ['unknown', 'Only its title is known, not its condition', null, null],
  ]);
  expect(covered[0]?.ours.map((it) => it.code)).toEqual(['STU-0001']);
  expect(check(coverage, [rule('STU-0001', 'PASI 1001')])).toEqual([]);
});

test('a readable number without rule and reason is found', () =>
  expect(check(coverageOf(known('1001')))).toEqual(['1001 is readable, not built, and says not why']));

test('a reason that outlived its number is found', () =>
  expect(
    check(coverageOf(known('1001', { unbuilt: { state: 'waits', for: 'exam' } })), [rule('STU-0001', 'PASI 1001')]),
  ).toEqual(['1001 is built (STU-0001): take its reason away']));

test('a rule under a number that is not listed is found', () =>
  expect(check(coverageOf(), [rule('STU-0001', 'PASI 1001')])).toEqual([
    'STU-0001 is known as PASI 1001, which is not listed',
  ]));

test('a number given twice, a refusal that does not exist and a chapter without a name are found', () => {
  const twice = known('1001', { known: 'number' });
  expect(check(coverageOf(twice, twice))).toContain('1001 stands twice');
  const enforced = known('1001', { unbuilt: { state: 'enforced', by: 'http.nothing', en: 'x', fr: 'x' } });
  expect(check(coverageOf(enforced))).toEqual(['1001 is said to be held by http.nothing, which does not exist']);
  expect(check(coverageOf(known('1001', { known: 'title', chapter: 'odd' })))).toEqual(['1001 has an unknown chapter']);
});

test('a pair is named from both sides', () => {
  const [older, newer] = [known('1001', { known: 'title' }), known('1002', { known: 'title' })];
  expect(check(coverageOf({ ...older, supersededBy: '1002' }, newer))).toEqual([
    '1001 is superseded by 1002, which does not say so',
  ]);
  expect(check(coverageOf(older, { ...newer, supersedes: ['1001'] }))).toEqual([
    '1002 supersedes 1001, which does not say so',
  ]);
  const pair = coverageOf({ ...older, supersededBy: '1002' }, { ...newer, supersedes: ['1001'] });
  expect(check(pair)).toEqual([]);
  const covered = coverRules(pair, [rule('STU-0002', 'PASI 1002')]);
  expect(relativesOf('PASI 1001', covered).supersededBy).toEqual({ reference: 'PASI 1002', code: 'STU-0002' });
  expect(relativesOf('PASI 1002', covered).supersedes).toEqual([{ reference: 'PASI 1001', code: null }]);
});
