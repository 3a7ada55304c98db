import { expect, test } from 'vitest';
import { disposalRefusals, isHeld, isReviewDue, judgeApproval } from './disposal.ts';

const proposal = { state: 'proposed' as const, proposedBy: 'anna', approvedBy: [] as string[] };
const somebody = { accountId: 'ben', permissions: new Set(['disposal.approve']), approvalsNeeded: 2 };
const check = (
  facts: Partial<typeof proposal> | { state: 'approved' },
  who: Partial<typeof somebody> | { accountId: null },
  expected: string,
) => {
  const verdict = judgeApproval({ ...proposal, ...facts }, { ...somebody, ...who });
  expect(verdict.may ? `last ${verdict.isLast}` : verdict.because).toBe(expected);
};

test('whoever proposed never approves, whatever else they may', () => check({}, { accountId: 'anna' }, 'own_proposal'));
test('nobody approves twice', () => check({ approvedBy: ['ben'] }, {}, 'approved_already'));
test('the second approval sets it going, the first does not', () => {
  check({}, {}, 'last false');
  check({ approvedBy: ['cleo'] }, {}, 'last true');
});
test('a machine or a command approves nothing', () => check({}, { accountId: null }, 'no_account'));
test('without the right, or after the decision, nobody approves', () => {
  check({}, { permissions: new Set() }, 'needs_right');
  check({ state: 'approved' }, {}, 'wrong_state');
});

test('a hold on a person stops all records under any of the person’s numbers', () => {
  const hold = { scope: 'person' as const, person: ['1'], organisation: null, recordKind: null };
  expect(isHeld(hold, { numbers: ['2', '1'], organisations: [], recordKind: 'contact' })).toBe(true);
  expect(isHeld(hold, { numbers: ['2'], organisations: [], recordKind: 'contact' })).toBe(false);
});

test('a hold on an organisation stops everybody who was there; one on a kind of record everybody’s of that kind', () => {
  const at = { scope: 'organisation' as const, person: [], organisation: 'S.K001', recordKind: null };
  expect(isHeld(at, { numbers: ['1'], organisations: ['S.K001'], recordKind: 'contact' })).toBe(true);
  expect(isHeld(at, { numbers: ['1'], organisations: ['S.K002'], recordKind: 'contact' })).toBe(false);
  const kind = { scope: 'record_kind' as const, person: [], organisation: null, recordKind: 'guardian' };
  expect(isHeld(kind, { numbers: ['1'], organisations: [], recordKind: 'guardian' })).toBe(true);
  expect(isHeld(kind, { numbers: ['1'], organisations: [], recordKind: 'contact' })).toBe(false);
});

test('a lifted hold asks for no review', () => {
  expect(isReviewDue({ reviewOn: '2026-01-01', isLifted: false }, '2026-01-01')).toBe(true);
  expect(isReviewDue({ reviewOn: '2026-01-02', isLifted: false }, '2026-01-01')).toBe(false);
  expect(isReviewDue({ reviewOn: '2026-01-01', isLifted: true }, '2027-01-01')).toBe(false);
  for (const words of Object.values(disposalRefusals)) expect([words.en, words.fr]).not.toContain('');
});
