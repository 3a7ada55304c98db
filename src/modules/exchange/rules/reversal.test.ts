import { describe, expect, test } from 'vitest';
import { changeOf, type EffectFacts, isTold, judgeEffects, kindOfTable, restorable } from './reversal.ts';

const untouched: EffectFacts<string> = {
  kind: 'phone',
  studentNumber: '1',
  before: null,
  after: { number: '1' },
  now: { number: '1' },
  isSame: true,
  isFollowing: false,
  newer: null,
  namedBy: null,
  statedBy: null,
};
const issued: EffectFacts<string> = { ...untouched, kind: 'student' };
const document: EffectFacts<string> = { ...untouched, kind: 'identification' };
const reasonsOf = (effects: EffectFacts<string>[], facts = new Map()) =>
  judgeEffects(effects, facts).map((it) => it?.reason ?? null);

describe('what can be put back', () => {
  test('is a record on which nothing newer stands', () => {
    expect(reasonsOf([untouched])).toEqual([null]);
    expect(reasonsOf([{ ...untouched, newer: 'act' }])).toEqual(['changed_since']);
    expect(reasonsOf([{ ...untouched, isSame: false }])).toEqual(['changed_since']);
    expect(reasonsOf([{ ...untouched, namedBy: 'act' }])).toEqual(['named_since']);
    expect(reasonsOf([{ ...untouched, statedBy: 'later' }])).toEqual(['stated_again']);
  });

  test('is a number with everything on it, or neither the number nor the documents', () => {
    expect(reasonsOf([issued, document, untouched])).toEqual([null, null, null]);
    const other = new Map([['1', { tie: null, other: 'act', statedBy: null }]]);
    expect(reasonsOf([issued, document, untouched], other)).toEqual(['number_in_use', 'number_in_use', null]);
    const linked = new Map([['1', { tie: 'linked', other: null, statedBy: null }]]);
    expect(reasonsOf([issued, document], linked)).toEqual(['linked', 'number_in_use']);
    expect(reasonsOf([issued, document, { ...untouched, newer: 'act' }])).toEqual([
      'changed_since',
      'number_in_use',
      'changed_since',
    ]);
  });

  test('of a student’s own row are the columns that still say what was said', () => {
    const before = { version: 1, gender: 'F', language_at_home: null };
    const after = { version: 2, gender: 'M', language_at_home: 'fra' };
    const row = { ...issued, before, after, now: { version: 9, gender: 'X', language_at_home: 'fra' }, newer: 'act' };
    expect(restorable(row)).toEqual(['language_at_home']);
    expect(reasonsOf([row])).toEqual([null]);
    expect(reasonsOf([{ ...row, now: { version: 9, gender: 'X', language_at_home: 'eng' } }])).toEqual([
      'changed_since',
    ]);
  });

  test('is what followed from an enrolment only if an enrolment goes', () => {
    const enrolment: EffectFacts<string> = { ...untouched, kind: 'enrolment' };
    const followed: EffectFacts<string> = { ...untouched, kind: 'responsible_school', isFollowing: true };
    expect(reasonsOf([enrolment, followed])).toEqual([null, null]);
    expect(reasonsOf([{ ...enrolment, newer: 'act' }, followed])).toEqual(['changed_since', 'changed_since']);
  });
});

test('what a submission did to a record is said in one word, consequences and mere versions not at all', () => {
  expect(changeOf(null, { exit_on: '2026-10-01' })).toBe('created');
  expect(changeOf({ exit_on: null }, { exit_on: '2026-10-01' })).toBe('ended');
  expect(changeOf({ is_deleted: false }, { is_deleted: true })).toBe('ended');
  expect(changeOf({ number: '1' }, { number: '2' })).toBe('changed');
  expect(changeOf({ number: '1' }, null)).toBe('ended');
  expect(isTold({ ...untouched, before: { version: 1 }, after: { version: 2 } })).toBe(false);
  expect(isTold({ ...untouched, kind: 'move' })).toBe(false);
  expect([kindOfTable('identity.phone'), kindOfTable('marks.mark')]).toEqual(['phone', 'other']);
});
