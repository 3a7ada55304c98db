import { addDays, type PlainDate, spanHolds } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import {
  calendarsOf,
  covers,
  endOf,
  firstUncovered,
  isFutureYear,
  isRegularDay,
  isSummerDay,
  nextYearTurn,
  soonest,
  spanOf,
} from '../periods.ts';
import { everyYear, pasiPage } from './sources.ts';

// The days of an enrolment against each other, the school year, the calendar, a death and the addresses.

export const exitBeforeStart = defineRule<EnrolmentFacts>({
  code: 'ENR-0016',
  reference: 'PASI 10016',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Exit before start', fr: 'Fin avant le début' },
  message: {
    en: 'The exit date {exit} is before the start date {start}',
    fr: 'La date de fin {exit} précède la date de début {start}',
  },
  mend: { en: 'Correct one of the two dates', fr: 'Corrigez l’une des deux dates' },
  source: pasiPage('rule_10016'),
  field: 'exitOn',
  judge: ({ enrolment: { startOn, exitOn } }) =>
    exitOn !== null && exitOn < startOn ? { fires: true, params: { exit: exitOn, start: startOn } } : passes,
  example: {
    passes: exampleFacts({ enrolment: { exitOn: '2026-09-01' } }),
    fires: exampleFacts({ enrolment: { exitOn: '2026-08-31' } }),
  },
});

export const exitOutsideYears = defineRule<EnrolmentFacts>({
  code: 'ENR-0088',
  reference: 'PASI 10088',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Exit outside the school year’s calendar years', fr: 'Fin hors des années civiles de l’année scolaire' },
  message: {
    en: 'The exit date {exit} must lie between {from} and {to}',
    fr: 'La date de fin {exit} doit se situer entre {from} et {to}',
  },
  mend: { en: 'Correct the exit date or the school year', fr: 'Corrigez la date de fin ou l’année scolaire' },
  source: pasiPage('rule_10088'),
  field: 'exitOn',
  judge: ({ enrolment: { exitOn, schoolYear } }) => {
    const span = { from: `${schoolYear - 1}-01-01`, to: `${schoolYear}-12-31` };
    return exitOn === null || spanHolds(span, exitOn) ? passes : { fires: true, params: { exit: exitOn, ...span } };
  },
  example: {
    passes: exampleFacts({ enrolment: { exitOn: '2027-12-31' } }),
    fires: exampleFacts({ enrolment: { exitOn: '2028-01-01' } }),
  },
});

export const enrolledAfterDeath = defineRule<EnrolmentFacts>({
  code: 'ENR-0080',
  reference: 'PASI 10080',
  severity: 'rejection',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student', 'previous'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'New enrolment of a deceased student', fr: 'Nouvelle inscription d’un élève décédé' },
  message: {
    en: 'The student is recorded as deceased and cannot be enrolled anew',
    fr: 'L’élève est inscrit comme décédé et ne peut pas être inscrit de nouveau',
  },
  mend: {
    en: 'Check that this is the right student; if the death is an error, correct it first',
    fr: 'Vérifiez qu’il s’agit du bon élève; si le décès est une erreur, corrigez-le d’abord',
  },
  source: pasiPage('rule_10080'),
  field: 'studentNumber',
  judge: ({ enrolment, student, previous }, context) =>
    previous === null && student.isDeceased && !enrolment.isDeleted && enrolment.schoolYear >= context.currentSchoolYear
      ? { fires: true }
      : passes,
  example: {
    passes: exampleFacts({ student: { isDeceased: true }, previous: {} }),
    fires: exampleFacts({ student: { isDeceased: true } }),
    context: exampleContext,
  },
});

export const exitAfterDeath = defineRule<EnrolmentFacts>({
  code: 'ENR-0086',
  reference: 'PASI 10086',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Exit after death', fr: 'Fin après le décès' },
  message: {
    en: 'The exit date {exit} is after the date of death {death}',
    fr: 'La date de fin {exit} suit la date du décès {death}',
  },
  mend: {
    en: 'Give the last day attended, or correct the date of death',
    fr: 'Indiquez le dernier jour de fréquentation ou corrigez la date du décès',
  },
  source: pasiPage('rule_10086'),
  field: 'exitOn',
  judge: ({ enrolment: { exitOn }, student: { deceasedOn } }) =>
    exitOn !== null && deceasedOn !== null && exitOn > deceasedOn
      ? { fires: true, params: { exit: exitOn, death: deceasedOn } }
      : passes,
  example: {
    passes: exampleFacts({
      enrolment: { exitOn: '2026-10-05' },
      student: { isDeceased: true, deceasedOn: '2026-10-05' },
    }),
    fires: exampleFacts({ student: { isDeceased: true, deceasedOn: '2026-10-05' } }),
  },
});

/** Calendar rules keep silent on years to come and look again when the year turns and when the enrolment starts. */
function calendarScan({ enrolment }: EnrolmentFacts, context: RuleContext): PlainDate | null {
  return soonest(
    context,
    enrolment.startOn,
    isFutureYear(enrolment, context) ? nextYearTurn(enrolment, context) : null,
  );
}

