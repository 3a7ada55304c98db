import { addDays, type PlainDate } from '#kernel/dates.ts';
import { type DayCount, isCounted } from './holidays.ts';

/** A span in which the clock stands: from the day of the pause up to, without it, the day on which it goes on; null = it still stands. */
export type Pause = { from: PlainDate; until: PlainDate | null };

export type ClockInput = {
  receivedOn: PlainDate;
  /** Days that the law gives, and days by which they were extended. */
  days: number;
  extendedByDays: number;
  pauses: readonly Pause[];
  counting: DayCount;
};

export type Clock = {
  daysAllowed: number;
  daysUsed: number;
  /** Below zero = overdue by so many days. */
  daysLeft: number;
  isPaused: boolean;
  /** The last day of the limit; null while the clock stands, since nobody knows it then. */
  dueOn: PlainDate | null;
};

/** No time limit is longer than this; a list of pauses that never ends must not run for ever. */
const daysWalkedMax = 40_000;

/**
 * The legal clock of a request on a day. The day of receipt does not count; each later day does that is a counted day and on which the
 * clock does not stand. The limit ends with the day on which the last allowed day is used.
 */
export function readClock(input: ClockInput, today: PlainDate): Clock {
  const daysAllowed = input.days + input.extendedByDays;
  const isPaused = input.pauses.some((pause) => pause.from <= today && (pause.until === null || today < pause.until));
  const daysUsed = countUsed(input, today);
  return {
    daysAllowed,
    daysUsed,
    daysLeft: daysAllowed - daysUsed,
    isPaused,
    dueOn: isPaused ? null : dueOf(input, daysAllowed),
  };
}

function runs({ pauses, counting }: ClockInput, date: PlainDate): boolean {
  return (
    isCounted(date, counting) &&
    !pauses.some((pause) => pause.from <= date && (pause.until === null || date < pause.until))
  );
}

function countUsed(input: ClockInput, today: PlainDate): number {
  let used = 0;
  for (let date = addDays(input.receivedOn, 1); date <= today; date = addDays(date, 1))
    if (runs(input, date)) used += 1;
  return used;
}

function dueOf(input: ClockInput, daysAllowed: number): PlainDate | null {
  let date = input.receivedOn;
  let used = 0;
  for (let walked = 0; used < daysAllowed && walked < daysWalkedMax; walked += 1) {
    date = addDays(date, 1);
    if (runs(input, date)) used += 1;
  }
  return used === daysAllowed ? date : null;
}
