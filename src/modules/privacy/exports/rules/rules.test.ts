import { describe, expect, test } from 'vitest';
import { type ApprovalFacts, judgeApproval } from './approval.ts';
import { canHoldDecoys, decoyCount, inOrder, refusedColumns } from './catalogue.ts';
import { exportStates, mayMove } from './states.ts';

const roles = { roles: ['authority', 'ministry'], oneFrom: ['ministry'] };
const facts: ApprovalFacts = {
  state: 'asked',
  askedBy: 'a',
  isExpired: false,
  approvals: [],
  approver: { accountId: 'b', role: 'ministry' },
};
const judge = (changes: Partial<ApprovalFacts>) => {
  const verdict = judgeApproval({ ...facts, ...changes }, roles);
  return verdict.may ? 'may' : verdict.because;
};

describe('an approval', () => {
  test('is given by somebody in a role that approves', () => {
    expect(judge({})).toBe('may');
    expect(judge({ approver: { accountId: 'b', role: 'teacher' } })).toBe('role');
  });
  test('is never one’s own, nor a machine’s', () => {
    expect(judge({ approver: { accountId: 'a', role: 'ministry' } })).toBe('own');
    expect(judge({ approver: { accountId: null, role: 'ministry' } })).toBe('own');
  });
  test('is never given twice by one person', () => {
    expect(judge({ state: 'approved_once', approvals: [{ by: 'b', role: 'ministry' }] })).toBe('twice');
  });
  test('comes from the named role at least once', () => {
    const once = { state: 'approved_once', approvals: [{ by: 'c', role: 'authority' }] } as const;
    expect(judge({ ...once, approver: { accountId: 'b', role: 'authority' } })).toBe('other_role_needed');
    expect(judge(once)).toBe('may');
  });
  test('comes too late when the request is over', () => {
    expect(judge({ isExpired: true })).toBe('expired');
    for (const state of ['approved', 'made', 'fetched', 'expired', 'refused', 'withdrawn'] as const)
      expect(judge({ state })).toBe('not_waiting');
  });
});

test('what has ended moves nowhere', () => {
  for (const from of ['expired', 'refused', 'withdrawn'] as const)
    expect(exportStates.filter((to) => mayMove(from, to))).toEqual([]);
});

describe('columns', () => {
  test('come in the order of the catalogue, each once', () => {
    expect(inOrder(['grade', 'student_number', 'grade'])).toEqual(['student_number', 'grade']);
  });
  test('outside the groups of the purpose are refused', () => {
    const planning = { groups: ['enrolments'], decoys: false, protected: false, readPurpose: 'x' } as const;
    expect(refusedColumns(['grade', 'birth_date'], planning)).toEqual(['birth_date']);
  });
  test('that tell nobody hold no decoys', () => {
    expect(canHoldDecoys(['grade'])).toBe(false);
    expect(canHoldDecoys(['family_name', 'given_name'])).toBe(false);
    expect(canHoldDecoys(['family_name', 'given_name', 'birth_date'])).toBe(true);
  });
});

test('decoys are few, and none in a list of few', () => {
  const numbers = { rowsEach: 500, min: 2, max: 12, rowsMin: 25 };
  expect([24, 25, 1001, 100_000].map((people) => decoyCount(people, numbers))).toEqual([0, 2, 3, 12]);
});
