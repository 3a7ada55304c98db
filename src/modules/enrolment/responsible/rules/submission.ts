import { addMonths } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { codeOf } from '../../rules/example.ts';
import { everyYear, pasiPage, pasiPageInPart } from '../../rules/validation/sources.ts';
import { currentTransition, enrolledOn } from './current.ts';
import { exampleFacts } from './example.ts';
import type { ResponsibleFacts, Transition } from './facts.ts';

// What may be said of a responsible school at all. A deletion is judged by who deletes alone.

const onSubmission = {
  severity: 'rejection',
  object: 'responsible_school',
  years: everyYear,
  dateDependent: false,
} as const;

const ours = (why: string) => `ours: ${why}`;

function unknownCodes({ reason, outside }: Transition, context: RuleContext): { field: string; code: string }[] {
  const country = outside?.country ?? null;
  const province = outside?.province ?? null;
  const countryOf = province === null ? null : context.code('province', province)?.data['country'];
  const isForeign = country !== null && !['CA', 'US'].includes(country);
  return [
    ...(context.code('responsible_school_reason', reason) ? [] : [{ field: 'reason', code: reason }]),
    ...(country === null || context.code('country', country) ? [] : [{ field: 'outside/country', code: country }]),
    ...(province === null || (country === null ? countryOf : isForeign || countryOf === country)
      ? []
      : [{ field: 'outside/province', code: province }]),
  ];
}

export const unknownCode = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-3001',
  reference: 'PASI 3001',
  inputs: ['transition'],
  crossRecord: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: 'These codes are not known: {codes}', fr: 'Ces codes ne sont pas connus : {codes}' },
  mend: { en: 'Use a code of the code tables', fr: 'Utilisez un code des tables de codes' },
  source: pasiPage('rejections'),
  field: 'reason',
  judge: ({ transition }, context) => {
    const unknown = transition.isDeleted ? [] : unknownCodes(transition, context);
    const [first] = unknown;
    if (!first) return passes;
    return { fires: true, field: first.field, params: { codes: unknown.map(({ field, code }) => `${field} ${code}`) } };
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ transition: { reason: 'holiday' } }) },
});

export const unknownSchool = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9003',
  reference: 'PASI 9003',
  inputs: ['transition', 'school'],
  crossRecord: true,
  title: { en: 'Unknown school', fr: 'École inconnue' },
  message: { en: 'No school has the code {school}', fr: 'Aucune école ne porte le code {school}' },
  mend: {
    en: 'Use the code of a school, or describe a school outside the jurisdiction',
    fr: 'Utilisez le code d’une école, ou décrivez une école hors du ressort',
  },
  source: pasiPageInPart(
    'validation_rules_between_1_and_9999',
    'known by its title; the condition leaves nothing open',
  ),
  field: 'schoolCode',
  judge: ({ transition: { schoolCode, isDeleted }, school }) =>
    schoolCode === null || school !== null || isDeleted ? passes : { fires: true, params: { school: schoolCode } },
  example: { passes: exampleFacts(), fires: exampleFacts({ school: null }) },
});

export const schoolAgainstAnswer = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9904',
  reference: null,
  inputs: ['transition'],
  crossRecord: false,
  title: { en: 'School does not fit the answer', fr: 'L’école ne va pas avec la réponse' },
  message: {
    en: 'With “{answer}”, {count} schools are named: yes takes exactly one, no and unknown take none',
    fr: 'Avec « {answer} », {count} écoles sont nommées : oui en demande exactement une, non et inconnu aucune',
  },
  mend: {
    en: 'Name one school (here or outside) with yes; name none with no and unknown',
    fr: 'Nommez une école (ici ou ailleurs) avec oui; n’en nommez aucune avec non et inconnu',
  },
  source: ours('PASI names a school with yes alone'),
  field: 'schoolCode',
  judge: ({ transition: { hasSchool, schoolCode, outside, isDeleted } }) => {
    const count = Number(schoolCode !== null) + Number(outside !== null);
    const fits = count === (hasSchool === 'yes' ? 1 : 0);
    return fits || isDeleted ? passes : { fires: true, params: { answer: hasSchool, count } };
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ transition: { hasSchool: 'unknown' } }) },
});

export const reasonAgainstAnswer = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9905',
  reference: null,
  inputs: ['transition'],
  crossRecord: false,
  title: { en: 'Reason does not fit the answer', fr: 'Le motif ne va pas avec la réponse' },
  message: {
    en: 'The reason {reason} does not go with “{answer}”',
    fr: 'Le motif {reason} ne va pas avec « {answer} »',
  },
  mend: {
    en: 'Choose a reason for coming in with yes, one for leaving with no and unknown',
    fr: 'Choisissez un motif d’arrivée avec oui, un motif de départ avec non et inconnu',
  },
  source: ours('the table of reasons parts those for coming in from those for leaving (PASI, add_school_transition)'),
  field: 'reason',
  judge: ({ transition: { hasSchool, reason, isDeleted } }, context) => {
    const direction = directionOf(context, reason);
    const fits = direction === null || direction === 'system' || direction === (hasSchool === 'yes' ? 'in' : 'out');
    return fits || isDeleted ? passes : { fires: true, params: { reason, answer: hasSchool } };
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ transition: { reason: 'employment' } }) },
});

