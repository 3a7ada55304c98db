import { spansOverlap } from '#kernel/dates.ts';
import type { SchoolEnrolment } from './facts.ts';
import { calendarKind, spanOf } from './periods.ts';

/** Beside others of the student: the one that counts, one at the same time as it, or one of a summer. */
export type Standing = 'first' | 'concurrent' | 'summer';

/**
 * Where an enrolment stands among all of a student's: concurrent when another live one of the same days comes first, by the order in which
 * counts choose (regular before others, then the earlier start). Summer stands by itself.
 */
export function standingOf<One extends SchoolEnrolment>(enrolment: One, all: readonly One[]): Standing {
  if (calendarKind(enrolment) === 'summer') return 'summer';
  const beside = all.filter(
    (it) =>
      it.enrolmentId !== enrolment.enrolmentId &&
      !it.isDeleted &&
      calendarKind(it) !== 'summer' &&
      spansOverlap(spanOf(enrolment), spanOf(it)),
  );
  return beside.some((it) => countingOrder(it) < countingOrder(enrolment)) ? 'concurrent' : 'first';
}

/** A text that sorts as counts choose: regular first, then the earlier start, then the id. */
export function countingOrder({ programmingType, startOn, enrolmentId }: SchoolEnrolment): string {
  return `${programmingType === 'regular' ? 0 : 1} ${startOn} ${enrolmentId}`;
}
