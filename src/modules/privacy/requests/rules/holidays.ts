import { addDays, dateParts, dayNumber, type PlainDate, toPlainDate } from '#kernel/dates.ts';

/**
 * A day on which offices are closed, as data of the jurisdiction: a day of the year, the nth weekday of a month, the weekday before a day,
 * or a distance from Easter Sunday. Weekdays: 0 Sunday … 6 Saturday.
 */
export type Holiday =
  | { on: string }
  | { nth: number; weekday: number; month: number }
  | { weekday: number; before: string }
  | { easter: number };

export function weekdayOf(date: PlainDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/** The days that a list of holidays falls on in a year. */
export function holidaysOf(year: number, holidays: readonly Holiday[]): Set<PlainDate> {
  return new Set(holidays.map((holiday) => dayOf(year, holiday)));
}

function dayOf(year: number, holiday: Holiday): PlainDate {
  if ('easter' in holiday) return addDays(easterOf(year), holiday.easter);
  if ('on' in holiday) return `${year}-${holiday.on}`;
  if ('before' in holiday) {
    const limit = addDays(`${year}-${holiday.before}`, -1);
    return addDays(limit, -((weekdayOf(limit) - holiday.weekday + 7) % 7));
  }
  const first = toPlainDate({ year, month: holiday.month, day: 1 });
  return addDays(first, ((holiday.weekday - weekdayOf(first) + 7) % 7) + 7 * (holiday.nth - 1));
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, in Meeus' form). */
function easterOf(year: number): PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return toPlainDate({ year, month: Math.floor(f / 31), day: (f % 31) + 1 });
}

/** How a jurisdiction counts the days of a time limit. */
export type DayCount = { count: 'calendar' | 'business'; holidays: readonly Holiday[] };

/** Whether a day counts towards a time limit. A limit of business days passes over Saturdays, Sundays and holidays. */
export function isCounted(date: PlainDate, { count, holidays }: DayCount): boolean {
  if (count === 'calendar') return true;
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6) return false;
  return !holidaysOf(dateParts(date).year, holidays).has(date);
}
