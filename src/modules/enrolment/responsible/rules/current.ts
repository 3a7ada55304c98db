import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { SchoolEnrolment } from '../../rules/facts.ts';
import { enrolmentStatus } from '../../rules/status.ts';
import type { ResponsibleFacts, Transition } from './facts.ts';

/** The transition that holds on a day: the latest live one that has taken effect. There is no end date: a new one ends the one before. */
export function currentTransition<One extends Pick<Transition, 'effectiveOn' | 'isDeleted'>>(
  transitions: readonly One[],
  on: PlainDate,
): One | null {
  let last: One | null = null;
  for (const it of transitions) {
    if (it.isDeleted || it.effectiveOn > on) continue;
    if (last === null || it.effectiveOn > last.effectiveOn) last = it;
  }
  return last;
}

/** Whether the transition judged is the one that holds on a day. */
export function isCurrent({ transition, others }: ResponsibleFacts, on: PlainDate): boolean {
  return currentTransition([transition, ...others], on) === transition;
}

/** The enrolments that are under way on a day. */
export function enrolledOn<One extends SchoolEnrolment>(enrolments: readonly One[], on: PlainDate): One[] {
  return enrolments.filter((it) => enrolmentStatus(it, on) === 'active');
}

/** The next day on which time alone changes what the rules see: a transition takes effect, an enrolment begins, or has ended the day before. */
export function nextTurn({ transition, others, enrolments }: ResponsibleFacts, today: PlainDate): PlainDate | null {
  const days = [
    ...[transition, ...others].map((it) => it.effectiveOn),
    ...enrolments.flatMap((it) => [it.startOn, addDays(it.exitOn ?? `${it.schoolYear}-08-31`, 1)]),
  ];
  return days.filter((day) => day > today).sort()[0] ?? null;
}
