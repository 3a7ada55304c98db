import { expect, test } from 'vitest';
import { judgeAll } from '#kernel/rule.ts';
import { checkRuleExamples } from '#modules/validation/index.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { codeOf, exampleFacts as enrolmentExample, exampleContext } from '../../rules/example.ts';
import { responsibleRules } from './catalogue.ts';
import { currentTransition } from './current.ts';
import { exampleFacts } from './example.ts';
import type { Transition } from './facts.ts';
import { responsibleFindingRules } from './findings.ts';
import { nextResponsibility } from './processor.ts';
import { responsibleRejections } from './submission.ts';

const context = await ruleContextFromFiles(exampleContext);
const { transition } = exampleFacts();

test('every rule passes and fires as its examples say, and fills its words', () => {
  expect(checkRuleExamples(responsibleRules as never, context)).toEqual([]);
});

test('the plain transition has nothing against it, neither as submitted nor as stored', () => {
  const rules = [...responsibleRejections, ...responsibleFindingRules];
  expect(judgeAll(rules, exampleFacts({ submission: {} }), context, 2027).fired).toEqual([]);
});

test('the latest live transition that is not in the future holds', () => {
  const on = (effectiveOn: string, isDeleted = false) => ({ effectiveOn, isDeleted });
  const all = [on('2027-09-01'), on('2026-10-01', true), on('2026-09-01'), on('2025-09-01')];
  expect(currentTransition(all, '2026-11-24')).toBe(all[2]);
  expect(currentTransition(all, '2027-09-01')).toBe(all[0]);
  expect(currentTransition(all, '2025-08-31')).toBeNull();
});

test('a school outside the jurisdiction may be described, with a province of its country and no other', () => {
  const outside = { name: 'Larch Lake Collegiate', city: 'Larch Lake', province: 'SK', country: 'CA' };
  const judge = (place: Partial<typeof outside>) =>
    judgeAll(
      responsibleRejections,
      exampleFacts({ transition: { schoolCode: null, outside: { ...outside, ...place } }, school: null }),
      context,
      2027,
    ).fired.map((it) => [it.code, it.field]);
  expect(judge({})).toEqual([]);
  expect(judge({ country: 'US' })).toEqual([['RSP-3001', 'outside/province']]);
  expect(judge({ country: 'ZZ', province: 'SK' })).toEqual([['RSP-3001', 'outside/country']]);
});

test('a deletion is refused to whom it does not concern, and for nothing else', () => {
  const gone = { transition: { isDeleted: true, reason: 'holiday', effectiveOn: '1900-01-01' }, school: null };
  const codes = (submission: object) =>
    judgeAll(responsibleRejections, exampleFacts({ ...gone, submission }), context, 2027).fired.map((it) => it.code);
  expect(codes({})).toEqual([]);
  expect(codes({ organisations: [codeOf('S.K003')] })).toEqual(['RSP-1639']);
});

test('the school that is responsible may hand over, to nobody, to another, to one outside', () => {
  const others = [{ effectiveOn: '2025-09-01' }];
  const left = { hasSchool: 'unknown', schoolCode: null, reason: 'not_provided' } as const;
  const judge = (changes: Partial<Transition>) =>
    judgeAll(responsibleRejections, exampleFacts({ transition: changes, others, submission: {} }), context, 2027).fired;
  expect(judge(left)).toEqual([]);
  expect(judge({ schoolCode: codeOf('S.K002') })).toEqual([]);
});

const { enrolment, student } = enrolmentExample();
const before = { ...enrolment, schoolYear: 2026, startOn: '2025-09-02', exitOn: '2026-06-26' };
const there: Transition = { ...transition, effectiveOn: '2025-09-02' };
const at = (code: string) => ({ ...enrolment, schoolCode: codeOf(code) });
type Changes = { student?: object; transitions?: Transition[]; enrolments?: (typeof enrolment)[] };
const next = ({ student: person = {}, transitions = [there], enrolments = [] }: Changes) =>
  nextResponsibility({ student: { ...student, ...person }, transitions, enrolments }, context);

test('the processor records a death once', () => {
  expect(next({ student: { isDeceased: true } })).toMatchObject({ hasSchool: 'no', reason: 'deceased' });
  const dead = { ...there, hasSchool: 'no', schoolCode: null, reason: 'deceased' } as const;
  expect(next({ student: { isDeceased: true }, transitions: [dead] })).toBeNull();
});

test('the processor follows a student to the one school that enrols now, and leaves two to people', () => {
  expect(next({ enrolments: [at('S.K002')] })).toEqual({
    hasSchool: 'yes',
    schoolCode: 'S.K002',
    reason: 'to_be_determined',
  });
  expect(next({ enrolments: [at('S.K001')] })).toBeNull();
  expect(next({ enrolments: [at('S.K001'), at('S.K002')] })).toBeNull();
  expect(next({ enrolments: [at('S.K002'), at('S.K003')] })).toBeNull();
});

test('the processor says unknown of who left longer ago than the period of the grade, unless they come back', () => {
  expect(next({ enrolments: [before] })).toMatchObject({ hasSchool: 'unknown', reason: 'not_provided' });
  expect(next({ enrolments: [{ ...before, exitOn: '2026-10-30' }] })).toBeNull();
  expect(next({ enrolments: [{ ...before, grade: 'EC' }] })).toBeNull();
  expect(next({ enrolments: [before, { ...enrolment, startOn: '2027-01-05' }] })).toBeNull();
  expect(next({ enrolments: [] })).toBeNull();
});

test('the processor says completed of who left grade 12 at sixteen or older, and nothing of others of that age', () => {
  const grown = { birthDate: '2009-03-09' };
  expect(next({ student: grown, enrolments: [{ ...before, grade: '12' }] })).toMatchObject({ reason: 'completed_k12' });
  expect(next({ student: grown, enrolments: [{ ...before, grade: '11' }] })).toBeNull();
});

test('the processor gives a student without school the one that enrols, but not the dead, the mature or the planned', () => {
  const came: Changes = { transitions: [], enrolments: [at('S.K002')] };
  expect(next(came)).toMatchObject({ schoolCode: 'S.K002' });
  expect(next({ ...came, student: { isDeceased: true } })).toBeNull();
  expect(next({ ...came, student: { birthDate: '2006-03-09' } })).toBeNull();
  expect(next({ ...came, transitions: [{ ...there, effectiveOn: '2026-12-01' }] })).toBeNull();
  expect(next({ ...came, enrolments: [at('S.K002'), at('S.K003')] })).toBeNull();
});

test('the processor adds nothing on a day for which somebody has spoken', () => {
  expect(next({ transitions: [{ ...there, effectiveOn: '2026-11-24' }], enrolments: [at('S.K002')] })).toBeNull();
});

test('a school outside that is responsible is left alone, and a student without school who went nowhere too', () => {
  const outside = { ...there, schoolCode: null, outside: { name: 'X', city: null, province: null, country: null } };
  expect(next({ transitions: [outside], enrolments: [at('S.K002')] })).toBeNull();
  expect(next({ transitions: [], enrolments: [before] })).toBeNull();
});
