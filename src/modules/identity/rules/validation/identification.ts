import { defineRule, passes } from '#kernel/rule.ts';
import type { IdentificationFacts } from './facts.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// Documents, and what a school says without one. Legal name, birth date and gender change only upwards.

const example: IdentificationFacts = {
  documentType: 'ABBirthCert',
  birthDate: '2015-03-09',
  gender: 'F',
  issuedOn: '2015-04-01',
  quality: 300,
  proves: 'name_and_birth',
  isStatement: false,
  presentNameQuality: 100,
  presentBirthQuality: 100,
  contradicts: [],
  documentDates: [],
  hasNamesake: false,
};

const shared = { severity: 'rejection', object: 'identification_record', years: everyYear } as const;

export const lowerQuality = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0210',
  reference: 'PASI 11210',
  inputs: ['quality', 'proves', 'isStatement', 'presentNameQuality', 'presentBirthQuality', 'contradicts'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Lower proof than the present one', fr: 'Preuve inférieure à la preuve actuelle' },
  message: {
    en: 'The proof has quality {quality}, the present one {present}; it would change: {fields}',
    fr: 'La preuve est de qualité {quality}, l’actuelle de qualité {present}; elle changerait : {fields}',
  },
  mend: {
    en: 'Put right the name, birth date or gender in your system, or submit a document at least as good as the present one',
    fr: 'Corrigez le nom, la date de naissance ou le sexe dans votre système, ou soumettez un document au moins équivalent',
  },
  source: pasiPage('rule_11210'),
  field: 'documentType',
  judge: (facts) => {
    const { quality, isStatement, contradicts, presentNameQuality, presentBirthQuality } = facts;
    if (quality === null || presentNameQuality === null || presentBirthQuality === null) return passes;
    if (isStatement && contradicts.length === 0) return passes;
    // A paper is refused when it is below the present proof of everything that it proves; what it adds is welcome.
    const isBelowName = quality < presentNameQuality;
    const isBelowBirth = quality < presentBirthQuality;
    const isBelow = isStatement
      ? contradictsBetter(facts, isBelowName, isBelowBirth)
      : isBelowName && (facts.proves === 'name' || isBelowBirth);
    if (!isBelow) return passes;
    const fields = contradicts.length > 0 ? contradicts : ['documentType'];
    return {
      fires: true,
      field: fields[0] ?? 'documentType',
      params: { quality, present: Math.max(presentNameQuality, presentBirthQuality), fields },
    };
  },
  example: {
    passes: example,
    fires: { ...example, documentType: 'RegForm', quality: 200, presentNameQuality: 300, presentBirthQuality: 300 },
  },
});

/** A statement is refused only for the facts that a better proof stands behind. */
function contradictsBetter({ contradicts }: IdentificationFacts, isBelowName: boolean, isBelowBirth: boolean): boolean {
  return contradicts.some((field) => (field === 'birthDate' || field === 'gender' ? isBelowBirth : isBelowName));
}

export const birthAfterDocument = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0228',
  reference: 'PASI 11228',
  inputs: ['birthDate', 'documentDates'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Born after a document was issued', fr: 'Naissance postérieure à un document' },
  message: {
    en: 'The birth date {birth} is later than {issued}, on which one of the student’s documents was issued',
    fr: 'La date de naissance {birth} est postérieure au {issued}, date de délivrance d’un document de l’élève',
  },
  mend: {
    en: 'Check the birth date, and whether the documents are this student’s',
    fr: 'Vérifiez la date de naissance, et si les documents sont bien ceux de l’élève',
  },
  source: pasiPageInPart('rule_11228', 'which kinds of document count'),
  field: 'birthDate',
  judge: ({ birthDate, documentDates }) => {
    const issued = documentDates.find((date) => birthDate > date);
    return issued === undefined ? passes : { fires: true, params: { birth: birthDate, issued } };
  },
  example: {
    passes: { ...example, documentDates: ['2015-04-01'] },
    fires: { ...example, documentDates: ['2014-04-01'] },
  },
});

export const issuedBeforeBirth = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0233',
  reference: 'PASI 11233',
  inputs: ['birthDate', 'issuedOn'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Document issued before birth', fr: 'Document délivré avant la naissance' },
  message: {
    en: 'The document was issued on {issued}, before the birth date {birth}',
    fr: 'Le document a été délivré le {issued}, avant la date de naissance {birth}',
  },
  mend: { en: 'Check both dates on the document', fr: 'Vérifiez les deux dates sur le document' },
  source: pasiPage('rule_11233'),
  field: 'issuedOn',
  judge: ({ birthDate, issuedOn }) =>
    issuedOn !== null && issuedOn < birthDate
      ? { fires: true, params: { issued: issuedOn, birth: birthDate } }
      : passes,
  example: { passes: example, fires: { ...example, issuedOn: '2015-03-08' } },
});

