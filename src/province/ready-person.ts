import type { Rows } from './mistakes.ts';
import type { BirthGender } from './names/culture.ts';
import type { Expected } from './subject.ts';

// The students of the ready submissions: invented one by one, the same in every province, so that the page which explains
// them can name them. All live in the town of the schools S.K001 and S.K002.

export type ReadyFile = 1 | 2 | 3 | 4 | 5;

export type ReadyPerson = {
  key: string;
  family: string | null;
  given: string | null;
  middle?: string;
  born: string;
  gender: BirthGender;
  culture?: string;
  /** Those who share a home share this word; the key itself otherwise. */
  home?: string;
  /** Where the student was last year, and so is on the register; null for somebody new. */
  last: 'S.K001' | 'S.K002' | 'S.K003' | null;
  grade: number;
  /** The file in which the student waits; null for somebody who is only on the register. */
  file: ReadyFile | null;
  /** Whether the school knows the number. */
  hasNumber: boolean;
  isRestricted?: boolean;
  isMultipleBirth?: boolean;
  bornWith?: string;
  hasMoved?: boolean;
  preferred?: string;
  tag?: string;
  expected: Expected;
  expect: string;
  /** The mistake, made in the rows of the submission; `numberOf` answers the number of another ready person. */
  spoil?(rows: Rows, numberOf: (key: string) => string): void;
};

type Draft = Omit<ReadyPerson, 'hasNumber' | 'last' | 'expected'> &
  Partial<Pick<ReadyPerson, 'hasNumber' | 'last' | 'expected'>>;

/** Somebody whom the school taught last year and knows by number. */
export function returning(draft: Draft): ReadyPerson {
  return { hasNumber: true, last: 'S.K001', expected: 'assigned', ...draft };
}

export function newcomer(draft: Draft): ReadyPerson {
  return { hasNumber: false, last: null, expected: 'new', ...draft };
}

/** What is expected of most who return. */
export const numberAssigned = 'Found by number; the enrolment of this year is added.';
