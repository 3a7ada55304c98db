import { addDays, type PlainDate, type SchoolYear, toPlainDate } from '#kernel/dates.ts';
import type { Words } from '#kernel/words.ts';

/** A day of the school year on which students are counted, as the jurisdiction sets it (`enrolment.count_days`). */
export type CountDayRule = { kind: string; month: number; day: number; en: string; fr: string };

export type CountDay = { kind: string; words: Words; schoolYear: SchoolYear; day: PlainDate };

/** The count days of a school year, in their order: a month from September on lies in its first calendar year. */
export function countDaysOf(rules: readonly CountDayRule[], schoolYear: SchoolYear): CountDay[] {
  return rules
    .map(({ kind, month, day, en, fr }) => {
      const year = month >= 9 ? schoolYear - 1 : schoolYear;
      return { kind, words: { en, fr }, schoolYear, day: toPlainDate({ year, month, day }) };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Whether the program itself freezes a count now: from the day after the count day, for some days; later a person does. */
export function isFrozenByItself(day: PlainDate, { today, days }: { today: PlainDate; days: number }): boolean {
  return today > day && today <= addDays(day, days);
}
