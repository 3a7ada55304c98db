import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentStudent, Sibling } from '../../rules/facts.ts';

export const notificationStates = ['open', 'accepted', 'returned', 'withdrawn'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** What a parent notified of home education, without the marks of its keeping. */
export type HomeNotification = {
  studentNumber: StudentNumber;
  notificationId: Guid;
  schoolYear: SchoolYear;
  programme: string;
  /** The school or authority that supervises; null = nobody does. */
  supervisorCode: OrganisationCode | null;
  notifiedOn: PlainDate;
  guardianName: string;
  guardianContact: string | null;
  isAddressSame: boolean;
  plan: string | null;
  wantsFunding: boolean;
  state: NotificationState;
  decidedOn: PlainDate | null;
  stateReason: string | null;
};

/** Everything that a rule about a notification may know. */
export type NotificationFacts = {
  notification: HomeNotification;
  student: EnrolmentStudent;
  /** What the supervisor's code names; null when no organisation has it. */
  supervisorKind: string | null;
  /** The student's other notifications. */
  others: readonly HomeNotification[];
  /** The student's live enrolments. */
  enrolments: readonly Sibling[];
  /** How it came; null when a kept one is judged. */
  submission: { isMinistry: boolean; organisations: readonly OrganisationCode[]; isGuidOfAnother: boolean } | null;
};
