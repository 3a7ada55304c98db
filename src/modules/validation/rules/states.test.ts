import { describe, expect, test } from 'vitest';
import { FindingMove, FindingState as FindingStates } from '../contract.ts';
import {
  type FindingSeverity,
  type FindingState,
  findingMoves,
  findingStates,
  judgeMove,
  type MoveInput,
  type MoveVerdict,
} from './states.ts';

const school = new Set(['finding.read', 'finding.acknowledge']);
const ministry = new Set([...school, 'finding.override']);
const reader = new Set(['finding.read']);

type Case = {
  state: FindingState;
  severity: FindingSeverity;
  input: Partial<MoveInput> & Pick<MoveInput, 'move'>;
  permissions?: ReadonlySet<string>;
};

function check({ state, severity, input, permissions = school }: Case, expected: string): void {
  const by = { permissions, today: '2026-11-24', latest: '2027-11-24' };
  const verdict: MoveVerdict = judgeMove({ state, severity }, { note: null, until: null, ...input }, by);
  expect(verdict.may ? verdict.to : verdict.because).toBe(expected);
}

test('the contract knows the same states and moves', () => {
  expect(FindingStates.options).toEqual([...findingStates]);
  expect(FindingMove.options).toEqual([...findingMoves]);
});

describe('advice', () => {
  const advice = (state: FindingState, input: Case['input'], permissions = school): Case => ({
    state,
    severity: 'advice',
    input,
    permissions,
  });
  test('is acknowledged with a note', () =>
    check(advice('open', { move: 'acknowledge', note: 'checked' }), 'acknowledged'));
  test('is acknowledged from work in progress too', () =>
    check(advice('in_progress', { move: 'acknowledge', note: 'checked' }), 'acknowledged'));
  test('is not acknowledged without a word', () => check(advice('open', { move: 'acknowledge' }), 'needs_note'));
  test('is not overridden, not even by the ministry', () =>
    check(advice('open', { move: 'override', note: 'right' }, ministry), 'only_warning'));
  test('is not acknowledged twice', () =>
    check(advice('acknowledged', { move: 'acknowledge', note: 'again' }), 'wrong_state'));
  test('is reopened by its owner', () => check(advice('acknowledged', { move: 'reopen' }), 'open'));
});

describe('a warning', () => {
  const warning = (state: FindingState, input: Case['input'], permissions = school): Case => ({
    state,
    severity: 'warning',
    input,
    permissions,
  });
  test('is never acknowledged', () =>
    check(warning('open', { move: 'acknowledge', note: 'no' }, ministry), 'only_advice'));
  test('is overridden by the ministry with a reason', () =>
    check(warning('open', { move: 'override', note: 'seen' }, ministry), 'overridden'));
  test('is not overridden by a school', () =>
    check(warning('open', { move: 'override', note: 'seen' }), 'needs_right'));
  test('that was overridden is reopened by the ministry only', () => {
    check(warning('overridden', { move: 'reopen' }), 'needs_right');
    check(warning('overridden', { move: 'reopen' }, ministry), 'open');
  });
});

describe('any finding', () => {
  const open = (input: Case['input'], permissions = school): Case => ({
    state: 'open',
    severity: 'warning',
    input,
    permissions,
  });
  test('is started once', () => {
    check(open({ move: 'start' }), 'in_progress');
    check({ ...open({ move: 'start' }), state: 'in_progress' }, 'wrong_state');
  });
  test('allows nothing to a reader', () => {
    for (const move of findingMoves)
      check(open({ move, note: 'a' }, reader), move === 'acknowledge' ? 'only_advice' : 'needs_right');
  });
  test('allows nothing once it is cleared', () => {
    for (const move of findingMoves) check({ ...open({ move, note: 'a' }, ministry), state: 'cleared' }, 'cleared');
  });
  test('is put off to a day ahead, within a year, or woken', () => {
    check(open({ move: 'snooze', until: '2026-11-25' }), 'open');
    check(open({ move: 'snooze', until: '2026-11-24' }), 'needs_later_day');
    check(open({ move: 'snooze', until: '2027-11-25' }), 'needs_later_day');
    check(open({ move: 'snooze', until: null }), 'open');
  });
  test('keeps its state when it is assigned or annotated', () => {
    check(open({ move: 'assign' }), 'open');
    check({ ...open({ move: 'note', note: 'called the family' }), state: 'overridden' }, 'overridden');
    check(open({ move: 'note' }), 'needs_note');
  });
});
