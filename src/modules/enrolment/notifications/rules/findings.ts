import { toPlainDate } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import { everyYear } from '../../rules/validation/sources.ts';
import { exampleFacts } from './example.ts';
import type { NotificationFacts } from './facts.ts';
import { isSupervised } from './submission.ts';

const advice = {
  severity: 'advice',
  object: 'home_education_notification',
  years: everyYear,
  dateDependent: false,
  reference: null,
} as const;

export const notifiedLate = defineRule<NotificationFacts>({
  ...advice,
  code: 'HEN-9907',
  inputs: ['notification'],
  crossRecord: false,
  title: { en: 'Notified late', fr: 'Avis tardif' },
  message: {
    en: 'The parent notified on {day}; the day was {due}',
    fr: 'Le parent a avisé le {day}; le terme était le {due}',
  },
  mend: {
    en: 'Check the day; acknowledge the advice when it is right',
    fr: 'Vérifiez le jour; prenez acte de l’avis s’il est exact',
  },
  source: 'ours, from the day that the jurisdiction sets (home_education.notify_by)',
  field: 'notifiedOn',
  judge: ({ notification: { notifiedOn, schoolYear, state } }, context) => {
    const [month = 9, day = 30] = context.parameter<number[]>('home_education.notify_by');
    const due = toPlainDate({ year: month >= 9 ? schoolYear - 1 : schoolYear, month, day });
    return notifiedOn > due && state !== 'withdrawn' ? { fires: true, params: { day: notifiedOn, due } } : passes;
  },
  example: { passes: exampleFacts(), fires: exampleFacts({ notification: { notifiedOn: '2026-10-01' } }) },
});

export const acceptedWithoutEnrolment = defineRule<NotificationFacts>({
  ...advice,
  code: 'HEN-9908',
  inputs: ['notification', 'enrolments'],
  crossRecord: true,
  title: { en: 'Accepted, but not enrolled', fr: 'Accepté, mais non inscrit' },
  message: {
    en: '{supervisor} accepted the notification, but the student has no enrolment there with one of the programmes {programmes}',
    fr: '{supervisor} a accepté l’avis, mais l’élève n’y a aucune inscription avec un des programmes {programmes}',
  },
  mend: {
    en: 'Enrol the student with the programme, or withdraw the notification',
    fr: 'Inscrivez l’élève avec le programme, ou retirez l’avis',
  },
  source: 'ours: supervised home education is a school enrolment with such a programme',
  field: 'supervisorCode',
  judge: ({ notification, enrolments }, context) => {
    const { state, programme, supervisorCode, schoolYear } = notification;
    if (state !== 'accepted' || !isSupervised(programme, context)) return passes;
    const programmes = context.parameter<string[]>('home_education.grants_programmes');
    const isEnrolled = enrolments.some(
      (it) =>
        !it.isDeleted &&
        it.schoolYear === schoolYear &&
        [it.schoolCode, it.authorityCode].includes(supervisorCode) &&
        it.grantsProgrammes.some((code) => programmes.includes(code)),
    );
    return isEnrolled ? passes : { fires: true, params: { supervisor: supervisorCode, programmes } };
  },
  example: {
    passes: exampleFacts({
      notification: { state: 'accepted', decidedOn: '2026-09-12' },
      enrolments: [{ grantsProgrammes: ['600'] }],
    }),
    fires: exampleFacts({
      notification: { state: 'accepted', decidedOn: '2026-09-12' },
      enrolments: [{ grantsProgrammes: ['211'] }],
    }),
  },
});

export const notificationFindingRules = [notifiedLate, acceptedWithoutEnrolment];
