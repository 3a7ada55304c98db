import { defineRule, passes } from '#kernel/rule.ts';
import type { LanguageRightFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// The right to schooling in the first official language of a minority: one value, asked by some authorities only.

const example: LanguageRightFacts = { languageRight: 'Y', citizenship: '1', asker: 'public' };
const shared = { object: 'student', years: everyYear, dateDependent: false } as const;

export const unknownLanguageRight = defineRule<LanguageRightFacts>({
  ...shared,
  code: 'STU-0060',
  reference: null,
  severity: 'rejection',
  inputs: ['languageRight'],
  crossRecord: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of language_right', fr: '« {value} » n’est pas un code de language_right' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'languageRight',
  judge: ({ languageRight }, context) =>
    languageRight === null || context.code('language_right', languageRight)
      ? passes
      : { fires: true, params: { value: languageRight } },
  example: { passes: example, fires: { ...example, languageRight: 'Z' } },
});

export const languageRightNotAsked = defineRule<LanguageRightFacts>({
  ...shared,
  code: 'STU-0061',
  reference: null,
  severity: 'rejection',
  inputs: ['languageRight', 'asker'],
  crossRecord: true,
  title: { en: 'Question that this authority does not ask', fr: 'Question que cette autorité ne pose pas' },
  message: {
    en: 'The right to minority-language schooling is not asked by authorities of this type ({asker})',
    fr: 'Le droit à l’instruction dans la langue de la minorité n’est pas demandé par les autorités de ce type ({asker})',
  },
  mend: {
    en: 'Leave it out; those who ask it: {askers}',
    fr: 'Ne l’indiquez pas; celles qui le demandent : {askers}',
  },
  source: 'PASI student standard of 2009: only public, separate, charter and francophone authorities ask it',
  field: 'languageRight',
  judge: ({ languageRight, asker }, context) => {
    const askers = context.parameter<readonly string[]>('identity.language_right_askers');
    if (languageRight === null || asker === null || askers.includes(asker)) return passes;
    return { fires: true, params: { asker, askers } };
  },
  example: { passes: example, fires: { ...example, asker: 'private' } },
});

export const eligibleWithoutStatus = defineRule<LanguageRightFacts>({
  ...shared,
  code: 'STU-0062',
  reference: null,
  severity: 'warning',
  inputs: ['languageRight', 'citizenship'],
  crossRecord: true,
  title: {
    en: 'Eligible for minority-language schooling without being a citizen',
    fr: 'Admissible à l’instruction dans la langue de la minorité sans être citoyen',
  },
  message: {
    en: 'The student is recorded as eligible for minority-language schooling ({value}), with citizenship status {status}',
    fr: 'L’élève est consigné comme admissible à l’instruction dans la langue de la minorité ({value}), avec le statut de citoyenneté {status}',
  },
  mend: {
    en: 'Check the citizenship status and what was answered; only citizens can be eligible',
    fr: 'Vérifiez le statut de citoyenneté et la réponse; seuls les citoyens peuvent être admissibles',
  },
  source: 'PASI student standard of 2009: only citizens can be eligible; silent while no status is recorded',
  field: 'languageRight',
  judge: ({ languageRight, citizenship }, context) => {
    const needs =
      languageRight === null ? undefined : context.code('language_right', languageRight)?.data['needsStatus'];
    if (!Array.isArray(needs) || citizenship === null || needs.includes(citizenship)) return passes;
    return { fires: true, params: { value: languageRight, status: citizenship } };
  },
  example: { passes: example, fires: { ...example, citizenship: '5' } },
});

export const languageRightRules = [unknownLanguageRight, languageRightNotAsked, eligibleWithoutStatus] as const;
