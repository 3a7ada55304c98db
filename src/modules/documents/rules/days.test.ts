import { expect, test } from 'vitest';
import { showDay, showDayLong } from './days.ts';

test('a day is written as each language writes it', () => {
  expect(showDayLong('2015-03-09', 'en')).toBe('9\u00a0March\u00a02015');
  expect(showDayLong('2015-08-01', 'fr')).toBe('1er\u00a0août\u00a02015');
  expect(showDay('2026-09-02', 'fr')).toBe('2\u00a0sept.\u00a02026');
  expect(showDay('2026-12-31', 'en')).toBe('31\u00a0Dec\u00a02026');
});

test('an absent day is a dash', () => {
  expect(showDay(null, 'en')).toBe('–');
});
