import { expect, it } from 'vitest';
import { daysLeft, filterOf, sightAfter, sightIn, viewsOf } from './moveLogic.ts';

it('gives a school both directions, and whoever reaches everybody what two claim', () => {
  expect(viewsOf(false).map(filterOf)).toEqual([
    { state: 'live', side: 'away' },
    { state: 'live', side: 'coming' },
    { state: 'settled', side: 'either' },
  ]);
  expect(viewsOf(true).map((view) => filterOf(view).state)).toEqual(['contested', 'live', 'settled']);
});

it('foretells what the new school would see', () => {
  expect(sightAfter('confirm', 'open')).toBe('everything');
  expect(sightAfter('contest', 'elapsed')).toBe('minimum');
  expect(sightAfter('answer', 'contested')).toBe(sightIn('contested'));
  expect(sightAfter('grant', 'denied')).toBe('everything');
  expect(sightIn('withdrawn')).toBe('nothing');
});

it('counts the days of a move that nobody has answered, and of no other', () => {
  expect(daysLeft({ state: 'open', untilOn: '2026-12-01' }, '2026-11-28')).toBe(3);
  expect(daysLeft({ state: 'open', untilOn: '2026-11-28' }, '2026-11-28')).toBe(0);
  expect(daysLeft({ state: 'contested', untilOn: '2026-12-01' }, '2026-11-28')).toBeNull();
});
