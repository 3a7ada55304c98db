import { expect, test } from 'vitest';
import { tidyLines, tidyPhone } from './contact.ts';
import { changedFields, contradictions, fillStatement } from './statement.ts';

const kept = {
  familyName: 'Tremblay',
  givenName: 'Zoé',
  middleName: 'Anne',
  suffix: null,
  birthDate: '2015-03-09',
  gender: 'F',
};
const unknown = ['U'];

test('silent parts of a statement are filled from what is kept, an unknown gender too', () => {
  const statement = { ...kept, middleName: null, gender: 'U' };
  expect(fillStatement(statement, kept, unknown)).toEqual(kept);
});

test('a mononym in the other field says the same', () => {
  const one = { ...kept, familyName: null, givenName: 'Suharto', middleName: null };
  const other = { ...one, familyName: 'Suharto', givenName: null };
  expect(fillStatement(other, one, unknown)).toEqual(one);
});

test('case and accents contradict nothing, another name and another day do', () => {
  expect(contradictions({ ...kept, familyName: 'TREMBLAY', givenName: 'zoe' }, kept)).toEqual([]);
  expect(contradictions({ ...kept, givenName: 'Léa', birthDate: '2015-03-10' }, kept)).toEqual([
    'givenName',
    'birthDate',
  ]);
});

test('rows differ by their facts, not by who said them when', () => {
  const row = { street: '1 First', submittedBy: 'S.K001', recordedAt: '2026-01-01' };
  expect(changedFields(row, { ...row, submittedBy: 'S.K002', recordedAt: '2027-01-01' })).toEqual([]);
  expect(changedFields(row, { ...row, street: '2 First' })).toEqual(['street']);
});

test('telephones lose their punctuation, lines their odd ends', () => {
  expect(tidyPhone('+1 (780) 555-0142')).toBe('7805550142');
  expect(tidyPhone('+44 20 7946 0958')).toBe('+442079460958');
  expect(tidyLines(' 1  First \r\n\r\nUnit 2')).toBe('1 First\nUnit 2');
});
