import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { codeOf } from '../../rules/example.ts';
import { yearEnd, yearStart } from '../../rules/periods.ts';
import { everyYear, pasiPage } from '../../rules/validation/sources.ts';
import { exampleFacts } from './example.ts';
import type { NotificationFacts } from './facts.ts';

// What stops a notification before anything is written.

const rejection = {
  severity: 'rejection',
  object: 'home_education_notification',
  years: everyYear,
  dateDependent: false,
} as const;

/** Whether a school or authority supervises the programme; null when the code is not known. */
export function isSupervised(programme: string, context: RuleContext): boolean | null {
  const found = context.code('home_programme', programme);
  return found ? found.data['isSupervised'] === true : null;
}

export const unknownProgramme = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-3001',
  reference: 'PASI 3001',
  inputs: ['notification'],
  crossRecord: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: 'The programme {code} is not known', fr: 'Le programme {code} n’est pas connu' },
  mend: { en: 'Use a code of the table home_programme', fr: 'Utilisez un code de la table home_programme' },
  source: pasiPage('rejections'),
  field: 'programme',
  judge: ({ notification: { programme } }, context) =>
    isSupervised(programme, context) === null ? { fires: true, params: { code: programme } } : passes,
  example: { passes: exampleFacts(), fires: exampleFacts({ notification: { programme: 'garden' } }) },
});

export const wrongSupervisor = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9901',
  reference: null,
  inputs: ['notification', 'supervisorKind'],
  crossRecord: true,
  title: { en: 'Supervisor unknown or missing', fr: 'Responsable de la supervision inconnu ou manquant' },
  message: {
    en: 'Programme {programme} needs a school or authority that supervises it; {supervisor} is none',
    fr: 'Le programme {programme} exige une école ou une autorité qui le supervise; {supervisor} n’en est pas une',
  },
  mend: {
    en: 'Name the school or authority by its code, or choose the programme that nobody supervises',
    fr: 'Nommez l’école ou l’autorité par son code, ou choisissez le programme que personne ne supervise',
  },
  source: 'ours: supervised home education is supervised by somebody',
  field: 'supervisorCode',
  judge: ({ notification: { programme, supervisorCode }, supervisorKind }, context) =>
    isSupervised(programme, context) && !['school', 'authority'].includes(supervisorKind ?? '')
      ? { fires: true, params: { programme, supervisor: supervisorCode } }
      : passes,
  example: { passes: exampleFacts(), fires: exampleFacts({ supervisorKind: null }) },
});

export const supervisedAfterAll = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9902',
  reference: null,
  inputs: ['notification'],
  crossRecord: false,
  title: { en: 'Supervisor or funding without supervision', fr: 'Supervision ou financement sans programme supervisé' },
  message: {
    en: 'Nobody supervises programme {programme}, and no funding goes with it',
    fr: 'Personne ne supervise le programme {programme}, et aucun financement ne l’accompagne',
  },
  mend: {
    en: 'Take the supervisor and the funding back, or choose a supervised programme',
    fr: 'Retirez la supervision et le financement, ou choisissez un programme supervisé',
  },
  source: 'ours: the parent’s part of the grant is paid by the authority that supervises',
  field: 'supervisorCode',
  judge: ({ notification: { programme, supervisorCode, wantsFunding } }, context) =>
    isSupervised(programme, context) === false && (supervisorCode !== null || wantsFunding)
      ? { fires: true, field: supervisorCode === null ? 'wantsFunding' : 'supervisorCode', params: { programme } }
      : passes,
  example: {
    passes: exampleFacts({
      notification: { programme: 'unsupervised', supervisorCode: null, wantsFunding: false },
      supervisorKind: null,
    }),
    fires: exampleFacts({ notification: { programme: 'unsupervised', wantsFunding: false } }),
  },
});

