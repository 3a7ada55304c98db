import { addDays, dateParts, isPlainDate, type PlainDate, toPlainDate } from '#kernel/dates.ts';
import type { Words } from '#kernel/words.ts';

export const triggers = ['never', 'schooling_end', 'last_record', 'closed'] as const;
export type Trigger = (typeof triggers)[number];

/** One line of the jurisdiction's retention schedule: what becomes of a kind of record, from when, after how many years. */
export type RetentionClass = {
  recordKind: string;
  words: Words;
  trigger: Trigger;
  years: number | null;
  action: 'keep' | 'destroy' | 'destroy_key';
  source: string;
};

/** How a jurisdiction reckons the end of schooling (pasi-student-enrolment 2.13). */
export type SchoolingTerm = {
  /** Grades as numbers; kindergarten counts as 0. */
  gradeNumbers: Readonly<Record<string, number>>;
  gradeLast: number;
  /** Month and day of the year on which a term ends: 09-01. */
  monthDay: string;
  /** Years from birth for somebody who was never enrolled. */
  yearsWithoutEnrolment: number;
};

export type PersonFacts = {
  birthDate: PlainDate;
  enrolments: readonly { schoolYear: number; grade: string; isOpen: boolean }[];
};

/**
 * The first day on which whole years have passed since a day. A 29 February has passed on 1 March of a year without one: nothing is
 * ever disposed of a day early.
 */
export function addYears(date: PlainDate, years: number): PlainDate {
  const { year, month, day } = dateParts(date);
  const same = toPlainDate({ year: year + years, month, day });
  return isPlainDate(same) ? same : toPlainDate({ year: year + years, month: 3, day: 1 });
}

/**
 * The day from which the years of a student's record run. Without enrolments: birth. Otherwise the term's day of the year in which the
 * student would have ended the last grade, by the enrolment with the highest grade, the latest of equal ones.
 */
export function schoolingEnd(person: PersonFacts, term: SchoolingTerm): { from: PlainDate; isByBirth: boolean } {
  const graded = person.enrolments.map((it) => ({
    year: it.schoolYear,
    grade: Math.min(term.gradeNumbers[it.grade] ?? 0, term.gradeLast),
  }));
  const highest = graded.reduce<(typeof graded)[number] | null>(
    (best, it) =>
      best === null || it.grade > best.grade || (it.grade === best.grade && it.year > best.year) ? it : best,
    null,
  );
  if (highest === null) return { from: person.birthDate, isByBirth: true };
  return { from: `${highest.year + term.gradeLast - highest.grade}-${term.monthDay}`, isByBirth: false };
}

export type DisposalDate = { on: PlainDate | null; because: 'kept' | 'term' | 'in_school' | 'open' | 'nothing' };

/** What decides about one kind of record of one person. */
export type KindFacts = {
  person: PersonFacts;
  /** Day of the latest record of the kind; null = there is none. */
  lastRecordOn: PlainDate | null;
  /** Day on which the last matter of the kind was closed; `open` while one is. */
  closedOn: PlainDate | 'open' | null;
};

/** The day from which a person's records of a kind are due for disposal; null with the reason when they are not. */
export function disposalDate(retention: RetentionClass, facts: KindFacts, term: SchoolingTerm): DisposalDate {
  if (retention.action === 'keep' || retention.trigger === 'never' || retention.years === null)
    return { on: null, because: 'kept' };
  // Whoever is in school needs the record, whatever an old grade says.
  if (facts.person.enrolments.some((it) => it.isOpen)) return { on: null, because: 'in_school' };
  if (retention.trigger === 'schooling_end') {
    const { from, isByBirth } = schoolingEnd(facts.person, term);
    return { on: addYears(from, isByBirth ? term.yearsWithoutEnrolment : retention.years), because: 'term' };
  }
  const from = retention.trigger === 'closed' ? facts.closedOn : facts.lastRecordOn;
  if (from === 'open') return { on: null, because: 'open' };
  return from === null ? { on: null, because: 'nothing' } : { on: addYears(from, retention.years), because: 'term' };
}

/** Due from the day itself on. */
export function isDue({ on }: DisposalDate, today: PlainDate): boolean {
  return on !== null && on <= today;
}

/** What is wrong with a jurisdiction's schedule; empty when nothing is. Every kind of record needs exactly one class. */
export function checkSchedule(classes: readonly RetentionClass[], recordKinds: readonly string[]): string[] {
  const known = classes.map((it) => it.recordKind);
  return [
    ...recordKinds.filter((kind) => !known.includes(kind)).map((kind) => `${kind} has no class`),
    ...known.filter((kind, place) => known.indexOf(kind) !== place).map((kind) => `${kind} has two classes`),
    ...classes
      .filter((it) => it.action !== 'keep' && (it.years === null || it.years < 0))
      .map((it) => `${it.recordKind} has no years`),
    ...classes
      .filter((it) => it.action !== 'keep' && it.trigger === 'never')
      .map((it) => `${it.recordKind} is never due`),
  ];
}

/** The last day before which a backup taken today still holds what is destroyed today. */
export function backupsExpireOn(today: PlainDate, backupDays: number): PlainDate {
  return addDays(today, backupDays);
}
