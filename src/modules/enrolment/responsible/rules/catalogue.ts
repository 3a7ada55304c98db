import type { Rule } from '#kernel/rule.ts';
import type { ResponsibleFacts } from './facts.ts';
import { enrolmentBesideRules, responsibleFindingRules } from './findings.ts';
import { guidOfAnother, responsibleRejections } from './submission.ts';

/** Every rule about the responsible school. */
export const responsibleRules: readonly Rule<ResponsibleFacts>[] = [
  ...responsibleRejections,
  guidOfAnother,
  ...responsibleFindingRules,
  ...enrolmentBesideRules,
];
