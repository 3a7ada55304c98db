import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { AsKnownAt, AsOf, oneLine } from '#kernel/shapes.ts';

export const HasSchool = z.enum(['yes', 'no', 'unknown']).meta({
  id: 'HasSchool',
  description:
    'Whether a school answers for the student: yes; no, as after graduation; unknown, when the student left nobody knows where to',
});

const Line = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(...oneLine);
const Code = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[^\s\p{Cc}]+$/u);

export const OutsideSchool = z
  .strictObject({
    name: Line,
    city: Line.nullable().default(null),
    province: Code.nullable().default(null),
    country: Code.nullable().default(null),
  })
  .meta({ id: 'OutsideSchool', description: 'A school outside the jurisdiction, as far as it is known' });

export const TransitionStatement = z
  .strictObject({
    effectiveOn: PlainDate,
    hasSchool: HasSchool,
    schoolCode: OrganisationCode.nullable().default(null),
    outside: OutsideSchool.nullable().default(null),
    reason: Code.describe('A code of the class responsible_school_reason'),
  })
  .meta({ id: 'TransitionStatement', description: 'A transition of the responsible school as somebody states it' });
export type TransitionStatement = z.output<typeof TransitionStatement>;

export const Transition = z
  .strictObject({
    studentNumber: StudentNumber,
    transitionId: Guid,
    effectiveOn: PlainDate,
    hasSchool: HasSchool,
    schoolCode: OrganisationCode.nullable(),
    schoolName: z.string().nullable(),
    schoolNameFr: z.string().nullable(),
    outside: OutsideSchool.nullable(),
    reason: z.string(),
    isCurrent: z.boolean().describe('Whether it holds today'),
    isDeleted: z.boolean(),
    version: z.int(),
    submittedBy: OrganisationCode,
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'Transition', description: 'A transition of the responsible school of a student' });
export type Transition = z.infer<typeof Transition>;

export const StudentParams = z.strictObject({ number: StudentNumber });
export const TransitionParams = z.strictObject({ number: StudentNumber, id: Guid });
export const OrganisationParams = z.strictObject({ code: OrganisationCode });

export const TransitionListQuery = z.strictObject({
  deleted: z.enum(['include', 'leave_out']).default('leave_out').describe('Whether deleted transitions are listed too'),
  asKnownAt: AsKnownAt,
  asOf: AsOf,
});
export const TransitionList = z
  .strictObject({
    current: Transition.nullable().describe('The one that holds today'),
    items: z.array(Transition),
  })
  .meta({
    id: 'TransitionList',
    description: 'The transitions of the responsible school of a student, the latest first',
  });
export type TransitionList = z.infer<typeof TransitionList>;

export const ResponsibleListQuery = z.strictObject({ ...PageQuery.shape });

export const ResponsibleStudent = z
  .strictObject({
    studentNumber: StudentNumber,
    familyName: z.string().nullable(),
    givenName: z.string().nullable(),
    birthDate: PlainDate.nullable(),
    schoolCode: OrganisationCode,
    schoolName: z.string().nullable(),
    schoolNameFr: z.string().nullable(),
    effectiveOn: PlainDate,
    reason: z.string(),
    isEnrolledThere: z.boolean().describe('Whether the student is enrolled at the school today'),
  })
  .meta({ id: 'ResponsibleStudent', description: 'A student for whom a school answers today' });
export type ResponsibleStudent = z.infer<typeof ResponsibleStudent>;
export const ResponsibleStudents = pageOf(ResponsibleStudent).meta({ id: 'ResponsibleStudents' });
