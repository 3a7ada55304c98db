import { expect, test } from 'vitest';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { type CatalogueRule, checkRuleExamples, makeCatalogue } from './catalogue.ts';
import { rulesDocument } from './document.ts';

const context: RuleContext = {
  today: '2026-11-24',
  currentSchoolYear: 2027,
  code: () => null,
  parameter: () => {
    throw new Error('no parameters here');
  },
};

const sound = defineRule<{ age: number }>({
  code: 'STU-0001',
  reference: 'PASI 10001',
  severity: 'advice',
  object: 'student',
  years: { first: null, last: null },
  inputs: ['age'],
  crossRecord: false,
  dateDependent: true,
  title: { en: 'Age is plausible', fr: 'L’âge est plausible' },
  message: { en: 'The student is {age} years old', fr: 'L’élève a {age} ans' },
  mend: { en: 'Check the birth date', fr: 'Vérifiez la date de naissance' },
  source: 'an example',
  field: 'birthDate',
  judge: ({ age }) => (age > 90 ? { fires: true, params: { age } } : passes),
  example: { passes: { age: 9 }, fires: { age: 91 } },
});

const check = (changes: Partial<CatalogueRule>, expected: string) =>
  expect(checkRuleExamples([{ ...sound, ...changes }], context).join('\n')).toMatch(expected);

test('a sound rule has nothing said against it', () => {
  expect(checkRuleExamples([sound], context)).toEqual([]);
});
test('an example that does not fire is found', () =>
  check({ example: { passes: { age: 9 }, fires: { age: 9 } } }, 'the example that fires passes'));
test('an example that does not pass is found', () =>
  check({ example: { passes: { age: 91 }, fires: { age: 91 } } }, 'the example that passes fires'));
test('a place in a message that nobody fills is found, in either language', () =>
  check({ message: { en: 'fine', fr: 'L’élève a {years} ans' } }, 'stays empty: L’élève a {years} ans'));
test('missing words are found', () => check({ title: { en: 'Age', fr: ' ' } }, 'title has no fr words'));
test('a code of another form is found', () => check({ code: 'AGE1' }, 'three letters, a hyphen and four digits'));
test('codes and references given twice are found', () => {
  expect(checkRuleExamples([sound, sound], context)).toEqual([
    'code STU-0001 is given twice',
    'reference PASI 10001 on student is given twice',
  ]);
});

test('the catalogue stands in order of severity, then code', () => {
  const rules = [
    sound,
    { ...sound, code: 'STU-0003', severity: 'rejection' as const },
    { ...sound, code: 'STU-0002', severity: 'warning' as const },
  ];
  expect(makeCatalogue(rules).rules.map((rule) => rule.code)).toEqual(['STU-0003', 'STU-0002', 'STU-0001']);
});

test('a finding whose rule left the catalogue still has words', () => {
  expect(makeCatalogue([]).wordsOf('STU-0009', {}).title.en).toContain('STU-0009');
});

test('the rule book names every rule once, in both languages', () => {
  const book = rulesDocument([sound]);
  expect(book.match(/^## STU-0001$/gm)).toHaveLength(1);
  expect(book).toContain('1 rules: 0 rejection, 0 warning, 1 advice');
  expect(book).toContain('L’élève a {age} ans');
  expect(book).toContain(
    'PASI 10001 · advice · student · field `birthDate` · school years always to now · date-dependent',
  );
});
