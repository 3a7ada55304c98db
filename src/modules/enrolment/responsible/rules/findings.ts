import { defineRule, type RuleContext } from '#kernel/rule.ts';
import { codeOf, exampleContext } from '../../rules/example.ts';
import { isIn } from '../../rules/groups.ts';
import { everyYear, pasiPage, pasiPageInPart } from '../../rules/validation/sources.ts';
import { enrolledOn, isCurrent, nextTurn } from './current.ts';
import { exampleFacts, schoolOf } from './example.ts';
import type { ResponsibleFacts } from './facts.ts';
import { isLeftOpen } from './submission.ts';

// Advice about the responsible school and about enrolments beside it. All of it turns with the days, and is judged again when one turns.

const asAdvice = {
  severity: 'advice',
  object: 'responsible_school',
  crossRecord: true,
  dateDependent: true,
} as const;

/** From the school year in which the province began to compare the two. */
const from2020 = { first: 2020, last: null } as const;

/** Schools of which no advice is given: those at a distance, and those of authorities across the border. Schools outside have no code at all. */
function isExempt({ transition: { schoolCode }, school }: ResponsibleFacts, context: RuleContext): boolean {
  const border = context.parameter<readonly string[]>('responsible.border_authorities');
  const authority = school?.authority?.code ?? null;
  return (
    schoolCode === null ||
    isIn(context, 'distance_school', schoolCode) ||
    (authority !== null && border.includes(authority))
  );
}

/** Whether the transition holds today, is live and names a school of which advice is given. */
function isJudged(facts: ResponsibleFacts, context: RuleContext): boolean {
  return !facts.transition.isDeleted && isCurrent(facts, context.today) && !isExempt(facts, context);
}

const look = {
  en: 'Record a transition if another school answers for the student; acknowledge the advice when all is right',
  fr: 'Consignez une transition si une autre école répond de l’élève; prenez acte de l’avis si tout est exact',
};

export const notEnrolledThere = defineRule<ResponsibleFacts>({
  ...asAdvice,
  code: 'RSP-1620',
  reference: 'PASI 11620',
  years: everyYear,
  inputs: ['transition', 'school', 'others', 'enrolments'],
  title: { en: 'Not enrolled at the responsible school', fr: 'Non inscrit à l’école responsable' },
  message: {
    en: '{school} is the responsible school, but the student is not enrolled there today',
    fr: '{school} est l’école responsable, mais l’élève n’y est pas inscrit aujourd’hui',
  },
  mend: look,
  source: pasiPage('rule_11620'),
  field: 'schoolCode',
  judge: (facts, context) => {
    const rescanOn = nextTurn(facts, context.today);
    const { schoolCode } = facts.transition;
    const isThere = enrolledOn(facts.enrolments, context.today).some((it) => it.schoolCode === schoolCode);
    if (!isJudged(facts, context) || isThere || schoolCode === null) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { school: schoolCode } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ enrolments: [{ schoolCode: codeOf('S.K002') }] }),
    context: exampleContext,
  },
});

export const reasonToDetermine = defineRule<ResponsibleFacts>({
  ...asAdvice,
  code: 'RSP-1621',
  reference: 'PASI 11621',
  years: everyYear,
  inputs: ['transition', 'school', 'others', 'enrolments'],
  title: { en: 'Reason still to be determined', fr: 'Motif encore à déterminer' },
  message: {
    en: 'The daily processor made {school} the responsible school on {day}; nobody has said why yet',
    fr: 'Le processeur quotidien a fait de {school} l’école responsable le {day}; personne n’a encore dit pourquoi',
  },
  mend: {
    en: 'Say in the transition why the student came, or record the transition that is right',
    fr: 'Indiquez dans la transition pourquoi l’élève est arrivé, ou consignez la bonne transition',
  },
  source: pasiPage('rule_11621'),
  field: 'reason',
  judge: (facts, context) => {
    const rescanOn = nextTurn(facts, context.today);
    const { schoolCode, reason, effectiveOn } = facts.transition;
    if (!isJudged(facts, context) || schoolCode === null || !isLeftOpen(context, reason))
      return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { school: schoolCode, day: effectiveOn } };
  },
  example: {
    passes: exampleFacts({
      transition: { reason: 'to_be_determined' },
      school: schoolOf('S.K001', 'A.3170'),
    }),
    fires: exampleFacts({ transition: { reason: 'to_be_determined' } }),
    context: exampleContext,
  },
});