export const notifiedOutOfTime = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9903',
  reference: null,
  inputs: ['notification', 'student'],
  crossRecord: true,
  title: { en: 'Notified before birth or after the year', fr: 'Avisé avant la naissance ou après l’année' },
  message: {
    en: '{day} cannot be the day of a notification for the school year from {from} to {to}',
    fr: 'Le {day} ne peut être le jour d’un avis pour l’année scolaire du {from} au {to}',
  },
  mend: { en: 'Correct the day or the school year', fr: 'Corrigez le jour ou l’année scolaire' },
  source: 'ours: a notification is for a school year that is not over, of a child who is born',
  field: 'notifiedOn',
  judge: ({ notification: { notifiedOn, schoolYear }, student: { birthDate } }, context) => {
    const [from, to] = [yearStart(schoolYear), yearEnd(schoolYear)];
    const isWrong = notifiedOn > to || notifiedOn > context.today || (birthDate !== null && notifiedOn < birthDate);
    return isWrong ? { fires: true, params: { day: notifiedOn, from, to } } : passes;
  },
  example: {
    passes: exampleFacts(),
    fires: exampleFacts({ notification: { schoolYear: 2026 } }),
    context: { today: '2026-11-24' },
  },
});

export const notifiedTwice = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9904',
  reference: null,
  inputs: ['notification', 'others'],
  crossRecord: true,
  title: { en: 'Notified twice', fr: 'Avisé deux fois' },
  message: {
    en: 'Another notification of the school year stands, of {days}',
    fr: 'Un autre avis de l’année scolaire est en place, du {days}',
  },
  mend: {
    en: 'Change the one that stands, or withdraw it first',
    fr: 'Modifiez celui qui est en place, ou retirez-le d’abord',
  },
  source: 'ours: one notification a year says it all',
  field: 'schoolYear',
  judge: ({ notification: { schoolYear, state }, others }) => {
    const standing = others.filter((it) => it.state !== 'withdrawn' && it.schoolYear === schoolYear);
    return state !== 'withdrawn' && standing.length > 0
      ? { fires: true, params: { days: standing.map((it) => it.notifiedOn).sort() } }
      : passes;
  },
  example: {
    passes: exampleFacts({ others: [{ state: 'withdrawn' }, { schoolYear: 2026 }] }),
    fires: exampleFacts({ others: [{}] }),
  },
});

export const wrongCaller = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9905',
  reference: null,
  inputs: ['notification', 'submission'],
  crossRecord: true,
  title: { en: 'Another organisation’s notification', fr: 'Avis d’un autre établissement' },
  message: {
    en: 'A notification supervised by {supervisor} is not yours to keep',
    fr: 'Un avis supervisé par {supervisor} ne vous revient pas',
  },
  mend: {
    en: 'Only the school or authority that supervises, and the ministry, keep it; what nobody supervises the ministry alone',
    fr: 'Seuls l’école ou l’autorité qui supervise et le ministère le tiennent; ce que personne ne supervise, le ministère seul',
  },
  source: 'ours: who supervises answers for the notification',
  field: 'supervisorCode',
  judge: ({ notification: { supervisorCode }, submission }) => {
    if (submission === null || submission.isMinistry) return passes;
    const isOwn = supervisorCode !== null && submission.organisations.includes(supervisorCode);
    return isOwn ? passes : { fires: true, params: { supervisor: supervisorCode } };
  },
  example: {
    passes: exampleFacts({ submission: {} }),
    fires: exampleFacts({ submission: { organisations: [codeOf('S.K009')] } }),
  },
});

export const guidOfAnother = defineRule<NotificationFacts>({
  ...rejection,
  code: 'HEN-9906',
  reference: null,
  inputs: ['submission'],
  crossRecord: true,
  title: { en: 'GUID of another student', fr: 'GUID d’un autre élève' },
  message: {
    en: 'This GUID belongs to another student’s notification',
    fr: 'Ce GUID appartient à l’avis d’un autre élève',
  },
  mend: { en: 'Make a new GUID for a new notification', fr: 'Créez un nouveau GUID pour un nouvel avis' },
  source: 'ours: a GUID belongs to the student under whom it came first',
  field: 'notificationId',
  judge: ({ submission }) => (submission?.isGuidOfAnother ? { fires: true } : passes),
  example: { passes: exampleFacts({ submission: {} }), fires: exampleFacts({ submission: { isGuidOfAnother: true } }) },
});

export const notificationRejections = [
  unknownProgramme,
  wrongSupervisor,
  supervisedAfterAll,
  notifiedOutOfTime,
  notifiedTwice,
  wrongCaller,
  guidOfAnother,
];
