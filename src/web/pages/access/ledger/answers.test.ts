import { expect, test } from 'vitest';
import type { LedgerRead } from '../../../api/ledger.ts';
import { joinAnswers } from './answers.ts';

const read = (requestId: string, studentNumber: string, groups: LedgerRead['groups']) =>
  ({ requestId, studentNumber, groups, at: '2026-09-02T14:05:00Z', door: 'getStudent', readId: 1 }) as LedgerRead;

test('the people of one answer are one line with everything that it showed, in the order of the list', () => {
  const lines = joinAnswers([
    read('b', '100000003', ['identity']),
    read('a', '100000001', ['identity']),
    read('a', '100000002', ['identity', 'contacts']),
  ]);
  expect(lines.map((it) => [it.students, it.groups])).toEqual([
    [['100000003'], ['identity']],
    [
      ['100000001', '100000002'],
      ['identity', 'contacts'],
    ],
  ]);
});
