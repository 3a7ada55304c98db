import { defineRule, passes } from '#kernel/rule.ts';
import { citizenshipExample as example, guardianExample as guardianId } from './citizenship-example.ts';
import type { CitizenshipFacts } from './facts.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// What is refused of a citizenship status: codes, pairs, documents. Days stand beside in citizenship-days.ts.

const rejection = {
  severity: 'rejection',
  object: 'citizenship',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

const codeFields = [
  ['status', 'citizenship_status'],
  ['guardianStatus', 'citizenship_status'],
  ['country', 'country'],
  ['documentType', 'document_type'],
] as const;

export const unknownCitizenshipCode = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0010',
  reference: 'PASI 3001',
  inputs: ['status', 'guardianStatus', 'country', 'documentType'],
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of {codes}', fr: '« {value} » n’est pas un code de {codes}' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'status',
  judge: (facts, context) => {
    for (const [field, codes] of codeFields) {
      const value = facts[field];
      if (value !== null && !context.code(codes, value)) return { fires: true, field, params: { value, codes } };
    }
    return passes;
  },
  example: { passes: example, fires: { ...example, country: 'QQ' } },
});

export const statusNoLongerRecorded = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0011',
  reference: null,
  inputs: ['status', 'guardianStatus'],
  title: { en: 'Citizenship status that is no longer recorded', fr: 'Statut de citoyenneté qui n’est plus consigné' },
  message: {
    en: 'The status {value} said what the guardian’s status says now',
    fr: 'Le statut {value} disait ce que dit maintenant le statut du tuteur',
  },
  mend: {
    en: 'State {instead} for the student, and the guardian’s own status ({guardian})',
    fr: 'Indiquez {instead} pour l’élève, et le statut du tuteur lui-même ({guardian})',
  },
  source:
    'PASI developer documentation, Student Citizenship: 6 and 7 are legacy codes, replaced by the guardian’s status',
  field: 'status',
  judge: (facts, context) => {
    for (const field of ['status', 'guardianStatus'] as const) {
      const value = facts[field];
      const data = value === null ? undefined : context.code('citizenship_status', value)?.data;
      if (data?.['instead'] === undefined) continue;
      const params = { value, instead: String(data['instead']), guardian: textsOf(data['insteadGuardian']) };
      return { fires: true, field, params };
    }
    return passes;
  },
  example: { passes: example, fires: { ...example, status: '6', documentType: null } },
});

/** A list of codes in a code's data; empty when it has none. */
function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export const pairNotPermitted = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0129',
  reference: 'PASI 65129',
  inputs: ['status', 'guardianStatus'],
  title: { en: 'Status that does not depend on a guardian', fr: 'Statut qui ne dépend pas d’un tuteur' },
  message: {
    en: 'A student with status {status} does not depend on a guardian with status {guardian}',
    fr: 'Un élève de statut {status} ne dépend pas d’un tuteur de statut {guardian}',
  },
  mend: {
    en: 'Leave the guardian out, or check the status of the student',
    fr: 'Ne nommez pas de tuteur, ou vérifiez le statut de l’élève',
  },
  source: pasiPageInPart(
    'rule_65129',
    'the table of pairs; those that occur in the mapping to older codes are permitted',
  ),
  field: 'guardianStatus',
  judge: ({ status, guardianStatus }, context) => {
    const known = context.code('citizenship_status', status)?.data;
    if (guardianStatus === null || !known || known['instead'] !== undefined) return passes;
    if (textsOf(known['guardian']).includes(guardianStatus)) return passes;
    return { fires: true, params: { status, guardian: guardianStatus } };
  },
  example: {
    passes: { ...example, guardianStatus: '1' },
    fires: { ...example, status: '1', documentType: 'CAPassport', guardianStatus: '1' },
  },
});

export const guardianOfNobody = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0030',
  reference: null,
  inputs: ['guardianId', 'isGuardianKnown'],
  crossRecord: true,
  title: { en: 'No guardian of the student', fr: 'Pas un tuteur de l’élève' },
  message: {
    en: 'The guardian on whose status it depends is none of the student’s guardians',
    fr: 'Le tuteur du statut duquel il dépend n’est pas l’un des tuteurs de l’élève',
  },
  mend: { en: 'Record the guardian first', fr: 'Consignez d’abord le tuteur' },
  source: 'Own rule: PASI refers to a guardian of the student',
  field: 'guardianId',
  judge: ({ guardianId, isGuardianKnown }) => (guardianId !== null && !isGuardianKnown ? { fires: true } : passes),
  example: {
    passes: { ...example, guardianId, isGuardianKnown: true, guardianStatus: '5' },
    fires: { ...example, guardianId, isGuardianKnown: false, guardianStatus: '5' },
  },
});

export const guardianWithoutStatus = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0031',
  reference: null,
  inputs: ['guardianId', 'guardianStatus'],
  title: { en: 'Guardian without a status', fr: 'Tuteur sans statut' },
  message: {
    en: 'A guardian is named on whose status it depends, but not that status',
    fr: 'Un tuteur est nommé sans le statut dont celui de l’élève dépend',
  },
  mend: {
    en: 'State the guardian’s status, 9 when it is unknown',
    fr: 'Indiquez le statut du tuteur, 9 s’il est inconnu',
  },
  source: 'Own rule: a dependence says on what',
  field: 'guardianStatus',
  judge: ({ guardianId, guardianStatus }) =>
    guardianId !== null && guardianStatus === null ? { fires: true } : passes,
  example: {
    passes: { ...example, guardianId, isGuardianKnown: true, guardianStatus: '5' },
    fires: { ...example, guardianId, isGuardianKnown: true },
  },
});

export const documentSupportsAnother = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0040',
  reference: null,
  inputs: ['status', 'documentType'],
  title: { en: 'Document that does not support the status', fr: 'Document qui n’appuie pas le statut' },
  message: {
    en: 'The document {document} does not support the status {status}; it supports: {supported}',
    fr: 'Le document {document} n’appuie pas le statut {status}; il appuie : {supported}',
  },
  mend: {
    en: 'Check the status, or name the document that supports it',
    fr: 'Vérifiez le statut, ou nommez le document qui l’appuie',
  },
  source: 'PASI developer documentation, documents that support a citizenship status (list for status 5 cut)',
  field: 'documentType',
  judge: ({ status, documentType }, context) => {
    const data = documentType === null ? undefined : context.code('document_type', documentType)?.data;
    const known = context.code('citizenship_status', status);
    if (!data || !known || known.data['instead'] !== undefined) return passes;
    const supported = textsOf(data['supports']);
    if (supported.includes(status)) return passes;
    return { fires: true, params: { document: documentType, status, supported: orDash(supported) } };
  },
  example: { passes: example, fires: { ...example, status: '1' } },
});

function orDash(codes: readonly string[]): readonly string[] {
  return codes.length > 0 ? codes : ['–'];
}

export const citizenshipCodeRules = [
  unknownCitizenshipCode,
  statusNoLongerRecorded,
  pairNotPermitted,
  guardianOfNobody,
  guardianWithoutStatus,
  documentSupportsAnother,
] as const;
