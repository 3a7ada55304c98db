import { expect, test } from 'vitest';
import type { Rule } from '#kernel/rule.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { enrolmentRules } from '../catalogue.ts';
import { codeOf, type ExampleChanges, exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';

const context = await ruleContextFromFiles(exampleContext);

function ruleOf(pasi: number): Rule<EnrolmentFacts> {
  const rule = enrolmentRules.find((it) => it.reference === `PASI ${pasi}`);
  if (!rule) throw new Error(`no rule ${pasi}`);
  return rule;
}

/** Judges the plain example with some changes by one rule on a day (by default the examples' day). */
function check(pasi: number, changes: ExampleChanges, expected: boolean, at: Partial<typeof context> = {}) {
  expect(ruleOf(pasi).judge(exampleFacts(changes), { ...context, ...at }).fires).toBe(expected);
}

const rescan = (pasi: number, changes: ExampleChanges, at: Partial<typeof context> = {}) =>
  ruleOf(pasi).judge(exampleFacts(changes), { ...context, ...at }).rescanOn ?? null;

const bands: [string, number, number | null][] = [
  ['EC', 2, 5],
  ['1', 5, 7],
  ['9', 13, 15],
  ['10', 13, 17],
  ['11', 14, 18],
  ['12', 15, null],
];

test.each(bands)('in grade %s ages %i to %s on 1 September are usual, a year beside is not', (grade, min, max) => {
  const ofAge = (age: number) => ({ enrolment: { grade }, student: { birthDate: `${2026 - age}-09-01` } });
  check(10017, ofAge(min), false);
  check(10017, ofAge(min - 1), true);
  check(10017, ofAge(max ?? 80), false);
  if (max !== null) check(10017, ofAge(max + 1), true);
});

test('the age on 1 September counts the birthday on that day', () => {
  check(10017, { enrolment: { grade: '1' }, student: { birthDate: '2021-09-01' } }, false);
  check(10017, { enrolment: { grade: '1' }, student: { birthDate: '2021-09-02' } }, true);
});

test('age is judged in the current year only, and asked again as a year begins and ceases to be current', () => {
  const young = { student: { birthDate: '2020-01-01' } };
  check(10017, { ...young, enrolment: { schoolYear: 2026 } }, false);
  check(10017, { ...young, enrolment: { schoolYear: 2028 } }, false);
  expect(rescan(10017, young)).toBe('2027-08-01');
  expect(rescan(10017, { ...young, enrolment: { schoolYear: 2028 } })).toBe('2027-08-01');
  expect(rescan(10017, { ...young, enrolment: { schoolYear: 2026 } })).toBeNull();
});

test('adults in continuing education have no usual age', () => {
  check(10017, { enrolment: { programmingType: 'continuing' }, student: { birthDate: '1980-01-01' } }, false);
});

test('a calendar rule keeps silent on years to come and looks again when the enrolment starts', () => {
  const next = { enrolment: { schoolYear: 2028, startOn: '2027-09-07', exitOn: null } };
  check(10003, next, false);
  check(10035, next, false);
  expect(rescan(10035, { enrolment: { startOn: '2027-02-01' } })).toBe('2027-02-01');
  check(10035, next, true, { today: '2027-09-07', currentSchoolYear: 2028 });
});

test('an evening enrolment is not held against the day calendar', () => {
  check(10003, { enrolment: { programmingTimeframe: 'evening', startOn: '2026-07-01' } }, false);
});

test('a missing address is a matter of the days of a current enrolment, looked at again after its end', () => {
  const homeless = { student: { mailingAddresses: [] } };
  check(10135, homeless, true);
  check(10135, homeless, false, { today: '2026-08-31' });
  check(10135, homeless, false, { today: '2027-06-29' });
  expect(rescan(10135, homeless, { today: '2026-08-31' })).toBe('2026-09-01');
  expect(rescan(10135, homeless)).toBe('2027-06-29');
});

test('overlap within the authority is told apart from overlap across authorities', () => {
  const sameAuthority = { siblings: [{}] };
  const otherAuthority = { siblings: [{ schoolCode: codeOf('S.K009'), authorityCode: codeOf('A.K002') }] };
  check(10070, sameAuthority, true);
  check(10085, sameAuthority, false);
  check(10070, otherAuthority, false);
  check(10085, otherAuthority, true);
});

test('enrolments that meet without sharing a day do not overlap', () => {
  const left = { exitOn: '2026-10-30', exitType: 'withdrawal' };
  const other = { schoolCode: codeOf('S.K009'), authorityCode: codeOf('A.K002'), startOn: '2026-10-31' };
  check(10085, { enrolment: left, siblings: [other] }, false);
  check(10085, { enrolment: left, siblings: [{ ...other, startOn: '2026-10-30' }] }, true);
});

test('a displaced student may be in two places', () => {
  check(10085, { enrolment: { enrolmentTypes: ['600'] }, siblings: [{ authorityCode: codeOf('A.K002') }] }, false);
  check(10070, { enrolment: { enrolmentTypes: ['600'] }, siblings: [{}] }, false);
});

test('another timeframe at the same school is not the same enrolment twice', () => {
  const same = { schoolCode: codeOf('S.K001') };
  check(10069, { siblings: [same] }, true);
  check(10069, { siblings: [{ ...same, programmingTimeframe: 'evening' }] }, false);
});

test('a grade is compared with the highest of the year before, and ungraded with nothing', () => {
  const before = (grade: string) => ({ schoolYear: 2026, grade });
  check(10019, { siblings: [before('4'), before('6')] }, true);
  check(10019, { siblings: [before('UG')] }, false);
  check(10019, { enrolment: { grade: 'UG' }, siblings: [before('6')] }, false);
  check(10019, { enrolment: { grade: 'EC' }, siblings: [before('1')] }, true);
  check(10019, { siblings: [{ schoolYear: 2025, grade: '6' }] }, false);
});

test('an additional-language code is compared with the enrolment just before, at another authority only', () => {
  const now = { grantsProgrammes: ['301'] };
  const before = { schoolYear: 2026, startOn: '2025-09-02', authorityCode: codeOf('A.K002') };
  const earlier = { schoolYear: 2025, startOn: '2024-09-03', authorityCode: codeOf('A.K002') };
  check(10052, { enrolment: now, siblings: [before] }, true);
  check(10052, { enrolment: now, siblings: [{ ...before, authorityCode: codeOf('A.K001') }] }, false);
  check(10052, { enrolment: now, siblings: [before, { ...earlier, grantsProgrammes: ['301'] }] }, true);
  check(10053, { siblings: [{ ...before, grantsProgrammes: ['302'] }] }, true);
});

test('French hours are summed over the year, not beyond it', () => {
  const now = { grade: '10', grantsProgrammes: ['211'], frenchHours: 120 };
  check(10011, { enrolment: now, siblings: [{ grantsProgrammes: ['211'], frenchHours: 80 }] }, false);
  check(10011, { enrolment: now, siblings: [{ schoolYear: 2026, grantsProgrammes: ['211'], frenchHours: 80 }] }, true);
  check(10011, { enrolment: { ...now, grade: '5' } }, false);
});

test('each enrolment whose French hours count towards francophone education gets the advice', () => {
  const francophone = { grantsProgrammes: ['221'], frenchHours: 500 };
  const immersion = { grantsProgrammes: ['211'], frenchHours: 100 };
  check(10100, { enrolment: francophone, siblings: [immersion] }, true);
  check(10100, { enrolment: immersion, siblings: [francophone] }, true);
  check(10100, { enrolment: immersion }, false);
  check(10100, { enrolment: { grantsProgrammes: ['230'], frenchHours: 100 }, siblings: [francophone] }, false);
});

test('independence is asked for until the day of coming of age lies within the enrolment', () => {
  const independent = { enrolmentTypes: ['121'] };
  check(10112, { enrolment: independent, student: { birthDate: '2009-06-28' } }, false);
  check(10112, { enrolment: independent, student: { birthDate: '2009-06-29' } }, true);
  const restriction = { kind: 'IndependentUnder18', from: '2020-01-01', to: '2026-08-31' };
  check(10112, { enrolment: independent, student: { restrictions: [restriction] } }, true);
  check(10112, { enrolment: independent, student: { restrictions: [{ ...restriction, to: '2026-09-01' }] } }, false);
});

test('a resident board is needed and taken by programme', () => {
  const board = { residentBoard: codeOf('A.K002') };
  check(10123, { enrolment: { ...board, grantsProgrammes: ['620'] } }, false);
  check(10123, { enrolment: { ...board, grantsProgrammes: ['211'] } }, true);
  check(10136, { enrolment: { grantsProgrammes: ['623'], schoolCode: codeOf('S.1363') } }, false);
  check(10068, { enrolment: { ...board, grantsProgrammes: ['110'] } }, true);
});

test('an expired programme is known and gets its warning; one that never was is refused', () => {
  check(3001, { enrolment: { grantsProgrammes: ['140'] } }, false);
  check(10029, { enrolment: { grantsProgrammes: ['140'] } }, true);
  check(3001, { enrolment: { grantsProgrammes: ['999'] } }, true);
});

const impossible: ExampleChanges['enrolment'][] = [
  { residentBoard: codeOf('2195') },
  { hours: 0 },
  { frenchHours: 12.5 },
  { programmePercentage: 100.01 },
  { programmePercentage: 33.333 },
  { enrolmentTypes: ['121', '130', '417', '600'] },
  { exceptionCodes: ['54', '70', '80'] },
  { localStudentId: 'tab\there' },
  { localStudentId: '' },
];

test.each(impossible)('a value that the register cannot hold is refused before it is written: %o', (enrolment) => {
  check(3002, { enrolment: enrolment ?? {} }, true);
});

test('of programmes for language support two may stand together in the named pairs alone', () => {
  const given = (...grantsProgrammes: string[]) => ({ enrolment: { grantsProgrammes } });
  for (const pair of [
    ['301', '307'],
    ['302', '307'],
    ['302', '306'],
    ['303', '306'],
  ])
    check(10081, given(...pair), false);
  for (const pair of [
    ['301', '302'],
    ['303', '307'],
    ['306', '307'],
    ['301', '306'],
  ])
    check(10081, given(...pair), true);
  check(10081, given('302', '306', '307'), true);
});

test('of 211, 221 and the 400 series one alone may be given; French as a second language goes with any', () => {
  const given = (...grantsProgrammes: string[]) => ({ enrolment: { grantsProgrammes } });
  check(10026, given('230', '413'), false);
  for (const pair of [
    ['211', '221'],
    ['211', '401'],
    ['409', '413'],
    ['413', '414'],
  ])
    check(10026, given(...pair), true);
});

test('a programme of francophone education is judged where the kind of the authority is known', () => {
  const at = (type: string | null) => ({
    enrolment: { grantsProgrammes: ['221'], frenchHours: 720 },
    school: { authority: { ...exampleFacts().school?.authority, type } as never }, // the plain one of another kind
  });
  check(10047, at('francophone'), false);
  check(10047, at(null), false);
  check(10047, at('separate'), true);
});

test('shares of the programme are added up over the days that enrolments have in common, hundredths included', () => {
  const share = (programmePercentage: number, exitOn?: string) => ({
    grantsProgrammes: ['612'],
    programmePercentage,
    ...(exitOn ? { startOn: '2026-09-01', exitOn } : {}),
  });
  const rule = enrolmentRules.find((it) => it.code === 'ENR-9906');
  const fires = (siblings: object[], own = 33.34) =>
    rule?.judge(exampleFacts({ enrolment: share(own), siblings }), context).fires;
  expect(fires([share(33.33), share(33.33)])).toBe(false);
  expect(fires([share(33.34), share(33.33)])).toBe(true);
  expect(fires([{ ...share(80), startOn: '2025-09-01', exitOn: '2026-08-31' }])).toBe(false);
  expect(fires([{ ...share(80), grantsProgrammes: ['600'] }])).toBe(false);
});
