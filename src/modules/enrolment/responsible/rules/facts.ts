import type { PlainDate } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentSchool, EnrolmentStudent, SchoolEnrolment } from '../../rules/facts.ts';

/** Whether a school answers for the student: yes, none does, or nobody knows. */
export const hasSchoolAnswers = ['yes', 'no', 'unknown'] as const;
export type HasSchool = (typeof hasSchoolAnswers)[number];

/** A school outside the jurisdiction, as far as it is known. */
export type OutsideSchool = {
  name: string;
  city: string | null;
  province: string | null;
  country: string | null;
};

/** A transition of the responsible school, without the marks of its keeping. */
export type Transition = {
  studentNumber: StudentNumber;
  transitionId: Guid;
  effectiveOn: PlainDate;
  hasSchool: HasSchool;
  schoolCode: OrganisationCode | null;
  outside: OutsideSchool | null;
  reason: string;
  isDeleted: boolean;
};

/** How a transition came; null when a stored one is judged by itself. */
export type TransitionSubmission = {
  /** The organisation and, for an authority, its schools. */
  organisations: readonly OrganisationCode[];
  isMinistry: boolean;
  /** True when the GUID belongs to another student's transition. */
  isGuidOfAnother: boolean;
};

/** Everything that a rule about a transition may know. */
export type ResponsibleFacts = {
  transition: Transition;
  student: EnrolmentStudent;
  /** The school named; null when none is, or no school has the code. */
  school: EnrolmentSchool | null;
  /** The student's other live transitions. */
  others: readonly Transition[];
  /** The student's live enrolments. */
  enrolments: readonly SchoolEnrolment[];
  /** The enrolment against which the transition is judged, for rules about an enrolment. */
  enrolment: SchoolEnrolment | null;
  previous: (Transition & { version: number; submittedBy: OrganisationCode }) | null;
  submission: TransitionSubmission | null;
};
