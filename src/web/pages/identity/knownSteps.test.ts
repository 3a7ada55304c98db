import { expect, test } from 'vitest';
import { stepsOf } from './knownSteps.ts';

const acts = ['2026-11-02T10:00:00.000Z', '2026-10-01T10:00:00.000Z', '2026-09-01T10:00:00.000Z'].map((at) => ({ at }));

test('a moment between two acts has the knowledge of the earlier one, and steps to the acts around it', () => {
  expect(stepsOf(acts, '2026-10-15T00:00:00.000Z')).toMatchObject({
    place: 1,
    earlier: '2026-09-01T10:00:00.000Z',
    later: '2026-11-02T10:00:00.000Z',
  });
});

test('at the first act there is nothing earlier, at the last nothing later', () => {
  expect(stepsOf(acts, '2026-09-01T10:00:00.000Z')).toMatchObject({ place: 0, earlier: null });
  expect(stepsOf(acts, '2026-11-02T10:00:00.000Z')).toMatchObject({ place: 2, later: null });
});

test('two changes of one act are one step', () => {
  expect(stepsOf([...acts, ...acts], '2026-10-01T10:00:00.000Z').moments).toHaveLength(3);
});
