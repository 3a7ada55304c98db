import { expect, test } from 'vitest';
import { countSet, filterFrom, readAge, viewOf } from './workFilter.ts';

test('an age is one number or two', () => {
  expect([readAge('12'), readAge(' 10 - 12 '), readAge('10–12')]).toEqual([
    { from: 12, to: 12 },
    { from: 10, to: 12 },
    { from: 10, to: 12 },
  ]);
  expect(['', 'ten', '12-10', '121', '1-2-3'].map(readAge)).toEqual([null, null, null, null, null]);
});

test('the address says what the list holds', () => {
  expect(filterFrom({ view: 'team', due: 'overdue', school: 'S.K001', age: '10-12', object: 'address' })).toEqual({
    assignee: 'team',
    due: 'overdue',
    organisation: 'S.K001',
    ageFrom: 10,
    ageTo: 12,
    object: 'address',
  });
});

test('what is settled is due no more', () =>
  expect(filterFrom({ view: 'today', due: 'overdue', state: 'open' })).toEqual({
    state: 'acknowledged,overridden,cleared',
    changed: 'today',
    snoozed: 'with',
  }));

test('a view that does not exist is everything open', () => expect(viewOf({ view: 'elsewhere' })).toBe('open'));

test('only what narrows the list that is shown counts as set', () => {
  const query = { severity: 'advice', due: 'overdue', state: 'open', age: 'ten', group: 'rule', school: '' };
  expect([countSet({}), countSet(query), countSet({ ...query, view: 'today' })]).toEqual([0, 3, 1]);
});
