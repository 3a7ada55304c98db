import { z } from 'zod';
import { asOne } from './words.ts';

/**
 * A day without time or zone, as `YYYY-MM-DD`. A birthday never passes through a clock object, which would move it by a zone.
 * Days compare correctly as text.
 */
export const PlainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    abort: true,
    error: asOne({ en: 'A day looks like 2026-09-02', fr: 'Un jour s’écrit comme 2026-09-02' }),
  })
  .refine(isPlainDate, asOne({ en: 'Not a day of the calendar', fr: 'Ce jour n’est pas au calendrier' }))
  .meta({ id: 'PlainDate', description: 'A day, YYYY-MM-DD', format: 'date', examples: ['2015-03-09'] });
export type PlainDate = string;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a day that exists in the Gregorian calendar, years 1800 to 2200. */
export function isPlainDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1800 || year > 2200 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 31);
}

export type DateParts = { year: number; month: number; day: number };

/** Splits a valid day. */
export function dateParts(date: PlainDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Joins parts to a day; the caller vouches that it exists. */
export function toPlainDate({ year, month, day }: DateParts): PlainDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01; the algorithm is Howard Hinnant's days_from_civil. */
export function dayNumber(date: PlainDate): number {
  const { year, month, day } = dateParts(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The inverse of {@link dayNumber}. */
export function fromDayNumber(number: number): PlainDate {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return toPlainDate({ year, month, day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1 });
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Adds whole months; the day is cut to the last of the month (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = dateParts(date);
  const total = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(total / 12), month: (total % 12) + 1 };
  return toPlainDate({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** Completed years on a day. */
export function ageOn(birthDate: PlainDate, on: PlainDate): number {
  const birth = dateParts(birthDate);
  const now = dateParts(on);
  const hadBirthday = now.month > birth.month || (now.month === birth.month && now.day >= birth.day);
  return now.year - birth.year - (hadBirthday ? 0 : 1);
}

/** A span of days, both ends included; `to` null means open. */
export type Span = { from: PlainDate; to: PlainDate | null };

export function spansOverlap(a: Span, b: Span): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}

export function spanHolds(span: Span, date: PlainDate): boolean {
  return span.from <= date && (span.to === null || date <= span.to);
}

/**
 * A school year, named by the calendar year in which it ends: 2027 is 2026/2027
 * (source: pasi-student-enrolment, how to read; rules 10088 and 40226).
 */
export const SchoolYear = z
  .int()
  .min(1900)
  .max(2199)
  .meta({
    id: 'SchoolYear',
    description: 'A school year by the calendar year it ends in: 2027 is 2026/2027',
    examples: [2027],
  });
export type SchoolYear = number;

/** `2026/2027` for 2027. */
export function schoolYearName(year: SchoolYear): string {
  return `${year - 1}/${year}`;
}

/** The school year that a day falls in when years begin on 1 September. */
export function schoolYearOf(date: PlainDate): SchoolYear {
  const { year, month } = dateParts(date);
  return month >= 9 ? year + 1 : year;
}
