import { expect, test } from 'vitest';
import { type EnrolmentStatus, enrolmentStatus } from './status.ts';

type Dates = Partial<Parameters<typeof enrolmentStatus>[0]>;

function check(dates: Dates, today: string, status: EnrolmentStatus) {
  const plain = { schoolYear: 2027, startOn: '2026-09-01', exitOn: null, exitType: null, isDeleted: false };
  expect(enrolmentStatus({ ...plain, ...dates }, today)).toBe(status);
}

test('before its first day an enrolment is registered', () => check({}, '2026-08-31', 'registered'));
test('on its first day it is active', () => check({}, '2026-09-01', 'active'));
test('on its last day it is still active', () =>
  check({ exitOn: '2027-06-28', exitType: 'completion' }, '2027-06-28', 'active'));
test('after a planned last day it is completed', () =>
  check({ exitOn: '2027-06-28', exitType: 'completion' }, '2027-06-29', 'completed'));
test('after an early last day it is withdrawn', () =>
  check({ exitOn: '2026-11-05', exitType: 'withdrawal' }, '2026-11-06', 'withdrawn'));
test('after a last day of unknown kind it is closed', () => check({ exitOn: '2026-11-05' }, '2026-11-06', 'closed'));
test('without a last day it is active to the end of the school year', () => check({}, '2027-08-31', 'active'));
test('without a last day it is closed when the school year is over', () => check({}, '2027-09-01', 'closed'));
test('withdrawn on its first day before that day has come, it is cancelled', () =>
  check({ exitOn: '2026-09-01', exitType: 'withdrawal' }, '2026-08-20', 'cancelled'));
test('one who attended the first day only is withdrawn', () =>
  check({ exitOn: '2026-09-01', exitType: 'withdrawal' }, '2026-09-02', 'withdrawn'));
test('a deleted enrolment is deleted, whatever its dates', () => check({ isDeleted: true }, '2026-10-01', 'deleted'));