function directionOf(context: RuleContext, reason: string): unknown {
  return context.code('responsible_school_reason', reason)?.data['direction'] ?? null;
}

export const reasonStillOpen = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-1618',
  reference: 'PASI 11618',
  inputs: ['transition', 'submission'],
  crossRecord: false,
  title: { en: 'The reason is left to be determined', fr: 'Le motif reste à déterminer' },
  message: {
    en: 'Only the daily processor may leave the reason to be determined',
    fr: 'Seul le processeur quotidien peut laisser le motif à déterminer',
  },
  mend: { en: 'Say why the student came or left', fr: 'Indiquez pourquoi l’élève est arrivé ou parti' },
  source: pasiPage('rule_11618'),
  field: 'reason',
  judge: ({ transition: { reason, isDeleted }, submission }, context) =>
    submission !== null && !isDeleted && isLeftOpen(context, reason) ? { fires: true } : passes,
  example: {
    passes: exampleFacts({ submission: {} }),
    fires: exampleFacts({ submission: {}, transition: { reason: 'to_be_determined' } }),
  },
});

export function isLeftOpen(context: RuleContext, reason: string): boolean {
  return context.code('responsible_school_reason', reason)?.data['isOpen'] === true;
}

export const reasonOfTheSystem = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-1626',
  reference: 'PASI 11626',
  inputs: ['transition', 'submission'],
  crossRecord: false,
  title: { en: 'The reason is the system’s own', fr: 'Le motif est réservé au système' },
  message: {
    en: 'The reason {reason} is kept for old loads and for the linking of numbers',
    fr: 'Le motif {reason} est réservé aux anciens chargements et au lien de numéros',
  },
  mend: { en: 'Say why the student came or left', fr: 'Indiquez pourquoi l’élève est arrivé ou parti' },
  source: pasiPage('rule_11626_invalid_responsible_school_transition_reason'),
  field: 'reason',
  judge: ({ transition: { reason, isDeleted }, submission }, context) => {
    const isSystem = directionOf(context, reason) === 'system' && !isLeftOpen(context, reason);
    return submission !== null && !isDeleted && isSystem ? { fires: true, params: { reason } } : passes;
  },
  example: {
    passes: exampleFacts({ submission: {} }),
    fires: exampleFacts({ submission: {}, transition: { reason: 'data_conversion' } }),
  },
});

export const claimedAgain = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-1636',
  reference: 'PASI 11636',
  inputs: ['transition', 'others', 'submission'],
  crossRecord: true,
  title: { en: 'The school is responsible already', fr: 'L’école est déjà responsable' },
  message: {
    en: '{school} is the responsible school already since {day}',
    fr: '{school} est déjà l’école responsable depuis le {day}',
  },
  mend: {
    en: 'Nothing is to be said again; change the reason in the transition that stands',
    fr: 'Rien n’est à répéter; changez le motif dans la transition en place',
  },
  source: pasiPage('rule_11636'),
  field: 'schoolCode',
  judge: ({ transition, others, submission }) => {
    const { schoolCode, effectiveOn, isDeleted } = transition;
    const before = currentTransition(others, effectiveOn);
    if (submission === null || isDeleted || schoolCode === null || before?.schoolCode !== schoolCode) return passes;
    return { fires: true, params: { school: schoolCode, day: before.effectiveOn } };
  },
  example: {
    passes: exampleFacts({ submission: {}, others: [{ schoolCode: codeOf('S.K002') }] }),
    fires: exampleFacts({ submission: {}, others: [{}] }),
  },
});

/** The organisations that a transition is the business of. */
function concerned(facts: ResponsibleFacts, context: RuleContext): (OrganisationCode | null | undefined)[] {
  const { transition, others, previous, enrolments } = facts;
  const holder = currentTransition(others, transition.effectiveOn);
  const enrolled = enrolledOn(enrolments, context.today).map((it) => it.schoolCode);
  return [
    transition.schoolCode,
    holder?.schoolCode,
    previous?.schoolCode,
    previous?.submittedBy,
    ...(holder?.hasSchool === 'yes' ? [] : enrolled),
  ];
}

