import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { AsKnownAt } from '#kernel/shapes.ts';

const ExitType = z
  .string()
  .min(1)
  .max(20)
  .regex(/^[^\s\p{Cc}]+$/u);

export const HomeStatement = z
  .strictObject({
    schoolYear: SchoolYear,
    authorityCode: OrganisationCode.nullable().default(null),
    startOn: PlainDate.optional().describe('The day that the jurisdiction sets when left out'),
    exitOn: PlainDate.optional().describe('The day that the jurisdiction sets when left out'),
    exitType: ExitType.default('completion'),
  })
  .meta({ id: 'HomeStatement', description: 'A registration for unsupervised home education as it is stated' });
export type HomeStatement = z.output<typeof HomeStatement>;

export const HomeRegistration = z
  .strictObject({
    studentNumber: StudentNumber,
    registrationId: Guid,
    schoolYear: SchoolYear,
    authorityCode: OrganisationCode.nullable(),
    authorityName: z.string().nullable(),
    startOn: PlainDate,
    exitOn: PlainDate,
    exitType: z.string(),
    isDeleted: z.boolean(),
    version: z.int(),
    submittedBy: OrganisationCode,
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'HomeRegistration', description: 'A registration for unsupervised home education' });
export type HomeRegistration = z.infer<typeof HomeRegistration>;

export const HomeListQuery = z.strictObject({ asKnownAt: AsKnownAt });

export const HomeRegistrations = z
  .strictObject({ items: z.array(HomeRegistration) })
  .meta({ id: 'HomeRegistrations', description: 'All registrations of a student, deleted ones too, the latest first' });

export const StudentParams = z.strictObject({ number: StudentNumber });
export const RegistrationParams = z.strictObject({ number: StudentNumber, id: Guid });