export const sameAsAnother = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0406',
  reference: 'PASI 11406',
  inputs: ['hasNamesake'],
  crossRecord: true,
  dateDependent: false,
  title: { en: 'Name and birth date of another student', fr: 'Nom et date de naissance d’un autre élève' },
  message: {
    en: 'With this legal name and birth date the student would be the same as another one on the register',
    fr: 'Avec ce nom légal et cette date de naissance, l’élève serait identique à un autre du registre',
  },
  mend: {
    en: 'Check whose document it is; if both numbers are one person’s, or the two really share name and birth date, ask the ministry to record it',
    fr: 'Vérifiez de qui est le document; si les deux numéros sont d’une même personne, ou si deux personnes ont vraiment même nom et date de naissance, demandez au ministère de l’inscrire',
  },
  source: pasiPageInPart('rule_11406', 'which parts of the name are compared'),
  field: 'familyName',
  judge: ({ hasNamesake }) => (hasNamesake ? { fires: true } : passes),
  example: { passes: example, fires: { ...example, hasNamesake: true } },
});

export const reservedDocumentType = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0006',
  reference: 'PASI 12006',
  inputs: ['documentType'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Document type set by the register only', fr: 'Type de document réservé au registre' },
  message: { en: 'The document type {type} cannot be submitted', fr: 'Le type de document {type} ne peut être soumis' },
  mend: { en: 'Choose the kind of paper that was seen', fr: 'Choisissez le type de document présenté' },
  source: pasiPage('rule_12006'),
  field: 'documentType',
  judge: ({ documentType }, context) => {
    const value = documentType === null ? null : context.code('document_type', documentType);
    return value?.data['isReserved'] === true ? { fires: true, params: { type: documentType } } : passes;
  },
  example: { passes: example, fires: { ...example, documentType: 'StudentDocumentVerified' } },
});

export const noDocumentType = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0031',
  reference: 'PASI 65031',
  inputs: ['documentType'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'No document', fr: 'Aucun document' },
  message: {
    en: 'Neither a document type nor a stored document is named',
    fr: 'Ni type de document ni document déposé n’est indiqué',
  },
  mend: { en: 'Name the kind of paper that was seen', fr: 'Indiquez le type de document présenté' },
  source: pasiPage('rule_65031'),
  field: 'documentType',
  judge: ({ documentType }) => (documentType === null ? { fires: true } : passes),
  example: { passes: example, fires: { ...example, documentType: null } },
});

export const unknownIdentificationCode = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0040',
  reference: 'PASI 3001',
  inputs: ['documentType', 'gender'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of {codes}', fr: '« {value} » n’est pas un code de {codes}' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'documentType',
  judge: ({ documentType, gender }, context) => {
    if (documentType !== null && !context.code('document_type', documentType)) {
      return { fires: true, field: 'documentType', params: { value: documentType, codes: 'document_type' } };
    }
    if (context.code('gender', gender, context.today)) return passes;
    return { fires: true, field: 'gender', params: { value: gender, codes: 'gender' } };
  },
  example: { passes: example, fires: { ...example, documentType: 'LibraryCard' } },
});

export const provesNoIdentity = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0041',
  reference: null,
  inputs: ['documentType'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Document that proves no identity', fr: 'Document qui ne prouve pas l’identité' },
  message: {
    en: 'The document {type} does not prove a name or a birth date',
    fr: 'Le document {type} ne prouve ni nom ni date de naissance',
  },
  mend: {
    en: 'Record it with the citizenship status that it supports, and name the paper that proves the identity',
    fr: 'Consignez-le avec le statut de citoyenneté qu’il appuie, et nommez la pièce qui prouve l’identité',
  },
  source: 'Own rule: what each document proves is said by the code table document_type',
  field: 'documentType',
  judge: ({ documentType }, context) => {
    const value = documentType === null ? null : context.code('document_type', documentType);
    return value && typeof value.data['quality'] !== 'number'
      ? { fires: true, params: { type: documentType } }
      : passes;
  },
  example: { passes: example, fires: { ...example, documentType: 'CACitizenshipCard', quality: null } },
});

export const bornInFuture = defineRule<IdentificationFacts>({
  ...shared,
  code: 'IDN-0050',
  reference: null,
  inputs: ['birthDate'],
  crossRecord: false,
  dateDependent: true,
  title: { en: 'Birth date in the future', fr: 'Date de naissance dans le futur' },
  message: { en: 'The birth date {date} has not come yet', fr: 'La date de naissance {date} n’est pas encore arrivée' },
  mend: { en: 'Check the year', fr: 'Vérifiez l’année' },
  source: 'Own rule: nobody is registered before birth',
  field: 'birthDate',
  judge: ({ birthDate }, { today }) => (birthDate > today ? { fires: true, params: { date: birthDate } } : passes),
  example: { passes: example, fires: { ...example, birthDate: '2199-01-01', issuedOn: null } },
});

export const identificationRules = [
  noDocumentType,
  unknownIdentificationCode,
  reservedDocumentType,
  provesNoIdentity,
  bornInFuture,
  issuedBeforeBirth,
  birthAfterDocument,
  lowerQuality,
  sameAsAnother,
] as const;
