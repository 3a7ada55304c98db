import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';

// What the register keeps of a student, as plain values. `recordedAt` is an ISO instant.

type Kept = { studentNumber: StudentNumber; submittedBy: string; recordedAt: string };

export type KeptNameParts = {
  familyName: string | null;
  givenName: string | null;
  middleName: string | null;
  suffix: string | null;
};

/** The student's own row: what is current. */
export type KeptStudent = KeptNameParts & {
  studentNumber: StudentNumber;
  version: number;
  status: 'active' | 'deactivated';
  isNameExact: boolean;
  preferredFamilyName: string | null;
  preferredGivenName: string | null;
  birthDate: PlainDate;
  gender: string;
  proofQuality: number;
  currentRecordId: string;
  multipleBirth: 'Y' | 'N' | null;
  languageAtHome: string | null;
  languageRight: string | null;
  isDeceased: boolean;
  deceasedOn: PlainDate | null;
  isRestricted: boolean;
  createdByOrganisation: string;
  createdAt: string;
  recordedAt: string;
};

export type KeptRecord = Kept &
  KeptNameParts & {
    recordId: string;
    documentType: string;
    quality: number;
    proves: 'name_and_birth' | 'name';
    documentNumberLast4: string | null;
    issuedOn: PlainDate | null;
    isNameExact: boolean;
    birthDate: PlainDate;
    gender: string;
  };

export type KeptName = Kept &
  KeptNameParts & { nameId: string; kind: 'alias' | 'previous' | 'preferred'; effectiveOn: PlainDate | null };

export type AddressKind = 'mailing' | 'physical' | 'delivery';

export type KeptAddress = Kept & {
  addressId: string;
  kind: AddressKind;
  format: string;
  street: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
  landLocation: string | null;
  ruralRoute: string | null;
  site: string | null;
  compartment: string | null;
  box: string | null;
  isGeneralDelivery: boolean;
  isPreferred: boolean;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  isDeleted: boolean;
};

export type KeptPhone = Kept & {
  phoneId: string;
  kind: 'home' | 'mobile' | 'work';
  number: string;
  extension: string | null;
  isListable: boolean;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
};

export type KeptEmail = Kept & { emailId: string; address: string; isActive: boolean };

export type KeptGuardian = Kept & {
  guardianId: string;
  relationship: string;
  familyName: string | null;
  givenName: string | null;
  livesWith: boolean | null;
  phone: string | null;
  email: string | null;
  expiresOn: PlainDate | null;
};

export type KeptGuardianLimit = Kept & {
  limitId: string;
  guardianId: string;
  kind: string;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  orderType: string;
  orderReference: string | null;
  orderIssuedOn: PlainDate | null;
  details: string | null;
  isDeleted: boolean;
};

export type KeptCitizenship = Kept & {
  citizenshipId: string;
  status: string;
  effectiveOn: PlainDate;
  documentType: string | null;
  documentExpiresOn: PlainDate | null;
  country: string | null;
  guardianId: string | null;
  guardianStatus: string | null;
  isDeleted: boolean;
};

export type KeptRestriction = Kept & {
  restrictionId: string;
  kind: string;
  details: string | null;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  isActive: boolean;
};
