import { describe, expect, test } from 'vitest';
import { isOverdue, mayDo, type Opening, stateAt } from './opening.ts';

const at = Date.parse('2026-11-24T12:00:00Z');
const minutes = (count: number) => at + count * 60_000;
const opening = (facts: Partial<Opening> = {}): Opening => ({
  accountId: 'a',
  isGlass: false,
  state: 'open',
  decideBy: null,
  endsAt: minutes(30),
  endedAt: null,
  reviewBy: null,
  reviewedAt: null,
  ...facts,
});

describe('an opening', () => {
  test('ends by its time alone, or when somebody ends it', () => {
    expect(stateAt(opening(), at)).toBe('open');
    expect(stateAt(opening({ endsAt: at }), at)).toBe('over');
    expect(stateAt(opening({ endedAt: minutes(-1) }), at)).toBe('ended');
  });
  test('is let in by another person than who asked', () => {
    const asked = opening({ state: 'asked', endsAt: null });
    expect(mayDo(asked, { accountId: 'a', approves: true, at })).toEqual(['end']);
    expect(mayDo(asked, { accountId: 'b', approves: true, at })).toEqual(['decide', 'end']);
    expect(mayDo(asked, { accountId: 'b', approves: false, at })).toEqual([]);
  });
  test('lapses when nobody answers in time: nothing can be done with it any more', () => {
    const asked = opening({ state: 'asked', endsAt: null, decideBy: minutes(60) });
    expect([minutes(59), minutes(60)].map((moment) => stateAt(asked, moment))).toEqual(['asked', 'lapsed']);
    expect(stateAt({ ...asked, state: 'refused' }, minutes(99))).toBe('refused');
    for (const accountId of ['a', 'b'])
      expect(mayDo(asked, { accountId, approves: true, at: minutes(60) })).toEqual([]);
  });
  test('with a broken glass is reviewed by another person, also while it lives, once', () => {
    const glass = opening({ isGlass: true, reviewBy: minutes(60) });
    expect(mayDo(glass, { accountId: 'a', approves: true, at })).toEqual(['end']);
    expect(mayDo(glass, { accountId: 'b', approves: true, at })).toEqual(['end', 'review']);
    expect(mayDo({ ...glass, reviewedAt: at, endsAt: at }, { accountId: 'b', approves: true, at })).toEqual([]);
    expect([isOverdue(glass, at), isOverdue(glass, minutes(61))]).toEqual([false, true]);
  });
});
