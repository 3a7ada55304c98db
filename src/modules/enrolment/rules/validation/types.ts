import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { exampleFacts, examplePlaces } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, type Group, holdsAny, isIn } from '../groups.ts';
import { everyYear, pasiPage } from './sources.ts';

// Enrolment types: the codes for a special status, and which do not go together.

/** Fires when codes of both sets are given, naming them. */
function judgeTogether(codes: readonly string[], [one, other]: readonly [Group, Group], context: RuleContext): Verdict {
  const [ones, others] = [codesIn(context, one, codes), codesIn(context, other, codes)];
  return ones.length > 0 && others.length > 0 ? { fires: true, params: { codes: [...ones, ...others] } } : passes;
}

const togetherWords = {
  message: {
    en: 'Enrolment types {codes} do not go together',
    fr: 'Les types d’inscription {codes} ne vont pas ensemble',
  },
  mend: { en: 'Keep the one that applies', fr: 'Ne gardez que celui qui s’applique' },
};

export const independentWithOther = defineRule<EnrolmentFacts>({
  code: 'ENR-0004',
  reference: 'PASI 10004',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Independent student with type 130', fr: 'Élève autonome avec le type 130' },
  ...togetherWords,
  source: pasiPage('rule_10004'),
  field: 'enrolmentTypes',
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.enrolmentTypes, ['independent', 'independent_excludes'], context),
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['130'] } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['121', '130'] } }),
  },
});

export const stepChildWithOther = defineRule<EnrolmentFacts>({
  code: 'ENR-0006',
  reference: 'PASI 10006',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Types 417 or 418 with 415 or 416', fr: 'Types 417 ou 418 avec 415 ou 416' },
  ...togetherWords,
  source: pasiPage('rule_10006'),
  field: 'enrolmentTypes',
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.enrolmentTypes, ['step_child', 'step_child_excludes'], context),
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['417', '418'] } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['416', '417'] } }),
  },
});

export const independentStepChild = defineRule<EnrolmentFacts>({
  code: 'ENR-0110',
  reference: 'PASI 10110',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: {
    en: 'Independent student as a foreign worker’s step-child',
    fr: 'Élève autonome et enfant du conjoint d’un travailleur étranger',
  },
  ...togetherWords,
  source: pasiPage('rule_10110'),
  field: 'enrolmentTypes',
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.enrolmentTypes, ['independent', 'step_child_of_worker'], context),
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['121', '417'] } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['121', '418'] } }),
  },
});

export const tooManyTypes = defineRule<EnrolmentFacts>({
  code: 'ENR-0074',
  reference: 'PASI 10074',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Three enrolment types and a self-declaration', fr: 'Trois types d’inscription et une autodéclaration' },
  message: {
    en: 'A self-declaration counts as an enrolment type for funding; beside it there is room for {max}, not {count}',
    fr: 'Une autodéclaration compte comme un type d’inscription pour le financement; il reste de la place pour {max}, et non {count}',
  },
  mend: { en: 'Take one enrolment type back', fr: 'Retirez un type d’inscription' },
  source: pasiPage('rule_10074'),
  field: 'enrolmentTypes',
  judge: ({ enrolment: { selfDeclaration, enrolmentTypes } }) =>
    selfDeclaration !== null && enrolmentTypes.length > 2
      ? { fires: true, params: { max: 2, count: enrolmentTypes.length } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['121', '417', '600'] } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['121', '417', '600'], selfDeclaration: '333' } }),
  },
});

export const agreementAtBandSchool = defineRule<EnrolmentFacts>({
  code: 'ENR-0102',
  reference: 'PASI 10102',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2012, last: null },
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Tuition agreement at a band-operated school', fr: 'Entente de scolarité dans une école de bande' },
  message: {
    en: 'Enrolment type {codes} is not for schools that a First Nation operates',
    fr: 'Le type d’inscription {codes} ne vise pas les écoles administrées par une Première Nation',
  },
  mend: { en: 'Take the enrolment type back', fr: 'Retirez le type d’inscription' },
  source: pasiPage('rule_10102'),
  field: 'enrolmentTypes',
  judge: ({ enrolment, school }, context) => {
    const isJudged = holdsAny(context, 'tuition_agreement', enrolment.enrolmentTypes);
    if (!isJudged || !isIn(context, 'band_operated_authority', school?.authority?.classification)) return passes;
    return { fires: true, params: { codes: codesIn(context, 'tuition_agreement', enrolment.enrolmentTypes) } };
  },
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['330'] } }),
    fires: exampleFacts({
      enrolment: { enrolmentTypes: ['330'] },
      school: { authority: { ...examplePlaces.authority, classification: '14' } },
    }),
  },
});

export const typeRules = [
  independentWithOther,
  stepChildWithOther,
  independentStepChild,
  tooManyTypes,
  agreementAtBandSchool,
];