export const schoolAfterDeath = defineRule<ResponsibleFacts>({
  ...asAdvice,
  code: 'RSP-1623',
  reference: 'PASI 11623',
  years: everyYear,
  inputs: ['transition', 'student', 'others', 'enrolments'],
  title: { en: 'A school will answer for a deceased student', fr: 'Une école répondra d’un élève décédé' },
  message: {
    en: 'The student is deceased, but {school} becomes responsible on {day}',
    fr: 'L’élève est décédé, mais {school} devient responsable le {day}',
  },
  mend: { en: 'Delete the transition', fr: 'Supprimez la transition' },
  source: pasiPageInPart('rule_11623', 'exceptions were not seen'),
  field: 'effectiveOn',
  judge: (facts, context) => {
    const { schoolCode, effectiveOn, isDeleted } = facts.transition;
    const rescanOn = nextTurn(facts, context.today);
    const fires = facts.student.isDeceased && !isDeleted && schoolCode !== null && effectiveOn > context.today;
    return fires ? { fires, rescanOn, params: { school: schoolCode, day: effectiveOn } } : { fires: false, rescanOn };
  },
  example: {
    passes: exampleFacts({ student: { isDeceased: true } }),
    fires: exampleFacts({ student: { isDeceased: true }, transition: { effectiveOn: '2027-09-01' } }),
    context: exampleContext,
  },
});

export const enrolledBeside = defineRule<ResponsibleFacts>({
  ...asAdvice,
  object: 'enrolment',
  code: 'RSP-1624',
  reference: 'PASI 11624',
  years: from2020,
  inputs: ['transition', 'school', 'others', 'enrolments', 'enrolment'],
  title: { en: 'Enrolled at a school that is not responsible', fr: 'Inscrit à une école non responsable' },
  message: {
    en: '{school} enrols the student today, but {responsible} is the responsible school',
    fr: '{school} inscrit l’élève aujourd’hui, mais {responsible} est l’école responsable',
  },
  mend: look,
  source: pasiPageInPart(
    'rule_11624',
    'its exceptions were not seen, those of 11620 are taken; a student without a responsible school is left to the daily processor',
  ),
  field: 'schoolCode',
  judge: (facts, context) => {
    const { transition, enrolment } = facts;
    const rescanOn = nextTurn(facts, context.today);
    const isElsewhere =
      enrolment !== null &&
      enrolledOn([enrolment], context.today).length > 0 &&
      enrolment.schoolCode !== transition.schoolCode &&
      !isIn(context, 'distance_school', enrolment.schoolCode);
    if (!isElsewhere || !isJudged(facts, context)) return { fires: false, rescanOn };
    const responsible = transition.schoolCode ?? '';
    return { fires: true, rescanOn, params: { school: enrolment.schoolCode, responsible } };
  },
  example: {
    passes: exampleFacts({ enrolment: {} }),
    fires: exampleFacts({ enrolment: { schoolCode: codeOf('S.K002') } }),
    context: exampleContext,
  },
});

export const alsoElsewhere = defineRule<ResponsibleFacts>({
  ...asAdvice,
  code: 'RSP-1625',
  reference: 'PASI 11625',
  years: from2020,
  inputs: ['transition', 'school', 'others', 'enrolments'],
  title: { en: 'Also enrolled elsewhere', fr: 'Inscrit aussi ailleurs' },
  message: {
    en: '{school} is the responsible school; the student is enrolled at {elsewhere} today as well',
    fr: '{school} est l’école responsable; l’élève est aussi inscrit à {elsewhere} aujourd’hui',
  },
  mend: look,
  source: pasiPageInPart('rule_11625', 'its exceptions were not seen; those of 11620 are taken'),
  field: 'schoolCode',
  judge: (facts, context) => {
    const rescanOn = nextTurn(facts, context.today);
    const { schoolCode } = facts.transition;
    const elsewhere = enrolledOn(facts.enrolments, context.today)
      .map((it) => it.schoolCode)
      .filter((code) => code !== schoolCode && !isIn(context, 'distance_school', code));
    if (!isJudged(facts, context) || elsewhere.length === 0) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { school: schoolCode ?? '', elsewhere: [...new Set(elsewhere)].sort() } };
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ enrolments: [{}, { schoolCode: codeOf('S.K002') }] }),
    context: exampleContext,
  },
});

/** Judged for each live transition. */
export const responsibleFindingRules = [notEnrolledThere, reasonToDetermine, schoolAfterDeath, alsoElsewhere];
/** Judged for the current transition and each live enrolment. */
export const enrolmentBesideRules = [enrolledBeside];
