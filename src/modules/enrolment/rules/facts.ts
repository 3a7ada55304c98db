import type { PlainDate, SchoolYear, Span } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';

/** A school enrolment as the register holds it, without the marks of its keeping (version, submitter). */
export type SchoolEnrolment = {
  studentNumber: StudentNumber;
  enrolmentId: Guid;
  schoolCode: OrganisationCode;
  schoolYear: SchoolYear;
  grade: string;
  startOn: PlainDate;
  exitOn: PlainDate | null;
  exitType: string | null;
  programmingType: string;
  programmingTimeframe: string;
  enrolmentTypes: readonly string[];
  exceptionCodes: readonly string[];
  grantsProgrammes: readonly string[];
  residentBoard: OrganisationCode | null;
  francophoneBoard: OrganisationCode | null;
  selfDeclaration: string | null;
  frenchHours: number | null;
  hours: number | null;
  programmePercentage: number | null;
  localStudentId: string | null;
  isDeleted: boolean;
};

/** A citizenship status with the days on which it is in force, and the paper behind it. */
export type CitizenshipSpan = Span & {
  status: string;
  documentType: string | null;
  documentExpiresOn: PlainDate | null;
};

/** What enrolment rules know of the student. */
export type EnrolmentStudent = {
  birthDate: PlainDate | null;
  isDeceased: boolean;
  deceasedOn: PlainDate | null;
  /** Spans of the live mailing addresses. */
  mailingAddresses: readonly Span[];
  /** Live disclosure restrictions by their code. */
  restrictions: readonly (Span & { kind: string })[];
  /** Citizenship statuses in the order of their days. */
  citizenships: readonly CitizenshipSpan[];
};

/** What is known of a student of whom nothing is known: no rule finds fault with age, death or restrictions. */
export const nobody: EnrolmentStudent = {
  birthDate: null,
  isDeceased: false,
  deceasedOn: null,
  mailingAddresses: [],
  restrictions: [],
  citizenships: [],
};

/** What enrolment rules know of an organisation. */
export type OrganisationFacts = {
  code: OrganisationCode;
  type: string | null;
  classification: string | null;
  openedOn: PlainDate | null;
  closedOn: PlainDate | null;
};

/** A span that may be open at both ends. */
export type OpenSpan = { from: PlainDate | null; to: PlainDate | null };

/** The school of the enrolment with what it offers; spans include both ends. */
export type EnrolmentSchool = {
  school: OrganisationFacts;
  authority: OrganisationFacts | null;
  calendars: readonly { schoolYear: SchoolYear; kind: string; from: PlainDate; to: PlainDate }[];
  gradeOfferings: readonly (OpenSpan & { offering: string; grade: string })[];
  programmeOfferings: readonly (OpenSpan & { programme: string })[];
};

/** Another live enrolment of the same student, with the authority of its school. */
export type Sibling = SchoolEnrolment & { authorityCode: OrganisationCode | null };

/** How the item came; null when a stored enrolment is judged by itself. */
export type EnrolmentSubmission = {
  organisation: OrganisationCode;
  isMinistry: boolean;
  /** The version that the change was made from, when it was said. */
  expectedVersion: number | null;
  /** False when the student number was never issued. */
  isStudentKnown: boolean;
  /** True when the GUID belongs to another student's enrolment. */
  isGuidOfAnother: boolean;
  /** True when the same enrolment stands earlier in the same batch. */
  isRepeated: boolean;
};

/**
 * Everything an enrolment rule may know: plain data, so that the same rules run in the service, in a rehearsal and in the
 * browser's form. Whoever lacks a part says null and the rules that need it keep silent.
 */
export type EnrolmentFacts = {
  enrolment: SchoolEnrolment;
  student: EnrolmentStudent;
  /** Null when no school has this code. */
  school: EnrolmentSchool | null;
  /** The authority named as resident board; null when none is named or none has the code. */
  residentBoard: OrganisationFacts | null;
  siblings: readonly Sibling[];
  /** The enrolment as stored before this change; null for a new one. */
  previous: (SchoolEnrolment & { version: number }) | null;
  submission: EnrolmentSubmission | null;
};
