import { expect, test } from 'vitest';
import { type ConsentKind, holds, judgeGiver } from './consent.ts';

const kind: ConsentKind = {
  kind: 'research',
  purpose: { en: 'Research', fr: 'Recherche' },
  legalBasis: { en: 'Law', fr: 'Loi' },
  studentFromAge: 16,
  guardianUntilAge: 18,
  source: 'test',
};
const birthDate = '2010-03-09';
const judge = (by: 'student' | 'guardian', on: string) => {
  const verdict = judgeGiver(kind, by, { birthDate, on });
  return verdict.may ? 'may' : verdict.because;
};

test('the student consents from the birthday on that the law names, a guardian until theirs ends', () => {
  expect(judge('student', '2026-03-08')).toBe('too_young');
  expect(judge('student', '2026-03-09')).toBe('may');
  expect(judge('guardian', '2028-03-08')).toBe('may');
  expect(judge('guardian', '2028-03-09')).toBe('too_old');
});

test('a guardian’s consent ends by itself when the student alone decides; the student’s own does not', () => {
  const given = { givenOn: '2025-01-01', withdrawnOn: null };
  expect(holds({ ...given, givenBy: 'guardian' }, kind, { birthDate, on: '2028-03-08' })).toBe(true);
  expect(holds({ ...given, givenBy: 'guardian' }, kind, { birthDate, on: '2028-03-09' })).toBe(false);
  expect(holds({ ...given, givenBy: 'student' }, kind, { birthDate, on: '2040-01-01' })).toBe(true);
});

test('it holds from the day it is given until, without it, the day it is withdrawn', () => {
  const consent = { givenBy: 'student' as const, givenOn: '2026-05-01', withdrawnOn: '2026-06-01' };
  expect(
    ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((on) => holds(consent, kind, { birthDate, on })),
  ).toEqual([false, true, true, false]);
});
