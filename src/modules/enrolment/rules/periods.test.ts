import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, spanHolds } from '#kernel/dates.ts';
import { exampleFacts } from './example.ts';
import { covers, endOf, firstUncovered } from './periods.ts';

test('spans that follow each other without a gap cover the whole', () => {
  const spans = [
    { from: '2026-12-01', to: null },
    { from: '2026-09-01', to: '2026-11-30' },
  ];
  expect(firstUncovered({ from: '2026-09-01', to: '2027-06-28' }, spans)).toBeNull();
});

test('the first day of a gap is named', () => {
  const spans = [
    { from: '2026-08-01', to: '2026-10-14' },
    { from: '2026-10-16', to: null },
  ];
  expect(firstUncovered({ from: '2026-09-01', to: '2027-06-28' }, spans)).toBe('2026-10-15');
});

test('the first uncovered day is the one that a walk over all days finds', () => {
  const offset = fc.integer({ min: 0, max: 40 });
  const span = fc.record({ start: offset, length: fc.option(fc.integer({ min: 0, max: 15 })) });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), fc.integer({ min: 0, max: 30 }), (drawn, days) => {
      const whole = { from: '2026-09-01', to: addDays('2026-09-01', days) };
      const spans = drawn.map(({ start, length }) => {
        const from = addDays('2026-08-20', start);
        return { from, to: length === null ? null : addDays(from, length) };
      });
      let walked: string | null = null;
      for (let day = whole.from; day <= whole.to && walked === null; day = addDays(day, 1)) {
        if (!spans.some((it) => spanHolds(it, day))) walked = day;
      }
      expect(firstUncovered(whole, spans)).toBe(walked);
    }),
  );
});

test('of an open-ended enrolment the first day decides whether an offering covers it', () => {
  expect(covers({ from: null, to: '2026-12-31' }, { from: '2026-09-01', to: null })).toBe(true);
  expect(covers({ from: null, to: '2026-12-31' }, { from: '2026-09-01', to: '2027-06-28' })).toBe(false);
});

test('an enrolment without a last day ends with the calendar, else with the school year', () => {
  expect(endOf(exampleFacts({ enrolment: { exitOn: null } }))).toBe('2027-06-28');
  expect(endOf(exampleFacts({ enrolment: { exitOn: null }, school: { calendars: [] } }))).toBe('2027-08-31');
});
