import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import type { FoldedName } from './normalise.ts';

// The seam between the register and whatever decides who somebody is. The service finds candidates, hands them over as
// plain facts, and does what the judgement says; a better matcher replaces `judge` and nothing else.

/** The facts of one side of a comparison, folded. `names[0]` is the legal name. */
export type Person = {
  names: readonly FoldedName[];
  birthDate: PlainDate;
  gender: string;
  postalCodes: readonly string[];
  phones: readonly string[];
  guardians: readonly FoldedName[];
};

export type MatchQuery = Person & {
  ref: string;
  /** Nine digits when what was supplied could be a number at all. */
  suppliedNumber: StudentNumber | null;
  /** True when a number was supplied, whatever it is worth. */
  hasSuppliedNumber: boolean;
  isMultipleBirth: boolean;
  /** Organisation and its own id, as one text. */
  localId: string;
  guid: string | null;
};

export type MatchCandidate = Person & {
  studentNumber: StudentNumber;
  isRestricted: boolean;
  isDeceased: boolean;
  /** The asking organisation's own id stands for this student already. */
  hasLocalId: boolean;
  /** The GUID of the row was this student's before. */
  hasGuid: boolean;
  /** The asking organisation knows this student under another id of its own. */
  hasOtherLocalId: boolean;
};

/** Other students of the same batch that share a blocking key with this one. */
export type BatchContext = { others: readonly MatchQuery[] };

export const methods = {
  number: {
    en: 'The number supplied, confirmed by birth date and name',
    fr: 'Le numéro fourni, confirmé par la date de naissance et le nom',
  },
  local_id: {
    en: 'The school’s own id, confirmed by birth date and name',
    fr: 'L’identifiant local de l’école, confirmé par la date de naissance et le nom',
  },
  exact: { en: 'Name and birth date agree exactly', fr: 'Le nom et la date de naissance concordent exactement' },
  near: {
    en: 'Name and birth date agree nearly, and so does the household',
    fr: 'Le nom et la date de naissance concordent presque, tout comme le ménage',
  },
  nobody: { en: 'Nobody on the register resembles the student', fr: 'Personne au registre ne ressemble à l’élève' },
  multiple_birth: {
    en: 'A twin of somebody on the register, by the school’s own statement',
    fr: 'Jumeau ou jumelle d’une personne au registre, selon la déclaration de l’école',
  },
  person: { en: 'A person decided', fr: 'Une personne a décidé' },
  number_conflict: {
    en: 'The number supplied belongs to somebody with other facts',
    fr: 'Le numéro fourni appartient à une personne dont les données diffèrent',
  },
  number_unknown: { en: 'The number supplied was never issued', fr: 'Le numéro fourni n’a jamais été attribué' },
  local_id_conflict: {
    en: 'The school’s own id stood for somebody with other facts',
    fr: 'L’identifiant local désignait une personne dont les données diffèrent',
  },
  second_local_id: {
    en: 'The school knows this student under another id of its own',
    fr: 'L’école connaît cet élève sous un autre identifiant local',
  },
  ambiguous: {
    en: 'Several students on the register could be meant',
    fr: 'Plusieurs élèves du registre pourraient être visés',
  },
  doubtful: {
    en: 'Somebody on the register resembles the student, but not enough',
    fr: 'Une personne du registre ressemble à l’élève, mais pas assez',
  },
  twin: {
    en: 'Same birth date and household as somebody with another given name: a twin, or a changed name',
    fr: 'Même date de naissance et même ménage qu’une personne au prénom différent : jumeau, ou prénom changé',
  },
  restricted: {
    en: 'A student whose information is protected: the ministry decides',
    fr: 'Élève dont les renseignements sont protégés : le ministère décide',
  },
  deceased: { en: 'The student on the register is deceased', fr: 'L’élève au registre est décédé' },
  same_batch: {
    en: 'Two rows of the same file seem to be one student',
    fr: 'Deux lignes du même fichier semblent désigner le même élève',
  },
} as const satisfies Record<string, Words>;
export type Method = keyof typeof methods;

export type AgreementField =
  | 'number'
  | 'local_id'
  | 'family_name'
  | 'given_name'
  | 'middle_name'
  | 'birth_date'
  | 'gender'
  | 'postal_code'
  | 'phone'
  | 'guardian';

/** How one field compares, in a code that `agreements.ts` puts into words. */
export type FieldAgreement = { field: AgreementField; level: string };

export type CandidateKind = 'confirmed' | 'same' | 'likely' | 'doubtful' | 'twin' | 'other';

export type CandidateReason = { studentNumber: StudentNumber; kind: CandidateKind; agreements: FieldAgreement[] };

export type Judgement = {
  outcome: 'assigned' | 'new' | 'review';
  studentNumber: StudentNumber | null;
  method: Method;
  candidates: CandidateReason[];
};

export type Matcher = {
  version: string;
  /** Assigns by what was stated alone when no other candidate could change it; null when the others must be looked for. */
  settle(query: MatchQuery, stated: readonly MatchCandidate[]): Judgement | null;
  judge(query: MatchQuery, candidates: readonly MatchCandidate[], batch: BatchContext): Judgement;
};
