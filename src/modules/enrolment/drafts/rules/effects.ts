import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { currentTransition } from '../../responsible/rules/current.ts';
import { nextResponsibility, type ProcessorAnswer } from '../../responsible/rules/processor.ts';
import type { SchoolEnrolment } from '../../rules/facts.ts';
import { yearEnd } from '../../rules/periods.ts';
import { countingOrder } from '../../rules/standing.ts';
import { type Draft, type DraftGrounds, effectiveFrom } from './judge.ts';

/** A day on which students are counted. */
type CountedDay = { schoolYear: SchoolYear; day: PlainDate };
/** Where the student counts on a day, before and after the change; null = nowhere. */
export type CountEffect<Day> = { day: Day; before: OrganisationCode | null; after: OrganisationCode | null };

/** What a change would do besides: to the counts, and to who answers for the student. */
export type DraftEffects<Day> = {
  counts: CountEffect<Day>[];
  responsible: {
    now: OrganisationCode | null;
    /** What the daily round would record, and on which day; null = nothing. */
    next: { on: PlainDate; answer: ProcessorAnswer } | null;
  };
};

/** The effects of a draft, by the rules that count and that find the responsible school. */
export function effectsOf<Day extends CountedDay>(
  { enrolment, previous }: Draft,
  { grounds, days, context }: { grounds: DraftGrounds; days: readonly Day[]; context: RuleContext },
): DraftEffects<Day> {
  const others = grounds.enrolments.filter((it) => it.enrolmentId !== enrolment.enrolmentId);
  const before: SchoolEnrolment[] = previous ? [...others, previous] : others;
  const after: SchoolEnrolment[] = [...others, enrolment];
  const { student, transitions } = grounds;
  const on = effectiveFrom(enrolment, context.today);
  const answer = nextResponsibility({ student, transitions, enrolments: after }, { ...context, today: on });
  const current = currentTransition(transitions, context.today);
  return {
    counts: days.map((day) => ({ day, before: countedAt(before, day), after: countedAt(after, day) })),
    responsible: { now: current?.schoolCode ?? null, next: answer ? { on, answer } : null },
  };
}

/**
 * Where a student counts on a day: under the regular enrolment that began first. The counts themselves are made in the database
 * (`counts/store.ts`); a test holds the two together.
 */
export function countedAt(
  enrolments: readonly SchoolEnrolment[],
  { schoolYear, day }: CountedDay,
): OrganisationCode | null {
  const there = enrolments.filter(
    (it) =>
      it.schoolYear === schoolYear &&
      !it.isDeleted &&
      it.startOn <= day &&
      (it.exitOn ?? yearEnd(it.schoolYear)) >= day,
  );
  return there.sort((a, b) => (countingOrder(a) < countingOrder(b) ? -1 : 1))[0]?.schoolCode ?? null;
}
