import { expect, test } from 'vitest';
import { OrganisationCode, StudentNumber, showStudentNumber } from './ids.ts';
import { fromCursor, toCursor, toPage } from './page.ts';
import { seededRandom } from './random.ts';
import { fill } from './words.ts';

test('a number is taken with or without hyphens and shown with them', () => {
  expect(StudentNumber.parse('1234-5678-9')).toBe('123456789');
  expect(showStudentNumber(StudentNumber.parse('123456789'))).toBe('1234-5678-9');
  expect(StudentNumber.safeParse('12345678').success).toBe(false);
});

test('an organisation code has a kind, a point and a code', () => {
  expect(OrganisationCode.safeParse('S.0098').success).toBe(true);
  for (const text of ['0098', 's.0098', 'S.', 'S.123456789', 'S.00 8'])
    expect(OrganisationCode.safeParse(text).success, text).toBe(false);
});

test('a cursor gives back its key, and a forged one is none', () => {
  const key = ['Nguyễn', 3, null];
  expect(fromCursor(toCursor(key))).toEqual(key);
  expect(fromCursor('%%%')).toBeNull();
});

test('a page says where the next begins, and the last page says there is none', () => {
  expect(toPage(['a', 'b', 'c'], 2, (item) => [item])).toEqual({ items: ['a', 'b'], next: toCursor(['b']) });
  expect(toPage(['a'], 2, (item) => [item]).next).toBeNull();
});

test('the same seed gives the same series, another seed another', () => {
  const series = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).next);
  expect(series('a')).toEqual(series('a'));
  expect(series('a')).not.toEqual(series('b'));
});

test('a message shows a place that was not filled instead of hiding it', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});