export const notTheirs = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-1639',
  reference: 'PASI 11639',
  inputs: ['transition', 'others', 'previous', 'enrolments', 'submission'],
  crossRecord: true,
  title: { en: 'Not the organisation’s to say', fr: 'Ce n’est pas à l’organisation de le dire' },
  message: {
    en: '{organisation} sees the student, but neither takes over nor hands over the responsibility',
    fr: '{organisation} voit l’élève, mais ne prend ni ne cède la responsabilité',
  },
  mend: {
    en: 'Ask the school that takes over or the one that is responsible, its authority, or the ministry',
    fr: 'Adressez-vous à l’école qui prend la relève ou à celle qui est responsable, à son autorité, ou au ministère',
  },
  source: pasiPage('rule_11639'),
  field: 'schoolCode',
  judge: (facts, context) => {
    const { submission } = facts;
    if (submission === null || submission.isMinistry) return passes;
    const theirs = concerned(facts, context).some((code) => code && submission.organisations.includes(code));
    return theirs ? passes : { fires: true, params: { organisation: submission.organisations[0] ?? '' } };
  },
  example: {
    passes: exampleFacts({ submission: {} }),
    fires: exampleFacts({ submission: { organisations: [codeOf('S.K003')] } }),
  },
});

export const secondOfTheDay = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9901',
  reference: null,
  inputs: ['transition', 'others'],
  crossRecord: true,
  title: { en: 'Two responsible schools at once', fr: 'Deux écoles responsables à la fois' },
  message: {
    en: 'Another transition takes effect on {day} already; a student has one responsible school at a time',
    fr: 'Une autre transition prend déjà effet le {day}; un élève a une seule école responsable à la fois',
  },
  mend: {
    en: 'Change or delete the other transition, or choose another day',
    fr: 'Modifiez ou supprimez l’autre transition, ou choisissez un autre jour',
  },
  source: ours('the effective date is unique by student (a vendor’s documentation of the object)'),
  field: 'effectiveOn',
  judge: ({ transition: { effectiveOn, isDeleted }, others }) =>
    !isDeleted && others.some((it) => !it.isDeleted && it.effectiveOn === effectiveOn)
      ? { fires: true, params: { day: effectiveOn } }
      : passes,
  example: {
    passes: exampleFacts({ others: [{ schoolCode: codeOf('S.K002') }] }),
    fires: exampleFacts({ others: [{ effectiveOn: '2026-09-01', schoolCode: codeOf('S.K002') }] }),
  },
});

export const beforeBirth = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9902',
  reference: null,
  inputs: ['transition', 'student'],
  crossRecord: true,
  title: { en: 'Before the student was born', fr: 'Avant la naissance de l’élève' },
  message: {
    en: '{day} lies before the birth date, {born}',
    fr: 'Le {day} précède la date de naissance, le {born}',
  },
  mend: { en: 'Check the day', fr: 'Vérifiez le jour' },
  source: ours('no school answers for a child who is not born'),
  field: 'effectiveOn',
  judge: ({ transition: { effectiveOn, isDeleted }, student: { birthDate } }) =>
    !isDeleted && birthDate !== null && effectiveOn < birthDate
      ? { fires: true, params: { day: effectiveOn, born: birthDate } }
      : passes,
  example: { passes: exampleFacts(), fires: exampleFacts({ transition: { effectiveOn: '2010-09-01' } }) },
});

export const tooFarAhead = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9903',
  reference: null,
  inputs: ['transition'],
  crossRecord: false,
  title: { en: 'Too far ahead', fr: 'Trop loin dans l’avenir' },
  message: {
    en: '{day} lies more than {months} months ahead',
    fr: 'Le {day} est à plus de {months} mois d’ici',
  },
  mend: { en: 'Check the year of the day', fr: 'Vérifiez l’année du jour' },
  source: ours('what is agreed so far ahead is a slip of the year'),
  field: 'effectiveOn',
  judge: ({ transition: { effectiveOn, isDeleted } }, context) => {
    const months = context.parameter<number>('responsible.ahead_months');
    const isFar = effectiveOn > addMonths(context.today, months);
    return isFar && !isDeleted ? { fires: true, params: { day: effectiveOn, months } } : passes;
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ transition: { effectiveOn: '2126-09-01' } }) },
});

export const guidOfAnother = defineRule<ResponsibleFacts>({
  ...onSubmission,
  code: 'RSP-9906',
  reference: null,
  inputs: ['submission'],
  crossRecord: false,
  title: { en: 'GUID of another student', fr: 'GUID d’un autre élève' },
  message: {
    en: 'This GUID belongs to another student’s transition',
    fr: 'Ce GUID appartient à une transition d’un autre élève',
  },
  mend: { en: 'Make a new GUID for a new transition', fr: 'Créez un nouveau GUID pour une nouvelle transition' },
  source: ours('a GUID belongs to the student under whom it came first'),
  field: 'transitionId',
  judge: ({ submission }) => (submission?.isGuidOfAnother ? { fires: true } : passes),
  example: {
    passes: exampleFacts({ submission: {} }),
    fires: exampleFacts({ submission: { isGuidOfAnother: true } }),
  },
});

/** What stops a transition before anything is written. */
export const responsibleRejections = [
  notTheirs,
  unknownCode,
  unknownSchool,
  schoolAgainstAnswer,
  reasonAgainstAnswer,
  reasonStillOpen,
  reasonOfTheSystem,
  claimedAgain,
  secondOfTheDay,
  beforeBirth,
  tooFarAhead,
];
