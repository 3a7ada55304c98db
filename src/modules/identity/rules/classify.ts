import type { BirthLevel, Comparison, FamilyLevel, GivenLevel } from './compare.ts';
import type { CandidateKind } from './matcher.ts';

// From field by field to one word per candidate. A household is what moves together: address, phone, guardians, family name.

const surelySameGiven: readonly GivenLevel[] = ['exact', 'part', 'exchanged_with_middle'];
const knownSameGiven: readonly GivenLevel[] = [...surelySameGiven, 'nickname'];
const compatibleGiven: readonly GivenLevel[] = [...knownSameGiven, 'initial', 'one_edit', 'middle', 'near', 'phonetic'];
const compatibleFamily: readonly FamilyLevel[] = ['exact', 'shared', 'one_edit', 'near', 'phonetic'];
const nearBirth: readonly BirthLevel[] = ['day_month_exchanged', 'one_digit'];

/** True when something of the household agrees besides the family name. */
export function sharesHousehold(it: Comparison): boolean {
  return it.postalCode === 'equal' || it.phone === 'equal' || it.guardian === 'equal';
}

/** True when both sides know a household and nothing of it agrees. */
export function contradictsHousehold(it: Comparison): boolean {
  return !sharesHousehold(it) && [it.postalCode, it.phone, it.guardian].includes('different');
}

/**
 * `same`: names and birth date agree. `likely`: nearly, and what remains is explained. `twin`: same day and household but another
 * given name. `doubtful`: a person should look. `other`: somebody else.
 */
export function classify(it: Comparison): Exclude<CandidateKind, 'confirmed'> {
  if (it.birth === 'exact') return classifySameDay(it);
  const hasBothNames = surelySameGiven.includes(it.given) && it.family === 'exact';
  if (nearBirth.includes(it.birth)) return classifyNearDay(it, hasBothNames);
  return it.birth === 'two_parts' && hasBothNames && sharesHousehold(it) ? 'doubtful' : 'other';
}

function classifyNearDay(it: Comparison, hasBothNames: boolean): 'likely' | 'doubtful' | 'other' {
  if (hasBothNames) return it.middle !== 'conflict' && sharesHousehold(it) ? 'likely' : 'doubtful';
  const isClose = compatibleGiven.includes(it.given) && compatibleFamily.includes(it.family);
  return isClose && sharesHousehold(it) ? 'doubtful' : 'other';
}

function classifySameDay(it: Comparison): Exclude<CandidateKind, 'confirmed'> {
  const household = sharesHousehold(it);
  if (surelySameGiven.includes(it.given)) return classifySameGiven(it, household);
  if (it.given === 'nickname' || it.given === 'initial') return classifyFormOfGiven(it, household);
  if (it.given === 'missing' || it.family === 'missing')
    return household || it.given !== 'different' ? 'doubtful' : 'other';
  const isOneFamily = household || (isNearFamily(it.family) && !contradictsHousehold(it));
  if (it.given === 'different') return isOneFamily ? 'twin' : 'other';
  // One edit apart, alike in sound, or one of several given names: a slip of the pen, or Jayden and Jaden of one house.
  return compatibleFamily.includes(it.family) || household ? 'doubtful' : 'other';
}

function classifySameGiven(it: Comparison, household: boolean): 'same' | 'likely' | 'doubtful' | 'other' {
  if (it.family === 'missing') return 'doubtful';
  if (it.family === 'different') return classifyChangedFamilyName(it, household);
  if (it.middle === 'conflict') return household ? 'likely' : 'doubtful';
  if (it.family === 'exact') return it.given === 'exact' ? 'same' : 'likely';
  if (it.family === 'shared' || it.family === 'one_edit') return 'likely';
  return household || it.middle === 'exact' ? 'likely' : 'doubtful';
}

/** Given name and birth date alone are shared by strangers; within one household they are one person under another family name. */
function classifyChangedFamilyName(it: Comparison, household: boolean): 'likely' | 'doubtful' | 'other' {
  if (household && it.given === 'exact') return it.middle === 'conflict' ? 'doubtful' : 'likely';
  return household || it.middle === 'exact' ? 'doubtful' : 'other';
}

function classifyFormOfGiven(it: Comparison, household: boolean): 'likely' | 'doubtful' | 'other' {
  if (!compatibleFamily.includes(it.family)) return household ? 'doubtful' : 'other';
  const isSupported = household || (it.family === 'exact' && !contradictsHousehold(it));
  return isSupported && it.middle !== 'conflict' && it.given === 'nickname' ? 'likely' : 'doubtful';
}

function isNearFamily(level: FamilyLevel): boolean {
  return level === 'exact' || level === 'shared' || level === 'one_edit';
}

/**
 * True when the facts confirm a number (or a school's own id) that somebody stated: birth date equal and names compatible, or one
 * name changed; a slip in the birth date is borne when both names agree.
 */
export function confirms(it: Comparison): boolean {
  if (it.birth === 'exact') {
    if (knownSameGiven.includes(it.given)) return true;
    return compatibleGiven.includes(it.given) && compatibleFamily.includes(it.family);
  }
  return (
    nearBirth.includes(it.birth) &&
    knownSameGiven.includes(it.given) &&
    (it.family === 'exact' || it.family === 'shared')
  );
}

/**
 * True when the facts confirm what both the number and the school's own id say: then all names may have changed on one birth date,
 * or one part of the birth date be wrong under the same names.
 */
export function confirmsTwice(it: Comparison): boolean {
  if (it.birth === 'exact') return true;
  return it.birth !== 'different' && surelySameGiven.includes(it.given) && it.family === 'exact';
}

/** True when the two could be twins given nearly one name, so that neither may stand for the other without a person's word. */
export function isNearTwin(it: Comparison): boolean {
  const alike: readonly GivenLevel[] = ['one_edit', 'near', 'phonetic', 'partly_different', 'middle'];
  return it.birth === 'exact' && alike.includes(it.given) && (sharesHousehold(it) || isNearFamily(it.family));
}
