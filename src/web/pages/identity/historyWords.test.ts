import { expect, it } from 'vitest';
import { gistOf, isTold, tableName, valueText } from './historyWords.ts';

it('names tables by their word and unknown ones as a record', () => {
  expect([tableName('identity.address'), tableName('identity.some_new_table')]).toEqual(['address', 'other']);
});

it('tells fields that say something and leaves out bookkeeping', () => {
  const check = (field: string, before: unknown, after: unknown, told: boolean) =>
    expect(isTold({ field, before, after }), field).toBe(told);
  check('family_name', 'Roy', 'Roi', true);
  check('suffix', null, '', false);
  check('version', 1, 2, false);
  check('recorded_at', 'a', 'b', false);
});

it('writes values as texts', () => {
  expect([valueText('x'), valueText(3), valueText(true), valueText(null)]).toEqual(['x', '3', 'true', null]);
});

it('tells a thing by the fields one would say, names first', () => {
  const fields = ['quality', 'birth_date', 'document_type', 'given_name'].map((field) => ({ field }));
  expect(gistOf(fields).map(({ field }) => field)).toEqual(['given_name', 'document_type', 'birth_date']);
});
