import { spansOverlap } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import type { AccommodationFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// Classroom accommodations. PASI's own rules about them (13000 to 13999) are not public; none is guessed at.

const example: AccommodationFacts = {
  kind: 'extra_time',
  effectiveOn: '2026-09-01',
  expiresOn: '2027-06-30',
  approvedOn: '2026-08-28',
  schoolCode: 'S.K001',
  schoolBefore: null,
  isSchoolKnown: true,
  birthDate: '2015-03-09',
  others: [],
};
const rejection = {
  severity: 'rejection',
  object: 'accommodation',
  reference: null,
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const unknownAccommodation = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0010',
  reference: 'PASI 3001',
  inputs: ['kind', 'effectiveOn'],
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: {
    en: '“{value}” is no code of accommodation_kind on {day}',
    fr: '« {value} » n’est pas un code de accommodation_kind le {day}',
  },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'kind',
  judge: ({ kind, effectiveOn }, context) =>
    context.code('accommodation_kind', kind, effectiveOn)
      ? passes
      : { fires: true, params: { value: kind, day: effectiveOn } },
  example: { passes: example, fires: { ...example, kind: 'luck' } },
});

export const accommodationSchool = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0011',
  inputs: ['schoolCode', 'isSchoolKnown'],
  crossRecord: true,
  title: { en: 'Not a school', fr: 'Pas une école' },
  message: { en: 'No school has the code {school}', fr: 'Aucune école ne porte le code {school}' },
  mend: { en: 'Name the school that does it', fr: 'Nommez l’école qui la met en place' },
  source: 'Own rule: an accommodation is done by a school',
  field: 'schoolCode',
  judge: ({ schoolCode, isSchoolKnown }) => (isSchoolKnown ? passes : { fires: true, params: { school: schoolCode } }),
  example: { passes: example, fires: { ...example, isSchoolKnown: false } },
});

export const accommodationMoved = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0012',
  inputs: ['schoolCode', 'schoolBefore'],
  crossRecord: true,
  title: { en: 'School changed', fr: 'École modifiée' },
  message: {
    en: 'The accommodation belongs to {before} and cannot pass to {school}',
    fr: 'La mesure appartient à {before} et ne peut passer à {school}',
  },
  mend: {
    en: 'End or void it, and record a new one for the other school',
    fr: 'Mettez-y fin ou invalidez-la, puis consignez-en une nouvelle pour l’autre école',
  },
  source: 'Own rule, after PASI 10103: the school of a record never changes',
  field: 'schoolCode',
  judge: ({ schoolCode, schoolBefore }) =>
    schoolBefore === null || schoolBefore === schoolCode
      ? passes
      : { fires: true, params: { before: schoolBefore, school: schoolCode } },
  example: { passes: example, fires: { ...example, schoolBefore: 'S.K002' } },
});

export const accommodationDays = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0020',
  inputs: ['effectiveOn', 'expiresOn'],
  title: { en: 'Ends before it begins', fr: 'Finit avant de commencer' },
  message: { en: 'It would end on {to}, before {from}', fr: 'Elle finirait le {to}, avant le {from}' },
  mend: { en: 'Check the two days', fr: 'Vérifiez les deux jours' },
  source: 'Own rule',
  field: 'expiresOn',
  judge: ({ effectiveOn, expiresOn }) =>
    expiresOn !== null && expiresOn < effectiveOn
      ? { fires: true, params: { from: effectiveOn, to: expiresOn } }
      : passes,
  example: { passes: example, fires: { ...example, expiresOn: '2026-08-01' } },
});

export const accommodationBeforeBirth = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0021',
  inputs: ['effectiveOn', 'approvedOn', 'birthDate'],
  crossRecord: true,
  title: { en: 'Before the student was born', fr: 'Avant la naissance de l’élève' },
  message: { en: '{day} lies before the birth date, {birth}', fr: 'Le {day} précède la date de naissance, le {birth}' },
  mend: { en: 'Check the day', fr: 'Vérifiez le jour' },
  source: 'Own rule',
  field: 'effectiveOn',
  judge: ({ effectiveOn, approvedOn, birthDate: birth }) => {
    if (effectiveOn < birth) return { fires: true, params: { day: effectiveOn, birth } };
    if (approvedOn === null || approvedOn >= birth) return passes;
    return { fires: true, field: 'approvedOn', params: { day: approvedOn, birth } };
  },
  example: { passes: example, fires: { ...example, effectiveOn: '1926-09-01' } },
});

export const approvedAhead = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0022',
  inputs: ['approvedOn'],
  dateDependent: true,
  title: { en: 'Approval in the future', fr: 'Approbation dans le futur' },
  message: { en: '{day} has not come yet', fr: 'Le {day} n’est pas encore arrivé' },
  mend: {
    en: 'Check the day; leave it out until it is approved',
    fr: 'Vérifiez le jour; ne l’indiquez qu’une fois approuvée',
  },
  source: 'Own rule',
  field: 'approvedOn',
  judge: ({ approvedOn }, { today }) =>
    approvedOn !== null && approvedOn > today ? { fires: true, params: { day: approvedOn } } : passes,
  example: { passes: example, fires: { ...example, approvedOn: '2199-01-01' } },
});

export const accommodationTwice = defineRule<AccommodationFacts>({
  ...rejection,
  code: 'ACC-0030',
  inputs: ['kind', 'schoolCode', 'effectiveOn', 'expiresOn', 'others'],
  crossRecord: true,
  title: { en: 'Recorded twice at once', fr: 'Consignée deux fois en même temps' },
  message: {
    en: 'The school has recorded the same kind already, from {starts}',
    fr: 'L’école a déjà consigné une mesure du même genre, à partir du {starts}',
  },
  mend: { en: 'Change the one that stands, or void it first', fr: 'Modifiez celle en place, ou invalidez-la d’abord' },
  source: 'Own rule: one record says it all; PASI judges the others of a student and school anew with each',
  field: 'effectiveOn',
  judge: ({ effectiveOn, expiresOn, others }) => {
    const own = { from: effectiveOn, to: expiresOn };
    const beside = others.filter((it) => spansOverlap({ from: it.effectiveOn, to: it.expiresOn }, own));
    return beside.length === 0
      ? passes
      : { fires: true, params: { starts: beside.map((it) => it.effectiveOn).sort() } };
  },
  example: {
    passes: { ...example, others: [{ effectiveOn: '2025-09-01', expiresOn: '2026-06-30' }] },
    fires: { ...example, others: [{ effectiveOn: '2027-01-05', expiresOn: null }] },
  },
});

export const accommodationRules = [
  unknownAccommodation,
  accommodationSchool,
  accommodationMoved,
  accommodationDays,
  accommodationBeforeBirth,
  approvedAhead,
  accommodationTwice,
] as const;
