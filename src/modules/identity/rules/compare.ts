import { dateParts, type PlainDate } from '#kernel/dates.ts';
import type { Person } from './matcher.ts';
import { areNicknames } from './nicknames.ts';
import type { FoldedName } from './normalise.ts';
import { jaroWinkler, soundsAlike, withinOneEdit } from './similarity.ts';

// How two persons' facts agree, field by field, best first. Missing is not disagreement.

export type FamilyLevel = 'exact' | 'shared' | 'one_edit' | 'near' | 'phonetic' | 'missing' | 'different';
export type GivenLevel =
  | 'exact'
  | 'part'
  | 'nickname'
  | 'initial'
  | 'one_edit'
  | 'exchanged_with_middle'
  | 'middle'
  | 'near'
  | 'phonetic'
  | 'missing'
  | 'partly_different'
  | 'different';
export type MiddleLevel = 'exact' | 'initial' | 'missing' | 'conflict';
export type BirthLevel = 'exact' | 'day_month_exchanged' | 'one_digit' | 'two_parts' | 'different';
export type HouseholdLevel = 'equal' | 'missing' | 'different';

export type Comparison = {
  family: FamilyLevel;
  given: GivenLevel;
  middle: MiddleLevel;
  areNamesExchanged: boolean;
  birth: BirthLevel;
  gender: 'equal' | 'unknown' | 'different';
  postalCode: HouseholdLevel;
  phone: HouseholdLevel;
  guardian: HouseholdLevel;
};

const familyWeight: Record<FamilyLevel, number> = {
  exact: 6,
  shared: 5,
  one_edit: 5,
  near: 4,
  phonetic: 3,
  missing: 1,
  different: 0,
};
const givenWeight: Record<GivenLevel, number> = {
  exact: 6,
  part: 5,
  nickname: 5,
  exchanged_with_middle: 5,
  initial: 4,
  one_edit: 4,
  middle: 3,
  near: 3,
  phonetic: 3,
  missing: 1,
  partly_different: 1,
  different: 0,
};

/** How sure the given names are the same; bigger is surer. */
export function givenRank(level: GivenLevel): number {
  return givenWeight[level];
}

/** Compares every name of one with every name of the other and keeps the best pair. */
export function compare(a: Person, b: Person): Comparison {
  let best: NameComparison = { family: 'missing', given: 'missing', middle: 'missing', areNamesExchanged: false };
  let bestWeight = -1;
  for (const nameA of a.names) {
    for (const nameB of b.names) {
      const found = compareNames(nameA, nameB);
      const weight = weigh(found);
      if (weight > bestWeight) [best, bestWeight] = [found, weight];
    }
  }
  return {
    ...best,
    birth: compareBirthDates(a.birthDate, b.birthDate),
    gender: compareGenders(a.gender, b.gender),
    postalCode: compareSets(a.postalCodes, b.postalCodes),
    phone: compareSets(a.phones, b.phones),
    guardian: compareSets(a.guardians.map(wholeName), b.guardians.map(wholeName)),
  };
}

type NameComparison = Pick<Comparison, 'family' | 'given' | 'middle' | 'areNamesExchanged'>;

function weigh(it: NameComparison): number {
  return (
    familyWeight[it.family] + givenWeight[it.given] + (it.middle === 'exact' ? 1 : 0) - (it.areNamesExchanged ? 0.5 : 0)
  );
}

function compareNames(a: FoldedName, b: FoldedName): NameComparison {
  if (isMononym(a) || isMononym(b)) return compareMononyms(a, b);
  const straight: NameComparison = {
    family: compareFamily(a.family, b.family),
    given: compareGiven(a, b),
    middle: compareMiddle(a.middle, b.middle),
    areNamesExchanged: false,
  };
  if (straight.family === 'exact') return straight;
  const isExchanged = isSame(a.family, b.given) && isSame(a.given, b.family);
  return isExchanged ? { family: 'exact', given: 'exact', middle: straight.middle, areNamesExchanged: true } : straight;
}

function isMononym(name: FoldedName): boolean {
  return name.family.length === 0 || name.given.length === 0;
}

/** A person with one name may have it in either field; against a full name one agreeing word says half. */
function compareMononyms(a: FoldedName, b: FoldedName): NameComparison {
  const wordsA = [...a.given, ...a.family];
  const wordsB = [...b.given, ...b.family];
  const middle: MiddleLevel = 'missing';
  if (wordsA.length === 0 || wordsB.length === 0)
    return { family: 'missing', given: 'missing', middle, areNamesExchanged: false };
  if (isMononym(a) && isMononym(b)) {
    const level = compareFamily(wordsA, wordsB);
    const given: GivenLevel = level === 'shared' ? 'part' : level;
    return { family: level, given, middle, areNamesExchanged: false };
  }
  const agrees = wordsA.some((word) => wordsB.includes(word));
  return { family: 'missing', given: agrees ? 'part' : 'different', middle, areNamesExchanged: false };
}

