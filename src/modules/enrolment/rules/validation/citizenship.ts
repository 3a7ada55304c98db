import { addDays, type PlainDate } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { exampleContext, exampleFacts } from '../example.ts';
import type { CitizenshipSpan, EnrolmentFacts } from '../facts.ts';
import { codesIn, group, holdsAny } from '../groups.ts';
import { covers, endOf, firstUncovered } from '../periods.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// Enrolment types of students from elsewhere, against their citizenship and study permits.

function isTemporary({ status }: CitizenshipSpan, context: RuleContext): boolean {
  return group(context, 'temporary_resident').includes(status);
}

/** The days on which a temporary resident's study permit holds; null for any other status. */
function permitSpan(it: CitizenshipSpan, context: RuleContext): { from: PlainDate; to: PlainDate } | null {
  const permits = context.parameter<readonly string[]>('identity.study_permits');
  const isPermit = it.documentType !== null && permits.includes(it.documentType);
  if (!isTemporary(it, context) || !isPermit || it.documentExpiresOn === null) return null;
  return { from: it.from, to: it.to !== null && it.to < it.documentExpiresOn ? it.to : it.documentExpiresOn };
}

const onPermit: CitizenshipSpan = {
  status: '5',
  from: '2026-08-15',
  to: null,
  documentType: 'CAStudyPermit',
  documentExpiresOn: '2027-08-31',
};

export const permitNotThroughout = defineRule<EnrolmentFacts>({
  code: 'ENR-0105',
  reference: 'PASI 10105',
  severity: 'advice',
  object: 'enrolment',
  years: { first: 2011, last: null },
  inputs: ['enrolment', 'student', 'school'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Study permit does not span the enrolment', fr: 'Permis d’études ne couvrant pas l’inscription' },
  message: {
    en: 'Enrolment type {codes} of a temporary resident: on {day} no study permit holds',
    fr: 'Type d’inscription {codes} d’un résident temporaire : aucun permis d’études ne vaut le {day}',
  },
  mend: {
    en: 'Add the citizenship status with the permit, check its days or the type; acknowledge the advice when all are right',
    fr: 'Ajoutez le statut de citoyenneté avec le permis, vérifiez ses dates ou le type; prenez acte de l’avis si tout est exact',
  },
  source: `${pasiPage('rule_10105')}; days on which the student is no temporary resident need no permit`,
  field: 'enrolmentTypes',
  judge: (facts, context) => {
    const { enrolment, student } = facts;
    const codes = codesIn(context, 'study_permit_needed', enrolment.enrolmentTypes);
    const isExempt = holdsAny(context, 'foreign_student', enrolment.enrolmentTypes) || enrolment.isDeleted;
    if (codes.length === 0 || isExempt || group(context, 'distance_school').includes(enrolment.schoolCode))
      return passes;
    if (student.citizenships.length === 0) return passes;
    const covered = student.citizenships.flatMap((it) =>
      isTemporary(it, context) ? (permitSpan(it, context) ?? []) : it,
    );
    const before = { from: '0001-01-01', to: addDays(student.citizenships[0]?.from ?? enrolment.startOn, -1) };
    const day = firstUncovered({ from: enrolment.startOn, to: endOf(facts) }, [before, ...covered]);
    return day === null ? passes : { fires: true, params: { codes, day } };
  },
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['413'] }, student: { citizenships: [onPermit] } }),
    fires: exampleFacts({
      enrolment: { enrolmentTypes: ['413'] },
      student: { citizenships: [{ ...onPermit, documentExpiresOn: '2027-01-31' }] },
    }),
    context: exampleContext,
  },
});

export const foreignStudentWithoutPermit = defineRule<EnrolmentFacts>({
  code: 'ENR-0154',
  reference: 'PASI 10154',
  severity: 'warning',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'student'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Student from outside without a study permit', fr: 'Élève de l’extérieur sans permis d’études' },
  message: {
    en: 'Enrolment type {codes} is for temporary residents with a study permit; on {day} none holds',
    fr: 'Le type d’inscription {codes} vise les résidents temporaires munis d’un permis d’études; aucun ne vaut le {day}',
  },
  mend: {
    en: 'Add the citizenship status with the permit, or take the enrolment type back',
    fr: 'Ajoutez le statut de citoyenneté avec le permis, ou retirez le type d’inscription',
  },
  source: `${pasiPageInPart('rule_10154_invalid_citizenship_code_etc_414', 'its exceptions')}; the first day decides`,
  field: 'enrolmentTypes',
  judge: ({ enrolment, student }, context) => {
    const codes = codesIn(context, 'foreign_student', enrolment.enrolmentTypes);
    const day = enrolment.startOn;
    if (codes.length === 0 || enrolment.isDeleted) return passes;
    if (day > context.today) return { fires: false, rescanOn: day };
    const permits = student.citizenships.map((it) => permitSpan(it, context));
    const isValid = permits.some((it) => it !== null && covers(it, { from: day, to: day }));
    return isValid ? passes : { fires: true, params: { codes, day } };
  },
  example: {
    passes: exampleFacts({ enrolment: { enrolmentTypes: ['414'] }, student: { citizenships: [onPermit] } }),
    fires: exampleFacts({ enrolment: { enrolmentTypes: ['414'] } }),
    context: exampleContext,
  },
});

export const citizenshipRules = [permitNotThroughout, foreignStudentWithoutPermit];
