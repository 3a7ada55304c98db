import { expect, test } from 'vitest';
import { judgeAll } from '#kernel/rule.ts';
import { checkRuleExamples } from '#modules/validation/index.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { exampleContext } from '../../rules/example.ts';
import { exampleFacts } from './example.ts';
import { enrolledBeside, homeRejections, homeRules } from './rules.ts';

const context = await ruleContextFromFiles(exampleContext);

test('every rule passes and fires as its examples say, and fills its words', () => {
  expect(checkRuleExamples(homeRules as never, context)).toEqual([]);
});

test('a deletion is refused for nothing', () => {
  const gone = { isDeleted: true, exitType: 'holiday', startOn: '1900-01-01' };
  const facts = exampleFacts({ registration: gone, others: [{}], isAuthorityKnown: false });
  expect(judgeAll(homeRejections, facts, context, 2027).fired).toEqual([]);
});

test('an enrolment beside a registration that was withdrawn gets no advice', () => {
  const facts = exampleFacts({ enrolment: {}, registration: { exitType: 'withdrawal' } });
  expect(enrolledBeside.judge(facts, context).fires).toBe(false);
});
