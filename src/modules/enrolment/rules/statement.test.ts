import { expect, test } from 'vitest';
import { exampleFacts } from './example.ts';
import { changedFields, type EnrolmentItem, mergeStatement } from './statement.ts';

const first: EnrolmentItem = {
  ...exampleFacts().enrolment,
  grantsProgrammes: ['303', '211'],
  programmePercentage: 33.3,
};
delete first.isDeleted; // says nothing of deletion, as most items do
const stored = mergeStatement(null, first);

test('the same statement again changes nothing', () => {
  expect(changedFields(stored, mergeStatement(stored, first))).toEqual([]);
});

test('the order of codes means nothing', () => {
  const again = { ...first, grantsProgrammes: ['211', '303'] };
  expect(changedFields(stored, mergeStatement(stored, again))).toEqual([]);
});

test('a repeated code is not the same as a single one', () => {
  const again = { ...first, grantsProgrammes: ['211', '303', '303'] };
  expect(changedFields(stored, mergeStatement(stored, again))).toEqual(['grantsProgrammes']);
});

test('what is left out stays as it is', () => {
  const { exitOn: _, ...rest } = first;
  expect(mergeStatement(stored, rest).exitOn).toBe('2027-06-28');
});

test('what is said to be nothing is taken back', () => {
  const after = mergeStatement(stored, { ...first, exitOn: null, grantsProgrammes: [] });
  expect([after.exitOn, after.grantsProgrammes]).toEqual([null, []]);
  expect(changedFields(stored, after)).toEqual(['exitOn', 'grantsProgrammes']);
});

test('a deletion is a change of its own and is taken back by saying so', () => {
  const deleted = mergeStatement(stored, { ...first, isDeleted: true });
  expect(changedFields(stored, deleted)).toEqual(['isDeleted']);
  expect(mergeStatement(deleted, first).isDeleted).toBe(true);
  expect(mergeStatement(deleted, { ...first, isDeleted: false }).isDeleted).toBe(false);
});
