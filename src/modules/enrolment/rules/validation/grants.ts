import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, group, holdsAny, isIn } from '../groups.ts';
import { yearStart } from '../periods.ts';
import { everyYear, pasiPage } from './sources.ts';

// Grants programme codes: which are valid, and which do not go together.

const togetherWords = {
  message: {
    en: 'Grants programmes {codes} do not go together',
    fr: 'Les programmes de subvention {codes} ne vont pas ensemble',
  },
  mend: { en: 'Keep the one that applies', fr: 'Ne gardez que celui qui s’applique' },
};

export const specialEducationWithOther = defineRule<EnrolmentFacts>({
  code: 'ENR-0013',
  reference: 'PASI 10013',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Programmes 500 and 550 together', fr: 'Programmes 500 et 550 ensemble' },
  ...togetherWords,
  source: pasiPage('rule_10013'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const special = codesIn(context, 'special_education', grantsProgrammes);
    const others = codesIn(context, 'special_education_excludes', grantsProgrammes);
    return special.length > 0 && others.length > 0
      ? { fires: true, params: { codes: [...special, ...others] } }
      : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['550'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['500', '550'] } }),
  },
});

export const placedWithHomeEducation = defineRule<EnrolmentFacts>({
  code: 'ENR-0014',
  reference: 'PASI 10014',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Programme 140 with home education', fr: 'Programme 140 avec enseignement à domicile' },
  ...togetherWords,
  source: pasiPage('rule_10014'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const placed = codesIn(context, 'placed_by_board', grantsProgrammes);
    const home = codesIn(context, 'home_education', grantsProgrammes);
    return placed.length > 0 && home.length > 0 ? { fires: true, params: { codes: [...placed, ...home] } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['140', '211'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['140', '610'] } }),
  },
});

export const expiredProgramme = defineRule<EnrolmentFacts>({
  code: 'ENR-0029',
  reference: 'PASI 10029',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2017, last: null },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Programme not valid in the school year', fr: 'Programme non valide dans l’année scolaire' },
  message: {
    en: 'Grants programme {codes} is not valid in that school year',
    fr: 'Le programme de subvention {codes} n’est pas valide dans cette année scolaire',
  },
  mend: {
    en: 'Take the code back, or give the one in its place',
    fr: 'Retirez le code ou indiquez celui qui le remplace',
  },
  source: pasiPage('rule_10029'),
  field: 'grantsProgrammes',
  judge: ({ enrolment }, context) => {
    if (enrolment.isDeleted) return passes;
    const on = yearStart(enrolment.schoolYear);
    const codes = enrolment.grantsProgrammes.filter((code) => context.code('grants_programme', code, on) === null);
    return codes.length > 0 ? { fires: true, params: { codes: [...new Set(codes)] } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['211'] } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['500'] } }),
  },
});

export const severalDistance = defineRule<EnrolmentFacts>({
  code: 'ENR-0033',
  reference: 'PASI 10033',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2024 },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'More than one of 620 to 623', fr: 'Plus d’un des programmes 620 à 623' },
  ...togetherWords,
  source: pasiPage('rule_10033_invalid_gpc_combination_620_621_622_623'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const codes = codesIn(context, 'distance', grantsProgrammes);
    return codes.length > 1 ? { fires: true, params: { codes } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2024, grantsProgrammes: ['620'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2024, grantsProgrammes: ['620', '622'] } }),
  },
});

export const severalHomeOrDistance = defineRule<EnrolmentFacts>({
  code: 'ENR-0051',
  reference: 'PASI 10051',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2025, last: null },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: {
    en: 'More than one home education, distance or outreach programme',
    fr: 'Plus d’un programme à domicile, à distance ou d’approche communautaire',
  },
  ...togetherWords,
  source: pasiPage('rule_10051'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const codes = codesIn(context, 'home_or_distance', grantsProgrammes);
    return codes.length > 1 ? { fires: true, params: { codes } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['600'] } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['600', '630'] } }),
  },
});

