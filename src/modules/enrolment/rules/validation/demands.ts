import { defineRule, passes } from '#kernel/rule.ts';
import { exampleFacts, examplePlaces } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, group, holdsAny, isIn } from '../groups.ts';
import { everyYear, vendorRestatement } from './sources.ts';

// What a grants programme demands besides: hours, another code, a grade, a school. As a vendor's manual restates the province's rules.

const ofEnrolment = {
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
} as const;
const to2016 = { first: null, last: 2016 } as const;

export const placedWithoutSpecialEducation = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0007',
  reference: 'PASI 10007',
  severity: 'advice',
  years: to2016,
  title: { en: 'Programme 140 without 500', fr: 'Programme 140 sans 500' },
  message: {
    en: 'Grants programme {codes} should be accompanied by {wanted}',
    fr: 'Le programme de subvention {codes} devrait être accompagné de {wanted}',
  },
  mend: {
    en: 'Give the programme; acknowledge the advice when there is none',
    fr: 'Indiquez le programme; prenez acte de l’avis s’il n’y en a pas',
  },
  source: vendorRestatement('item 11', 'till the programmes ended'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes } }, context) => {
    const codes = codesIn(context, 'placed_by_board', grantsProgrammes);
    if (codes.length === 0 || holdsAny(context, 'special_education', grantsProgrammes)) return passes;
    return { fires: true, params: { codes, wanted: group(context, 'special_education') } };
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['140', '500'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['140'] } }),
  },
});

export const frenchHoursMissing = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0010',
  reference: 'PASI 10010',
  title: { en: 'French hours missing', fr: 'Heures en français manquantes' },
  message: {
    en: 'Grants programme {codes} needs the hours of instruction in French',
    fr: 'Le programme de subvention {codes} exige les heures d’enseignement en français',
  },
  mend: { en: 'Give the hours in French', fr: 'Indiquez les heures en français' },
  source: vendorRestatement('item 17', 'without 145, with which 10120 would refuse the hours'),
  field: 'frenchHours',
  judge: ({ enrolment: { grantsProgrammes, frenchHours } }, context) => {
    const codes = codesIn(context, 'french_hours', grantsProgrammes);
    return codes.length > 0 && frenchHours === null ? { fires: true, params: { codes } } : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['230'], frenchHours: 95 } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['230'] } }),
  },
});

export const designatedInEarlyChildhood = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0032',
  reference: 'PASI 10032',
  title: { en: 'Programme 110 in early childhood', fr: 'Programme 110 à la petite enfance' },
  message: {
    en: 'Grants programme {codes} is not for grade {grade}',
    fr: 'Le programme de subvention {codes} ne vise pas l’année d’études {grade}',
  },
  mend: { en: 'Take the programme back', fr: 'Retirez le programme' },
  source: vendorRestatement('item 14'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grade, grantsProgrammes } }, context) => {
    const codes = codesIn(context, 'designated_school', grantsProgrammes);
    return codes.length > 0 && isIn(context, 'early_childhood_grade', grade)
      ? { fires: true, params: { codes, grade } }
      : passes;
  },
  example: {
    passes: exampleFacts({ enrolment: { grade: '1', grantsProgrammes: ['110'] } }),
    fires: exampleFacts({ enrolment: { grade: 'EC', grantsProgrammes: ['110'] } }),
  },
});

export const designatedWithoutException = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0043',
  reference: 'PASI 10043',
  title: { en: 'Programme 110 with an unsuitable exception', fr: 'Programme 110 avec une exception inadéquate' },
  message: {
    en: 'Grants programme {codes} needs one of the exception codes {wanted}',
    fr: 'Le programme de subvention {codes} exige un des codes d’exception {wanted}',
  },
  mend: { en: 'Give the exception code', fr: 'Indiquez le code d’exception' },
  source: vendorRestatement('item 10'),
  field: 'exceptionCodes',
  judge: ({ enrolment: { grantsProgrammes, exceptionCodes } }, context) => {
    const codes = codesIn(context, 'designated_school', grantsProgrammes);
    if (codes.length === 0 || holdsAny(context, 'exception_designated', exceptionCodes)) return passes;
    return { fires: true, params: { codes, wanted: group(context, 'exception_designated') } };
  },
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['110'], exceptionCodes: ['54'] } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['110'], exceptionCodes: ['42'] } }),
  },
});

export const francophoneElsewhere = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0047',
  reference: 'PASI 10047',
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  title: { en: 'Programme 221 not allowed here', fr: 'Programme 221 non permis ici' },
  message: {
    en: 'Grants programme {codes} is for schools of francophone authorities alone',
    fr: 'Le programme de subvention {codes} vise les seules écoles des autorités francophones',
  },
  mend: { en: 'Take the programme back, or give 211', fr: 'Retirez le programme ou indiquez 211' },
  source: vendorRestatement('item 2'),
  field: 'grantsProgrammes',
  judge: ({ enrolment: { grantsProgrammes }, school }, context) => {
    const codes = codesIn(context, 'francophone', grantsProgrammes);
    const type = school?.authority?.type ?? null;
    return codes.length > 0 && type !== null && !isIn(context, 'francophone_authority', type)
      ? { fires: true, params: { codes } }
      : passes;
  },
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['221'], frenchHours: 720 },
      school: { authority: { ...examplePlaces.authority, type: 'francophone' } },
    }),
    fires: exampleFacts({
      enrolment: { grantsProgrammes: ['221'], frenchHours: 720 },
      school: { authority: { ...examplePlaces.authority, type: 'public' } },
    }),
  },
});

export const exceptionWithoutSpecialEducation = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-0055',
  reference: 'PASI 10055',
  years: to2016,
  title: { en: 'Exception code without programme 500', fr: 'Code d’exception sans programme 500' },
  message: {
    en: 'Exception codes {codes} stand without grants programme {wanted}',
    fr: 'Les codes d’exception {codes} figurent sans le programme de subvention {wanted}',
  },
  mend: { en: 'Give the programme, or take the codes back', fr: 'Indiquez le programme ou retirez les codes' },
  source: vendorRestatement(
    'item 9',
    'read from its other side, as the title of the province’s rule says; till programme 500 ended',
  ),
  field: 'exceptionCodes',
  judge: ({ enrolment: { grantsProgrammes, exceptionCodes } }, context) =>
    exceptionCodes.length > 0 && !holdsAny(context, 'special_education', grantsProgrammes)
      ? { fires: true, params: { codes: exceptionCodes, wanted: group(context, 'special_education') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['500'], exceptionCodes: ['54'] } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, exceptionCodes: ['54'] } }),
  },
});

export const demandRules = [
  placedWithoutSpecialEducation,
  frenchHoursMissing,
  designatedInEarlyChildhood,
  designatedWithoutException,
  francophoneElsewhere,
  exceptionWithoutSpecialEducation,
];
