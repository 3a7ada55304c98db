import { describe, expect, test } from 'vitest';
import { errorLists, rules } from '#entrypoints/modules.ts';
import { judgeAll, type Verdict } from '#kernel/rule.ts';
import { wordsOfProblem } from '#modules/exchange/rules/problems.ts';
import { type CatalogueRule, checkCoverage, checkRuleExamples } from '#modules/validation/index.ts';
import { readJurisdictionFiles } from '#platform/jurisdiction.ts';
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

describe('every known number', () => {
  test('is built, or says why not; nothing is claimed that is not so; pairs are named from both sides', async () => {
    const { coverage } = await readJurisdictionFiles(`${import.meta.dirname}/../../jurisdictions`, 'demonstration');
    const refusals = new Set(errorLists.flatMap((list) => Object.values(list)).map((factory) => factory.code));
    const codes = new Set(rules.map((rule) => rule.code));
    const isRowProblem = (code: string) =>
      code.startsWith('exchange.') && wordsOfProblem(code.slice('exchange.'.length)) !== null;
    const holds = (code: string) => refusals.has(code) || codes.has(code) || isRowProblem(code);
    expect(coverage.rules.length).toBeGreaterThan(370);
    expect(checkCoverage(coverage, { rules, holds })).toEqual([]);
  });
});

// A condition may be turned round, or hold always or never: the examples of its own rule must tell.
const mutants: Record<string, (verdict: Verdict) => Verdict> = {
  'turned round': (verdict) => (verdict.fires ? { fires: false } : { fires: true }),
  'that always fires': (verdict) => (verdict.fires ? verdict : { fires: true }),
  'that never fires': () => ({ fires: false }),
};

describe('a rule whose condition is', () => {
  test.each(Object.entries(mutants))('%s fails by its own examples', (_, mutate) => {
    const survivors = rules.filter((rule) => checkRuleExamples([withVerdict(rule, mutate)], context).length === 0);
    expect(survivors.map((rule) => rule.code)).toEqual([]);
  });
});

function withVerdict(rule: CatalogueRule, mutate: (verdict: Verdict) => Verdict): CatalogueRule {
  return { ...rule, judge: (facts, here) => mutate(rule.judge(facts, here)) };
}

test('a rule with years fires in its first and last one, and keeps silent before and after', () => {
  const wrong = rules.flatMap((rule) => {
    const { first, last } = rule.years;
    const firesIn = (year: number) =>
      judgeAll([{ ...rule, inputs: [] }], rule.example.fires, { ...context, ...rule.example.context }, year).fired
        .length === 1;
    const inside = [first, last].filter((year) => year !== null && !firesIn(year));
    const outside = [first && first - 1, last && last + 1].filter((year) => year !== null && firesIn(year));
    return [...inside, ...outside].map((year) => `${rule.code} in ${year}`);
  });
  expect(wrong).toEqual([]);
});

test('every rule reads only the facts that it says it reads, and its examples differ in one of them', () => {
  expect(rules.flatMap(undeclared)).toEqual([]);
  expect(rules.filter((rule) => !differsInInputs(rule)).map((rule) => rule.code)).toEqual([]);
});

function undeclared(rule: CatalogueRule): string[] {
  const read = new Set<string>();
  for (const facts of [rule.example.passes, rule.example.fires]) {
    const watched = new Proxy(facts as object, {
      get: (target, key) => {
        read.add(String(key));
        return Reflect.get(target, key);
      },
    });
    rule.judge(watched, { ...context, ...rule.example.context });
  }
  return [...read].filter((input) => !rule.inputs.includes(input)).map((input) => `${rule.code} reads ${input}`);
}

function differsInInputs({ inputs, example }: CatalogueRule): boolean {
  const [passing, firing] = [example.passes, example.fires] as Record<string, unknown>[]; // facts are objects
  return inputs.some((input) => JSON.stringify(passing?.[input]) !== JSON.stringify(firing?.[input]));
}
