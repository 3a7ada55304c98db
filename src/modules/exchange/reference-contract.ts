import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { WordsShape } from '#kernel/shapes.ts';
import { yearKinds } from './rules/reference.ts';

export const ReferenceQuery = z.strictObject({
  since: z
    .string()
    .regex(/^[\w.~-]{1,8000}$/)
    .optional()
    .describe('The version of an earlier answer; only what changed since is answered. Left out: everything'),
});

const Year = z.strictObject({
  schoolYear: SchoolYear,
  kind: z.enum(yearKinds),
  isAccepted: z.boolean().describe('Whether submissions of this year are taken'),
});

const Table = z.strictObject({
  class: z.string(),
  title: WordsShape,
  values: z.array(
    z.strictObject({
      code: z.string(),
      words: WordsShape,
      from: z.string().nullable(),
      to: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

const Place = z.strictObject({
  code: OrganisationCode,
  kind: z.string(),
  name: z.string(),
  nameFr: z.string().nullable(),
  type: z.string().nullable(),
  authorityCode: OrganisationCode.nullable(),
  openedOn: PlainDate.nullable(),
  closedOn: PlainDate.nullable(),
});

export const ReferenceData = z
  .strictObject({
    version: z.string().describe('To be sent as since the next time'),
    schoolYears: z.array(Year).nullable().describe('null = as in the version that was sent'),
    codeTables: z.array(Table).describe('The tables that changed; each stands whole'),
    goneTables: z.array(z.string()).describe('Tables of the version that was sent which there are no more'),
    parameters: z
      .array(z.strictObject({ name: z.string(), value: z.unknown() }))
      .nullable()
      .describe('Values in force today that a school’s system needs; null = as in the version that was sent'),
    organisations: z.array(Place).nullable().describe('null = as in the version that was sent'),
  })
  .meta({
    id: 'ReferenceData',
    description: 'What a school’s system keeps a copy of: years, codes, parameters, organisations',
  });
export type ReferenceData = z.infer<typeof ReferenceData>;
