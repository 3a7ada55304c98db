import { describe, expect, it } from 'vitest';
import type { MatchTaskDetail } from '../../api/matches.ts';
import { against, agreementOf, columnsOf, neighboursOf, toneOf, withoutField } from './sideBySide.ts';

const record = (studentNumber: string | null) => ({ studentNumber }) as MatchTaskDetail['submitted']; // only the number is looked at
const candidate = (studentNumber: string, agreements: { field: string; level: string }[] = []) =>
  ({ studentNumber, agreements }) as MatchTaskDetail['candidates'][number]; // only these two are looked at

describe('columns', () => {
  it('keep the order of the candidates and add whoever else was decided on', () => {
    const task = {
      candidates: [candidate('2'), candidate('1')],
      records: [record('1'), record('2'), record('3')],
    } as MatchTaskDetail; // only these two are looked at
    expect(columnsOf(task).map((it) => [it.studentNumber, it.candidate !== null, it.record !== null])).toEqual([
      ['2', true, true],
      ['1', true, true],
      ['3', false, true],
    ]);
  });

  it('keep a candidate whose record is gone', () => {
    const task = { candidates: [candidate('2')], records: [] as MatchTaskDetail['records'] } as MatchTaskDetail;
    expect(columnsOf(task)).toEqual([{ studentNumber: '2', candidate: candidate('2'), record: null }]);
  });
});

describe('agreements', () => {
  it('are agreement, near agreement, difference or unknown', () => {
    const tones = ['exact', 'day_month_exchanged', 'conflict', 'missing'].map(toneOf);
    expect(tones).toEqual(['agrees', 'nearly', 'differs', 'unknown']);
  });

  it('of a middle name stand beside all names, unless there is none to compare', () => {
    const middle = (level: string) => candidate('1', [{ field: 'middle_name', level }]);
    expect(agreementOf(middle('conflict'), 'names')?.level).toBe('conflict');
    expect(agreementOf(middle('missing'), 'names')).toBeNull();
    expect(agreementOf(middle('conflict'), 'gender')).toBeNull();
  });

  it('lose the name of the field beside its own heading', () => {
    expect(withoutField('Birth date: day and month exchanged')).toBe('day and month exchanged');
    expect(withoutField('Prénom : une forme abrégée')).toBe('une forme abrégée');
  });
});

it('sets a value against the submitted one most like it, and ids against nothing', () => {
  expect(against('Beth', ['Elizabeth', 'Liz'], 'given_name')).toBe('Elizabeth');
  expect(against('S.1 77', ['S.1 78'], 'local_id')).toBeNull();
});

describe('neighbours', () => {
  const queue = ['a', 'b', 'c'].map((taskId, at) => ({ taskId, openedAt: `2026-11-2${at}` }));

  it('stand before and after a task in the queue', () => {
    expect(neighboursOf(queue, { taskId: 'b', openedAt: '2026-11-21' })).toEqual({ at: 2, previous: 'a', next: 'c' });
    expect(neighboursOf(queue, { taskId: 'c', openedAt: '2026-11-22' })).toEqual({ at: 3, previous: 'b', next: null });
  });

  it('of a task that has left the queue are found by time', () => {
    expect(neighboursOf(queue, { taskId: 'x', openedAt: '2026-11-21' })).toEqual({
      at: null,
      previous: 'a',
      next: 'b',
    });
  });
});
