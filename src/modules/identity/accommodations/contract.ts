import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { Number9, oneLine, WordsShape } from '#kernel/shapes.ts';
import { SafeText } from '../draft-contract.ts';

export const AccommodationStatement = z
  .strictObject({
    kind: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(...oneLine),
    schoolCode: OrganisationCode.optional().describe('The school that does it; the caller’s own when left out'),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable().default(null),
    details: z.string().nullable().default(null).describe('How it is done; several lines'),
    approvedBy: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(...oneLine)
      .nullable()
      .default(null),
    approvedOn: PlainDate.nullable().default(null),
  })
  .meta({ id: 'AccommodationStatement', description: 'A classroom accommodation as it is stated' });
export type AccommodationStatement = z.output<typeof AccommodationStatement>;

export const Accommodation = z
  .strictObject({
    studentNumber: Number9,
    accommodationId: Guid,
    kind: z.string(),
    kindWords: WordsShape,
    schoolCode: OrganisationCode,
    schoolName: z.string().nullable(),
    effectiveOn: PlainDate,
    expiresOn: PlainDate.nullable(),
    details: z.string().nullable(),
    approvedBy: z.string().nullable(),
    approvedOn: PlainDate.nullable(),
    isVoided: z.boolean(),
    voidReason: z.string().nullable(),
    mayChange: z.boolean().meta({ description: 'Whether the reader may change or void it' }),
    version: z.int(),
    recordedBy: z.string().meta({ description: 'Name then of whoever recorded the present state' }),
    submittedBy: OrganisationCode,
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'Accommodation', description: 'A classroom accommodation of a student at a school' });
export type Accommodation = z.infer<typeof Accommodation>;

export const Accommodations = z
  .strictObject({ items: z.array(Accommodation) })
  .meta({ id: 'Accommodations', description: 'Those that stand and those that were voided, the latest first' });

export const VoidReason = z.strictObject({ reason: SafeText.max(500) }).meta({ id: 'VoidReason' });

export const AccommodationParams = z.strictObject({ number: StudentNumber, id: Guid });
