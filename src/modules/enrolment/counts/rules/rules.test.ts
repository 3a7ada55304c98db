import { expect, test } from 'vitest';
import { countDaysOf, isFrozenByItself } from './days.ts';
import { type Counted, countReasons, type DifferenceFacts, reasonOf } from './difference.ts';
import { type Cell, sumBy, totalOf } from './figures.ts';

const autumn = { kind: 'autumn', month: 9, day: 30, en: 'Autumn', fr: 'Automne' };
const spring = { kind: 'spring', month: 3, day: 1, en: 'Spring', fr: 'Printemps' };

test('count days lie in their school year, September in its first calendar year, and come in their order', () => {
  const days = countDaysOf([spring, autumn], 2027);
  expect(days.map((it) => [it.kind, it.day])).toEqual([
    ['autumn', '2026-09-30'],
    ['spring', '2027-03-01'],
  ]);
});

test('the program freezes from the day after, for some days, and leaves older ones to people', () => {
  const on = (today: string) => isFrozenByItself('2026-09-30', { today, days: 7 });
  expect([on('2026-09-30'), on('2026-10-01'), on('2026-10-07'), on('2026-10-08')]).toEqual([false, true, true, false]);
});

const here = { schoolCode: 'S.K001', grade: '6', programmingType: 'regular', grantsProgrammes: [] } as never as Counted;
const facts = {
  studentNumber: '123456782',
  before: here,
  after: null,
  isNew: false,
  isChanged: false,
  isDeleted: false,
  hasEndedBefore: false,
  isKnown: true,
  isCountedElsewhere: false,
} as never as DifferenceFacts;

test('whoever counts now and did not joined late, was mended in, or reappeared', () => {
  const joined = { ...facts, before: null, after: here };
  expect(reasonOf({ ...joined, isNew: true, isChanged: true })).toBe('joined_late');
  expect(reasonOf({ ...joined, isChanged: true })).toBe('mended_in');
  expect(reasonOf(joined)).toBe('reappeared');
});

test('whoever counted and does not was linked, deleted, left, mended out, or is gone', () => {
  expect(reasonOf({ ...facts, isCountedElsewhere: true })).toBe('linked');
  expect(reasonOf({ ...facts, isDeleted: true, hasEndedBefore: true })).toBe('deleted');
  expect(reasonOf({ ...facts, hasEndedBefore: true })).toBe('left');
  expect(reasonOf(facts)).toBe('mended_out');
  expect(reasonOf({ ...facts, isKnown: false })).toBe('gone');
});

test('whoever counts otherwise moved to another school, or changed grade or programme', () => {
  expect(reasonOf({ ...facts, after: { ...here, schoolCode: 'S.K002' as never } })).toBe('moved');
  expect(reasonOf({ ...facts, after: { ...here, grade: '7' } })).toBe('changed');
});

test('reasons are counted in a fixed order, and those of nobody are left out', () => {
  expect(countReasons(['left', 'joined_late', 'left'])).toEqual([
    { reason: 'joined_late', students: 1 },
    { reason: 'left', students: 2 },
  ]);
});

const cell = (grade: string, grantsProgrammes: string[], students: number) =>
  ({ ...here, authorityCode: 'A.K001', grade, grantsProgrammes, students }) as never as Cell;

test('cells add up to the total, and a student with two programmes counts under each', () => {
  const cells = [cell('6', ['211', '301'], 2), cell('6', [], 5), cell('7', ['211'], 1)];
  expect(totalOf(cells)).toBe(8);
  expect(sumBy(cells, (it) => [it.grade])).toEqual([
    { name: '6', students: 7 },
    { name: '7', students: 1 },
  ]);
  expect(sumBy(cells, (it) => it.grantsProgrammes)).toEqual([
    { name: '211', students: 3 },
    { name: '301', students: 2 },
  ]);
});
