import { addMonths, ageOn, type PlainDate, spansOverlap } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts, EnrolmentStudent } from '../facts.ts';
import { group, holdsAny } from '../groups.ts';
import { endOf, isCurrentYear, nextYearTurn, yearStart } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// Age against the grade, and the independence of those under eighteen.

/** Youngest and oldest age on 1 September by grade; null = no oldest. */
type AgeBands = Record<string, readonly [number, number | null]>;

export const ageOutsideBand = defineRule<EnrolmentFacts>({
  code: 'ENR-0017',
  reference: 'PASI 10017',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Unusual age for the grade', fr: 'Âge inhabituel pour l’année d’études' },
  message: {
    en: 'At {age} on 1 September the student is outside the usual ages of grade {grade}',
    fr: 'À {age} ans au 1er septembre, l’élève est hors des âges habituels de l’année d’études {grade}',
  },
  mend: {
    en: 'Check the grade and the birth date; acknowledge the advice when both are right',
    fr: 'Vérifiez l’année d’études et la date de naissance; prenez acte de l’avis si les deux sont exactes',
  },
  source: pasiPage('rule_10017'),
  field: 'grade',
  judge: ({ enrolment, student }, context) => {
    const rescanOn = nextYearTurn(enrolment, context);
    const on = yearStart(enrolment.schoolYear);
    const band = context.parameter<AgeBands>('enrolment.age_band', on)[enrolment.grade];
    const isJudged = isCurrentYear(enrolment, context) && enrolment.programmingType !== 'continuing';
    if (!isJudged || !band || student.birthDate === null) return { fires: false, rescanOn };
    const age = ageOn(student.birthDate, on);
    const [min, max] = band;
    if (age >= min && (max === null || age <= max)) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { age, grade: enrolment.grade } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ student: { birthDate: '2018-03-09' } }),
    context: exampleContext,
  },
});

export const tooYoung = defineRule<EnrolmentFacts>({
  code: 'ENR-0063',
  reference: 'PASI 10063',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Too young to be enrolled', fr: 'Trop jeune pour être inscrit' },
  message: {
    en: 'On {on} the student, born {birth}, is younger than {months} months',
    fr: 'Au {on}, l’élève, né le {birth}, a moins de {months} mois',
  },
  mend: {
    en: 'Check the birth date and the school year; otherwise delete the enrolment',
    fr: 'Vérifiez la date de naissance et l’année scolaire; sinon, supprimez l’inscription',
  },
  source: pasiPage('rule_10063'),
  field: 'schoolYear',
  judge: ({ enrolment, student }, context) => {
    if (student.birthDate === null) return passes;
    const on = yearStart(enrolment.schoolYear);
    const months = context.parameter<number>('enrolment.age_min_months', on);
    if (addMonths(student.birthDate, months) <= on) return passes;
    return { fires: true, params: { on, birth: student.birthDate, months } };
  },
  example: {
    passes: exampleFacts({ enrolment: { grade: 'EC' }, student: { birthDate: '2024-03-01' } }),
    fires: exampleFacts({ enrolment: { grade: 'EC' }, student: { birthDate: '2024-03-02' } }),
  },
});

export const tooYoungToBeIndependent = defineRule<EnrolmentFacts>({
  code: 'ENR-0039',
  reference: 'PASI 10039',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Too young to be independent', fr: 'Trop jeune pour être autonome' },
  message: {
    en: 'Enrolment type {types} is for students of {min} or older; this one is {age} on the start date',
    fr: 'Le type d’inscription {types} vise les élèves de {min} ans ou plus; celui-ci a {age} ans à la date de début',
  },
  mend: {
    en: 'Take the enrolment type back, or correct the birth date',
    fr: 'Retirez le type d’inscription ou corrigez la date de naissance',
  },
  source: pasiPage('rule_10039'),
  field: 'enrolmentTypes',
  judge: ({ enrolment, student }, context) => {
    if (student.birthDate === null || !holdsAny(context, 'independent', enrolment.enrolmentTypes)) return passes;
    const min = context.parameter<number>('enrolment.independent_age_min', enrolment.startOn);
    const age = ageOn(student.birthDate, enrolment.startOn);
    return age >= min ? passes : { fires: true, params: { types: group(context, 'independent'), min, age } };
  },
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['121'] }, student: { birthDate: '2010-09-01' } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['121'] }, student: { birthDate: '2010-09-02' } }),
  },
});

