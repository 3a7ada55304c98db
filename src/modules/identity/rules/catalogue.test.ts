import { expect, test } from 'vitest';
import { fillWords } from '#kernel/words.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { identityFindingsRules, identityRejections } from './catalogue.ts';

// The jurisdiction's own files, so that rules and data are tested together.
const context = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });

test.each([...identityRejections, ...identityFindingsRules].map((rule) => [rule.code, rule] as const))(
  'the examples of %s pass and fire, and every place of its words is filled',
  (_code, rule) => {
    // Each rule with its own facts; the union of rules forgets which facts belong to which.
    const judge = rule.judge as (facts: unknown, here: typeof context) => ReturnType<typeof rule.judge>;
    const here = { ...context, ...rule.example.context };
    expect(judge(rule.example.passes, here).fires).toBe(false);
    const verdict = judge(rule.example.fires, here);
    expect(verdict.fires).toBe(true);
    const params = verdict.fires ? (verdict.params ?? {}) : {};
    for (const words of [rule.message, rule.mend].map((it) => fillWords(it, params)))
      expect(`${words.en}${words.fr}`).not.toMatch(/\{\w+\}/);
  },
);

test('codes are never given twice', () => {
  const all = [...identityRejections, ...identityFindingsRules].map((rule) => rule.code);
  expect(new Set(all).size).toBe(all.length);
});
