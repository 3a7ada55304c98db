import { type Span, spansOverlap } from '#kernel/dates.ts';
import { defineRule, passes, type Rule } from '#kernel/rule.ts';
import type { SchoolEnrolment } from '../../rules/facts.ts';
import { spanOf, yearEnd, yearStart } from '../../rules/periods.ts';
import { everyYear, pasiPage } from '../../rules/validation/sources.ts';
import { exampleFacts } from './example.ts';
import type { HomeFacts, HomeRegistration } from './facts.ts';

const rejection = {
  severity: 'rejection',
  object: 'home_education_registration',
  years: everyYear,
  dateDependent: false,
} as const;

const daysOf = ({ startOn, exitOn }: HomeRegistration): Span => ({ from: startOn, to: exitOn });

export const unknownAuthority = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-9004',
  reference: 'PASI 9004',
  inputs: ['registration', 'isAuthorityKnown'],
  crossRecord: true,
  title: { en: 'Unknown authority', fr: 'Autorité inconnue' },
  message: { en: 'No authority has the code {authority}', fr: 'Aucune autorité ne porte le code {authority}' },
  mend: {
    en: 'Use the code of an authority, or name none',
    fr: 'Utilisez le code d’une autorité, ou n’en nommez aucune',
  },
  source: pasiPage('rule_9004'),
  field: 'authorityCode',
  judge: ({ registration: { authorityCode, isDeleted }, isAuthorityKnown }) =>
    authorityCode === null || isAuthorityKnown || isDeleted
      ? passes
      : { fires: true, params: { authority: authorityCode } },
  example: { passes: exampleFacts(), fires: exampleFacts({ isAuthorityKnown: false }) },
});

export const unknownCode = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-3001',
  reference: 'PASI 3001',
  inputs: ['registration'],
  crossRecord: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: 'The kind of exit {code} is not known', fr: 'La nature de fin {code} n’est pas connue' },
  mend: { en: 'Use a code of the code tables', fr: 'Utilisez un code des tables de codes' },
  source: pasiPage('rejections'),
  field: 'exitType',
  judge: ({ registration: { exitType, isDeleted } }, context) =>
    isDeleted || context.code('exit_type', exitType) ? passes : { fires: true, params: { code: exitType } },
  example: { passes: exampleFacts(), fires: exampleFacts({ registration: { exitType: 'holiday' } }) },
});

export const outsideYear = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-9901',
  reference: null,
  inputs: ['registration'],
  crossRecord: false,
  title: { en: 'Outside its school year', fr: 'Hors de son année scolaire' },
  message: {
    en: '{start} to {exit} do not lie in order within the school year, {from} to {to}',
    fr: 'Du {start} au {exit} : ces jours ne sont pas en ordre dans l’année scolaire, du {from} au {to}',
  },
  mend: { en: 'Check the days and the school year', fr: 'Vérifiez les jours et l’année scolaire' },
  source: 'ours: a registration is for one school year',
  field: 'startOn',
  judge: ({ registration: { startOn: start, exitOn: exit, schoolYear, isDeleted } }) => {
    const [from, to] = [yearStart(schoolYear), yearEnd(schoolYear)];
    const fits = start <= exit && from <= start && exit <= to;
    return fits || isDeleted ? passes : { fires: true, params: { start, exit, from, to } };
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ registration: { exitOn: '2026-08-15' } }) },
});

export const beforeBirth = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-9902',
  reference: null,
  inputs: ['registration', 'student'],
  crossRecord: true,
  title: { en: 'Before the student was born', fr: 'Avant la naissance de l’élève' },
  message: { en: '{day} lies before the birth date, {born}', fr: 'Le {day} précède la date de naissance, le {born}' },
  mend: { en: 'Check the day and the school year', fr: 'Vérifiez le jour et l’année scolaire' },
  source: 'ours: nobody teaches a child who is not born',
  field: 'startOn',
  judge: ({ registration: { startOn, isDeleted }, student: { birthDate } }) =>
    birthDate !== null && startOn < birthDate && !isDeleted
      ? { fires: true, params: { day: startOn, born: birthDate } }
      : passes,
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ registration: { schoolYear: 2011, startOn: '2010-09-01', exitOn: '2011-06-30' } }),
  },
});

export const twiceAtOnce = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-9903',
  reference: null,
  inputs: ['registration', 'others'],
  crossRecord: true,
  title: { en: 'Registered twice at once', fr: 'Inscrit deux fois en même temps' },
  message: {
    en: 'Another registration, from {starts}, overlaps this one',
    fr: 'Une autre inscription, à partir du {starts}, chevauche celle-ci',
  },
  mend: {
    en: 'Change the registration that stands, or delete it first',
    fr: 'Modifiez l’inscription en place, ou supprimez-la d’abord',
  },
  source: 'ours: one registration says it all',
  field: 'startOn',
  judge: ({ registration, others }) => {
    const beside = others.filter((it) => !it.isDeleted && spansOverlap(daysOf(it), daysOf(registration)));
    if (beside.length === 0 || registration.isDeleted) return passes;
    return { fires: true, params: { starts: beside.map((it) => it.startOn).sort() } };
  },
  example: {
    passes: exampleFacts({ others: [{ startOn: '2025-09-01', exitOn: '2026-06-30' }] }),
    fires: exampleFacts({ others: [{ startOn: '2027-01-05' }] }),
  },
});

