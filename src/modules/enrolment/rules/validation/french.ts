import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { exampleFacts } from '../example.ts';
import type { EnrolmentFacts, SchoolEnrolment } from '../facts.ts';
import { type Group, group, holdsAny } from '../groups.ts';
import { yearStart } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// Hours of instruction in French, summed over a student's year.

/** Least hours of the year by grade; a grade without an entry has none. */
type HoursByGrade = Record<string, number>;

/** The student's enrolments of that year that carry a programme of the set, this one included. */
function ofYearWith({ enrolment, siblings }: EnrolmentFacts, name: Group, context: RuleContext): SchoolEnrolment[] {
  return [enrolment, ...siblings].filter(
    (it) => it.schoolYear === enrolment.schoolYear && !it.isDeleted && holdsAny(context, name, it.grantsProgrammes),
  );
}

function sumHours(enrolments: readonly SchoolEnrolment[]): number {
  return enrolments.reduce((sum, it) => sum + (it.frenchHours ?? 0), 0);
}

const fewHoursMend = {
  en: 'Correct the French hours; acknowledge the advice when the hours are right',
  fr: 'Corrigez les heures en français; prenez acte de l’avis si les heures sont exactes',
};

export const fewImmersionHours = defineRule<EnrolmentFacts>({
  code: 'ENR-0011',
  reference: 'PASI 10011',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'siblings'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Few French hours for immersion', fr: 'Peu d’heures en français pour l’immersion' },
  message: {
    en: 'French hours of the year come to {hours}; alternative French in grade {grade} asks for {min}',
    fr: 'Les heures en français de l’année totalisent {hours}; le programme d’immersion de l’année d’études {grade} en demande {min}',
  },
  mend: fewHoursMend,
  source: pasiPageInPart(
    'rule_10011',
    'only the minimum of grades 10 to 12 from 2020/2021 was seen; other grades are not judged',
  ),
  field: 'frenchHours',
  judge: (facts, context) => {
    const { grade, schoolYear } = facts.enrolment;
    if (!holdsAny(context, 'french_immersion', facts.enrolment.grantsProgrammes)) return passes;
    const min = context.parameter<HoursByGrade>('enrolment.french_hours_min_immersion', yearStart(schoolYear))[grade];
    const hours = sumHours(ofYearWith(facts, 'french_immersion', context));
    return min !== undefined && hours < min ? { fires: true, params: { hours, grade, min } } : passes;
  },
  example: {
    passes: exampleFacts({
      enrolment: { grade: '11', grantsProgrammes: ['211'], frenchHours: 125 },
      siblings: [{ grade: '11', grantsProgrammes: ['211'], frenchHours: 75 }],
    }),
    fires: exampleFacts({
      enrolment: { grade: '11', grantsProgrammes: ['211'], frenchHours: 125 },
      siblings: [{ grade: '11', grantsProgrammes: ['230'], frenchHours: 75 }],
    }),
  },
});

export const fewFrancophoneHours = defineRule<EnrolmentFacts>({
  code: 'ENR-0100',
  reference: 'PASI 10100',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'siblings'],
  crossRecord: true,
  dateDependent: false,
  title: {
    en: 'Few French hours for francophone education',
    fr: 'Peu d’heures en français pour l’éducation francophone',
  },
  message: {
    en: 'French hours of the year come to {hours}; francophone education in grade {grade} asks for {min}',
    fr: 'Les heures en français de l’année totalisent {hours}; l’éducation francophone de l’année d’études {grade} en demande {min}',
  },
  mend: fewHoursMend,
  source: pasiPageInPart(
    'rule_10100',
    'a list on the page was not seen; each enrolment whose hours count gets the finding',
  ),
  field: 'frenchHours',
  judge: (facts, context) => {
    const { grade, schoolYear, grantsProgrammes } = facts.enrolment;
    const contributes =
      holdsAny(context, 'francophone', grantsProgrammes) || holdsAny(context, 'french_immersion', grantsProgrammes);
    const francophone = ofYearWith(facts, 'francophone', context);
    if (!contributes || francophone.length === 0) return passes;
    const immersion = ofYearWith(facts, 'french_immersion', context).filter((it) => !francophone.includes(it));
    const min = context.parameter<HoursByGrade>('enrolment.french_hours_min_francophone', yearStart(schoolYear))[grade];
    const hours = sumHours([...francophone, ...immersion]);
    return min !== undefined && hours < min ? { fires: true, params: { hours, grade, min } } : passes;
  },
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['221'], frenchHours: 612 },
      siblings: [{ grantsProgrammes: ['211'], frenchHours: 100 }],
    }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['221'], frenchHours: 711 } }),
  },
});

export const frenchHoursWithoutProgramme = defineRule<EnrolmentFacts>({
  code: 'ENR-0120',
  reference: 'PASI 10120',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2012, last: null },
  inputs: ['enrolment'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'French hours without a French programme', fr: 'Heures en français sans programme de français' },
  message: {
    en: 'French hours are given, but none of the grants programmes {codes}',
    fr: 'Des heures en français sont indiquées, mais aucun des programmes de subvention {codes}',
  },
  mend: { en: 'Take the hours back, or give the programme', fr: 'Retirez les heures ou indiquez le programme' },
  source: pasiPage('rule_10120'),
  field: 'frenchHours',
  judge: ({ enrolment }, context) =>
    enrolment.frenchHours !== null &&
    !enrolment.isDeleted &&
    !holdsAny(context, 'french_hours', enrolment.grantsProgrammes)
      ? { fires: true, params: { codes: group(context, 'french_hours') } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['230'], frenchHours: 95 } }),
    fires: exampleFacts({ enrolment: { frenchHours: 95 } }),
  },
});

export const frenchRules = [fewImmersionHours, fewFrancophoneHours, frenchHoursWithoutProgramme];
