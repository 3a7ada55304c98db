import { expect, test } from 'vitest';
import { dueReminder } from './remind.ts';

const thresholds = [10, 5, 1, -1];
const check = (daysLeft: number, remindedDays: number | null, expected: number | null) =>
  expect(dueReminder(thresholds, { daysLeft, remindedDays })).toBe(expected);

test('each threshold reminds once, also when days were missed', () => {
  check(11, null, null);
  check(10, null, 10);
  check(9, 10, null);
  check(3, 10, 5);
  check(-4, 5, -1);
  check(-9, -1, null);
});

test('after an extension the thresholds that were passed remind no more until a lower one is reached', () => {
  check(20, 5, null);
  check(4, 5, null);
  check(1, 5, 1);
});
