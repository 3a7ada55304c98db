import { dayNumber, fromDayNumber, type PlainDate, type SchoolYear, toPlainDate } from '#kernel/dates.ts';

/** The school year that ended before September. */
export const lastYear: SchoolYear = 2026;
/** The school year whose enrolments the schools submit. */
export const thisYear: SchoolYear = 2027;

/** First and last day of instruction: the first weekday from 1 September, the last Friday before 29 June. */
export function calendarOf(year: SchoolYear): { from: PlainDate; to: PlainDate } {
  let from = dayNumber(`${year - 1}-09-01`);
  while (weekday(from) > 4) from += 1;
  let to = dayNumber(`${year}-06-28`);
  while (weekday(to) !== 4) to -= 1;
  return { from: fromDayNumber(from), to: fromDayNumber(to) };
}

/** Monday is 0. Day 0 of the count, 1970-01-01, was a Thursday. */
function weekday(day: number): number {
  return (day + 3) % 7;
}

/** The weekday on or after a day. */
export function schoolDay(date: PlainDate): PlainDate {
  let day = dayNumber(date);
  while (weekday(day) > 4) day += 1;
  return fromDayNumber(day);
}

/** The grade of somebody born in a year: kindergarten (0) in the school year before that of the sixth birthday's calendar year. */
export function usualGrade(birthYear: number, year: SchoolYear): number {
  return year - 1 - birthYear - 5;
}

/** Kindergarten is written EC, the others by their number. */
export function gradeCode(grade: number): string {
  return grade === 0 ? 'EC' : String(grade);
}

/** Day and month changed places, where that makes a day that exists and differs; null otherwise. */
export function swapDayAndMonth(date: PlainDate): PlainDate | null {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return day > 12 || day === month ? null : toPlainDate({ year, month: day, day: month });
}
