import { describe, expect, test } from 'vitest';
import { hourOf, judgeBudget, type Limits, widen } from './budget.ts';

const limits: Limits = { hour: [100, 200], day: [300, 600] };
const person = { steppedUpAt: null, canStepUp: true };
const state = (hour: number, day: number, askedAt: number | null = null) => [
  { kind: 'day' as const, people: day, askedAt },
  { kind: 'hour' as const, people: hour, askedAt },
];
const judge = (hour: number, day: number, fresh: number, reader: typeof person | object = person, asked?: number) => {
  const verdict = judgeBudget(state(hour, day, asked), { hour: fresh, day: fresh }, limits, { ...person, ...reader });
  return verdict.admits ? 'admits' : `${verdict.because} ${verdict.window}`;
};

describe('a budget', () => {
  test('is free up to the first limit, its last person included', () => {
    expect(judge(99, 99, 1)).toBe('admits');
    expect(judge(100, 100, 1)).toBe('step_up hour');
    expect(judge(0, 300, 1)).toBe('step_up day');
  });
  test('asks for proof that came after the first limit was met', () => {
    expect(judge(100, 100, 1, { steppedUpAt: 50 }, 60)).toBe('step_up hour');
    expect(judge(100, 100, 1, { steppedUpAt: 60 }, 60)).toBe('admits');
  });
  test('stops at the second limit, whatever was proved', () => {
    expect(judge(200, 200, 1, { steppedUpAt: 60 }, 60)).toBe('spent hour');
    expect(judge(0, 0, 201)).toBe('spent hour');
  });
  test('costs nothing for people who were read already', () => {
    expect(judge(5000, 5000, 0)).toBe('admits');
  });
  test('has only its second limit for machines, which can prove nothing', () => {
    expect(judge(150, 150, 1, { canStepUp: false })).toBe('admits');
    expect(judge(200, 200, 1, { canStepUp: false })).toBe('spent hour');
  });
  test('is never narrowed by an exception', () => {
    expect(widen(limits, { hourPeople: 150, dayPeople: 1000 })).toEqual({ hour: [150, 200], day: [1000, 1000] });
    expect(widen(limits, null)).toBe(limits);
  });
});

test('the hours of a day of 25 hours are told apart', () => {
  expect(hourOf(0, 24 * 3_600_000 + 5)).toEqual({ place: 24, start: 24 * 3_600_000, end: 25 * 3_600_000 });
});
