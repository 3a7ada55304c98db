import { type Fired, judgeAll, type RuleContext } from '#kernel/rule.ts';
import type { EnrolmentSchool, EnrolmentStudent, SchoolEnrolment } from '../../rules/facts.ts';
import { currentTransition } from './current.ts';
import type { Transition } from './facts.ts';
import { enrolmentBesideRules } from './findings.ts';

/** What is known of a student for judging an enrolment against the transition that holds. */
type Beside = {
  student: EnrolmentStudent;
  transitions: readonly Transition[];
  enrolments: readonly SchoolEnrolment[];
  /** The school that the transition names. */
  school: EnrolmentSchool | null;
};

/** What stands against an enrolment because another school answers for the student. */
export function judgeBesideResponsible(
  enrolment: SchoolEnrolment,
  { student, transitions, enrolments, school }: Beside,
  context: RuleContext,
): { fired: Fired[]; rescanOn: string | null } {
  const transition = currentTransition(transitions, context.today);
  if (transition === null) return { fired: [], rescanOn: null };
  const others = transitions.filter((it) => it !== transition);
  const facts = { transition, student, school, others, enrolments, enrolment, previous: null, submission: null };
  return judgeAll(enrolmentBesideRules, facts, context, context.currentSchoolYear);
}
