import { expect, test } from 'vitest';
import {
  isEnded,
  type Judged,
  judgeMovable,
  judgeMove,
  moveRefusals,
  moves,
  type RequestMove,
  requestMoves,
  requestStates,
} from './states.ts';

const request: Judged = { kind: 'access', state: 'in_work', isIdentityProven: true, hasDisagreement: false };
const by = { permissions: new Set(['privacy.decide']), isCustodian: true };
const limits = { today: '2026-10-01', notBefore: '2026-09-01', extensionDaysLeft: 30 };
const check = (facts: Partial<Judged>, move: RequestMove, expected: string, who: Partial<typeof by> = {}) => {
  const verdict = judgeMovable({ ...request, ...facts }, move, { ...by, ...who });
  expect(verdict.may ? verdict.to : verdict.because).toBe(expected);
};

test('the ends have no move but the statement of a person whose correction was refused', () => {
  for (const kind of ['access', 'correction'] as const)
    for (const state of requestStates.filter(isEnded))
      for (const move of requestMoves) {
        const verdict = judgeMovable({ ...request, kind, state }, move, by);
        const isStatement = kind === 'correction' && state === 'refused' && move === 'disagree';
        expect([state, move, verdict.may]).toEqual([state, move, isStatement]);
      }
});

test('every move leads somewhere from somewhere, and every state but the first is led to', () => {
  expect(requestMoves.every((move) => moves[move].from.length > 0)).toBe(true);
  const reached = new Set(requestMoves.map((move) => moves[move].to));
  expect(requestStates.filter((state) => state !== 'received' && !reached.has(state))).toEqual([]);
});

test('nothing is prepared, handed over or corrected for somebody whose identity is not proven', () => {
  check({ isIdentityProven: false }, 'prepare', 'identity_unproven');
  check({ state: 'ready', isIdentityProven: false }, 'deliver', 'identity_unproven');
  check({ kind: 'correction', isIdentityProven: false }, 'accept', 'identity_unproven');
});

test('after a pause the request stands where the proof of identity leads', () => {
  check({ state: 'paused' }, 'resume', 'in_work');
  check({ state: 'paused', isIdentityProven: false }, 'resume', 'received');
});

test('only the custodian decides, and only with the right; anybody who sees it may record that it was withdrawn', () => {
  check({}, 'refuse', 'not_custodian', { isCustodian: false });
  check({}, 'withdraw', 'withdrawn', { isCustodian: false });
  check({}, 'refuse', 'needs_right', { permissions: new Set(['privacy.read']) });
});

test('a correction is not handed over, and access is not accepted', () => {
  check({ kind: 'correction', state: 'ready' }, 'deliver', 'wrong_kind');
  check({}, 'accept', 'wrong_kind');
});

test('a person disagrees once', () => {
  check({ kind: 'correction', state: 'refused' }, 'disagree', 'refused');
  check({ kind: 'correction', state: 'refused', hasDisagreement: true }, 'disagree', 'already_said');
});

test('what is filled in is judged: reason, note, day and length', () => {
  const input = {
    move: 'extend' as RequestMove,
    on: '2026-09-20',
    reasonCode: 'volume',
    note: 'Many records',
    days: 30,
  };
  const judge = (facts: Partial<typeof input>) => {
    const verdict = judgeMove(request, { ...input, ...facts }, { by, limits });
    return verdict.may ? verdict.to : verdict.because;
  };
  expect(judge({})).toBe('in_work');
  expect(judge({ days: 31 })).toBe('too_many_days');
  expect(judge({ days: 0 })).toBe('too_many_days');
  expect(judge({ reasonCode: '' })).toBe('needs_reason');
  expect(judge({ note: '' })).toBe('needs_note');
  expect(judge({ on: '2026-08-31' })).toBe('day_out_of_order');
  expect(judge({ on: '2026-10-02' })).toBe('day_out_of_order');
});

test('every refusal has words in both languages', () => {
  for (const words of Object.values(moveRefusals)) expect([words.en, words.fr]).not.toContain('');
});
