import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, type Group } from '../groups.ts';
import { everyYear, vendorRestatement } from './sources.ts';

// Grants programme codes that do not go together, as a vendor's manual restates the province's rules.

const ofProgrammes = {
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  field: 'grantsProgrammes',
  message: {
    en: 'Grants programmes {codes} do not go together',
    fr: 'Les programmes de subvention {codes} ne vont pas ensemble',
  },
  mend: { en: 'Keep the one that applies', fr: 'Ne gardez que celui qui s’applique' },
} as const;

const withCodes = (...grantsProgrammes: string[]) => exampleFacts({ enrolment: { grantsProgrammes } });
const to2016 = { first: null, last: 2016 } as const;
const in2016 = (...grantsProgrammes: string[]) => exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes } });

/** Fires when codes of both sets are given, naming them. */
function judgeTogether(codes: readonly string[], [one, other]: readonly [Group, Group], context: RuleContext): Verdict {
  const [ones, others] = [codesIn(context, one, codes), codesIn(context, other, codes)];
  return ones.length > 0 && others.length > 0 ? { fires: true, params: { codes: [...ones, ...others] } } : passes;
}

/** Fires when more than one code of some sets together is given, naming them. */
function judgeSeveral(codes: readonly string[], sets: readonly Group[], context: RuleContext): Verdict {
  const several = sets.flatMap((name) => codesIn(context, name, codes));
  return several.length > 1 ? { fires: true, params: { codes: several } } : passes;
}

export const repeatedProgramme = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-0002',
  reference: 'PASI 10002',
  title: { en: 'Programme code repeated', fr: 'Code de programme répété' },
  message: {
    en: 'Grants programme {codes} is given more than once',
    fr: 'Le programme de subvention {codes} est indiqué plus d’une fois',
  },
  mend: { en: 'Give each programme once', fr: 'N’indiquez chaque programme qu’une fois' },
  source: vendorRestatement('item 6'),
  judge: ({ enrolment: { grantsProgrammes } }) => {
    const codes = [...new Set(grantsProgrammes.filter((code, place) => grantsProgrammes.indexOf(code) !== place))];
    return codes.length > 0 ? { fires: true, params: { codes } } : passes;
  },
  example: { passes: withCodes('211', '303'), fires: withCodes('303', '303') },
});

export const severalAgreements = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-0015',
  reference: 'PASI 10015',
  title: { en: 'More than one of 110, 140, 145', fr: 'Plus d’un des programmes 110, 140, 145' },
  source: vendorRestatement('item 3'),
  judge: ({ enrolment }, context) => judgeSeveral(enrolment.grantsProgrammes, ['agreement'], context),
  example: { passes: withCodes('145', '221'), fires: withCodes('110', '145') },
});

export const severalLanguageProgrammes = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-0026',
  reference: 'PASI 10026',
  title: { en: 'More than one of 211, 221 and the 400 series', fr: 'Plus d’un de 211, 221 et de la série 400' },
  source: vendorRestatement('item 4', 'of the 200 series those alone that the title of the province’s rule names'),
  judge: ({ enrolment }, context) =>
    judgeSeveral(
      enrolment.grantsProgrammes,
      ['french_immersion', 'francophone', 'bilingual', 'language_culture'],
      context,
    ),
  example: { passes: withCodes('230', '409'), fires: withCodes('211', '409') },
});

export const refugeeBesideHome = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-0030',
  reference: 'PASI 10030',
  title: {
    en: 'Programme 640 with home education, distance or outreach',
    fr: 'Programme 640 avec domicile, distance ou proximité',
  },
  source: vendorRestatement('item 8', 'of the other pairs that the title names, 10033 and 10051 say which'),
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.grantsProgrammes, ['refugee', 'home_or_outreach'], context),
  example: { passes: withCodes('640', '303'), fires: withCodes('640', '600') },
});

/** Pairs of programmes for language support that may stand together. */
type Pairs = readonly (readonly [string, string])[];

export const severalLanguageSupports = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-0081',
  reference: 'PASI 10081',
  title: { en: 'Language programmes that exclude each other', fr: 'Programmes de langue incompatibles' },
  source: vendorRestatement('item 5'),
  judge: ({ enrolment }, context) => {
    const codes = codesIn(context, 'language_support', enrolment.grantsProgrammes);
    const pairs = context.parameter<Pairs>('enrolment.language_support_pairs');
    const isPair = codes.length === 2 && pairs.some((pair) => pair.every((code) => codes.includes(code)));
    return codes.length > 1 && !isPair ? { fires: true, params: { codes } } : passes;
  },
  example: { passes: withCodes('301', '307'), fires: withCodes('301', '303') },
});

export const languageSupportAtHome = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-9903',
  reference: null,
  severity: 'advice',
  title: {
    en: 'Language support with home education, distance or outreach',
    fr: 'Soutien linguistique avec domicile, distance ou proximité',
  },
  mend: {
    en: 'Keep the one that applies; acknowledge the advice when both do',
    fr: 'Ne gardez que celui qui s’applique; prenez acte de l’avis si les deux s’appliquent',
  },
  source: vendorRestatement('item 8', 'no number of the province was seen'),
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.grantsProgrammes, ['language_support', 'home_or_outreach'], context),
  example: { passes: withCodes('303', '211'), fires: withCodes('303', '630') },
});

export const outreachWithSpecialEducation = defineRule<EnrolmentFacts>({
  ...ofProgrammes,
  code: 'ENR-9904',
  reference: null,
  years: to2016,
  title: { en: 'Outreach with special education', fr: 'Proximité avec éducation spécialisée' },
  source: vendorRestatement('item 13', 'no number of the province was seen; till programme 500 ended'),
  judge: ({ enrolment }, context) =>
    judgeTogether(enrolment.grantsProgrammes, ['outreach', 'special_education'], context),
  example: { passes: in2016('630'), fires: in2016('500', '630') },
});

export const combinationRules = [
  repeatedProgramme,
  severalAgreements,
  severalLanguageProgrammes,
  refugeeBesideHome,
  severalLanguageSupports,
  languageSupportAtHome,
  outreachWithSpecialEducation,
];
