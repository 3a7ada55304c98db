import { expect, test } from 'vitest';
import { readKnownAt } from './knownAt.ts';

test('a moment is read from an address in any zone', () => {
  expect(readKnownAt('2026-09-30T12:00:00-06:00')).toBe('2026-09-30T18:00:00.000Z');
});

test('what is no moment, or has not come, leaves the page as it is now', () => {
  expect([undefined, '', 'yesterday', '2999-01-01T00:00:00Z'].map(readKnownAt)).toEqual([null, null, null, null]);
});
