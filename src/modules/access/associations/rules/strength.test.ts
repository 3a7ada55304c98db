import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type Association, noDay } from './grounds.ts';
import { strongest } from './strength.ts';

const on = '2026-11-24';
const base: Association = {
  studentNumber: '123456782' as StudentNumber,
  organisation: 'S.K001' as OrganisationCode,
  kind: 'enrolment',
  startsOn: '2026-09-01',
  exitOn: null,
  lastUntil: null,
  endsOn: null,
  minimumUntil: null,
};
const elsewhere = 'S.K002' as OrganisationCode;

describe('the strongest association', () => {
  const check = (associations: Partial<Association>[], expected: [string, string | null] | null) => {
    const found = strongest(
      associations.map((it) => ({ ...base, ...it })),
      on,
    );
    expect(found && [found.name, found.endsOn]).toEqual(expected);
  };

  test('of none is none', () => check([], null));
  test('is the current enrolment before a former one', () =>
    check(
      [
        { exitOn: '2026-06-28', lastUntil: '2026-12-28', endsOn: '2027-06-28' },
        { organisation: elsewhere, exitOn: '2027-06-28', lastUntil: '2027-12-28', endsOn: '2028-06-28' },
      ],
      ['current_enrolment', '2027-06-28'],
    ));
  test('by last enrolment ends when that ends, though the school still sees the student afterwards', () =>
    check([{ exitOn: '2026-06-28', lastUntil: '2026-12-28', endsOn: '2027-06-28' }], ['last_enrolment', '2026-12-28']));
  test('by recent enrolment ends with the sight', () =>
    check(
      [{ exitOn: '2026-03-01', lastUntil: '2026-09-01', endsOn: '2027-03-01' }],
      ['recent_enrolment', '2027-03-01'],
    ));
  test('of two of one name is the one that lasts longer', () =>
    check(
      [
        { kind: 'exam_registration', endsOn: '2027-01-12' },
        { kind: 'exam_registration', endsOn: '2027-01-20', organisation: elsewhere },
      ],
      ['exam_registration', '2027-01-20'],
    ));
  test('gives full sight before a stronger name that gives the minimum', () =>
    check([{ minimumUntil: noDay }, { kind: 'custodian' }], ['custodian', null]));
  test('that has ended is none', () =>
    check([{ exitOn: '2025-01-01', lastUntil: '2025-07-01', endsOn: '2026-01-01' }], null));
  test('under a move tells until when the minimum holds', () => {
    const found = strongest([{ ...base, minimumUntil: '2026-12-20' }], on);
    expect([found?.level, found?.minimumUntil]).toEqual(['minimum', '2026-12-20']);
  });
});