export const guidOfAnother = defineRule<HomeFacts>({
  ...rejection,
  code: 'HED-9904',
  reference: null,
  inputs: ['isGuidOfAnother'],
  crossRecord: true,
  title: { en: 'GUID of another student', fr: 'GUID d’un autre élève' },
  message: {
    en: 'This GUID belongs to another student’s registration',
    fr: 'Ce GUID appartient à l’inscription d’un autre élève',
  },
  mend: { en: 'Make a new GUID for a new registration', fr: 'Créez un nouveau GUID pour une nouvelle inscription' },
  source: 'ours: a GUID belongs to the student under whom it came first',
  field: 'registrationId',
  judge: ({ isGuidOfAnother }) => (isGuidOfAnother ? { fires: true } : passes),
  example: { passes: exampleFacts(), fires: exampleFacts({ isGuidOfAnother: true }) },
});

const advice = {
  severity: 'advice',
  years: { first: 2022, last: null },
  crossRecord: true,
  dateDependent: false,
} as const;

const settle = {
  en: 'End the registration or the enrolment; acknowledge the advice when both are right',
  fr: 'Mettez fin à l’inscription à domicile ou scolaire; prenez acte de l’avis si les deux sont exactes',
};

const schoolsOf = (enrolments: readonly SchoolEnrolment[]) =>
  [...new Set(enrolments.map((it) => it.schoolCode))].sort();

export const besideEnrolment = defineRule<HomeFacts>({
  ...advice,
  object: 'home_education_registration',
  code: 'HED-4050',
  reference: 'PASI 14050',
  inputs: ['registration', 'enrolments'],
  title: {
    en: 'Unsupervised home education beside an enrolment',
    fr: 'Enseignement à domicile non supervisé et inscription',
  },
  message: {
    en: 'The registration overlaps the enrolment at {schools}',
    fr: 'L’enseignement à domicile chevauche l’inscription à {schools}',
  },
  mend: settle,
  source: pasiPage('rule_14050'),
  field: 'startOn',
  judge: ({ registration, enrolments }) => {
    if (registration.isDeleted) return passes;
    const beside = enrolments.filter((it) => !it.isDeleted && spansOverlap(daysOf(registration), spanOf(it)));
    return beside.length === 0 ? passes : { fires: true, params: { schools: schoolsOf(beside) } };
  },
  example: {
    passes: exampleFacts({ enrolments: [{ schoolYear: 2026, startOn: '2025-09-02', exitOn: '2026-06-26' }] }),
    fires: exampleFacts({ enrolments: [{}] }),
  },
});

const isWithdrawn = ({ exitType }: { exitType: string | null }) => exitType === 'withdrawal';

export const enrolledBeside = defineRule<HomeFacts>({
  ...advice,
  object: 'enrolment',
  code: 'HED-4060',
  reference: 'PASI 14060',
  inputs: ['registration', 'enrolment'],
  title: {
    en: 'Enrolment beside unsupervised home education',
    fr: 'Inscription et enseignement à domicile non supervisé',
  },
  message: {
    en: 'The student is registered for unsupervised home education from {start} to {exit}',
    fr: 'L’élève est inscrit à l’enseignement à domicile non supervisé du {start} au {exit}',
  },
  mend: settle,
  source: `${pasiPage('rule_14060')}; its heading says rejection, its text advice`,
  field: 'startOn',
  judge: ({ registration, enrolment }) => {
    const isLive = enrolment !== null && !enrolment.isDeleted && !registration.isDeleted;
    if (!isLive || isWithdrawn(enrolment) || isWithdrawn(registration)) return passes;
    if (!spansOverlap(daysOf(registration), spanOf(enrolment))) return passes;
    return { fires: true, params: { start: registration.startOn, exit: registration.exitOn } };
  },
  example: {
    passes: exampleFacts({ enrolment: { exitOn: '2026-10-30', exitType: 'withdrawal' } }),
    fires: exampleFacts({ enrolment: {} }),
  },
});

/** What stops a registration before anything is written. */
export const homeRejections = [unknownAuthority, unknownCode, outsideYear, beforeBirth, twiceAtOnce];

/** Every rule about home education. */
export const homeRules: readonly Rule<HomeFacts>[] = [
  ...homeRejections,
  guidOfAnother,
  besideEnrolment,
  enrolledBeside,
];
