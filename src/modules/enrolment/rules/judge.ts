import { type Fired, judgeAll, type Rule, type RuleContext } from '#kernel/rule.ts';
import { enrolmentFindingRules } from './catalogue.ts';
import type { EnrolmentFacts } from './facts.ts';

/** What stands against an enrolment as it is kept, and when to look again; enrolments of years that are not checked have nothing against them. */
export function judgeFindings(
  facts: EnrolmentFacts,
  context: RuleContext,
  rules: readonly Rule<EnrolmentFacts>[] = enrolmentFindingRules,
): { fired: Fired[]; rescanOn: string | null } {
  const { schoolYear } = facts.enrolment;
  if (schoolYear < context.parameter<number>('enrolment.first_checked_year')) return { fired: [], rescanOn: null };
  return judgeAll(rules, facts, context, schoolYear);
}