const commonWords = new Set(['singh', 'kaur']);

function compareFamily(a: readonly string[], b: readonly string[]): FamilyLevel {
  if (a.length === 0 || b.length === 0) return 'missing';
  const [gluedA, gluedB] = [a.join(''), b.join('')];
  if (gluedA === gluedB || isSame(a, b)) return 'exact';
  if (sharesWord(a, b)) return 'shared';
  if (gluedA.length >= 4 && withinOneEdit(gluedA, gluedB)) return 'one_edit';
  if (jaroWinkler(gluedA, gluedB) >= 0.92) return 'near';
  return soundsAlike(gluedA, gluedB) ? 'phonetic' : 'different';
}

/** One word in common; Singh and Kaur say nothing where both sides have another word to differ by. */
function sharesWord(a: readonly string[], b: readonly string[]): boolean {
  const [tellingA, tellingB] = [a, b].map((words) => words.filter((word) => !commonWords.has(word)));
  const bothTell = tellingA !== undefined && tellingB !== undefined && tellingA.length > 0 && tellingB.length > 0;
  const [left, right] = bothTell ? [tellingA, tellingB] : [a, b];
  return left.some((word) => right.includes(word));
}

function compareGiven(a: FoldedName, b: FoldedName): GivenLevel {
  const [gluedA, gluedB] = [a.given.join(''), b.given.join('')];
  if (gluedA === gluedB || isSame(a.given, b.given)) return 'exact';
  const [firstA = '', firstB = ''] = [a.given[0], b.given[0]];
  if (gluedA.length === 1 || gluedB.length === 1)
    return firstA.charAt(0) === firstB.charAt(0) ? 'initial' : 'different';
  const exchange = compareWithMiddle(a, b);
  if (exchange === 'exchanged_with_middle') return exchange;
  if (withinOneEdit(gluedA, gluedB)) return 'one_edit';
  if (a.given.some((word) => b.given.includes(word))) return comparePart(a, b);
  if (areNicknames(firstA, firstB)) return 'nickname';
  if (exchange) return exchange;
  if (jaroWinkler(gluedA, gluedB) >= 0.92) return 'near';
  return soundsAlike(gluedA, gluedB) ? 'phonetic' : 'different';
}

/** Jean within Jean-Pierre is a part; Jean-Paul and Jean-Pierre each have a word of their own, as two brothers would. */
function comparePart(a: FoldedName, b: FoldedName): GivenLevel {
  const onlyInA = a.given.some((word) => !b.given.includes(word) && !b.middle.includes(word));
  const onlyInB = b.given.some((word) => !a.given.includes(word) && !a.middle.includes(word));
  return onlyInA && onlyInB ? 'partly_different' : 'part';
}

function compareWithMiddle(a: FoldedName, b: FoldedName): 'exchanged_with_middle' | 'middle' | null {
  const isInB = a.given.some((word) => b.middle.includes(word));
  const isInA = b.given.some((word) => a.middle.includes(word));
  if (isInA && isInB) return 'exchanged_with_middle';
  return isInA || isInB ? 'middle' : null;
}

function compareMiddle(a: readonly string[], b: readonly string[]): MiddleLevel {
  if (a.length === 0 || b.length === 0) return 'missing';
  if (a.some((word) => b.includes(word)) || withinOneEdit(a.join(''), b.join(''))) return 'exact';
  const hasInitial = (a[0]?.length === 1 || b[0]?.length === 1) && a[0]?.charAt(0) === b[0]?.charAt(0);
  return hasInitial ? 'initial' : 'conflict';
}

/** The same words in whatever order. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((word) => b.includes(word));
}

export function compareBirthDates(a: PlainDate, b: PlainDate): BirthLevel {
  if (a === b) return 'exact';
  const [one, other] = [dateParts(a), dateParts(b)];
  if (one.year === other.year && one.month === other.day && one.day === other.month) return 'day_month_exchanged';
  if (withinOneEdit(a.replaceAll('-', ''), b.replaceAll('-', ''))) return 'one_digit';
  const equalParts = [one.year === other.year, one.month === other.month, one.day === other.day].filter(Boolean).length;
  return equalParts === 2 ? 'two_parts' : 'different';
}

function compareGenders(a: string, b: string): Comparison['gender'] {
  if (a === b) return 'equal';
  return a === 'U' || b === 'U' ? 'unknown' : 'different';
}

function compareSets(a: readonly string[], b: readonly string[]): HouseholdLevel {
  if (a.length === 0 || b.length === 0) return 'missing';
  return a.some((it) => b.includes(it)) ? 'equal' : 'different';
}

function wholeName(name: FoldedName): string {
  return [...name.given, ...name.family].sort().join(' ');
}
