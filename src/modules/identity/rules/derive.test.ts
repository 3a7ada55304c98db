import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveCurrent, derivePreferred, type RecordFacts } from './derive.ts';

const base: RecordFacts = {
  recordId: 'a',
  quality: 100,
  proves: 'name_and_birth',
  issuedOn: null,
  recordedAt: '2026-09-01T00:00:00.000Z',
  familyName: 'Tremblay',
  givenName: 'Zoé',
  middleName: null,
  suffix: null,
  birthDate: '2015-03-09',
  gender: 'F',
  isNameExact: true,
};

function checkCurrent(records: Partial<RecordFacts>[], expected: { name: string; birth: string }): void {
  const current = deriveCurrent(records.map((it) => ({ ...base, ...it })));
  expect({ name: current?.name.recordId, birth: current?.birth.recordId }).toEqual(expected);
}

test('the best proof counts, whenever it was recorded', () => {
  checkCurrent(
    [
      { recordId: 'birth', quality: 300 },
      { recordId: 'form', quality: 200, recordedAt: '2027-01-01T00:00:00.000Z' },
    ],
    { name: 'birth', birth: 'birth' },
  );
});

test('of equal proofs the latest issued counts, then the latest recorded', () => {
  checkCurrent(
    [
      { recordId: 'old', issuedOn: '2020-01-01' },
      { recordId: 'new', issuedOn: '2026-01-01' },
    ],
    { name: 'new', birth: 'new' },
  );
  checkCurrent([{ recordId: 'old' }, { recordId: 'new', recordedAt: '2026-10-01T00:00:00.000Z' }], {
    name: 'new',
    birth: 'new',
  });
});

test('a marriage certificate changes the name and says nothing of birth', () => {
  checkCurrent(
    [
      { recordId: 'birth', quality: 250 },
      { recordId: 'marriage', quality: 300, proves: 'name' },
    ],
    { name: 'marriage', birth: 'birth' },
  );
});

test('what is current never depends on the order in which records are read', () => {
  const record = fc.record({
    recordId: fc.uuid(),
    quality: fc.constantFrom(100, 200, 250, 300),
    proves: fc.constantFrom('name' as const, 'name_and_birth' as const),
    issuedOn: fc.constantFrom(null, '2020-01-01', '2026-01-01'),
    recordedAt: fc.constantFrom('2026-09-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(record, { selector: (it) => it.recordId, maxLength: 6 }), (records) => {
      const all = records.map((it) => ({ ...base, ...it }));
      expect(deriveCurrent([...all].reverse())).toEqual(deriveCurrent(all));
    }),
  );
});

test('the preferred name is the latest in force, never one of the future', () => {
  const name = { familyName: null, givenName: 'Zed', recordedAt: '2026-09-01T00:00:00.000Z' };
  const names = [
    { ...name, nameId: 'now', effectiveOn: null },
    { ...name, nameId: 'old', effectiveOn: '2020-01-01' },
    { ...name, nameId: 'later', effectiveOn: '2030-01-01' },
  ];
  expect(derivePreferred(names, '2026-11-24')?.nameId).toBe('now');
  expect(derivePreferred([], '2026-11-24')).toBeNull();
});
