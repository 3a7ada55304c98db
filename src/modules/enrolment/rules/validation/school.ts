import { defineRule, passes } from '#kernel/rule.ts';
import { exampleContext, exampleFacts, examplePlaces } from '../example.ts';
import type { EnrolmentFacts } from '../facts.ts';
import { codesIn, type Group, group, isIn } from '../groups.ts';
import { calendarsOf, covers, isCurrentYear, isOpenOn, nextYearTurn, spanOf } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// The school and its authority: whether they exist, and which programmes the school offers.

export const schoolInactive = defineRule<EnrolmentFacts>({
  code: 'ENR-0005',
  reference: 'PASI 10005',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'School not active on the start date', fr: 'École inactive à la date de début' },
  message: {
    en: 'School {school} was not active on {start}',
    fr: 'L’école {school} n’était pas active le {start}',
  },
  mend: { en: 'Correct the school or the start date', fr: 'Corrigez l’école ou la date de début' },
  source: pasiPage('rule_10005'),
  field: 'startOn',
  judge: ({ enrolment: { startOn }, school }) =>
    school === null || isOpenOn(school.school, startOn)
      ? passes
      : { fires: true, params: { school: school.school.code, start: startOn } },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ school: { school: { ...examplePlaces.school, closedOn: '2026-06-30' } } }),
  },
});

export const authorityInactive = defineRule<EnrolmentFacts>({
  code: 'ENR-0008',
  reference: 'PASI 10008',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Authority not active on the start date', fr: 'Autorité scolaire inactive à la date de début' },
  message: {
    en: 'Authority {authority} of the school was not active on {start}',
    fr: 'L’autorité scolaire {authority} de l’école n’était pas active le {start}',
  },
  mend: { en: 'Correct the school or the start date', fr: 'Corrigez l’école ou la date de début' },
  source: pasiPage('rule_10008'),
  field: 'startOn',
  judge: ({ enrolment: { startOn }, school }) => {
    const authority = school?.authority ?? null;
    if (authority === null || isOpenOn(authority, startOn)) return passes;
    return { fires: true, params: { authority: authority.code, start: startOn } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ school: { authority: { ...examplePlaces.authority, openedOn: '2026-10-01' } } }),
  },
});

export const notCollegiate = defineRule<EnrolmentFacts>({
  code: 'ENR-0009',
  reference: 'PASI 10009',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Collegiate programme at another school', fr: 'Programme collégial dans une autre école' },
  message: {
    en: 'Grants programme {codes} is for schools classified as collegiate',
    fr: 'Le programme de subvention {codes} vise les écoles classées collégiales',
  },
  mend: { en: 'Take the programme back', fr: 'Retirez le programme' },
  source: `${pasiPage('rule_10009')}; the classification is known here without its years`,
  field: 'grantsProgrammes',
  judge: ({ enrolment, school }, context) => {
    const codes = codesIn(context, 'collegiate', enrolment.grantsProgrammes);
    if (school === null || codes.length === 0) return passes;
    return isIn(context, 'collegiate_school', school.school.classification)
      ? passes
      : { fires: true, params: { codes } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['810'] },
      school: { school: { ...examplePlaces.school, classification: 'CS' } },
    }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['810'] } }),
  },
});

/** Whether the school offers one of the programmes throughout the enrolment. */
function offersProgramme({ school, enrolment }: EnrolmentFacts, programmes: readonly string[]): boolean {
  const offerings = school?.programmeOfferings ?? [];
  return offerings.some((it) => programmes.includes(it.programme) && covers(it, spanOf(enrolment)));
}

const offeringMend = {
  en: 'Take the programme back, or ask the authority to record that the school offers it',
  fr: 'Retirez le programme ou demandez à l’autorité scolaire de consigner que l’école l’offre',
};

function offeringWords(en: string, fr: string) {
  return {
    message: {
      en: `Grants programme {codes}: the school is not recorded as offering ${en}`,
      fr: `Programme de subvention {codes} : il n’est pas consigné que l’école offre ${fr}`,
    },
    mend: offeringMend,
  };
}

export const outreachNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0038',
  reference: 'PASI 10038',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Outreach not offered', fr: 'Approche communautaire non offerte' },
  ...offeringWords('outreach', 'l’approche communautaire'),
  source: pasiPage('rule_10038'),
  field: 'grantsProgrammes',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const codes = codesIn(context, 'outreach', enrolment.grantsProgrammes);
    if (school === null || codes.length === 0) return passes;
    const rescanOn = nextYearTurn(enrolment, context);
    const lacksCalendar = isCurrentYear(enrolment, context) && calendarsOf(school, enrolment, 'regular').length === 0;
    const isOffered = offersProgramme(facts, group(context, 'offering_outreach'));
    return isOffered && !lacksCalendar ? { fires: false, rescanOn } : { fires: true, rescanOn, params: { codes } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['630'] },
      school: { programmeOfferings: [{ programme: 'OR', from: null, to: null }] },
    }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['630'] } }),
    context: exampleContext,
  },
});

/** Judges a programme that the school must offer throughout. */
function judgeOffered(programmes: Group, offerings: Group): (typeof outreachNotOffered)['judge'] {
  return (facts, context) => {
    const codes = codesIn(context, programmes, facts.enrolment.grantsProgrammes);
    if (facts.school === null || codes.length === 0) return passes;
    return offersProgramme(facts, group(context, offerings)) ? passes : { fires: true, params: { codes } };
  };
}

export const frenchNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0049',
  reference: 'PASI 10049',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'French as a second language not offered', fr: 'Français langue seconde non offert' },
  ...offeringWords('French as a second language', 'le français langue seconde'),
  source: pasiPage('rule_10049'),
  field: 'grantsProgrammes',
  judge: judgeOffered('french_second_language', 'offering_french_second_language'),
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['230'] },
      school: { programmeOfferings: [{ programme: 'FL', from: '2020-09-01', to: null }] },
    }),
    fires: exampleFacts({
      enrolment: { grantsProgrammes: ['230'] },
      school: { programmeOfferings: [{ programme: 'FL', from: '2020-09-01', to: '2026-12-31' }] },
    }),
  },
});

export const bilingualNotOffered = defineRule<EnrolmentFacts>({
  code: 'ENR-0116',
  reference: 'PASI 10116',
  severity: 'warning',
  object: 'enrolment',
  years: { first: 2014, last: null },
  inputs: ['enrolment', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Bilingual programme not offered', fr: 'Programme bilingue non offert' },
  ...offeringWords('bilingual language programmes', 'des programmes bilingues'),
  source: pasiPageInPart('rule_10116', 'exceptions on the page were not seen'),
  field: 'grantsProgrammes',
  judge: judgeOffered('bilingual', 'offering_bilingual'),
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['409'] },
      school: { programmeOfferings: [{ programme: 'BL', from: null, to: null }] },
    }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['409'] } }),
  },
});

export const schoolRules = [
  schoolInactive,
  authorityInactive,
  notCollegiate,
  outreachNotOffered,
  frenchNotOffered,
  bilingualNotOffered,
];
