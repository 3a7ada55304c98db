import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type {
  EnrolmentFacts,
  EnrolmentSchool,
  EnrolmentStudent,
  EnrolmentSubmission,
  SchoolEnrolment,
  Sibling,
} from './facts.ts';

/** The day and year of the rules' examples. */
export const exampleContext = { today: '2026-11-24', currentSchoolYear: 2027 } as const;

/** An organisation's code in an example. */
export function codeOf(text: string): OrganisationCode {
  return text as OrganisationCode; // examples name only codes of the right form
}

/** What differs from the plain example: a part of a part, or a whole part. */
export type ExampleChanges = {
  enrolment?: Partial<SchoolEnrolment>;
  student?: Partial<EnrolmentStudent>;
  school?: Partial<EnrolmentSchool> | null;
  residentBoard?: EnrolmentFacts['residentBoard'];
  siblings?: Partial<Sibling>[];
  previous?: Partial<SchoolEnrolment & { version: number }> | null;
  submission?: Partial<EnrolmentSubmission> | null;
};

/** A grade 5 enrolment of 2026/2027 with which no rule finds fault, changed as told: the ground of every rule's example. */
export function exampleFacts(changes: ExampleChanges = {}): EnrolmentFacts {
  const year = changes.enrolment?.schoolYear ?? plainEnrolment.schoolYear;
  const enrolment = {
    ...plainEnrolment,
    startOn: `${year - 1}-09-01`,
    exitOn: `${year}-06-28`,
    ...changes.enrolment,
  };
  return {
    enrolment,
    student: { ...plainStudent, ...changes.student },
    school: changes.school === null ? null : { ...plainSchool, ...changes.school },
    residentBoard: changes.residentBoard ?? null,
    siblings: (changes.siblings ?? []).map((sibling) => ({ ...plainSibling, ...sibling })),
    previous: changes.previous ? { ...enrolment, version: 1, ...changes.previous } : null,
    submission: changes.submission ? { ...plainSubmission, ...changes.submission } : null,
  };
}

const plainEnrolment: SchoolEnrolment = {
  studentNumber: '123456782' as StudentNumber,
  enrolmentId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e' as Guid,
  schoolCode: 'S.K001' as OrganisationCode,
  schoolYear: 2027,
  grade: '5',
  startOn: '2026-09-01',
  exitOn: '2027-06-28',
  exitType: 'completion',
  programmingType: 'regular',
  programmingTimeframe: 'day',
  enrolmentTypes: [],
  exceptionCodes: [],
  grantsProgrammes: [],
  residentBoard: null,
  francophoneBoard: null,
  selfDeclaration: null,
  frenchHours: null,
  hours: null,
  programmePercentage: null,
  localStudentId: '10442',
  isDeleted: false,
};

const plainStudent: EnrolmentStudent = {
  birthDate: '2016-03-09',
  isDeceased: false,
  deceasedOn: null,
  mailingAddresses: [{ from: '2020-01-01', to: null }],
  restrictions: [],
  citizenships: [],
};

export const examplePlaces = {
  school: {
    code: 'S.K001' as OrganisationCode,
    type: null,
    classification: null,
    openedOn: '1990-09-01',
    closedOn: null,
  },
  authority: {
    code: 'A.K001' as OrganisationCode,
    type: null,
    classification: null,
    openedOn: '1990-09-01',
    closedOn: null,
  },
};

const offeringSpan = { from: '1990-09-01', to: null };

const plainSchool: EnrolmentSchool = {
  school: examplePlaces.school,
  authority: examplePlaces.authority,
  calendars: [{ schoolYear: 2027, kind: 'regular', from: '2026-09-01', to: '2027-06-28' }],
  gradeOfferings: [
    { offering: 'regular', grade: '5', ...offeringSpan },
    { offering: 'special_education', grade: '5', ...offeringSpan },
  ],
  programmeOfferings: [],
};

const plainSibling: Sibling = {
  ...plainEnrolment,
  enrolmentId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5f' as Guid,
  schoolCode: 'S.K002' as OrganisationCode,
  authorityCode: 'A.K001' as OrganisationCode,
};

const plainSubmission: EnrolmentSubmission = {
  organisation: 'S.K001' as OrganisationCode,
  isMinistry: false,
  expectedVersion: null,
  isStudentKnown: true,
  isGuidOfAnother: false,
  isRepeated: false,
};
