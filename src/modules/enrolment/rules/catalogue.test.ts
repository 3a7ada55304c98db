import { expect, test } from 'vitest';
import { judgeAll, type Rule } from '#kernel/rule.ts';
import { fillWords } from '#kernel/words.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { enrolmentFindingRules, enrolmentRejections, enrolmentRules } from './catalogue.ts';
import { exampleContext, exampleFacts } from './example.ts';
import type { EnrolmentFacts } from './facts.ts';

const context = await ruleContextFromFiles(exampleContext);

test.each(enrolmentRules.map((rule) => [rule.code, rule] as const))(
  '%s passes and fires as its examples say',
  (_, rule) => {
    const at = { ...context, ...rule.example.context };
    expect(rule.judge(rule.example.passes, at).fires).toBe(false);
    const verdict = rule.judge(rule.example.fires, at);
    expect(verdict.fires).toBe(true);
    const params = verdict.fires ? (verdict.params ?? {}) : {};
    for (const text of Object.values(fillWords(rule.message, params))) expect(text).not.toMatch(/\{\w+\}/);
  },
);

test('the plain enrolment has nothing against it, neither as submitted nor as stored', () => {
  const submitted = exampleFacts({ submission: {} });
  expect(judgeAll(enrolmentRules, submitted, context, 2027).fired).toEqual([]);
});

test('codes and references are given once, and a PASI number ends a code', () => {
  const codes = enrolmentRules.map((rule) => rule.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, reference } of enrolmentRules) {
    if (reference !== null) expect(reference.slice(-4)).toBe(code.slice(-4));
  }
});

test('a rule that reads more than the enrolment is marked as crossing records', () => {
  const own = new Set<string>(['enrolment', 'previous', 'submission']);
  for (const rule of enrolmentFindingRules) {
    expect([rule.code, rule.crossRecord]).toEqual([rule.code, rule.inputs.some((input) => !own.has(input))]);
  }
});

test('a rule that is marked as date-dependent says when to look again', () => {
  for (const rule of enrolmentFindingRules.filter((it) => it.dateDependent)) {
    expect([rule.code, asksAgain(rule, '2027-09-01')]).toEqual([rule.code, true]);
  }
});

/** Whether the rule names a day for an enrolment of the year to come or of this one. */
function asksAgain(rule: Rule<EnrolmentFacts>, startOn: string): boolean {
  const future = {
    ...rule.example.passes,
    enrolment: { ...rule.example.passes.enrolment, schoolYear: 2028, startOn, exitOn: null },
  };
  return [rule.example.passes, rule.example.fires, future].some((facts) => {
    const { rescanOn } = rule.judge(facts, { ...context, ...exampleContext });
    return rescanOn !== undefined && rescanOn !== null && rescanOn > context.today;
  });
}

test('at least thirty rules are built, five and more of every kind', () => {
  expect(enrolmentRules.length).toBeGreaterThanOrEqual(30);
  expect(enrolmentRejections.length).toBeGreaterThanOrEqual(5);
  expect(enrolmentFindingRules.filter((rule) => rule.severity === 'advice').length).toBeGreaterThanOrEqual(5);
  expect(enrolmentFindingRules.filter((rule) => rule.crossRecord).length).toBeGreaterThanOrEqual(5);
  expect(enrolmentFindingRules.filter((rule) => rule.dateDependent).length).toBeGreaterThanOrEqual(5);
});

test('every code that a set names stands in its code table', async () => {
  const sets: [string, string[]][] = [
    [
      'grants_programme',
      [
        'bilingual',
        'distance',
        'home_or_distance',
        'language_culture',
        'resident_board_needed',
        'additional_language',
        'agreement',
        'home_or_outreach',
        'language_support',
        'refugee',
      ],
    ],
    [
      'enrolment_type',
      [
        'independent',
        'independent_excludes',
        'resident_board_unneeded',
        'step_child',
        'displaced',
        'tuition_agreement',
      ],
    ],
    ['exception_code', ['exception_combinable', 'exception_designated']],
  ];
  for (const [className, groups] of sets) {
    for (const code of groups.flatMap((name) => context.parameter<string[]>(`enrolment.group.${name}`))) {
      expect([code, context.code(className, code)]).not.toEqual([code, null]);
    }
  }
});