export const percentageWithoutProgramme = defineRule<EnrolmentFacts>({
  code: 'ENR-0064',
  reference: 'PASI 10064',
  severity: 'rejection',
  object: 'enrolment',
  years: { first: 2019, last: null },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Percentage without its programme', fr: 'Pourcentage sans son programme' },
  message: {
    en: 'A programme percentage may only stand with grants programme {codes}',
    fr: 'Un pourcentage de programme ne peut accompagner que les programmes de subvention {codes}',
  },
  mend: {
    en: 'Take the percentage back, or give the programme',
    fr: 'Retirez le pourcentage ou indiquez le programme',
  },
  source: pasiPage('rule_10064'),
  field: 'programmePercentage',
  judge: ({ enrolment }, context) =>
    enrolment.programmePercentage !== null && !holdsAny(context, 'percentage', enrolment.grantsProgrammes)
      ? { fires: true, params: { codes: group(context, 'percentage') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { programmePercentage: 50, grantsProgrammes: ['610'] } }),
    fires: exampleFacts({ enrolment: { programmePercentage: 50, grantsProgrammes: ['600'] } }),
  },
});

export const languageCultureInSeniorHigh = defineRule<EnrolmentFacts>({
  code: 'ENR-0133',
  reference: 'PASI 10133',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Language and culture in grades 10 to 12', fr: 'Langue et culture de la 10e à la 12e année' },
  message: {
    en: 'Grants programme {codes} is not for grade {grade}',
    fr: 'Le programme de subvention {codes} ne vise pas l’année d’études {grade}',
  },
  mend: {
    en: 'Take the programme back, or correct the grade',
    fr: 'Retirez le programme ou corrigez l’année d’études',
  },
  source: pasiPage('rule_10133'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grade, grantsProgrammes } }, context) => {
    const codes = codesIn(context, 'language_culture', grantsProgrammes);
    if (codes.length === 0 || !isIn(context, 'senior_high_grade', grade)) return passes;
    return { fires: true, params: { codes, grade } };
  },
  example: {
    passes: exampleFacts({ enrolment: { grade: '9', grantsProgrammes: ['452'] } }),
    fires: exampleFacts({ enrolment: { grade: '10', grantsProgrammes: ['452'] } }),
  },
});

/** The language that a programme code is for, when the code table says it. */
function languageOf(context: RuleContext, code: string): unknown {
  return context.code('grants_programme', code)?.data['language'] ?? null;
}

export const sameLanguageTwice = defineRule<EnrolmentFacts>({
  code: 'ENR-0134',
  reference: 'PASI 10134',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Bilingual and language course of one language', fr: 'Programme bilingue et cours de la même langue' },
  message: {
    en: 'Grants programmes {codes} are for the same language',
    fr: 'Les programmes de subvention {codes} concernent la même langue',
  },
  mend: { en: 'Keep one of the two', fr: 'Gardez l’un des deux' },
  source:
    'PASI developer documentation, business page rule_10134 (condition read in full; of the pairs of codes only the Spanish one was seen, so others are judged once the code table names their language)',
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const bilingual = codesIn(context, 'bilingual', grantsProgrammes);
    const courses = codesIn(context, 'language_culture', grantsProgrammes);
    for (const one of bilingual) {
      const language = languageOf(context, one);
      const other = courses.find((code) => language !== null && languageOf(context, code) === language);
      if (other) return { fires: true, params: { codes: [one, other] } };
    }
    return passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['409', '413'] } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['409', '452'] } }),
  },
});

export const grantsRules = [
  specialEducationWithOther,
  placedWithHomeEducation,
  expiredProgramme,
  severalDistance,
  severalHomeOrDistance,
  percentageWithoutProgramme,
  languageCultureInSeniorHigh,
  sameLanguageTwice,
];
