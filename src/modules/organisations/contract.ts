import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { oneLine, WordsShape } from '#kernel/shapes.ts';

export const OrganisationKind = z.enum(['ministry', 'authority', 'school', 'post_secondary', 'exam_centre']);

export const OrganisationEntry = z
  .strictObject({
    code: OrganisationCode,
    kind: OrganisationKind,
    name: z.string(),
    nameFr: z.string().nullable(),
    type: z.string().nullable().describe('Code of the class organisation_type; a school has that of its authority'),
    authorityCode: OrganisationCode.nullable(),
    authorityName: z.string().nullable(),
    city: z.string().nullable(),
    openedOn: PlainDate.nullable(),
    closedOn: PlainDate.nullable(),
    schools: z.int().nullable().describe('Schools of an authority; null for others'),
    students: z.int().nullable().describe('Students in the newest published year; null when none was published'),
    firstSeenYear: SchoolYear.nullable().describe(
      'First published year it stands in: inferred, no day of opening is claimed',
    ),
    lastSeenYear: SchoolYear.nullable().describe('Last published year it stands in'),
    isInNewestYear: z
      .boolean()
      .nullable()
      .describe('Whether it stands in the newest published year; null when no published year names it'),
  })
  .meta({ id: 'OrganisationEntry' });
export type OrganisationEntry = z.infer<typeof OrganisationEntry>;

/** Text that the database can compare: without control characters. */

export const OrganisationQuery = z.strictObject({
  ...PageQuery.shape,
  kind: OrganisationKind.optional(),
  text: z
    .string()
    .regex(...oneLine)
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of the name, or a code'),
  authority: OrganisationCode.optional(),
  type: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional()
    .describe('Code of the class organisation_type'),
  grade: z
    .string()
    .regex(/^\w{1,4}$/)
    .optional()
    .describe('Schools that offer or had students in this grade'),
  openOn: PlainDate.optional().describe(
    'Open on this day, as far as is known: neither stated to open later or to have closed before, nor missing from the published year of that day',
  ),
});
export type OrganisationQuery = z.infer<typeof OrganisationQuery>;
export const OrganisationPage = pageOf(OrganisationEntry);

const Span = { from: PlainDate, to: PlainDate.nullable() };
const Related = z.strictObject({
  code: OrganisationCode,
  name: z.string(),
  on: PlainDate.nullable(),
  reason: z.string(),
});

export const OrganisationDetail = z
  .strictObject({
    ...OrganisationEntry.shape,
    classification: z.string().nullable(),
    address: z.strictObject({
      street: z.string().nullable(),
      city: z.string().nullable(),
      province: z.string().nullable(),
      postalCode: z.string().nullable(),
    }),
    source: z.string(),
    version: z.int(),
    gradeOfferings: z.array(z.strictObject({ offering: z.string(), grade: z.string(), ...Span })),
    programmeOfferings: z.array(z.strictObject({ programme: z.string(), ...Span })),
    calendars: z.array(z.strictObject({ schoolYear: SchoolYear, kind: z.string(), from: PlainDate, to: PlainDate })),
    predecessors: z.array(Related),
    successors: z.array(Related),
    publishedYears: z
      .array(
        z.strictObject({
          schoolYear: SchoolYear,
          name: z.string(),
          authorityCode: OrganisationCode,
          authorityName: z.string(),
          schools: z.int().describe('Schools in that year: 1 for a school'),
          total: z.int(),
          grades: z.array(z.strictObject({ grade: z.string(), students: z.int() })),
        }),
      )
      .describe(
        'Each published year, the newest first, with name, authority and students by grade; for an authority, those of its schools together',
      ),
    history: z
      .array(
        z.strictObject({
          firstYear: SchoolYear,
          lastYear: SchoolYear,
          name: z.string(),
          authorityCode: OrganisationCode.nullable(),
          authorityName: z.string().nullable(),
        }),
      )
      .describe('Under which name and authority it stood, the newest first, by published years'),
  })
  .meta({ id: 'OrganisationDetail' });
export type OrganisationDetail = z.infer<typeof OrganisationDetail>;

const SchoolOfYear = z.strictObject({
  code: OrganisationCode,
  name: z.string(),
  authorityCode: OrganisationCode,
  authorityName: z.string(),
});
const CodeAndName = z.strictObject({ code: OrganisationCode, name: z.string() });
const Renamed = z.strictObject({ code: OrganisationCode, before: z.string(), after: z.string() });

export const ImportReport = z
  .strictObject({
    importId: z.guid(),
    fileName: z.string(),
    layout: z.enum(['enrolment_by_school', 'school_directory']),
    label: z.string().describe('The school year, or the day of the extract'),
    rehearsed: z.boolean(),
    isRepeated: z.boolean().describe('True when all of it was known already and nothing changed'),
    importedAt: z.iso.datetime(),
    importedBy: z.string(),
    counts: z.strictObject({ schools: z.int(), authorities: z.int(), students: z.int().nullable() }),
    register: z.strictObject({
      added: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      written: z.int(),
      published: z.int(),
    }),
    differences: z.array(
      z.strictObject({
        from: SchoolYear,
        to: SchoolYear,
        opened: z.array(SchoolOfYear),
        closed: z.array(SchoolOfYear),
        renamed: z.array(z.strictObject({ ...Renamed.shape, blanksOnly: z.boolean() })),
        moved: z.array(
          z.strictObject({
            code: OrganisationCode,
            name: z.string(),
            before: OrganisationCode,
            after: OrganisationCode,
          }),
        ),
        authoritiesOpened: z.array(CodeAndName),
        authoritiesClosed: z.array(CodeAndName),
        authoritiesRenamed: z.array(Renamed),
      }),
    ),
    remarks: z
      .array(
        z.strictObject({
          row: z.int().nullable(),
          column: z.string().nullable(),
          kind: z.string(),
          value: z.string().nullable(),
          words: WordsShape,
        }),
      )
      .describe('What did not fit, and why'),
  })
  .meta({ id: 'OrganisationImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

export const ImportQuery = z.strictObject({
  fileName: z
    .string()
    .regex(...oneLine)
    .min(1)
    .max(200),
  rehearse: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});

export const ImportList = z.strictObject({
  items: z.array(
    z.strictObject({
      importId: z.guid(),
      fileName: z.string(),
      layout: z.string(),
      label: z.string(),
      importedAt: z.iso.datetime(),
      importedBy: z.string(),
    }),
  ),
});
export type ImportList = z.infer<typeof ImportList>;
