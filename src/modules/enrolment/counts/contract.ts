import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery } from '#kernel/page.ts';
import { WordsShape } from '#kernel/shapes.ts';
import { differenceReasons } from './rules/difference.ts';

const schoolYearText = z.coerce.number().pipe(SchoolYear);
const Kind = z.string().regex(/^[a-z][a-z_]{0,39}$/);

export const CountId = z.uuid();
export const CountParams = z.strictObject({ countId: CountId });

export const CountDaysQuery = z.strictObject({
  schoolYear: schoolYearText.optional().describe('The current school year when left out'),
});

export const CountDay = z
  .strictObject({
    kind: Kind,
    words: WordsShape,
    schoolYear: SchoolYear,
    day: PlainDate,
    state: z.enum(['coming', 'open', 'frozen']).describe('coming: the day lies ahead; open: past and not frozen'),
    countId: CountId.nullable(),
    frozenAt: z.iso.datetime().nullable(),
    frozenBy: z.string().nullable(),
  })
  .meta({ id: 'CountDay', description: 'A day on which students are counted, and whether its count is frozen' });
export type CountDay = z.infer<typeof CountDay>;
export const CountDays = z.strictObject({ items: z.array(CountDay) }).meta({ id: 'CountDays' });

/** Which part of a count is asked for. */
export const FiguresQuery = z.strictObject({
  organisation: OrganisationCode.optional().describe(
    'A school or authority within reach; everything within reach when left out',
  ),
});

export const PreviewQuery = z.strictObject({
  kind: Kind,
  schoolYear: schoolYearText.optional().describe('The current school year when left out'),
  ...FiguresQuery.shape,
});

const OfOrganisation = z.strictObject({
  code: OrganisationCode,
  name: z.string().nullable(),
  nameFr: z.string().nullable(),
  students: z.int(),
});
const OfCode = z.strictObject({ code: z.string(), students: z.int() });

export const CountFigures = z
  .strictObject({
    kind: Kind,
    words: WordsShape,
    schoolYear: SchoolYear,
    day: PlainDate,
    countId: CountId.nullable().describe('Null for a count that is not frozen'),
    frozenAt: z.iso.datetime().nullable(),
    students: z.int(),
    byAuthority: z.array(OfOrganisation),
    bySchool: z.array(OfOrganisation),
    byGrade: z.array(OfCode),
    byProgrammingType: z.array(OfCode),
    byProgramme: z
      .array(OfCode)
      .describe('By grants programme; a student with several counts under each, one without under none'),
  })
  .meta({
    id: 'CountFigures',
    description: 'Students enrolled on a count day, within reach; each counts once, at one school',
  });
export type CountFigures = z.infer<typeof CountFigures>;

export const FreezeCount = z
  .strictObject({ kind: Kind, schoolYear: SchoolYear })
  .meta({ id: 'FreezeCount', description: 'Which count is frozen as it is known now' });
export type FreezeCount = z.infer<typeof FreezeCount>;

export const DifferenceReason = z.enum(differenceReasons).meta({
  id: 'DifferenceReason',
  description:
    'joined_late: an enrolment that was not known; mended_in, mended_out: dates or codes were mended; left: an exit before the day was stated; deleted; linked: another number of the same person counts; reappeared: counts without a change of the enrolment, as when numbers are unlinked; gone: no longer on the register; moved: another school; changed: another grade or programme',
});

export const DifferencesQuery = z.strictObject({
  ...FiguresQuery.shape,
  reason: DifferenceReason.optional(),
  knownAt: z.iso
    .datetime()
    .optional()
    .describe('As the register knew it at this moment, after the freeze; now when left out'),
  ...PageQuery.shape,
});
export type DifferencesQuery = z.infer<typeof DifferencesQuery>;

const CountedShape = z.strictObject({
  schoolCode: OrganisationCode,
  schoolName: z.string().nullable(),
  grade: z.string(),
  programmingType: z.string(),
  grantsProgrammes: z.array(z.string()),
});

export const CountDifference = z
  .strictObject({
    studentNumber: StudentNumber,
    name: z.string().nullable(),
    reason: DifferenceReason,
    before: CountedShape.nullable(),
    after: CountedShape.nullable(),
    act: z
      .strictObject({ kind: z.string(), at: z.iso.datetime(), by: z.string(), organisation: z.string().nullable() })
      .nullable()
      .describe('The last act after the freeze that changed the student’s enrolments'),
  })
  .meta({ id: 'CountDifference', description: 'A student who counts otherwise than at the freeze, and why' });
export type CountDifference = z.infer<typeof CountDifference>;

export const CountDifferences = z
  .strictObject({
    countId: CountId,
    knownAt: z.iso.datetime(),
    frozen: z.int().describe('Students of the frozen count'),
    counted: z.int().describe('Students counted as known at the moment, among those in sight'),
    outOfSight: z.int().describe('Students of the frozen count whom the caller may no longer see'),
    byReason: z.array(z.strictObject({ reason: DifferenceReason, students: z.int() })),
    items: z.array(CountDifference),
    next: z.string().nullable(),
  })
  .meta({ id: 'CountDifferences', description: 'What changed since a count was frozen, student by student' });
export type CountDifferences = z.infer<typeof CountDifferences>;
