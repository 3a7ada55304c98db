import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  dayNumber,
  fromDayNumber,
  isPlainDate,
  schoolYearOf,
  spansOverlap,
} from './dates.ts';

const day = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }).map(fromDayNumber);

describe('days', () => {
  test('that do not exist are refused', () => {
    for (const text of [
      '2015-02-29',
      '2015-13-01',
      '2015-00-10',
      '2015-04-31',
      '15-04-01',
      '2015-4-1',
      '2015/04/01',
      '1700-01-01',
      '',
    ])
      expect(isPlainDate(text), text).toBe(false);
    for (const text of ['2016-02-29', '2000-02-29', '1999-12-31']) expect(isPlainDate(text), text).toBe(true);
  });

  test('survive the way to a number and back', () => {
    fc.assert(fc.property(day, (date) => isPlainDate(date) && fromDayNumber(dayNumber(date)) === date));
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2000-03-01')).toBe(11017);
  });

  test('add up: n days on and n days back is the same day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (date, n) => addDays(addDays(date, n), -n) === date),
    );
  });

  test('a month after the last of January is the last of February', () => {
    expect(addMonths('2015-01-31', 1)).toBe('2015-02-28');
    expect(addMonths('2016-01-31', 1)).toBe('2016-02-29');
    expect(addMonths('2015-03-15', -3)).toBe('2014-12-15');
  });
});

test('a person born on 29 February is a year older on 1 March of a common year', () => {
  expect(ageOn('2012-02-29', '2015-02-28')).toBe(2);
  expect(ageOn('2012-02-29', '2015-03-01')).toBe(3);
});

test('spans that share one day overlap; an open end reaches all later days', () => {
  expect(spansOverlap({ from: '2015-01-01', to: '2015-01-31' }, { from: '2015-01-31', to: null })).toBe(true);
  expect(spansOverlap({ from: '2015-01-01', to: '2015-01-30' }, { from: '2015-01-31', to: null })).toBe(false);
});

test('a school year is named by the year in which it ends', () => {
  expect(schoolYearOf('2026-08-31')).toBe(2026);
  expect(schoolYearOf('2026-09-01')).toBe(2027);
});