export const outsideCalendar = defineRule<EnrolmentFacts>({
  code: 'ENR-0003',
  reference: 'PASI 10003',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Period outside the school calendar', fr: 'Période hors du calendrier scolaire' },
  message: {
    en: '{start} to {exit} does not lie inside a calendar of the school for that year',
    fr: 'La période du {start} au {exit} ne se situe pas dans un calendrier de l’école pour cette année',
  },
  mend: {
    en: 'Correct the dates, or ask the authority to complete the school’s calendar',
    fr: 'Corrigez les dates ou demandez à l’autorité scolaire de compléter le calendrier de l’école',
  },
  source: pasiPage('rule_10003'),
  field: 'startOn',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const rescanOn = calendarScan(facts, context);
    if (!school || !isRegularDay(enrolment) || isFutureYear(enrolment, context)) return { fires: false, rescanOn };
    const isInside = calendarsOf(school, enrolment, 'regular').some((it) => covers(it, spanOf(enrolment)));
    if (isInside) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { start: enrolment.startOn, exit: enrolment.exitOn } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ enrolment: { exitOn: '2027-07-02' } }),
    context: exampleContext,
  },
});

export const closedOnStart = defineRule<EnrolmentFacts>({
  code: 'ENR-0035',
  reference: 'PASI 10035',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'School not open on the start date', fr: 'École non ouverte à la date de début' },
  message: {
    en: 'By its calendar the school is not open on {start}',
    fr: 'D’après son calendrier, l’école n’est pas ouverte le {start}',
  },
  mend: {
    en: 'Give the first day of instruction, or correct the school’s calendar',
    fr: 'Indiquez le premier jour de classe ou corrigez le calendrier de l’école',
  },
  source: pasiPage('rule_10035'),
  field: 'startOn',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const rescanOn = calendarScan(facts, context);
    if (!school || !isRegularDay(enrolment) || isFutureYear(enrolment, context)) return { fires: false, rescanOn };
    const isOpen = calendarsOf(school, enrolment, 'regular').some((it) => spanHolds(it, enrolment.startOn));
    return isOpen ? { fires: false, rescanOn } : { fires: true, rescanOn, params: { start: enrolment.startOn } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ enrolment: { startOn: '2026-08-24' } }),
    context: exampleContext,
  },
});

export const outsideSummerCalendar = defineRule<EnrolmentFacts>({
  code: 'ENR-0108',
  reference: 'PASI 10108',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Period outside the summer calendar', fr: 'Période hors du calendrier d’été' },
  message: {
    en: '{start} to {exit} does not lie inside a summer calendar of the school',
    fr: 'La période du {start} au {exit} ne se situe pas dans un calendrier d’été de l’école',
  },
  mend: {
    en: 'Correct the dates, or ask the authority to complete the school’s summer calendar',
    fr: 'Corrigez les dates ou demandez à l’autorité scolaire de compléter le calendrier d’été de l’école',
  },
  source: pasiPage('rule_10108'),
  field: 'startOn',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const rescanOn = calendarScan(facts, context);
    const isJudged = school && isSummerDay(enrolment) && enrolment.exitOn !== null && !isFutureYear(enrolment, context);
    if (!isJudged) return { fires: false, rescanOn };
    const isInside = calendarsOf(school, enrolment, 'summer').some((it) => covers(it, spanOf(enrolment)));
    if (isInside) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { start: enrolment.startOn, exit: enrolment.exitOn } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { programmingType: 'summer', startOn: '2027-07-05', exitOn: '2027-07-30' },
      school: { calendars: [{ schoolYear: 2027, kind: 'summer', from: '2027-07-05', to: '2027-08-13' }] },
    }),
    fires: exampleFacts({ enrolment: { programmingType: 'summer', startOn: '2027-07-05', exitOn: '2027-07-30' } }),
    context: exampleContext,
  },
});

export const withoutMailingAddress = defineRule<EnrolmentFacts>({
  code: 'ENR-0135',
  reference: 'PASI 10135',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Days without a mailing address', fr: 'Jours sans adresse postale' },
  message: {
    en: 'The student is enrolled but has no mailing address from {day} on',
    fr: 'L’élève est inscrit mais n’a pas d’adresse postale à partir du {day}',
  },
  mend: {
    en: 'Add a mailing address that holds for the whole enrolment',
    fr: 'Ajoutez une adresse postale valable pour toute la durée de l’inscription',
  },
  source: pasiPage('rule_10135'),
  field: 'studentNumber',
  judge: (facts, context) => {
    const { enrolment, student } = facts;
    const end = endOf(facts);
    const rescanOn = context.today < enrolment.startOn ? enrolment.startOn : addDays(end, 1);
    if (!spanHolds({ from: enrolment.startOn, to: end }, context.today)) return { fires: false, rescanOn };
    const day = firstUncovered({ from: enrolment.startOn, to: end }, student.mailingAddresses);
    return day === null ? { fires: false, rescanOn } : { fires: true, rescanOn, params: { day } };
  },
  example: {
    passes: exampleFacts({
      student: {
        mailingAddresses: [
          { from: '2025-01-01', to: '2026-12-31' },
          { from: '2027-01-01', to: null },
        ],
      },
    }),
    fires: exampleFacts({ student: { mailingAddresses: [{ from: '2025-01-01', to: '2026-12-31' }] } }),
    context: exampleContext,
  },
});

export const dateRules = [
  exitBeforeStart,
  exitOutsideYears,
  enrolledAfterDeath,
  exitAfterDeath,
  outsideCalendar,
  closedOnStart,
  outsideSummerCalendar,
  withoutMailingAddress,
];
