import { expect, test } from 'vitest';
import { holdings } from '#entrypoints/holdings.ts';
import { testDatabase } from '#support/database.ts';
import { checkSchedule } from './retention/rules/schedule.ts';
import { retentionSchedule, shapes, timeLimit } from './settings.ts';

const database = testDatabase();

test('what the jurisdiction says about privacy has the shape that is counted on, before and after the law changed', () => {
  for (const [name, shape] of Object.entries(shapes))
    for (const on of ['2024-09-01', '2026-09-01'])
      expect([name, shape.safeParse(database.jurisdiction.parameter(name, on)).error?.issues]).toEqual([
        name,
        undefined,
      ]);
});

test('the retention schedule has exactly one line for every kind of record that is held', () => {
  const kinds = [...new Set(holdings.map((it) => it.recordKind)), 'disagreement'];
  expect(checkSchedule(retentionSchedule(database.jurisdiction, '2026-09-01'), kinds)).toEqual([]);
});

test('a request is timed by the law of the day on which it was received', () => {
  const count = (on: string) => timeLimit(database.jurisdiction, 'access', on).counting.count;
  expect([count('2025-06-10'), count('2025-06-11')]).toEqual(['calendar', 'business']);
});
