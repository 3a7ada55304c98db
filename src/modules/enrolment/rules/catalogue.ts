import type { Rule } from '#kernel/rule.ts';
import type { EnrolmentFacts } from './facts.ts';
import { ageRules } from './validation/age.ts';
import { boardRules } from './validation/boards.ts';
import { citizenshipRules } from './validation/citizenship.ts';
import { combinationRules } from './validation/combinations.ts';
import { dateRules } from './validation/dates.ts';
import { demandRules } from './validation/demands.ts';
import { exceptionRules } from './validation/exceptions.ts';
import { frenchRules } from './validation/french.ts';
import { grantsRules } from './validation/grants.ts';
import { offeringRules } from './validation/offerings.ts';
import { overlapRules } from './validation/overlap.ts';
import { schoolRules } from './validation/school.ts';
import { senseRules } from './validation/sense.ts';
import { submissionRules } from './validation/submission.ts';
import { successionRules } from './validation/succession.ts';
import { typeRules } from './validation/types.ts';

/** Every rule of a school enrolment, by group. */
export const enrolmentRules: readonly Rule<EnrolmentFacts>[] = [
  ...submissionRules,
  ...dateRules,
  ...ageRules,
  ...schoolRules,
  ...offeringRules,
  ...typeRules,
  ...citizenshipRules,
  ...exceptionRules,
  ...grantsRules,
  ...combinationRules,
  ...demandRules,
  ...frenchRules,
  ...boardRules,
  ...overlapRules,
  ...successionRules,
  ...senseRules,
];

/** Those that stop an item before anything is written. */
export const enrolmentRejections = enrolmentRules.filter((rule) => rule.severity === 'rejection');

/** Those whose findings are kept with the enrolment. */
export const enrolmentFindingRules = enrolmentRules.filter((rule) => rule.severity !== 'rejection');
