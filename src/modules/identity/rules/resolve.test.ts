import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { resolve } from './resolve.ts';

const n = (text: string) => text as StudentNumber;
const issued = new Map([
  [n('1'), '2020'],
  [n('2'), '2019'],
  [n('3'), '2021'],
]);

test('a number that was never linked stands for itself', () => {
  expect(resolve([n('1')], [], issued).get(n('1'))).toEqual({ primary: '1', numbers: ['1'] });
});

test('the oldest number stands for the person, along whatever path', () => {
  const links = [
    { a: n('1'), b: n('3') },
    { a: n('3'), b: n('2') },
  ];
  for (const asked of ['1', '2', '3'].map(n))
    expect(resolve([asked], links, issued).get(asked)).toEqual({ primary: '2', numbers: ['2', '1', '3'] });
});

test('the order of statements never matters', () => {
  const numbers = ['1', '2', '3', '4', '5'].map(n);
  const link = fc.record({ a: fc.constantFrom(...numbers), b: fc.constantFrom(...numbers) });
  fc.assert(
    fc.property(fc.array(link, { maxLength: 6 }), (links) => {
      expect(resolve(numbers, [...links].reverse(), issued)).toEqual(resolve(numbers, links, issued));
    }),
  );
});
