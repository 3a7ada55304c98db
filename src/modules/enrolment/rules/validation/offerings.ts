import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, holdsAny } from '../groups.ts';
import {
  calendarsOf,
  covers,
  isCurrentYear,
  isFutureYear,
  isRegularDay,
  isSummerDay,
  nextYearTurn,
  spanOf,
} from '../periods.ts';
import { everyYear, pasiPage } from './sources.ts';

// The grades that the school offers: ordinary, in summer, in special education.

/** Whether the school offers the enrolment's grade in that way throughout the enrolment. */
function offersGrade({ school, enrolment }: EnrolmentFacts, offering: string): boolean {
  const offerings = school?.gradeOfferings ?? [];
  return offerings.some(
    (it) => it.offering === offering && it.grade === enrolment.grade && covers(it, spanOf(enrolment)),
  );
}

function gradeWords(en: string, fr: string) {
  return {
    message: {
      en: `The school is not recorded as offering ${en} in grade {grade} throughout the enrolment`,
      fr: `Il n’est pas consigné que l’école offre ${fr} pour l’année d’études {grade} pendant toute l’inscription`,
    },
    mend: {
      en: 'Correct the grade, or ask the authority to record what the school offers',
      fr: 'Corrigez l’année d’études ou demandez à l’autorité scolaire de consigner ce que l’école offre',
    },
  };
}

export const regularNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0023',
  reference: 'PASI 10023',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Grade not offered', fr: 'Année d’études non offerte' },
  ...gradeWords('regular programming', 'la programmation régulière'),
  source: `${pasiPage('rule_10023')}; its successor 10129 is known by its title only and is not judged`,
  field: 'grade',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const isJudged = school && isRegularDay(enrolment);
    if (!isJudged || holdsAny(context, 'special_education', enrolment.grantsProgrammes)) return passes;
    return offersGrade(facts, 'regular') ? passes : { fires: true, params: { grade: enrolment.grade } };
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016 } }),
    fires: exampleFacts({ enrolment: { schoolYear: 2016, grade: '7' } }),
  },
});

export const summerNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0024',
  reference: 'PASI 10024',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Summer school not offered for the grade', fr: 'Cours d’été non offerts pour l’année d’études' },
  ...gradeWords('summer school', 'des cours d’été'),
  source: pasiPage('rule_10024'),
  field: 'grade',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    if (!school || !isSummerDay(enrolment)) return passes;
    const rescanOn = nextYearTurn(enrolment, context);
    const lacksCalendar = isCurrentYear(enrolment, context) && calendarsOf(school, enrolment, 'summer').length === 0;
    if (offersGrade(facts, 'summer') && !lacksCalendar) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { grade: enrolment.grade } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { programmingType: 'summer', startOn: '2027-07-05', exitOn: '2027-07-30' },
      school: {
        calendars: [{ schoolYear: 2027, kind: 'summer', from: '2027-07-05', to: '2027-08-13' }],
        gradeOfferings: [{ offering: 'summer', grade: '5', from: null, to: null }],
      },
    }),
    fires: exampleFacts({ enrolment: { programmingType: 'summer', startOn: '2027-07-05', exitOn: '2027-07-30' } }),
    context: exampleContext,
  },
});

export const specialEducationNotOfferedThen = defineRule<EnrolmentFacts>({
  code: 'ENR-0028',
  reference: 'PASI 10028',
  severity: 'warning',
  object: 'enrolment',
  years: { first: null, last: 2016 },
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Special education not offered', fr: 'Éducation spécialisée non offerte' },
  ...gradeWords('special education', 'l’éducation spécialisée'),
  source: pasiPage('rule_10028'),
  field: 'grade',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const isJudged = school && codesIn(context, 'special_education', enrolment.grantsProgrammes).length > 0;
    if (!isJudged || offersGrade(facts, 'special_education')) return passes;
    return { fires: true, params: { grade: enrolment.grade } };
  },
  example: {
    passes: exampleFacts({ enrolment: { schoolYear: 2016, grantsProgrammes: ['500'], exceptionCodes: ['54'] } }),
    fires: exampleFacts({
      enrolment: { schoolYear: 2016, grade: '7', grantsProgrammes: ['500'], exceptionCodes: ['54'] },
    }),
  },
});

/** A year to come is judged once the school has said when it opens. */
function awaitsCalendar({ enrolment, school }: EnrolmentFacts, context: RuleContext): boolean {
  return isFutureYear(enrolment, context) && calendarsOf(school, enrolment, 'regular').length === 0;
}

export const specialEducationNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0128',
  reference: 'PASI 10128',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2017, last: null },
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Special education not offered', fr: 'Éducation spécialisée non offerte' },
  ...gradeWords('special education', 'l’éducation spécialisée'),
  source: pasiPage('rule_10128'),
  field: 'exceptionCodes',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const isJudged = school && isRegularDay(enrolment) && enrolment.exceptionCodes.length > 0 && !enrolment.isDeleted;
    if (!isJudged) return passes;
    if (awaitsCalendar(facts, context)) return { fires: false, rescanOn: nextYearTurn(enrolment, context) };
    if (offersGrade(facts, 'special_education')) return passes;
    return { fires: true, params: { grade: enrolment.grade } };
  },
  example: {
    passes: exampleFacts({ enrolment: { exceptionCodes: ['54'] } }),
    fires: exampleFacts({ enrolment: { grade: '7', exceptionCodes: ['54'] } }),
    context: exampleContext,
  },
});

export const offeringRules = [
  regularNotOffered,
  summerNotOffered,
  specialEducationNotOfferedThen,
  specialEducationNotOffered,
];
