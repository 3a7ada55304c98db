import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

test('no more work than agreed goes on at a time, in the order of asking, and a failure gives its turn back', async () => {
  const turns = makeTurns(2);
  const begun: number[] = [];
  let going = 0;
  let most = 0;
  const work = (number: number) =>
    turns.take(async () => {
      begun.push(number);
      going += 1;
      most = Math.max(most, going);
      await wait(1);
      going -= 1;
      if (number === 1) throw new Error('failed');
      return number;
    });
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
