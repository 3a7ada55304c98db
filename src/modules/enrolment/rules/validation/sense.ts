import { spansOverlap } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import { exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { holdsAny } from '../groups.ts';
import { spanOf } from '../periods.ts';
import { everyYear } from './sources.ts';

// Our own: what cannot be, or cannot add up, whatever the province.

const ofEnrolment = { object: 'enrolment', reference: null, years: everyYear, dateDependent: false } as const;

export const beforeBirth = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-9905',
  severity: 'rejection',
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  title: { en: 'Enrolled before birth', fr: 'Inscrit avant la naissance' },
  message: {
    en: 'The start date {start} lies before the birth date {birth}',
    fr: 'La date de début {start} précède la date de naissance {birth}',
  },
  mend: {
    en: 'Correct the start date and the school year, or the birth date first',
    fr: 'Corrigez la date de début et l’année scolaire, ou d’abord la date de naissance',
  },
  source: 'Own rule: nobody goes to school before they are born',
  field: 'startOn',
  judge: ({ enrolment: { startOn, isDeleted }, student: { birthDate } }) =>
    birthDate !== null && startOn < birthDate && !isDeleted
      ? { fires: true, params: { start: startOn, birth: birthDate } }
      : passes,
  example: {
    passes: exampleFacts({ student: { birthDate: '2026-09-01' } }),
    fires: exampleFacts({ student: { birthDate: '2026-09-02' } }),
  },
});

export const percentagesBeyondWhole = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-9906',
  severity: 'warning',
  inputs: ['enrolment', 'siblings'],
  crossRecord: true,
  title: { en: 'Shares of the programme beyond the whole', fr: 'Parts du programme au-delà du tout' },
  message: {
    en: 'The shares of the programme at {schools} come to {sum} %',
    fr: 'Les parts du programme à {schools} totalisent {sum} %',
  },
  mend: {
    en: 'Correct a share: what authorities provide at the same time is 100 % at most',
    fr: 'Corrigez une part : ce que les autorités offrent en même temps fait au plus 100 %',
  },
  source: 'Own rule: the shares of one programme that are provided at the same time are parts of one whole',
  field: 'programmePercentage',
  judge: ({ enrolment, siblings }, context) => {
    if (enrolment.programmePercentage === null || enrolment.isDeleted) return passes;
    const beside = siblings.filter(
      (it) =>
        !it.isDeleted &&
        it.schoolYear === enrolment.schoolYear &&
        holdsAny(context, 'percentage', it.grantsProgrammes) &&
        spansOverlap(spanOf(enrolment), spanOf(it)),
    );
    const shares = [enrolment, ...beside].map((it) => it.programmePercentage ?? 0);
    const sum = Math.round(shares.reduce((whole, share) => whole + share, 0) * 100) / 100;
    const schools = [...new Set([enrolment, ...beside].map((it) => it.schoolCode))].sort();
    return sum > 100 ? { fires: true, params: { schools, sum } } : passes;
  },
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['610'], programmePercentage: 60 },
      siblings: [{ grantsProgrammes: ['612'], programmePercentage: 40 }],
    }),
    fires: exampleFacts({
      enrolment: { grantsProgrammes: ['610'], programmePercentage: 60 },
      siblings: [{ grantsProgrammes: ['612'], programmePercentage: 50 }],
    }),
  },
});

export const frenchBeyondHours = defineRule<EnrolmentFacts>({
  ...ofEnrolment,
  code: 'ENR-9907',
  severity: 'warning',
  inputs: ['enrolment'],
  crossRecord: false,
  title: { en: 'More hours in French than in all', fr: 'Plus d’heures en français qu’en tout' },
  message: {
    en: '{french} hours in French are more than {hours} hours of instruction',
    fr: '{french} heures en français dépassent les {hours} heures d’enseignement',
  },
  mend: { en: 'Correct one of the two', fr: 'Corrigez l’un des deux nombres' },
  source: 'Own rule: hours of instruction in French are hours of instruction',
  field: 'frenchHours',
  judge: ({ enrolment: { frenchHours, hours } }) =>
    frenchHours !== null && hours !== null && frenchHours > hours
      ? { fires: true, params: { french: frenchHours, hours } }
      : passes,
  example: {
    passes: exampleFacts({ enrolment: { grantsProgrammes: ['211'], frenchHours: 475, hours: 475 } }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['211'], frenchHours: 475, hours: 47 } }),
  },
});

export const senseRules = [beforeBirth, percentagesBeyondWhole, frenchBeyondHours];
