import { type PlainDate, schoolYearOf } from '#kernel/dates.ts';
import type { SchoolEnrolment } from './facts.ts';

export type EnrolmentStatus = 'registered' | 'active' | 'completed' | 'withdrawn' | 'closed' | 'cancelled' | 'deleted';

type Dates = Pick<SchoolEnrolment, 'schoolYear' | 'startOn' | 'exitOn' | 'exitType' | 'isDeleted'>;

/**
 * Where an enrolment stands on a day. The words are those of the legacy registration status; its values are no longer
 * stored anywhere but follow from the dates:
 * - deleted: marked as deleted;
 * - cancelled: not begun yet, and withdrawn on its first day;
 * - registered: not begun yet;
 * - active: begun, its last day not past (nor the school year, when no last day is given);
 * - withdrawn, completed: ended, by the kind of the last day;
 * - closed: ended, and nobody said how.
 */
export function enrolmentStatus(enrolment: Dates, today: PlainDate): EnrolmentStatus {
  if (enrolment.isDeleted) return 'deleted';
  if (today < enrolment.startOn) return isCancelled(enrolment) ? 'cancelled' : 'registered';
  if (!hasEnded(enrolment, today)) return 'active';
  if (enrolment.exitOn === null) return 'closed';
  if (enrolment.exitType === 'withdrawal') return 'withdrawn';
  return enrolment.exitType === 'completion' ? 'completed' : 'closed';
}

function isCancelled(enrolment: Dates): boolean {
  return enrolment.exitType === 'withdrawal' && enrolment.exitOn === enrolment.startOn;
}

function hasEnded(enrolment: Dates, today: PlainDate): boolean {
  return enrolment.exitOn === null ? schoolYearOf(today) > enrolment.schoolYear : enrolment.exitOn < today;
}
