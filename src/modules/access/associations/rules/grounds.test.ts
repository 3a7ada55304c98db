import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type AssociationGround, joinGrounds } from './grounds.ts';

const terms = { creation: 24, last: 6, recent: 12, highlyLimited: new Set<OrganisationCode>() };
const student = '123456782' as StudentNumber;
const school = 'S.K001' as OrganisationCode;
const other = 'S.K002' as OrganisationCode;

const enrolled = (from: string, to: string | null, organisation = school): AssociationGround => ({
  studentNumber: student,
  organisation,
  kind: 'enrolment',
  from,
  to,
});

describe('associations', () => {
  const check = (grounds: AssociationGround[], expected: [OrganisationCode, string, string | null, string | null][]) =>
    expect(joinGrounds(grounds, terms).map((it) => [it.organisation, it.startsOn, it.exitOn, it.endsOn])).toEqual(
      expected,
    );

  test('an open enrolment gives sight without end', () =>
    check([enrolled('2026-09-01', null)], [[school, '2026-09-01', null, null]]));
  test('a school sees a former student for a year after the exit', () =>
    check([enrolled('2025-09-02', '2026-06-28')], [[school, '2025-09-02', '2026-06-28', '2027-06-28']]));
  test('two enrolments at one school are one association, which lasts as long as the later', () =>
    check(
      [enrolled('2024-09-03', '2025-06-27'), enrolled('2025-09-02', '2026-06-28')],
      [[school, '2024-09-03', '2026-06-28', '2027-06-28']],
    ));
  test('the order in which enrolments come does not matter', () =>
    check([enrolled('2025-09-02', null), enrolled('2024-09-03', '2025-06-27')], [[school, '2024-09-03', null, null]]));
  test('each school has its own association', () =>
    check(
      [enrolled('2025-09-02', '2026-01-31'), enrolled('2026-02-01', null, other)],
      [
        [school, '2025-09-02', '2026-01-31', '2027-01-31'],
        [other, '2026-02-01', null, null],
      ],
    ));
  test('whoever issued a number sees it for two years', () =>
    check(
      [{ studentNumber: student, organisation: school, kind: 'creation', from: '2026-08-31', to: null }],
      [[school, '2026-08-31', null, '2028-08-31']],
    ));
});
