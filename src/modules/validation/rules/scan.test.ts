import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { compareFindings, type FiredOnObject, joinResults, type LiveFinding, type ScanResult } from './scan.ts';

const student = '123456782' as StudentNumber;
const school = 'S.K001' as OrganisationCode;
const other = 'S.K002' as OrganisationCode;

const fired = (changes: Partial<FiredOnObject> = {}): FiredOnObject => ({
  code: 'ENR-0001',
  reference: 'PASI 10016',
  severity: 'warning',
  object: 'enrolment',
  objectId: 'e1',
  field: 'grade',
  params: { grade: '4', age: 17 },
  organisation: school,
  schoolYear: 2027,
  ...changes,
});

const live = (changes: Partial<LiveFinding> = {}): LiveFinding => {
  const { code, object, objectId, params, organisation, schoolYear } = fired();
  return {
    findingId: 'f1',
    studentNumber: student,
    ...{ code, object, objectId, params, organisation, schoolYear },
    severity: 'warning',
    state: 'open',
    grade: null,
    restricted: false,
    ...changes,
  };
};

const result = (changes: Partial<ScanResult> = {}): ScanResult => ({
  studentNumber: student,
  scanned: [{ object: 'enrolment', objectId: null }],
  fired: [],
  rescanOn: null,
  ...changes,
});

describe('a scan', () => {
  const check = (
    stands: LiveFinding[],
    now: ScanResult,
    expected: { opened?: string[]; moved?: string[]; cleared?: string[] },
  ) => {
    const outcome = compareFindings(stands, [now]);
    expect({
      opened: outcome.opened.map((it) => it.code),
      moved: outcome.moved.map((it) => it.findingId),
      cleared: outcome.cleared.map((it) => it.findingId),
    }).toEqual({ opened: [], moved: [], cleared: [], ...expected });
  };

  test('opens what fires for the first time', () => check([], result({ fired: [fired()] }), { opened: ['ENR-0001'] }));
  test('keeps what fires again with the same arguments, in whatever order they are given', () =>
    check([live()], result({ fired: [fired({ params: { age: 17, grade: '4' } })] }), {}));
  test('keeps an acknowledgement as long as the arguments stay', () =>
    check(
      [live({ state: 'acknowledged', severity: 'advice' })],
      result({ fired: [fired({ severity: 'advice' })] }),
      {},
    ));
  test('clears the old finding and opens a new one when an argument changes', () =>
    check([live({ state: 'acknowledged' })], result({ fired: [fired({ params: { grade: '5', age: 17 } })] }), {
      opened: ['ENR-0001'],
      cleared: ['f1'],
    }));
  test('clears what does not fire any more', () => check([live()], result(), { cleared: ['f1'] }));
  test('clears the findings of an object that is gone', () =>
    check([live({ objectId: 'gone' })], result(), { cleared: ['f1'] }));
  test('leaves alone what it did not look at', () => {
    check([live({ object: 'address' })], result(), {});
    check([live()], result({ scanned: [{ object: 'enrolment', objectId: 'another' }] }), {});
  });
  test('opens a finding once, though a rule names it twice', () =>
    check([], result({ fired: [fired(), fired()] }), { opened: ['ENR-0001'] }));
  test('never turns a rejection into a finding', () =>
    check([], result({ fired: [fired({ severity: 'rejection' })] }), {}));
  test('files a finding that stays under the school it now belongs to', () =>
    check([live()], result({ fired: [fired({ organisation: other })] }), { moved: ['f1'] }));
  test('keeps new findings of a protected student hidden, even when the scanner does not know of the protection', () => {
    const outcome = compareFindings(
      [live({ restricted: true })],
      [result({ fired: [fired(), fired({ code: 'ENR-0002' })] })],
    );
    expect(outcome.opened).toMatchObject([{ code: 'ENR-0002', restricted: true }]);
    expect(outcome.restrictions).toEqual([]);
  });
});

test('of several scanners the earliest day wins, and one word of protection is enough', () => {
  const joined = joinResults([
    result({ rescanOn: '2027-02-01' }),
    result({ rescanOn: '2027-01-01', restricted: true }),
    result({ restricted: false, fired: [fired()] }),
  ]);
  expect(joined).toMatchObject([{ rescanOn: '2027-01-01', restricted: true, fired: [{ code: 'ENR-0001' }] }]);
});

test('a scanner that does not know of the protection says nothing of it', () => {
  expect(joinResults([result(), result()])[0]).not.toHaveProperty('restricted');
});