/** Whether a live restriction says, within the enrolment, that the student under eighteen lives independently. */
function hasIndependence(facts: EnrolmentFacts, context: RuleContext): boolean {
  const kinds = group(context, 'independence_restriction');
  const span = { from: facts.enrolment.startOn, to: endOf(facts) };
  return facts.student.restrictions.some((it) => kinds.includes(it.kind) && spansOverlap(it, span));
}

export const independenceWithoutType = defineRule<EnrolmentFacts>({
  code: 'ENR-0111',
  reference: 'PASI 10111',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Independent student without the enrolment type', fr: 'Élève autonome sans le type d’inscription' },
  message: {
    en: 'The student is recorded as independent under 18, but enrolment type {types} is missing',
    fr: 'L’élève est consigné comme autonome avant 18 ans, mais le type d’inscription {types} manque',
  },
  mend: {
    en: 'Add the enrolment type, or end the disclosure restriction',
    fr: 'Ajoutez le type d’inscription ou mettez fin à la restriction de divulgation',
  },
  source: pasiPageInPart('rule_10111', 'exceptions on the page were not seen'),
  field: 'enrolmentTypes',
  judge: (facts, context) => {
    const isMissing = !holdsAny(context, 'independent', facts.enrolment.enrolmentTypes);
    if (!isMissing || !hasIndependence(facts, context)) return passes;
    return { fires: true, params: { types: group(context, 'independent') } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { enrolmentTypes: ['121'] },
      student: { restrictions: [{ kind: 'IndependentUnder18', from: '2026-10-01', to: null }] },
    }),
    fires: exampleFacts({
      student: { restrictions: [{ kind: 'IndependentUnder18', from: '2026-10-01', to: null }] },
    }),
  },
});

export const typeWithoutIndependence = defineRule<EnrolmentFacts>({
  code: 'ENR-0112',
  reference: 'PASI 10112',
  severity: 'advice',
  object: 'enrolment',
  years: { first: 2013, last: null },
  inputs: ['enrolment', 'student', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Independence not recorded', fr: 'Autonomie non consignée' },
  message: {
    en: 'Enrolment type {types} is given, but the student is under 18 throughout and no independence is recorded',
    fr: 'Le type d’inscription {types} est indiqué, mais l’élève a moins de 18 ans pendant toute la période et aucune autonomie n’est consignée',
  },
  mend: {
    en: 'Record the disclosure restriction for independent students under 18, or take the enrolment type back',
    fr: 'Consignez la restriction de divulgation pour élève autonome de moins de 18 ans ou retirez le type d’inscription',
  },
  source: pasiPage('rule_10112'),
  field: 'enrolmentTypes',
  judge: (facts, context): Verdict => {
    const { enrolment, student } = facts;
    if (!holdsAny(context, 'independent', enrolment.enrolmentTypes)) return passes;
    if (isAdultBefore(student, endOf(facts), context) || hasIndependence(facts, context)) return passes;
    return { fires: true, params: { types: group(context, 'independent') } };
  },
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['121'] }, student: { birthDate: '2009-03-09' } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['121'] }, student: { birthDate: '2010-03-09' } }),
  },
});

/** Whether the student comes of age by a day; an unknown birth date raises no doubt here. */
function isAdultBefore({ birthDate }: EnrolmentStudent, end: PlainDate, context: RuleContext): boolean {
  if (birthDate === null) return true;
  return ageOn(birthDate, end) >= context.parameter<number>('enrolment.adult_age', end);
}

export const ageRules = [
  ageOutsideBand,
  tooYoung,
  tooYoungToBeIndependent,
  independenceWithoutType,
  typeWithoutIndependence,
];
