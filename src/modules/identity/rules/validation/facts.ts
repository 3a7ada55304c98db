import type { PlainDate } from '#kernel/dates.ts';

// What the rules of this module look at: plain values, so that a form in the browser can judge while one types.

export type NameFacts = {
  familyName: string | null;
  givenName: string | null;
  middleName: string | null;
  suffix: string | null;
};

export type TextFacts = {
  /** Every text of the row by the name of its field. */
  texts: Readonly<Record<string, string | null>>;
  /** Fields that may hold several lines. */
  multiline: readonly string[];
};

export type OwnerFacts = { guid: string; isOfAnotherStudent: boolean };

export type StudentStatementFacts = {
  birthDate: PlainDate;
  gender: string;
  languageAtHome: string | null;
  isDeceased: boolean;
  deceasedOn: PlainDate | null;
};

/** A better proof that a statement or document would contradict or replace. */
export type IdentificationFacts = {
  documentType: string | null;
  birthDate: PlainDate;
  gender: string;
  issuedOn: PlainDate | null;
  /** 100, 200, 250, 300; null when the document type is unknown. */
  quality: number | null;
  proves: 'name_and_birth' | 'name';
  /** True for what a school says without a document. */
  isStatement: boolean;
  /** Quality behind the present legal name; null for a student without any record. */
  presentNameQuality: number | null;
  /** Quality behind the present birth date and gender. */
  presentBirthQuality: number | null;
  /** Fields in which it differs from what is kept. */
  contradicts: readonly string[];
  /** Issue dates of the student's documents. */
  documentDates: readonly PlainDate[];
  /** True when another student has the legal name and birth date that the student would have. */
  hasNamesake: boolean;
};

export type AddressFacts = {
  kind: string;
  format: string;
  street: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
  /** A place by the land survey. */
  landLocation: string | null;
  ruralRoute: string | null;
  site: string | null;
  compartment: string | null;
  box: string | null;
  isGeneralDelivery: boolean;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
};

/** An address beside another of its kind that says something else for the same days; null when there is none. */
export type AddressOverlapFacts = {
  expiresOn: PlainDate | null;
  other: { place: string; effectiveOn: PlainDate; expiresOn: PlainDate | null } | null;
};

export type PhoneFacts = {
  kind: string;
  number: string;
  extension: string | null;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
};

export type GuardianFacts = {
  relationship: string;
  phone: string | null;
  email: string | null;
  expiresOn: PlainDate | null;
  /** The last day that the rights can have by the student's age and restrictions; null = open. */
  latestEnd: PlainDate | null;
};

/** A limit of a guardian beside the guardians of the student. */
export type GuardianLimitFacts = {
  kind: string;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  orderType: string;
  orderReference: string | null;
  orderIssuedOn: PlainDate | null;
  isGuardianKnown: boolean;
};

export type RestrictionFacts = { kind: string; effectiveOn: PlainDate; expiresOn: PlainDate | null; isActive: boolean };

/** Who lives together, by telephone. */
export type HouseholdFacts = {
  livesWithGuardian: boolean;
  /** Numbers of the guardians with whom the student lives. */
  guardianPhones: readonly string[];
  /** The student's numbers in force. */
  studentPhones: readonly string[];
};

/** All restrictions of a student, for what two of them say together. */
export type RestrictionsFacts = { restrictions: readonly RestrictionFacts[] };

/** A citizenship status beside the student's birth date and guardians. */
export type CitizenshipFacts = {
  status: string;
  /** Null when none is stated and none follows from the document. */
  effectiveOn: PlainDate | null;
  documentType: string | null;
  documentExpiresOn: PlainDate | null;
  country: string | null;
  guardianId: string | null;
  guardianStatus: string | null;
  birthDate: PlainDate;
  /** True when the guardian named is one of the student's. */
  isGuardianKnown: boolean;
  /** True for the status in force today. */
  isCurrent: boolean;
  /** Other statuses of the student that begin on the same day. */
  contradicting: readonly string[];
};

/** The right to minority-language schooling beside the citizenship in force. */
export type LanguageRightFacts = {
  languageRight: string | null;
  /** The status in force; null while none is recorded. */
  citizenship: string | null;
  /** Type of the authority that asked; null for the ministry and where it is not known. */
  asker: string | null;
};

/** Text that people write, by the field that holds it. */
export type FreeTextFacts = {
  texts: Readonly<Record<string, string | null>>;
  /** The fields that must say something. */
  required: readonly string[];
};

/** A classroom accommodation beside the student's birth date and the others at the same school. */
export type AccommodationFacts = {
  kind: string;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  approvedOn: PlainDate | null;
  schoolCode: string;
  /** The school it was recorded for before; null for a new one. */
  schoolBefore: string | null;
  isSchoolKnown: boolean;
  birthDate: PlainDate;
  /** Those that stand, of the same kind at the same school. */
  others: readonly { effectiveOn: PlainDate; expiresOn: PlainDate | null }[];
};

/** A note beside how far its author reaches. */
export type NoteFacts = {
  kind: string;
  audience: 'associated' | 'organisation' | 'ministry';
  /** True for the ministry. */
  seesEverything: boolean;
};
