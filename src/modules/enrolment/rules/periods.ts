import { addDays, type PlainDate, type SchoolYear, type Span } from '#kernel/dates.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { EnrolmentFacts, EnrolmentSchool, OpenSpan, OrganisationFacts, SchoolEnrolment } from './facts.ts';

/** 1 September of the school year. */
export function yearStart(year: SchoolYear): PlainDate {
  return `${year - 1}-09-01`;
}

/** 31 August of the school year. */
export function yearEnd(year: SchoolYear): PlainDate {
  return `${year}-08-31`;
}

/** The day on which a school year becomes the current one: a month early, for those who prepare it (as the rule context counts it). */
export function yearTurn(year: SchoolYear): PlainDate {
  return `${year - 1}-08-01`;
}

export function isCurrentYear(enrolment: SchoolEnrolment, context: RuleContext): boolean {
  return enrolment.schoolYear === context.currentSchoolYear;
}

export function isFutureYear(enrolment: SchoolEnrolment, context: RuleContext): boolean {
  return enrolment.schoolYear > context.currentSchoolYear;
}

/** When a rule that knows only the current year must look again: as the enrolment's year begins to be current, and as it ceases. */
export function nextYearTurn(enrolment: SchoolEnrolment, context: RuleContext): PlainDate | null {
  if (isFutureYear(enrolment, context)) return yearTurn(enrolment.schoolYear);
  return isCurrentYear(enrolment, context) ? yearTurn(enrolment.schoolYear + 1) : null;
}

/** The days of the enrolment; open without a last day. */
export function spanOf(enrolment: SchoolEnrolment): Span {
  return { from: enrolment.startOn, to: enrolment.exitOn };
}

/** The last day: as stated, else the calendar's, else that of the school year. */
export function endOf({ enrolment, school }: EnrolmentFacts): PlainDate {
  if (enrolment.exitOn !== null) return enrolment.exitOn;
  const calendar = calendarsOf(school, enrolment, calendarKind(enrolment)).find((it) => it.to >= enrolment.startOn);
  const end = calendar?.to ?? yearEnd(enrolment.schoolYear);
  return end < enrolment.startOn ? enrolment.startOn : end;
}

export function calendarKind(enrolment: SchoolEnrolment): 'regular' | 'summer' {
  return enrolment.programmingType === 'summer' ? 'summer' : 'regular';
}

/** The school's calendars of the enrolment's year and of one kind. */
export function calendarsOf(
  school: EnrolmentSchool | null,
  enrolment: SchoolEnrolment,
  kind: 'regular' | 'summer',
): EnrolmentSchool['calendars'] {
  return school?.calendars.filter((it) => it.schoolYear === enrolment.schoolYear && it.kind === kind) ?? [];
}

export function isRegularDay(enrolment: SchoolEnrolment): boolean {
  return enrolment.programmingType === 'regular' && enrolment.programmingTimeframe === 'day';
}

export function isSummerDay(enrolment: SchoolEnrolment): boolean {
  return enrolment.programmingType === 'summer' && enrolment.programmingTimeframe === 'day';
}

/** Whether an organisation existed on a day. */
export function isOpenOn(organisation: OrganisationFacts, date: PlainDate): boolean {
  return covers({ from: organisation.openedOn, to: organisation.closedOn }, { from: date, to: date });
}

/** Whether an organisation existed throughout; of an open-ended span only the first day is asked (as rule 10068 does). */
export function isOpenThroughout(organisation: OrganisationFacts, span: Span): boolean {
  return covers({ from: organisation.openedOn, to: organisation.closedOn }, span);
}

/** Whether a span holds another whole; of an open-ended one the first day decides. */
export function covers(outer: OpenSpan, inner: Span): boolean {
  const end = inner.to ?? inner.from;
  return (outer.from === null || outer.from <= inner.from) && (outer.to === null || end <= outer.to);
}

/** The first day of a span on which none of the given spans holds; null when they cover it without a gap. */
export function firstUncovered(span: { from: PlainDate; to: PlainDate }, spans: readonly Span[]): PlainDate | null {
  let day = span.from;
  for (const it of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (it.from > day) break;
    if (it.to === null) return null;
    if (it.to >= day) day = addDays(it.to, 1);
  }
  return day <= span.to ? day : null;
}

/** The earliest of the days that still lie ahead. */
export function soonest(context: RuleContext, ...dates: (PlainDate | null)[]): PlainDate | null {
  const ahead = dates.filter((date) => date !== null && date > context.today);
  return ahead.length === 0 ? null : ahead.reduce((a, b) => (a !== null && b !== null && b < a ? b : a));
}
