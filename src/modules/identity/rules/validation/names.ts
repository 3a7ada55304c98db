import { defineRule, passes, type Verdict } from '#kernel/rule.ts';
import { foldText } from '../normalise.ts';
import type { NameFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// Names are kept as written, in any script; only what no document prints is refused.

const nameFields = ['familyName', 'givenName', 'middleName', 'suffix'] as const satisfies readonly (keyof NameFacts)[];
const example: NameFacts = { familyName: 'Tremblay', givenName: 'Zoé', middleName: 'St. Anne', suffix: null };

const shared = {
  object: 'name',
  years: everyYear,
  inputs: nameFields,
  crossRecord: false,
  dateDependent: false,
  field: 'familyName',
} as const;

/** Fires with the first part of the name in which the pattern is found. */
function findIn(facts: NameFacts, pattern: RegExp): Verdict {
  for (const field of nameFields) {
    const value = facts[field];
    if (value !== null && pattern.test(value)) return { fires: true, field, params: { value } };
  }
  return passes;
}

export const periodInsideWord = defineRule<NameFacts>({
  ...shared,
  code: 'NAM-0203',
  reference: 'PASI 11203',
  severity: 'rejection',
  title: { en: 'Period inside a word', fr: 'Point à l’intérieur d’un mot' },
  message: {
    en: 'In “{value}” a period is followed by something other than a blank or a hyphen',
    fr: 'Dans « {value} », un point est suivi d’autre chose qu’une espace ou un trait d’union',
  },
  mend: {
    en: 'Write a blank after the period: J. P. instead of J.P.',
    fr: 'Mettez une espace après le point : J. P. au lieu de J.P.',
  },
  source: pasiPage('rule_11203'),
  judge: (facts) => findIn(facts, /\.(?![\s-]|$)/u),
  example: { passes: example, fires: { ...example, givenName: 'J.P.' } },
});

export const repeatedHyphens = defineRule<NameFacts>({
  ...shared,
  code: 'NAM-0220',
  reference: 'PASI 11220',
  severity: 'rejection',
  title: { en: 'Repeated hyphens', fr: 'Traits d’union répétés' },
  message: { en: '“{value}” has two hyphens side by side', fr: '« {value} » contient deux traits d’union de suite' },
  mend: { en: 'Leave one hyphen', fr: 'Gardez un seul trait d’union' },
  source: pasiPage('rule_11220'),
  judge: (facts) => findIn(facts, /[-‐‑–]{2}/u),
  example: { passes: example, fires: { ...example, familyName: 'Tremblay--Roy' } },
});

export const leadingPeriod = defineRule<NameFacts>({
  ...shared,
  code: 'NAM-0224',
  reference: 'PASI 11224',
  severity: 'rejection',
  title: { en: 'A word begins with a period', fr: 'Un mot commence par un point' },
  message: { en: 'In “{value}” a word begins with a period', fr: 'Dans « {value} », un mot commence par un point' },
  mend: { en: 'Take the period away', fr: 'Retirez le point' },
  source: pasiPage('rule_11224'),
  judge: (facts) => findIn(facts, /(^|[\s-])\./u),
  example: { passes: example, fires: { ...example, givenName: '.Zoé' } },
});

export const noName = defineRule<NameFacts>({
  ...shared,
  code: 'NAM-0010',
  reference: null,
  severity: 'rejection',
  title: { en: 'No name at all', fr: 'Aucun nom' },
  message: {
    en: 'Neither the family name nor the given name holds a letter',
    fr: 'Ni le nom de famille ni le prénom ne contient de lettre',
  },
  mend: {
    en: 'Give at least one; a person with one name has it in either field, the other stays empty',
    fr: 'Indiquez au moins l’un des deux; une personne à nom unique l’a dans l’un ou l’autre champ',
  },
  source: 'Mononyms are legal names in Alberta (alberta.ca, Restrictions respecting personal names)',
  judge: ({ familyName, givenName }) =>
    /\p{L}/u.test(`${familyName ?? ''}${givenName ?? ''}`) ? passes : { fires: true },
  example: { passes: { ...example, familyName: null }, fires: { ...example, familyName: null, givenName: null } },
});

export const noLastNameInSmallLetters = defineRule<NameFacts>({
  ...shared,
  code: 'NAM-0202',
  reference: 'PASI 11202',
  severity: 'advice',
  title: { en: 'LNU not in capitals', fr: 'LNU n’est pas en majuscules' },
  message: {
    en: 'The family name “{value}” stands for a person without one, but is not in capitals',
    fr: 'Le nom de famille « {value} » désigne une personne qui n’en a pas, mais n’est pas en majuscules',
  },
  mend: { en: 'Leave the family name empty, or write LNU', fr: 'Laissez le nom de famille vide, ou écrivez LNU' },
  source: pasiPage('rule_11202'),
  judge: ({ familyName }) =>
    familyName !== null && foldText(familyName) === 'lnu' && familyName !== 'LNU'
      ? { fires: true, params: { value: familyName } }
      : passes,
  example: { passes: { ...example, familyName: 'LNU' }, fires: { ...example, familyName: 'Lnu' } },
});

export const nameRules = [noName, periodInsideWord, repeatedHyphens, leadingPeriod, noLastNameInSmallLetters] as const;
