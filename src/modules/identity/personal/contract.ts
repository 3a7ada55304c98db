import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid } from '#kernel/ids.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';

const Named = WordsShape.nullable();

/** A single value: absent leaves it as it is, null clears it. */
export const PersonalFacts = z
  .strictObject({
    languageRight: z.string().trim().min(1).max(20).nullable().optional(),
    languageAtHome: z.string().trim().min(1).max(20).nullable().optional(),
  })
  .meta({ id: 'PersonalFacts' });
export type PersonalFacts = z.output<typeof PersonalFacts>;

export const Citizenship = z
  .strictObject({
    citizenshipId: Guid,
    status: z.string(),
    statusWords: WordsShape,
    effectiveOn: PlainDate,
    documentType: z.string().nullable(),
    documentTypeWords: Named,
    documentExpiresOn: PlainDate.nullable(),
    country: z.string().nullable(),
    countryWords: Named,
    guardianId: Guid.nullable(),
    guardianStatus: z.string().nullable(),
    guardianStatusWords: Named,
    isCurrent: z.boolean().meta({ description: 'In force today: the one that began last' }),
    isDeleted: z.boolean(),
    submittedBy: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'Citizenship' });
export type Citizenship = z.infer<typeof Citizenship>;

export const StudentPersonal = z
  .strictObject({
    studentNumber: Number9,
    version: z.int(),
    citizenships: z
      .array(Citizenship)
      .meta({ description: 'The latest first; those that were taken back stand among them' }),
    languageRight: z.strictObject({
      value: z.string().nullable(),
      words: Named,
      mayAsk: z.boolean().meta({ description: 'Whether the reader’s organisation may ask it' }),
    }),
    languageAtHome: z.string().nullable(),
    languageAtHomeWords: Named,
    maturity: z
      .strictObject({ on: PlainDate, reason: z.string(), reasonWords: WordsShape })
      .meta({ description: 'From when on the student counts as mature, and why: computed' }),
    isDeceased: z.boolean(),
    deceasedOn: PlainDate.nullable(),
    guardians: z
      .array(z.strictObject({ guardianId: Guid, name: z.string() }))
      .meta({ description: 'On whose status one may depend' }),
  })
  .meta({ id: 'StudentPersonal' });
export type StudentPersonal = z.infer<typeof StudentPersonal>;
