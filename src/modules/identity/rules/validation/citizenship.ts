import { addDays } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import { citizenshipCodeRules } from './citizenship-codes.ts';
import { citizenshipDayRules } from './citizenship-days.ts';
import { citizenshipExample as example } from './citizenship-example.ts';
import type { CitizenshipFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// What a person should look at in the citizenship status that is in force.

const finding = { severity: 'advice', object: 'citizenship', years: everyYear } as const;

export const documentEnds = defineRule<CitizenshipFacts>({
  ...finding,
  code: 'CIT-0060',
  reference: null,
  inputs: ['documentType', 'documentExpiresOn', 'isCurrent'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Document of the status ends or has ended', fr: 'Document du statut expiré ou près de l’être' },
  message: {
    en: 'The document behind the present citizenship status ends on {to}',
    fr: 'Le document à l’appui du statut de citoyenneté actuel prend fin le {to}',
  },
  mend: {
    en: 'Ask for the new document and add the status with it; acknowledge the advice when it is being renewed',
    fr: 'Demandez le nouveau document et ajoutez le statut avec celui-ci; prenez acte de l’avis s’il est en renouvellement',
  },
  source: 'Own rule, for PASI 10105 and 10154, which ask for a permit that is valid (identity.document_notice_days)',
  field: 'documentExpiresOn',
  judge: ({ documentExpiresOn, isCurrent }, context) => {
    if (documentExpiresOn === null || !isCurrent) return passes;
    const noticeOn = addDays(documentExpiresOn, -context.parameter<number>('identity.document_notice_days'));
    if (context.today < noticeOn) return { fires: false, rescanOn: noticeOn };
    return { fires: true, params: { to: documentExpiresOn } };
  },
  example: {
    passes: example,
    fires: { ...example, documentExpiresOn: '2026-12-31' },
    context: { today: '2026-11-24' },
  },
});

export const statusWithoutDocument = defineRule<CitizenshipFacts>({
  ...finding,
  code: 'CIT-0070',
  reference: null,
  inputs: ['status', 'documentType', 'isCurrent'],
  crossRecord: true,
  dateDependent: true,
  title: { en: 'Temporary status without a document', fr: 'Statut temporaire sans document' },
  message: {
    en: 'The present citizenship status {status} rests on a document, and none is recorded',
    fr: 'Le statut de citoyenneté actuel {status} repose sur un document, et aucun n’est consigné',
  },
  mend: {
    en: 'Ask for the document and state its kind and last day; acknowledge the advice when there can be none',
    fr: 'Demandez le document et indiquez son type et son dernier jour; prenez acte de l’avis s’il ne peut y en avoir',
  },
  source:
    'PASI student standard of 2009: the expiry of a study permit is mandatory with status 5 (domain research alberta 1.4)',
  field: 'documentType',
  judge: ({ status, documentType, isCurrent }, context) => {
    const needs = context.code('citizenship_status', status)?.data['needsDocument'] === true;
    return isCurrent && needs && documentType === null ? { fires: true, params: { status } } : passes;
  },
  example: { passes: example, fires: { ...example, documentType: null, documentExpiresOn: null } },
});

export const statusesOfOneDay = defineRule<CitizenshipFacts>({
  ...finding,
  code: 'CIT-0080',
  reference: null,
  inputs: ['status', 'effectiveOn', 'contradicting'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Two statuses from one day on', fr: 'Deux statuts à partir d’un même jour' },
  message: {
    en: 'The status {status} and another ({others}) begin on the same day; the one recorded last holds',
    fr: 'Le statut {status} et un autre ({others}) commencent le même jour; le dernier consigné vaut',
  },
  mend: { en: 'Take back the one that is wrong', fr: 'Annulez celui qui est erroné' },
  source: 'Own rule: one status is in force at a time',
  field: 'effectiveOn',
  judge: ({ status, contradicting }) => {
    const others = contradicting.filter((it) => it !== status);
    return others.length > 0 ? { fires: true, params: { status, others } } : passes;
  },
  example: { passes: { ...example, contradicting: ['5'] }, fires: { ...example, contradicting: ['1'] } },
});

/** Every rule of a citizenship status. */
export const citizenshipRules = [
  ...citizenshipCodeRules,
  ...citizenshipDayRules,
  documentEnds,
  statusWithoutDocument,
  statusesOfOneDay,
] as const;
