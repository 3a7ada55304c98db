import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid } from '#kernel/ids.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';
import { AddressKind } from './draft-contract.ts';

// Where a student and the family are reached, as it is shown.

const Kept = { submittedBy: z.string(), recordedAt: z.iso.datetime() };

export const Address = z
  .strictObject({
    addressId: Guid,
    kind: AddressKind,
    format: z.string(),
    street: z.string().nullable(),
    city: z.string().nullable(),
    province: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().nullable(),
    landLocation: z.string().nullable(),
    ruralRoute: z.string().nullable(),
    site: z.string().nullable(),
    compartment: z.string().nullable(),
    box: z.string().nullable(),
    isGeneralDelivery: z.boolean(),
    isPreferred: z.boolean().meta({ description: 'The one to use on the day that is asked about; one at most' }),
    isInForce: z.boolean().meta({ description: 'Holds on the day that is asked about' }),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable().meta({ description: 'Last day, as it was stated' }),
    endsOn: PlainDate.nullable().meta({
      description: 'Last day: the stated one, or the day before the next of the kind begins for good',
    }),
    isDeleted: z.boolean(),
    label: z
      .strictObject({ en: z.array(z.string()), fr: z.array(z.string()) })
      .meta({ description: 'The lines of its label, without addressee' }),
    ...Kept,
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof Address>;

export const Phone = z
  .strictObject({
    phoneId: Guid,
    kind: z.enum(['home', 'mobile', 'work']),
    number: z.string(),
    extension: z.string().nullable(),
    isListable: z.boolean(),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable(),
    ...Kept,
  })
  .meta({ id: 'Phone' });
/** What a guardian may not do; the paper behind it is there for those with the right alone. */
const GuardianLimit = z
  .strictObject({
    limitId: Guid,
    kind: z.string(),
    kindWords: WordsShape,
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable(),
    isInForce: z.boolean(),
    isDeleted: z.boolean(),
    order: z
      .strictObject({
        type: z.string(),
        typeWords: WordsShape,
        reference: z.string().nullable(),
        issuedOn: PlainDate.nullable(),
        details: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Null for whoever may not see orders' }),
    ...Kept,
  })
  .meta({ id: 'GuardianLimit' });
export const Guardian = z
  .strictObject({
    guardianId: Guid,
    relationship: z.string(),
    relationshipWords: WordsShape,
    familyName: z.string().nullable(),
    givenName: z.string().nullable(),
    livesWith: z.boolean().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    expiresOn: PlainDate.nullable().meta({ description: 'Last day of the rights, as it was stated' }),
    rights: z
      .strictObject({
        isInForce: z.boolean(),
        endsOn: PlainDate.nullable(),
        because: z.enum(['stated', 'age', 'independent']).nullable(),
      })
      .meta({
        description: 'On the day that is asked about: the earliest of the stated end, majority and independence',
      }),
    limits: z
      .array(GuardianLimit)
      .meta({ description: 'What the guardian may not do; those that were taken back for whoever may see orders' }),
    ...Kept,
  })
  .meta({ id: 'Guardian' });
export type Guardian = z.infer<typeof Guardian>;
export const Email = z
  .strictObject({ emailId: Guid, address: z.string(), isActive: z.boolean(), ...Kept })
  .meta({ id: 'Email' });
export const Restriction = z
  .strictObject({
    restrictionId: Guid,
    kind: z.string(),
    kindWords: WordsShape,
    details: z.string().nullable(),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable(),
    isActive: z.boolean(),
    ...Kept,
  })
  .meta({ id: 'Restriction' });

export const StudentContacts = z
  .strictObject({
    studentNumber: Number9,
    version: z.int(),
    addresses: z.array(Address).meta({ description: 'The latest first; those that were taken back stand among them' }),
    phones: z.array(Phone),
    emails: z.array(Email),
    guardians: z.array(Guardian),
    restrictions: z.array(Restriction),
  })
  .meta({ id: 'StudentContacts' });
export type StudentContacts = z.infer<typeof StudentContacts>;
