import { spansOverlap } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { codeOf, exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts, SchoolEnrolment, Sibling } from '../facts.ts';
import { holdsAny, isIn } from '../groups.ts';
import { isCurrentYear, isFutureYear, nextYearTurn, spanOf } from '../periods.ts';
import { everyYear, pasiPage } from './sources.ts';

// A student at two places at once. Several enrolments are normal; these are the overlaps worth a look.

/** The student's other enrolments that share a day with this one. */
function overlapping({ enrolment, siblings }: EnrolmentFacts): Sibling[] {
  return siblings.filter((it) => !it.isDeleted && spansOverlap(spanOf(enrolment), spanOf(it)));
}

function isDisplaced(enrolment: SchoolEnrolment, context: RuleContext): boolean {
  return holdsAny(context, 'displaced', enrolment.enrolmentTypes);
}

/** The schools of some enrolments, each once, in order: stable, so that the same overlap is the same finding. */
function schoolsOf(siblings: readonly Sibling[]): string[] {
  return [...new Set(siblings.map((it) => it.schoolCode))].sort();
}

export const sameEnrolmentTwice = defineRule<EnrolmentFacts>({
  code: 'ENR-0069',
  reference: 'PASI 10069',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'siblings'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Enrolled twice at the school at once', fr: 'Inscrit deux fois à l’école en même temps' },
  message: {
    en: 'Another enrolment at {school} of the same year, programming type and timeframe overlaps this one: from {starts}',
    fr: 'Une autre inscription à {school}, de mêmes année, type et horaire de programmation, chevauche celle-ci : à partir du {starts}',
  },
  mend: {
    en: 'Delete one of the two, or correct the dates',
    fr: 'Supprimez l’une des deux ou corrigez les dates',
  },
  source: pasiPage('rule_10069'),
  field: 'startOn',
  judge: (facts) => {
    const { enrolment } = facts;
    if (enrolment.isDeleted) return passes;
    const same = overlapping(facts).filter(
      (it) =>
        it.schoolCode === enrolment.schoolCode &&
        it.schoolYear === enrolment.schoolYear &&
        it.programmingType === enrolment.programmingType &&
        it.programmingTimeframe === enrolment.programmingTimeframe,
    );
    if (same.length === 0) return passes;
    return { fires: true, params: { school: enrolment.schoolCode, starts: same.map((it) => it.startOn).sort() } };
  },
  example: {
    passes: exampleFacts({
      enrolment: { exitOn: '2026-10-30', exitType: 'withdrawal' },
      siblings: [{ schoolCode: codeOf('S.K001'), startOn: '2026-11-16' }],
    }),
    fires: exampleFacts({ siblings: [{ schoolCode: codeOf('S.K001'), startOn: '2026-11-16' }] }),
  },
});

const overlapMend = {
  en: 'End one of the enrolments if the student left; acknowledge the advice when both are right',
  fr: 'Mettez fin à l’une des inscriptions si l’élève est parti; prenez acte de l’avis si les deux sont exactes',
};

export const overlapInAuthority = defineRule<EnrolmentFacts>({
  code: 'ENR-0070',
  reference: 'PASI 10070',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school', 'siblings'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Overlap within the authority', fr: 'Chevauchement dans l’autorité scolaire' },
  message: {
    en: 'The student is enrolled at the same time at {schools} of the same authority',
    fr: 'L’élève est inscrit en même temps à {schools} de la même autorité scolaire',
  },
  mend: overlapMend,
  source: pasiPage('rule_10070'),
  field: 'startOn',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const rescanOn = nextYearTurn(enrolment, context);
    const authority = school?.authority?.code ?? null;
    const isJudged = isCurrentYear(enrolment, context) && !enrolment.isDeleted && !isDisplaced(enrolment, context);
    if (!isJudged || authority === null) return { fires: false, rescanOn };
    const others = overlapping(facts).filter(
      (it) => it.authorityCode === authority && it.schoolCode !== enrolment.schoolCode && !isDisplaced(it, context),
    );
    if (others.length === 0) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { schools: schoolsOf(others) } };
  },
  example: {
    passes: exampleFacts({ siblings: [{ enrolmentTypes: ['600'] }] }),
    fires: exampleFacts({ siblings: [{}] }),
    context: exampleContext,
  },
});

export const overlapAcrossAuthorities = defineRule<EnrolmentFacts>({
  code: 'ENR-0085',
  reference: 'PASI 10085',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school', 'siblings'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Overlap with another authority', fr: 'Chevauchement avec une autre autorité scolaire' },
  message: {
    en: 'The student is enrolled at the same time at {schools} of another authority',
    fr: 'L’élève est inscrit en même temps à {schools} d’une autre autorité scolaire',
  },
  mend: overlapMend,
  source: pasiPage('rule_10085'),
  field: 'startOn',
  judge: (facts, context) => {
    const { enrolment, school } = facts;
    const rescanOn = isCurrentYear(enrolment, context) ? nextYearTurn(enrolment, context) : null;
    const isJudged = isCurrentYear(enrolment, context) || isFutureYear(enrolment, context);
    if (!isJudged || isExempt(enrolment, context) || school === null) return { fires: false, rescanOn };
    const others = overlapping(facts).filter(
      (it) =>
        it.schoolYear === enrolment.schoolYear &&
        it.authorityCode !== (school.authority?.code ?? null) &&
        !isExempt(it, context),
    );
    if (others.length === 0) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { schools: schoolsOf(others) } };
  },
  example: {
    passes: exampleFacts({ siblings: [{ schoolCode: codeOf('S.0099'), authorityCode: codeOf('A.K002') }] }),
    fires: exampleFacts({ siblings: [{ schoolCode: codeOf('S.K009'), authorityCode: codeOf('A.K002') }] }),
    context: exampleContext,
  },
});

/** Deleted, displaced, or at a distance school that teaches students of every authority. */
function isExempt(enrolment: SchoolEnrolment, context: RuleContext): boolean {
  return (
    enrolment.isDeleted || isDisplaced(enrolment, context) || isIn(context, 'distance_school', enrolment.schoolCode)
  );
}

export const overlapRules = [sameEnrolmentTwice, overlapInAuthority, overlapAcrossAuthorities];
