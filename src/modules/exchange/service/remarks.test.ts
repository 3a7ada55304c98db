import { expect, test } from 'vitest';
import { layoutFields } from '../contract.ts';
import { columnOf } from './remarks.ts';

test.each([
  ['birthDate', 'birth_date'],
  ['documentNumberLast4', 'document_number_last4'],
  ['enrolmentId', 'guid'],
  ['gender', 'gender'],
])('the field %s of a rule is the column %s of a row', (field, column) => {
  expect(columnOf(field)).toBe(column);
  const columns = (['students', 'identification', 'enrolments'] as const).flatMap(layoutFields).map((it) => it.name);
  expect(columns).toContain(column);
});
