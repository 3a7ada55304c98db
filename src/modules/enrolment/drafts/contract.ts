import { z } from 'zod';
import { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { HasSchool, OutsideSchool } from '../responsible/contract.ts';

const schoolYearText = z.coerce.number().pipe(SchoolYear);

export const GroundsParams = z.strictObject({ number: StudentNumber });

export const GroundsQuery = z.strictObject({
  school: OrganisationCode.optional().describe('The school of the draft; none when left out'),
  schoolYear: schoolYearText
    .optional()
    .describe('The school year of the draft, of which calendars are given; the current one when left out'),
  residentBoard: OrganisationCode.optional().describe('The authority that the draft names as resident board'),
});

const Open = { from: PlainDate.nullable(), to: PlainDate.nullable() };
const Span = { from: PlainDate, to: PlainDate.nullable() };

const Place = z
  .strictObject({
    code: OrganisationCode,
    type: z.string().nullable(),
    classification: z.string().nullable(),
    openedOn: PlainDate.nullable(),
    closedOn: PlainDate.nullable(),
  })
  .meta({ id: 'GroundPlace', description: 'What rules know of an organisation' });

const School = z
  .strictObject({
    school: Place,
    authority: Place.nullable(),
    calendars: z.array(z.strictObject({ schoolYear: SchoolYear, kind: z.string(), from: PlainDate, to: PlainDate })),
    gradeOfferings: z.array(z.strictObject({ offering: z.string(), grade: z.string(), ...Open })),
    programmeOfferings: z.array(z.strictObject({ programme: z.string(), ...Open })),
  })
  .meta({ id: 'GroundSchool', description: 'What rules know of a school' });

const Student = z.strictObject({
  birthDate: PlainDate.nullable(),
  isDeceased: z.boolean(),
  deceasedOn: PlainDate.nullable(),
  mailingAddresses: z.array(z.strictObject(Span)).describe('The days of the live mailing addresses'),
  restrictions: z
    .array(z.strictObject({ kind: z.string(), ...Span }))
    .describe('Those alone that rules about enrolments ask for'),
  citizenships: z.array(
    z.strictObject({
      status: z.string(),
      documentType: z.string().nullable(),
      documentExpiresOn: PlainDate.nullable(),
      ...Span,
    }),
  ),
});

const KnownEnrolment = z.strictObject({
  studentNumber: StudentNumber,
  enrolmentId: Guid,
  schoolCode: OrganisationCode,
  authorityCode: OrganisationCode.nullable(),
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
  selfDeclaration: z.string().nullable().describe('Null for those without the right to restricted data'),
  frenchHours: z.int().nullable(),
  hours: z.int().nullable(),
  programmePercentage: z.number().nullable(),
  localStudentId: z.string().nullable(),
  isDeleted: z.literal(false),
});

const KnownRegistration = z.strictObject({
  studentNumber: StudentNumber,
  registrationId: Guid,
  schoolYear: SchoolYear,
  authorityCode: OrganisationCode.nullable(),
  startOn: PlainDate,
  exitOn: PlainDate,
  exitType: z.string(),
  isDeleted: z.literal(false),
});

const KnownTransition = z.strictObject({
  studentNumber: StudentNumber,
  transitionId: Guid,
  effectiveOn: PlainDate,
  hasSchool: HasSchool,
  schoolCode: OrganisationCode.nullable(),
  outside: OutsideSchool.nullable(),
  reason: z.string(),
  isDeleted: z.literal(false),
});

export const DraftGrounds = z
  .strictObject({
    isPartial: z
      .boolean()
      .describe(
        'True while the caller sees the minimum of the student: what lies beyond it is empty and judged on saving',
      ),
    organisation: OrganisationCode.describe('For which the caller acts'),
    isMinistry: z.boolean(),
    student: Student,
    school: School.nullable(),
    residentBoard: Place.nullable(),
    enrolments: z.array(KnownEnrolment).describe('Live ones'),
    registrations: z.array(KnownRegistration).describe('Live registrations for unsupervised home education'),
    transitions: z.array(KnownTransition).describe('Live transitions of the responsible school'),
    responsibleSchool: School.nullable(),
  })
  .meta({
    id: 'DraftGrounds',
    description: 'What rules know besides a draft of an enrolment, so that a caller judges as the register does',
  });
export type DraftGrounds = z.infer<typeof DraftGrounds>;

export const EnrolmentParameters = z
  .strictObject({
    today: PlainDate,
    currentSchoolYear: SchoolYear,
    items: z.array(z.strictObject({ name: z.string(), value: z.unknown(), ...Open })),
  })
  .meta({ id: 'EnrolmentParameters', description: 'The parameters by which the jurisdiction’s enrolments are judged' });
export type EnrolmentParameters = z.infer<typeof EnrolmentParameters>;
