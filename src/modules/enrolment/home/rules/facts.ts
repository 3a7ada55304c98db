import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentStudent, SchoolEnrolment } from '../../rules/facts.ts';

/** A registration for unsupervised home education, without the marks of its keeping. */
export type HomeRegistration = {
  studentNumber: StudentNumber;
  registrationId: Guid;
  schoolYear: SchoolYear;
  authorityCode: OrganisationCode | null;
  startOn: PlainDate;
  exitOn: PlainDate;
  exitType: string;
  isDeleted: boolean;
};

/** Everything that a rule about a registration may know. */
export type HomeFacts = {
  registration: HomeRegistration;
  student: EnrolmentStudent;
  /** False when the authority named is none. */
  isAuthorityKnown: boolean;
  /** The student's other live registrations. */
  others: readonly HomeRegistration[];
  /** The student's live enrolments. */
  enrolments: readonly SchoolEnrolment[];
  /** The enrolment against which the registration is judged, for the rule about an enrolment. */
  enrolment: SchoolEnrolment | null;
  /** True when the GUID belongs to another student's registration. */
  isGuidOfAnother: boolean;
};
