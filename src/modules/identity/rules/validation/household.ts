import type { PlainDate } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import type { HouseholdFacts, RestrictionFacts, RestrictionsFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// What several records of one student say together.

const household: HouseholdFacts = {
  livesWithGuardian: true,
  guardianPhones: ['7805550142'],
  studentPhones: ['7805550142'],
};

export const phonesOfHouseholdDiffer = defineRule<HouseholdFacts>({
  code: 'GRD-0366',
  reference: 'PASI 11366',
  // PASI calls it a warning that behaves as advice: whoever checked it may acknowledge it.
  severity: 'advice',
  object: 'guardian',
  years: everyYear,
  inputs: ['livesWithGuardian', 'guardianPhones', 'studentPhones'],
  crossRecord: true,
  dateDependent: true,
  title: {
    en: 'Student and guardian under one roof, other telephone',
    fr: 'Élève et tuteur sous le même toit, téléphone différent',
  },
  message: {
    en: 'The student lives with a guardian, but no home number is the same. Student: {student}. Guardian: {guardian}',
    fr: 'L’élève vit avec un tuteur, mais aucun numéro au domicile n’est le même. Élève : {student}. Tuteur : {guardian}',
  },
  mend: {
    en: 'Add or correct the home number of one of them; acknowledge the advice when both are right',
    fr: 'Ajoutez ou corrigez le numéro au domicile de l’un d’eux; prenez acte de l’avis si les deux sont exacts',
  },
  source: pasiPage('rule_11366'),
  field: 'phone',
  judge: ({ livesWithGuardian, guardianPhones, studentPhones }) => {
    if (!livesWithGuardian || (guardianPhones.length === 0 && studentPhones.length === 0)) return passes;
    if (guardianPhones.some((number) => studentPhones.includes(number))) return passes;
    return { fires: true, params: { student: orDash(studentPhones), guardian: orDash(guardianPhones) } };
  },
  example: { passes: household, fires: { ...household, guardianPhones: ['7805550199'] } },
});

function orDash(numbers: readonly string[]): readonly string[] {
  return numbers.length > 0 ? numbers : ['–'];
}

const independent: RestrictionFacts = {
  kind: 'IndependentUnder18',
  effectiveOn: '2026-01-01',
  expiresOn: null,
  isActive: true,
};

export const contradictingRestrictions = defineRule<RestrictionsFacts>({
  code: 'DIR-0115',
  reference: 'PASI 11115',
  severity: 'advice',
  object: 'disclosure_restriction',
  years: everyYear,
  inputs: ['restrictions'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Restrictions that contradict each other', fr: 'Restrictions contradictoires' },
  message: {
    en: 'The restrictions {first} and {second} are active at the same time',
    fr: 'Les restrictions {first} et {second} sont actives en même temps',
  },
  mend: { en: 'End the one that no longer holds', fr: 'Mettez fin à celle qui ne vaut plus' },
  source: pasiPage('rule_11115'),
  field: 'kind',
  judge: ({ restrictions }, context) => {
    const active = restrictions.filter((it) => isActiveOn(it, context.today)).map((it) => it.kind);
    const pairs = context.parameter<readonly (readonly [string, string])[]>('identity.contradicting_restrictions');
    const rescanOn = nextTurn(restrictions, context.today);
    const pair = pairs.find(([first, second]) => active.includes(first) && active.includes(second));
    return pair ? { fires: true, rescanOn, params: { first: pair[0], second: pair[1] } } : { fires: false, rescanOn };
  },
  example: {
    passes: { restrictions: [independent] },
    fires: { restrictions: [independent, { ...independent, kind: 'StudentOver18withGuardian' }] },
    context: { today: '2026-11-24' },
  },
});

const rejection = {
  severity: 'rejection',
  object: 'disclosure_restriction',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const unknownRestriction = defineRule<RestrictionFacts>({
  ...rejection,
  code: 'DIR-0010',
  reference: 'PASI 3001',
  inputs: ['kind'],
  title: { en: 'Unknown restriction', fr: 'Restriction inconnue' },
  message: {
    en: '“{value}” is no code of disclosure_restriction',
    fr: '« {value} » n’est pas un code de disclosure_restriction',
  },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'kind',
  judge: ({ kind }, context) =>
    context.code('disclosure_restriction', kind) ? passes : { fires: true, params: { value: kind } },
  example: { passes: independent, fires: { ...independent, kind: 'Shy' } },
});

export const restrictionEndsBeforeItBegins = defineRule<RestrictionFacts>({
  ...rejection,
  code: 'DIR-0020',
  reference: null,
  inputs: ['effectiveOn', 'expiresOn'],
  title: { en: 'Restriction ends before it begins', fr: 'Restriction terminée avant de commencer' },
  message: {
    en: 'The last day {to} does not come after the first day {from}',
    fr: 'Le dernier jour, {to}, ne suit pas le premier jour, {from}',
  },
  mend: { en: 'Check both dates', fr: 'Vérifiez les deux dates' },
  source: 'PASI developer documentation, element Information Disclosure Restriction: expiry after the effective date',
  field: 'expiresOn',
  judge: ({ effectiveOn, expiresOn }) =>
    expiresOn !== null && expiresOn <= effectiveOn
      ? { fires: true, params: { from: effectiveOn, to: expiresOn } }
      : passes,
  example: { passes: independent, fires: { ...independent, expiresOn: '2025-12-31' } },
});

export function isActiveOn(it: RestrictionFacts, today: PlainDate): boolean {
  return it.isActive && it.effectiveOn <= today && (it.expiresOn === null || today <= it.expiresOn);
}

function nextTurn(restrictions: readonly RestrictionFacts[], today: PlainDate): PlainDate | null {
  const days = restrictions
    .flatMap((it) => [it.effectiveOn, it.expiresOn])
    .filter((day) => day !== null && day >= today);
  return days.sort()[0] ?? null;
}

export const householdRules = [phonesOfHouseholdDiffer] as const;
export const restrictionRules = [unknownRestriction, restrictionEndsBeforeItBegins] as const;
export const restrictionsRules = [contradictingRestrictions] as const;
