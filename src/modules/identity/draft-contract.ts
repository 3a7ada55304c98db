import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid } from '#kernel/ids.ts';
import { oneLine } from '#kernel/shapes.ts';

// What is submitted of a student: the facts of one row, by a file, a person or another system.

export const Text = z.string().trim().min(1);

/** Text that is used before any rule can judge it: no control characters, which no database keeps. */
export const SafeText = Text.regex(...oneLine);

/** The parts of a person's name. One of family and given name may be absent (mononyms), not both. */
export const NameParts = {
  familyName: Text.max(50).nullable(),
  givenName: Text.max(50).nullable(),
  middleName: Text.max(50).nullable().default(null),
  suffix: Text.max(15).nullable().default(null),
};

/** What a school's system says of a student itself, without a document (a row of students). */
export const StudentDraft = z.strictObject({
  guid: Guid,
  localStudentId: Text.max(40),
  birthDate: PlainDate,
  gender: Text.max(20),
  ...NameParts,
  preferredFamilyName: Text.max(50).nullable().default(null),
  preferredGivenName: Text.max(50).nullable().default(null),
  multipleBirth: z.enum(['Y', 'N']).nullable().default(null),
  languageAtHome: Text.max(20).nullable().default(null),
  languageRight: Text.max(20).nullable().optional(),
  isDeceased: z.boolean().nullable().default(null),
  deceasedOn: PlainDate.nullable().default(null),
});
export type StudentDraft = z.output<typeof StudentDraft>;

/** What a document proves (a row of identification). */
export const IdentificationDraft = z
  .strictObject({
    guid: Guid,
    documentType: Text.max(60).nullable(),
    documentNumberLast4: Text.max(4).nullable().default(null),
    issuedOn: PlainDate.nullable().default(null),
    ...NameParts,
    birthDate: PlainDate,
    gender: Text.max(20),
    isNameExact: z.boolean().default(true),
  })
  .meta({ id: 'IdentificationDraft' });
export type IdentificationDraft = z.output<typeof IdentificationDraft>;

export const NameKind = z.enum(['alias', 'previous', 'preferred']);
export const NameDraft = z
  .strictObject({ guid: Guid, kind: NameKind, ...NameParts, effectiveOn: PlainDate.nullable().default(null) })
  .meta({ id: 'NameDraft' });
export type NameDraft = z.output<typeof NameDraft>;

export const AddressKind = z.enum(['mailing', 'physical', 'delivery']);

/** The last day of a contact: absent says nothing, null takes away a day that was stated. */
const LastDay = PlainDate.nullable()
  .optional()
  .meta({ description: 'Last day; absent leaves it as it is, null takes it away' });
/** True takes it back as recorded in error, false restores it. */
const TakenBack = z
  .boolean()
  .nullable()
  .default(null)
  .meta({ description: 'True takes it back, false restores it, null leaves that as it is' });

export const AddressDraft = z
  .strictObject({
    guid: Guid,
    kind: AddressKind,
    format: Text.max(40),
    street: Text.max(140).nullable().default(null),
    city: Text.max(60).nullable().default(null),
    province: Text.max(40).nullable().default(null),
    postalCode: Text.max(12).nullable().default(null),
    country: Text.max(3).nullable().default(null),
    landLocation: Text.max(40)
      .nullable()
      .default(null)
      .meta({ description: 'Place by the land survey, such as NE-12-45-7-W4' }),
    ruralRoute: Text.max(40).nullable().default(null),
    site: Text.max(40).nullable().default(null),
    compartment: Text.max(40).nullable().default(null),
    box: Text.max(40).nullable().default(null).meta({ description: 'Number of the post-office box' }),
    isGeneralDelivery: z.boolean().nullable().default(null),
    isPreferred: z.boolean().nullable().default(null).meta({
      description:
        'True marks it as the one to use for its days; another that was marked for one of them loses the mark',
    }),
    effectiveOn: PlainDate,
    expiresOn: LastDay,
    isDeleted: TakenBack,
  })
  .meta({ id: 'AddressDraft' });
export type AddressDraft = z.output<typeof AddressDraft>;

export const PhoneDraft = z
  .strictObject({
    guid: Guid,
    kind: z.enum(['home', 'mobile', 'work']),
    number: Text.max(25),
    extension: Text.max(10).nullable().default(null),
    isListable: z.boolean().default(false),
    effectiveOn: PlainDate,
    expiresOn: LastDay,
  })
  .meta({ id: 'PhoneDraft' });
export type PhoneDraft = z.output<typeof PhoneDraft>;

export const GuardianDraft = z
  .strictObject({
    guid: Guid,
    relationship: Text.max(40),
    familyName: Text.max(50).nullable(),
    givenName: Text.max(50).nullable(),
    livesWith: z.boolean().nullable().default(null),
    phone: Text.max(25).nullable().default(null),
    email: Text.max(254).nullable().default(null),
    expiresOn: LastDay,
  })
  .meta({ id: 'GuardianDraft' });
export type GuardianDraft = z.output<typeof GuardianDraft>;

/** What a guardian may not do, from a day on, by a paper that was seen; recorded by a person, never by a file. */
export const GuardianLimitDraft = z
  .strictObject({
    guid: Guid,
    guardianId: Guid,
    kind: Text.max(40),
    effectiveOn: PlainDate,
    expiresOn: LastDay,
    orderType: Text.max(40),
    orderReference: Text.max(100)
      .nullable()
      .default(null)
      .meta({ description: 'Court and file number, as on the paper' }),
    orderIssuedOn: PlainDate.nullable().default(null),
    details: Text.max(1000).nullable().default(null),
    isDeleted: TakenBack,
  })
  .meta({ id: 'GuardianLimitDraft' });
export type GuardianLimitDraft = z.output<typeof GuardianLimitDraft>;

/** Who must not learn of the student; recorded by the ministry, never by a file. */
export const RestrictionDraft = z
  .strictObject({
    guid: Guid,
    kind: Text.max(40),
    details: Text.max(1000).nullable().default(null),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable().default(null),
    isActive: z.boolean().default(true),
  })
  .meta({ id: 'RestrictionDraft' });
export type RestrictionDraft = z.output<typeof RestrictionDraft>;

/** A citizenship status from a day on; recorded in error it is marked as deleted, and may be restored. */
export const CitizenshipDraft = z
  .strictObject({
    guid: Guid,
    status: Text.max(20),
    effectiveOn: PlainDate.nullable()
      .default(null)
      .meta({ description: 'First day; when left out with a birth certificate of the country, the birth date' }),
    documentType: Text.max(60).nullable().default(null),
    documentExpiresOn: PlainDate.nullable().default(null),
    country: Text.max(3).nullable().default(null),
    guardianId: Guid.nullable().default(null),
    guardianStatus: Text.max(20).nullable().default(null),
    isDeleted: z
      .boolean()
      .nullable()
      .default(null)
      .meta({ description: 'True takes it back, false restores it, null leaves that as it is' }),
  })
  .meta({ id: 'CitizenshipDraft' });
export type CitizenshipDraft = z.output<typeof CitizenshipDraft>;

/** The death of a student, or that it was recorded in error. */
export const DeathDraft = z
  .strictObject({ isDeceased: z.boolean(), deceasedOn: PlainDate.nullable().default(null) })
  .meta({ id: 'DeathDraft' });
export type DeathDraft = z.output<typeof DeathDraft>;
