import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { AsKnownAt, AsOf, manyLines, oneLine } from '#kernel/shapes.ts';

/** Where an enrolment stands on a day; computed from its dates, never stored. */
export const EnrolmentStatus = z
  .enum(['registered', 'active', 'completed', 'withdrawn', 'closed', 'cancelled', 'deleted'])
  .meta({ id: 'EnrolmentStatus', description: 'Where the enrolment stands today; computed from its dates' });
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

const Code = z
  .string()
  .min(1)
  .max(20)
  .regex(/^[^\s\p{Cc}]+$/u);
const Hours = z.int().min(1).max(9999);

/** What a school says of an enrolment: all of it, since what is left out is taken back (the self-declaration excepted). */
export const EnrolmentStatement = z
  .strictObject({
    schoolCode: OrganisationCode,
    schoolYear: SchoolYear,
    grade: Code,
    startOn: PlainDate,
    exitOn: PlainDate.nullable().optional(),
    exitType: Code.nullable().optional(),
    programmingType: Code,
    programmingTimeframe: Code,
    enrolmentTypes: z.array(Code).max(3).optional(),
    exceptionCodes: z.array(Code).max(2).optional(),
    grantsProgrammes: z.array(Code).max(3).optional(),
    residentBoard: OrganisationCode.nullable().optional(),
    francophoneBoard: OrganisationCode.nullable().optional(),
    selfDeclaration: Code.nullable().optional(),
    frenchHours: Hours.nullable().optional(),
    hours: Hours.nullable().optional(),
    programmePercentage: z.number().min(0).max(100).multipleOf(0.01).nullable().optional(),
    localStudentId: z
      .string()
      .min(1)
      .max(40)
      .regex(...oneLine)
      .nullable()
      .optional(),
  })
  .meta({ id: 'EnrolmentStatement', description: 'An enrolment as the school states it' });
export type EnrolmentStatement = z.infer<typeof EnrolmentStatement>;

export const Enrolment = z
  .strictObject({
    studentNumber: StudentNumber,
    enrolmentId: Guid,
    schoolCode: OrganisationCode,
    schoolName: z.string().nullable(),
    schoolNameFr: z.string().nullable(),
    schoolYear: SchoolYear,
    grade: z.string(),
    startOn: PlainDate,
    exitOn: PlainDate.nullable(),
    exitType: z.string().nullable(),
    programmingType: z.string(),
    programmingTimeframe: z.string(),
    enrolmentTypes: z.array(z.string()),
    exceptionCodes: z.array(z.string()),
    grantsProgrammes: z.array(z.string()),
    residentBoard: OrganisationCode.nullable(),
    francophoneBoard: OrganisationCode.nullable(),
    selfDeclaration: z
      .string()
      .nullable()
      .optional()
      .describe('Indigenous self-declaration; only for those who reach the school'),
    frenchHours: z.int().nullable(),
    hours: z.int().nullable(),
    programmePercentage: z.number().nullable(),
    localStudentId: z.string().nullable(),
    status: EnrolmentStatus,
    isDeleted: z.boolean(),
    version: z.int(),
    submittedBy: OrganisationCode,
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'Enrolment', description: 'A school enrolment of a student' });
export type Enrolment = z.infer<typeof Enrolment>;

export const StudentParams = z.strictObject({ number: StudentNumber });
export const EnrolmentParams = z.strictObject({ number: StudentNumber, id: Guid });
export const SchoolParams = z.strictObject({ code: OrganisationCode });

export const EnrolmentListQuery = z.strictObject({
  deleted: z.enum(['include', 'leave_out']).default('leave_out').describe('Whether deleted enrolments are listed too'),
  asKnownAt: AsKnownAt,
  asOf: AsOf,
});
export const EnrolmentList = z
  .strictObject({ items: z.array(Enrolment) })
  .meta({ id: 'EnrolmentList', description: 'The enrolments of a student, the newest first' });
export type EnrolmentList = z.infer<typeof EnrolmentList>;

/** Deleting and restoring may say why. */
export const EnrolmentReason = z.strictObject({
  reason: z
    .string()
    .min(1)
    .max(500)
    .regex(...manyLines)
    .optional(),
});

const schoolYearText = z.coerce.number().pipe(SchoolYear);

export const ClassListQuery = z.strictObject({
  schoolYear: schoolYearText.optional().describe('The current school year when left out'),
  grade: Code.optional(),
  status: EnrolmentStatus.exclude(['deleted']).optional(),
  asKnownAt: AsKnownAt,
  asOf: AsOf,
  ...PageQuery.shape,
});
export type ClassListQuery = z.infer<typeof ClassListQuery>;

export const ClassListEntry = z
  .strictObject({
    studentNumber: StudentNumber,
    enrolmentId: Guid,
    familyName: z.string().nullable(),
    givenName: z.string().nullable(),
    birthDate: PlainDate.nullable(),
    grade: z.string(),
    programmingType: z.string(),
    startOn: PlainDate,
    exitOn: PlainDate.nullable(),
    status: EnrolmentStatus,
    localStudentId: z.string().nullable(),
    openFindings: z
      .strictObject({ warnings: z.int(), advice: z.int() })
      .describe('Findings about the student that wait for somebody, as far as the caller may see them'),
  })
  .meta({ id: 'ClassListEntry', description: 'A line of a school’s class list' });
export type ClassListEntry = z.infer<typeof ClassListEntry>;
export const ClassListPage = pageOf(ClassListEntry).meta({ id: 'ClassListPage' });

export const EnrolmentCountQuery = z.strictObject({
  schoolYear: schoolYearText.optional().describe('The current school year when left out'),
  organisation: OrganisationCode.optional().describe(
    'A school or authority within reach; everything within reach when left out. With asKnownAt it must be named by those who reach everything',
  ),
  asKnownAt: AsKnownAt,
  asOf: AsOf,
});

const countShape = {
  students: z.int().describe('Students with a live enrolment of the year, whatever its status'),
  activeStudents: z.int().describe('Those of them enrolled today'),
};
export const EnrolmentCounts = z
  .strictObject({
    schoolYear: SchoolYear,
    ...countShape,
    byGrade: z.array(z.strictObject({ grade: z.string(), ...countShape })),
    bySchool: z.array(
      z.strictObject({
        schoolCode: OrganisationCode,
        schoolName: z.string().nullable(),
        schoolNameFr: z.string().nullable(),
        ...countShape,
      }),
    ),
  })
  .meta({
    id: 'EnrolmentCounts',
    description:
      'Students of a school year at the schools within reach; a student at two schools counts once in each and once in all',
  });
export type EnrolmentCounts = z.infer<typeof EnrolmentCounts>;
