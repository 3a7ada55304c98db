import { expect, test } from 'vitest';
import { rules } from '#entrypoints/modules.ts';
import { checkRuleExamples } from '#modules/validation/index.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';

const context = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });

test('every rule does what its examples say, has its words in both languages, and a code and a number of its own', () => {
  expect(checkRuleExamples(rules, context)).toEqual([]);
});

test('there are at least five rules of every kind that carry a number by which people know them', () => {
  const known = rules.filter((rule) => rule.reference !== null);
  expect(known.length).toBeGreaterThanOrEqual(30);
  for (const severity of ['rejection', 'warning', 'advice'] as const) {
    expect([severity, known.filter((rule) => rule.severity === severity).length >= 5]).toEqual([severity, true]);
  }
  expect(known.filter((rule) => rule.crossRecord).length).toBeGreaterThanOrEqual(5);
  expect(known.filter((rule) => rule.dateDependent).length).toBeGreaterThanOrEqual(5);
});
