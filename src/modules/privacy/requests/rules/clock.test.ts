import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber } from '#kernel/dates.ts';
import { type ClockInput, readClock } from './clock.ts';
import { type Holiday, holidaysOf, isCounted, weekdayOf } from './holidays.ts';

const alberta: Holiday[] = [
  { on: '01-01' },
  { nth: 3, weekday: 1, month: 2 },
  { easter: -2 },
  { weekday: 1, before: '05-25' },
  { on: '07-01' },
  { nth: 1, weekday: 1, month: 9 },
  { nth: 2, weekday: 1, month: 10 },
  { on: '11-11' },
  { on: '12-25' },
];
const business = { count: 'business', holidays: alberta } as const;
const calendar = { count: 'calendar', holidays: [] } as const;
const input = (facts: Partial<ClockInput>): ClockInput => ({
  receivedOn: '2026-09-01',
  days: 30,
  extendedByDays: 0,
  pauses: [],
  counting: business,
  ...facts,
});

test('holidays fall where the calendars of 2025 to 2027 have them', () => {
  expect([...holidaysOf(2025, alberta)]).toEqual([
    '2025-01-01',
    '2025-02-17',
    '2025-04-18',
    '2025-05-19',
    '2025-07-01',
    '2025-09-01',
    '2025-10-13',
    '2025-11-11',
    '2025-12-25',
  ]);
  expect(holidaysOf(2026, alberta).has('2026-04-03')).toBe(true);
  expect(holidaysOf(2026, alberta).has('2026-05-18')).toBe(true);
  expect(holidaysOf(2027, alberta).has('2027-03-26')).toBe(true);
  expect(weekdayOf('2026-11-28')).toBe(6);
});

test('the day of receipt does not count, weekends and holidays neither', () => {
  // 2026-09-04 is a Friday; Monday the 7th is Labour Day.
  expect(readClock(input({ receivedOn: '2026-09-04', days: 1 }), '2026-09-04')).toMatchObject({
    dueOn: '2026-09-08',
    daysLeft: 1,
  });
  expect(readClock(input({ receivedOn: '2026-09-04', days: 1, counting: calendar }), '2026-09-06')).toMatchObject({
    dueOn: '2026-09-05',
    daysLeft: -1,
  });
});

test('while the clock stands nobody knows the last day, and no day is used', () => {
  const paused = input({ pauses: [{ from: '2026-09-10', until: null }] });
  const then = readClock(paused, '2026-09-10');
  expect(then).toMatchObject({ isPaused: true, dueOn: null });
  expect(readClock(paused, '2027-09-10').daysLeft).toBe(then.daysLeft);
});

test('an extension adds exactly its days', () => {
  const due = (extendedByDays: number) => readClock(input({ extendedByDays, counting: calendar }), '2026-09-02').dueOn;
  expect(due(0)).toBe('2026-10-01');
  expect(due(30)).toBe('2026-10-31');
});

const day = fc
  .integer({ min: dayNumber('2020-01-01'), max: dayNumber('2040-12-31') })
  .map((it) => addDays('1970-01-01', it));

test('a pause moves the last day by exactly the counted days that it holds', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 60 }),
      (receivedOn, days, after, length) => {
        const from = addDays(receivedOn, after + 1);
        const until = addDays(from, length);
        const plain = readClock(input({ receivedOn, days }), receivedOn).dueOn ?? '';
        const paused = readClock(input({ receivedOn, days, pauses: [{ from, until }] }), receivedOn).dueOn ?? '';
        if (from > plain) return paused === plain;
        const lost = Array.from({ length }, (_, i) => addDays(from, i)).filter((it) => isCounted(it, business)).length;
        const moved = Array.from({ length: dayNumber(paused) - dayNumber(plain) }, (_, i) =>
          addDays(plain, i + 1),
        ).filter((it) => isCounted(it, business) && (it < from || it >= until)).length;
        const overlapping = Array.from({ length: dayNumber(plain) - dayNumber(from) + 1 }, (_, i) =>
          addDays(from, i),
        ).filter((it) => it < until && isCounted(it, business)).length;
        return paused >= plain && moved === overlapping && overlapping <= lost;
      },
    ),
    { numRuns: 200 },
  );
});

test('days used and days left always add up to the days allowed, and the last day is the day on which none is left', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 150 }), (receivedOn, days, later) => {
      const clock = readClock(input({ receivedOn, days }), addDays(receivedOn, later));
      const onLastDay = readClock(input({ receivedOn, days }), clock.dueOn ?? '');
      const before = readClock(input({ receivedOn, days }), addDays(clock.dueOn ?? '', -1));
      return clock.daysUsed + clock.daysLeft === days && onLastDay.daysLeft === 0 && before.daysLeft === 1;
    }),
    { numRuns: 200 },
  );
});
