import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { SchoolEnrolment } from './facts.ts';

/** What an item may say besides what it must. Left out = no statement, the stored value stays; null = taken back. */
type Said = {
  exitOn?: PlainDate | null | undefined;
  exitType?: string | null | undefined;
  enrolmentTypes?: readonly string[] | undefined;
  exceptionCodes?: readonly string[] | undefined;
  grantsProgrammes?: readonly string[] | undefined;
  residentBoard?: OrganisationCode | null | undefined;
  francophoneBoard?: OrganisationCode | null | undefined;
  selfDeclaration?: string | null | undefined;
  frenchHours?: number | null | undefined;
  hours?: number | null | undefined;
  programmePercentage?: number | null | undefined;
  localStudentId?: string | null | undefined;
  /** True deletes, false restores. */
  isDeleted?: boolean | undefined;
};

/** One enrolment as an organisation states it. */
export type EnrolmentItem = Said & {
  studentNumber: StudentNumber;
  enrolmentId: Guid;
  /** The version that the change was made from; left out or null = not checked. */
  expectedVersion?: number | null | undefined;
  schoolCode: OrganisationCode;
  schoolYear: SchoolYear;
  grade: string;
  startOn: PlainDate;
  programmingType: string;
  programmingTimeframe: string;
};

/** The enrolment that would stand after the item: what it says, and for the rest what is stored. */
export function mergeStatement(stored: SchoolEnrolment | null, item: EnrolmentItem): SchoolEnrolment {
  return {
    studentNumber: item.studentNumber,
    enrolmentId: item.enrolmentId,
    schoolCode: item.schoolCode,
    schoolYear: item.schoolYear,
    grade: item.grade,
    startOn: item.startOn,
    exitOn: said(item.exitOn, stored?.exitOn),
    exitType: said(item.exitType, stored?.exitType),
    programmingType: item.programmingType,
    programmingTimeframe: item.programmingTimeframe,
    enrolmentTypes: sorted(item.enrolmentTypes ?? stored?.enrolmentTypes),
    exceptionCodes: sorted(item.exceptionCodes ?? stored?.exceptionCodes),
    grantsProgrammes: sorted(item.grantsProgrammes ?? stored?.grantsProgrammes),
    residentBoard: said(item.residentBoard, stored?.residentBoard),
    francophoneBoard: said(item.francophoneBoard, stored?.francophoneBoard),
    selfDeclaration: said(item.selfDeclaration, stored?.selfDeclaration),
    frenchHours: said(item.frenchHours, stored?.frenchHours),
    hours: said(item.hours, stored?.hours),
    programmePercentage: said(item.programmePercentage, stored?.programmePercentage),
    localStudentId: said(item.localStudentId, stored?.localStudentId),
    isDeleted: item.isDeleted ?? stored?.isDeleted ?? false,
  };
}

function said<Value>(statement: Value | null | undefined, stored: Value | null | undefined): Value | null {
  return statement === undefined ? (stored ?? null) : statement;
}

/** The order in which codes are named means nothing, so they are kept sorted; a repeated code stays and gets its finding. */
function sorted(codes: readonly string[] | undefined): readonly string[] {
  return [...(codes ?? [])].sort();
}

/** The fields in which two states of an enrolment differ, by name. */
export function changedFields(before: SchoolEnrolment, after: SchoolEnrolment): (keyof SchoolEnrolment)[] {
  const fields = Object.keys(after) as (keyof SchoolEnrolment)[]; // every key of the type is set by mergeStatement
  return fields.filter((field) => !sameValue(before[field], after[field]));
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, place) => value === b[place]);
  return a === b;
}
