import { expect, test } from 'vitest';
import { moveRefusals } from '#modules/validation/rules/states.ts';
import { previewMove } from './previewMove.ts';

const school = new Set(['finding.read', 'finding.acknowledge']);
const open = { state: 'open', severity: 'advice' } as const;

test('says how many would be moved, and why the others would not', () => {
  const chosen = [open, open, { ...open, severity: 'warning' }, { ...open, state: 'acknowledged' }] as const;
  const { movable, refused } = previewMove(chosen, 'acknowledge', school);
  expect(movable).toHaveLength(2);
  expect(refused).toEqual([
    { because: moveRefusals.only_advice, count: 1 },
    { because: moveRefusals.wrong_state, count: 1 },
  ]);
});

test('moves nothing for somebody without the right', () =>
  expect(previewMove([open], 'assign', new Set(['finding.read'])).movable).toEqual([]));
