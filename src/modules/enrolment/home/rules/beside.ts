import { type Fired, judgeAll, type RuleContext } from '#kernel/rule.ts';
import { nobody, type SchoolEnrolment } from '../../rules/facts.ts';
import type { HomeFacts, HomeRegistration } from './facts.ts';
import { enrolledBeside } from './rules.ts';

/** A registration by itself, as a rule that looks at its days sees it. */
export function factsOf(registration: HomeRegistration, enrolments: readonly SchoolEnrolment[] = []): HomeFacts {
  return {
    registration,
    student: nobody,
    isAuthorityKnown: true,
    others: [],
    enrolments,
    enrolment: null,
    isGuidOfAnother: false,
  };
}

/** What stands against an enrolment because of registrations for unsupervised home education. */
export function judgeBesideHome(
  enrolment: SchoolEnrolment,
  registrations: readonly HomeRegistration[],
  context: RuleContext,
): Fired[] {
  return registrations.flatMap(
    (it) => judgeAll([enrolledBeside], { ...factsOf(it), enrolment }, context, enrolment.schoolYear).fired,
  );
}
