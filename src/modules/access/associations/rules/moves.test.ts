import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type Association, noDay } from './grounds.ts';
import { followEnrolments, type Move, type MoveState, maySay, minimumUntil, shownState } from './moves.ts';

const today = '2026-11-24';
const base: Association = {
  studentNumber: '123456782' as StudentNumber,
  organisation: 'S.K001' as OrganisationCode,
  kind: 'enrolment',
  startsOn: '2026-09-01',
  exitOn: '2027-06-28',
  lastUntil: null,
  endsOn: '2028-06-28',
  minimumUntil: null,
};
const at = (organisation: string, facts: Partial<Association> = {}): Association => ({
  ...base,
  organisation: organisation as OrganisationCode,
  ...facts,
});
const move = (state: MoveState = 'open', facts: Partial<Move> = {}): Move => ({
  studentNumber: base.studentNumber,
  moveId: 'm',
  newOrganisation: 'S.K002' as OrganisationCode,
  oldOrganisation: 'S.K001' as OrganisationCode,
  openedOn: today,
  untilOn: '2026-12-23',
  state,
  ...facts,
});

describe('an enrolment', () => {
  const opens = (known: Association[], wanted: Association[], moves: Move[] = [], days: number | null = 30) =>
    followEnrolments({ known, wanted, moves, today, days }).opened.map((it) => [
      it.newOrganisation,
      it.oldOrganisation,
      it.untilOn,
    ]);

  test('at a second school while the first still has the student opens a move', () =>
    expect(opens([at('S.K001')], [at('S.K001'), at('S.K002')])).toEqual([['S.K002', 'S.K001', '2026-12-23']]));
  test('after the first school’s exit opens none', () => {
    const left = at('S.K001', { exitOn: '2026-11-23', endsOn: '2027-11-23' });
    expect(opens([left], [left, at('S.K002')])).toEqual([]);
  });
  test('that says the student was here and is gone opens one all the same: it would open the record', () => {
    const past = at('S.K002', { exitOn: '2026-11-20', endsOn: '2027-11-20' });
    expect(opens([at('S.K001')], [at('S.K001'), past])).toHaveLength(1);
  });
  test('at a school that sees the student in full already opens none', () => {
    const recent = at('S.K002', { exitOn: '2026-06-28', endsOn: '2027-06-28' });
    expect(opens([at('S.K001'), recent], [at('S.K001'), at('S.K002')])).toEqual([]);
  });
  test('at a school that looked from outside opens one', () => {
    const looked = at('S.K002', { kind: 'external', exitOn: null, endsOn: today, minimumUntil: noDay });
    expect(opens([at('S.K001'), looked], [at('S.K001'), at('S.K002')])).toHaveLength(1);
  });
  test('of a student whom nobody had opens none, though two schools are named', () =>
    expect(opens([], [at('S.K001'), at('S.K002')])).toEqual([]));
  test('that the ministry states opens none', () =>
    expect(opens([at('S.K001')], [at('S.K001'), at('S.K002')], [], null)).toEqual([]));
  test('stated again opens no second move', () =>
    expect(opens([at('S.K001'), at('S.K002')], [at('S.K001'), at('S.K002')], [move()])).toEqual([]));
  test('at a third school moves against both', () =>
    expect(opens([at('S.K001'), at('S.K002')], [at('S.K001'), at('S.K002'), at('S.K003')], [move()])).toHaveLength(2));
  test('that was denied stays denied when it is deleted and stated anew', () => {
    const denied = move('denied');
    expect(
      followEnrolments({
        known: [at('S.K001'), at('S.K002')],
        wanted: [at('S.K001')],
        moves: [denied],
        today,
        days: 30,
      }).ended,
    ).toEqual([]);
    expect(opens([at('S.K001')], [at('S.K001'), at('S.K002')], [denied])).toEqual([]);
  });
});

describe('a move ends', () => {
  const ends = (wanted: Association[]) =>
    followEnrolments({ known: [at('S.K001'), at('S.K002')], wanted, moves: [move()], today, days: 30 }).ended.map(
      (it) => it.state,
    );
  test('when the new enrolment is deleted', () => expect(ends([at('S.K001')])).toEqual(['withdrawn']));
  test('when the old enrolment is deleted', () => expect(ends([at('S.K002')])).toEqual(['left']));
  test('when the old enrolment has an exit', () =>
    expect(ends([at('S.K001', { exitOn: '2026-11-23', endsOn: '2027-11-23' }), at('S.K002')])).toEqual(['left']));
  test('not before', () => expect(ends([at('S.K001'), at('S.K002')])).toEqual([]));
});

describe('the minimum lasts', () => {
  const lasts = (moves: Move[], old: Partial<Association> = {}) =>
    minimumUntil(moves, [at('S.K001', old), at('S.K002')]);
  test('until the time has passed', () => expect(lasts([move()])).toBe('2026-12-23'));
  test('or until the old enrolment ends, whichever comes first', () =>
    expect(lasts([move()], { exitOn: '2026-12-01' })).toBe('2026-12-01'));
  test('without end while the old school contests, unless it ends its enrolment', () => {
    expect(lasts([move('contested')], { exitOn: null, endsOn: null })).toBe(noDay);
    expect(lasts([move('contested')])).toBe('2027-06-28');
  });
  test('no longer once somebody confirmed', () => {
    for (const state of ['confirmed', 'granted', 'left', 'withdrawn'] as const) expect(lasts([move(state)])).toBeNull();
  });
  test('as long as the longest of two', () =>
    expect(lasts([move(), move('contested', { oldOrganisation: 'S.K003' as OrganisationCode })])).toBe(noDay));
});

describe('what may be said', () => {
  const nobody = { isNew: false, isOld: false, mayDecide: false };
  test('depends on the side', () => {
    expect(maySay({ ...nobody, isOld: true }, 'open')).toEqual(['confirm', 'guardian', 'contest']);
    expect(maySay({ ...nobody, isNew: true }, 'open')).toEqual(['answer']);
    expect(maySay({ ...nobody, mayDecide: true }, 'contested')).toEqual(['guardian', 'grant', 'deny']);
    expect(maySay(nobody, 'open')).toEqual([]);
  });
  test('is the old school’s objection alone once the time has passed', () => {
    expect(maySay({ isNew: true, isOld: true, mayDecide: true }, 'elapsed')).toEqual(['contest']);
    expect(maySay({ isNew: true, isOld: false, mayDecide: true }, 'elapsed')).toEqual([]);
  });
  test('is nothing when it is settled, but the ministry may still grant what it denied', () => {
    expect(maySay({ isNew: true, isOld: true, mayDecide: true }, 'confirmed')).toEqual([]);
    expect(maySay({ isNew: true, isOld: true, mayDecide: true }, 'denied')).toEqual(['grant']);
  });
});

test('time and the old exit settle a move without an act', () => {
  expect(shownState(move(), { old: { exitOn: '2027-06-28' }, today })).toBe('open');
  expect(shownState(move(), { old: { exitOn: '2027-06-28' }, today: '2026-12-24' })).toBe('elapsed');
  expect(shownState(move('contested'), { old: { exitOn: '2026-11-01' }, today })).toBe('left');
});
