import { defineRule, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { codeOf, exampleContext, exampleFacts } from '../example.ts';
import type { EnrolmentFacts, SchoolEnrolment, Sibling } from '../facts.ts';
import { codesIn, group, holdsAny } from '../groups.ts';
import { isCurrentYear, nextYearTurn } from '../periods.ts';
import { everyYear, pasiPage } from './sources.ts';

// An enrolment against the one before it.

/** The place of a grade in the order of grades; null where grades have none (ungraded). */
function gradeOrder(context: RuleContext, grade: string): number | null {
  const order = context.code('grade', grade)?.data['order'];
  return typeof order === 'number' && !group(context, 'ungraded').includes(grade) ? order : null;
}

export const lowerGrade = defineRule<EnrolmentFacts>({
  code: 'ENR-0019',
  reference: 'PASI 10019',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'siblings'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Grade lower than the year before', fr: 'Année d’études inférieure à celle de l’an dernier' },
  message: {
    en: 'Grade {grade} is lower than grade {before} of the school year before',
    fr: 'L’année d’études {grade} est inférieure à {before}, celle de l’année scolaire précédente',
  },
  mend: {
    en: 'Check the grade; acknowledge the advice when it is right',
    fr: 'Vérifiez l’année d’études; prenez acte de l’avis si elle est exacte',
  },
  source: `${pasiPage('rule_10019')}; of several enrolments in the year before, the highest grade counts`,
  field: 'grade',
  judge: ({ enrolment, siblings }, context) => {
    const rescanOn = nextYearTurn(enrolment, context);
    const now = gradeOrder(context, enrolment.grade);
    if (!isCurrentYear(enrolment, context) || enrolment.isDeleted || now === null) return { fires: false, rescanOn };
    const before = highest(
      siblings.filter((it) => it.schoolYear === enrolment.schoolYear - 1 && !it.isDeleted),
      context,
    );
    if (before === null || before.order <= now) return { fires: false, rescanOn };
    return { fires: true, rescanOn, params: { grade: enrolment.grade, before: before.grade } };
  },
  example: {
    passes: exampleFacts({ siblings: [{ schoolYear: 2026, grade: '5' }] }),
    fires: exampleFacts({ siblings: [{ schoolYear: 2026, grade: '6' }] }),
    context: exampleContext,
  },
});

function highest(
  enrolments: readonly SchoolEnrolment[],
  context: RuleContext,
): { grade: string; order: number } | null {
  let top: { grade: string; order: number } | null = null;
  for (const { grade } of enrolments) {
    const order = gradeOrder(context, grade);
    if (order !== null && (top === null || order > top.order)) top = { grade, order };
  }
  return top;
}

/** The enrolment that began last before this one, whatever the school. */
function preceding({ enrolment, siblings }: EnrolmentFacts): Sibling | null {
  let last: Sibling | null = null;
  for (const it of siblings) {
    if (it.isDeleted || it.startOn >= enrolment.startOn) continue;
    if (last === null || it.startOn > last.startOn) last = it;
  }
  return last;
}

/** Compares the additional-language codes with those of the preceding enrolment, when that was at another authority. */
function judgeLanguageChange(facts: EnrolmentFacts, context: RuleContext, change: 'gained' | 'lost'): Verdict {
  const { enrolment, school } = facts;
  const rescanOn = nextYearTurn(enrolment, context);
  const before = preceding(facts);
  const isJudged = isCurrentYear(enrolment, context) && !enrolment.isDeleted && school !== null && before !== null;
  if (!isJudged || before.authorityCode === (school.authority?.code ?? null)) return { fires: false, rescanOn };
  const [without, having] = change === 'gained' ? [before, enrolment] : [enrolment, before];
  if (holdsAny(context, 'additional_language', without.grantsProgrammes)) return { fires: false, rescanOn };
  const codes = codesIn(context, 'additional_language', having.grantsProgrammes);
  if (codes.length === 0) return { fires: false, rescanOn };
  return { fires: true, rescanOn, params: { codes, before: before.schoolCode } };
}

const languageMend = {
  en: 'Check the additional-language code; acknowledge the advice when it is right',
  fr: 'Vérifiez le code de langue additionnelle; prenez acte de l’avis s’il est exact',
};

const earlier = {
  schoolYear: 2026,
  startOn: '2025-09-02',
  exitOn: '2026-06-26',
  schoolCode: codeOf('S.K009'),
  authorityCode: codeOf('A.K002'),
};

export const languageCodeGained = defineRule<EnrolmentFacts>({
  code: 'ENR-0052',
  reference: 'PASI 10052',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school', 'siblings'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Additional-language code is new', fr: 'Code de langue additionnelle nouveau' },
  message: {
    en: 'Grants programme {codes} is given now, but was not at {before} before',
    fr: 'Le programme de subvention {codes} est indiqué maintenant, mais ne l’était pas à {before} auparavant',
  },
  mend: languageMend,
  source: pasiPage('rule_10052'),
  field: 'grantsProgrammes',
  judge: (facts, context) => judgeLanguageChange(facts, context, 'gained'),
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['301'] },
      siblings: [{ ...earlier, grantsProgrammes: ['303'] }],
    }),
    fires: exampleFacts({ enrolment: { grantsProgrammes: ['301'] }, siblings: [earlier] }),
    context: exampleContext,
  },
});

export const languageCodeLost = defineRule<EnrolmentFacts>({
  code: 'ENR-0053',
  reference: 'PASI 10053',
  severity: 'advice',
  object: 'enrolment',
  years: everyYear,
  inputs: ['enrolment', 'school', 'siblings'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Additional-language code is missing', fr: 'Code de langue additionnelle manquant' },
  message: {
    en: 'Grants programme {codes} was given at {before} before, but none for additional language is given now',
    fr: 'Le programme de subvention {codes} était indiqué à {before} auparavant, mais aucun de langue additionnelle ne l’est maintenant',
  },
  mend: languageMend,
  source: pasiPage('rule_10053'),
  field: 'grantsProgrammes',
  judge: (facts, context) => judgeLanguageChange(facts, context, 'lost'),
  example: {
    passes: exampleFacts({
      enrolment: { grantsProgrammes: ['303'] },
      siblings: [{ ...earlier, grantsProgrammes: ['301'] }],
    }),
    fires: exampleFacts({ siblings: [{ ...earlier, grantsProgrammes: ['301'] }] }),
    context: exampleContext,
  },
});

export const successionRules = [lowerGrade, languageCodeGained, languageCodeLost];
