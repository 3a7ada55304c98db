import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentItem } from '#modules/enrolment/index.ts';
import type { IdentityQuery, StudentItem } from '#modules/identity/index.ts';
import type { AddressRow, GuardianRow, PhoneRow } from '../layout/contact-rows.ts';
import {
  type EnrolmentRow,
  type IdentificationRow,
  type ItemFile,
  type NameRow,
  type RowValue,
  rowSchemas,
  type StudentRow,
} from '../layout/contract.ts';
import type { CitizenshipRow } from '../layout/personal-rows.ts';
import type { ItemRecord, Subject } from '../records.ts';

// From the rows of the layout to what the register's modules take. An absent cell makes no statement: null or left out.

/** A row whose form was found right, as values; read once, however often it is asked for. */
export function rowValue<File extends ItemFile>(item: ItemRecord, file: File): RowValue<File> {
  let value = values.get(item);
  if (value === undefined) {
    value = rowSchemas[file].parse(item.fields);
    values.set(item, value);
  }
  return value as RowValue<File>; // the schema of just this file
}

const values = new WeakMap<ItemRecord, unknown>();

/** The rows of one file among those of a student. */
export function rowsOf<File extends ItemFile>(subject: Subject, file: File): RowValue<File>[] {
  return [...subject.items, ...(subject.known ?? [])]
    .filter((item) => item.file === file)
    .map((item) => rowValue(item, file));
}

/** Who is this? All that the submission knows of the student helps. */
export function toQuery(subject: Subject, student: StudentRow, organisation: OrganisationCode): IdentityQuery {
  const { guid: _guid, localStudentId, ...draft } = toStudentDraft(student);
  return {
    ref: subject.id,
    organisation,
    localStudentId,
    guid: student.guid,
    studentNumber: student.student_number ?? null,
    draft,
    names: rowsOf(subject, 'names').map(({ kind, ...name }) => ({
      kind,
      familyName: name.family_name ?? null,
      givenName: name.given_name ?? null,
      middleName: name.middle_name ?? null,
    })),
    postalCodes: rowsOf(subject, 'addresses').flatMap((row) => row.postal_code ?? []),
    phones: rowsOf(subject, 'phones').map((row) => row.number),
    guardians: rowsOf(subject, 'guardians').map((row) => ({ familyName: row.family_name, givenName: row.given_name })),
  };
}

export type Addressee = { ref: string; studentNumber: StudentNumber; organisation: OrganisationCode; isNew: boolean };

/** An item about a student whose number is known; every file but the enrolments. */
export function toStudentItem(item: ItemRecord, { ref, studentNumber, organisation, isNew }: Addressee): StudentItem {
  const base = { ref, studentNumber, organisation };
  switch (item.file) {
    case 'students':
      return { ...base, file: 'students', draft: toStudentDraft(rowValue(item, 'students')), isNew };
    case 'identification':
      return { ...base, file: 'identification', draft: toIdentification(rowValue(item, 'identification')) };
    case 'names':
      return { ...base, file: 'names', draft: toName(rowValue(item, 'names')) };
    case 'addresses':
      return { ...base, file: 'addresses', draft: toAddress(rowValue(item, 'addresses')) };
    case 'phones':
      return { ...base, file: 'phones', draft: toPhone(rowValue(item, 'phones')) };
    case 'guardians':
      return { ...base, file: 'guardians', draft: toGuardian(rowValue(item, 'guardians')) };
    case 'citizenships':
      return { ...base, file: 'citizenships', draft: toCitizenship(rowValue(item, 'citizenships')) };
    default:
      throw new Error(`rows of ${item.file} do not belong to a student`);
  }
}

function nameParts(row: {
  family_name?: string | undefined;
  given_name?: string | undefined;
  middle_name?: string | undefined;
  suffix?: string | undefined;
}) {
  return {
    familyName: row.family_name ?? null,
    givenName: row.given_name ?? null,
    middleName: row.middle_name ?? null,
    suffix: row.suffix ?? null,
  };
}

function toStudentDraft(row: StudentRow) {
  return {
    guid: row.guid,
    localStudentId: row.local_student_id,
    birthDate: row.birth_date,
    gender: row.gender,
    ...nameParts(row),
    preferredFamilyName: row.preferred_family_name ?? null,
    preferredGivenName: row.preferred_given_name ?? null,
    multipleBirth: row.multiple_birth === undefined ? null : toYesNo(row.multiple_birth),
    languageAtHome: row.language_at_home ?? null,
    languageRight: row.language_right ?? null,
    isDeceased: row.is_deceased ?? null,
    deceasedOn: row.deceased_on ?? null,
  };
}

function toYesNo(isTrue: boolean): 'Y' | 'N' {
  return isTrue ? 'Y' : 'N';
}

function toIdentification(row: IdentificationRow) {
  return {
    guid: row.guid,
    documentType: row.document_type,
    documentNumberLast4: row.document_number_last4 ?? null,
    issuedOn: row.issued_on ?? null,
    ...nameParts(row),
    birthDate: row.birth_date,
    gender: row.gender,
    isNameExact: row.is_name_exact ?? true,
  };
}

function toName(row: NameRow) {
  return { guid: row.guid, kind: row.kind, ...nameParts(row), effectiveOn: row.effective_on ?? null };
}

function toAddress(row: AddressRow) {
  return {
    guid: row.guid,
    kind: row.kind,
    format: row.format,
    street: row.street ?? null,
    city: row.city ?? null,
    province: row.province ?? null,
    postalCode: row.postal_code ?? null,
    country: row.country,
    landLocation: row.land_location ?? null,
    ruralRoute: row.rural_route ?? null,
    site: row.site ?? null,
    compartment: row.compartment ?? null,
    box: row.box ?? null,
    isGeneralDelivery: row.is_general_delivery ?? null,
    isPreferred: row.is_preferred ?? null,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    isDeleted: row.is_deleted ?? null,
  };
}

function toPhone(row: PhoneRow) {
  return {
    guid: row.guid,
    kind: row.kind,
    number: row.number,
    extension: row.extension ?? null,
    isListable: row.is_listable ?? false,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
  };
}

function toGuardian(row: GuardianRow) {
  return {
    guid: row.guid,
    relationship: row.relationship,
    familyName: row.family_name,
    givenName: row.given_name,
    livesWith: row.lives_with ?? null,
    phone: row.phone ?? null,
    email: row.email ?? null,
    expiresOn: row.expires_on,
  };
}

function toCitizenship(row: CitizenshipRow) {
  return {
    guid: row.guid,
    status: row.status,
    effectiveOn: row.effective_on ?? null,
    documentType: row.document_type ?? null,
    documentExpiresOn: row.document_expires_on ?? null,
    country: row.country ?? null,
    guardianId: row.guardian_guid ?? null,
    guardianStatus: row.guardian_status ?? null,
    isDeleted: row.is_deleted ?? null,
  };
}

export function toEnrolmentItem(row: EnrolmentRow, studentNumber: StudentNumber): EnrolmentItem {
  return {
    studentNumber,
    enrolmentId: row.guid,
    expectedVersion: row.version,
    schoolCode: row.school_code,
    schoolYear: row.school_year,
    grade: row.grade,
    startOn: row.start_on,
    exitOn: row.exit_on,
    exitType: row.exit_type,
    programmingType: row.programming_type,
    programmingTimeframe: row.programming_timeframe,
    enrolmentTypes: row.enrolment_types,
    exceptionCodes: row.exception_codes,
    grantsProgrammes: row.grants_programmes,
    selfDeclaration: row.self_declaration,
    residentBoard: row.resident_board as OrganisationCode | undefined, // judged by enrolment's own rules
    frenchHours: row.french_hours,
    hours: row.hours,
    programmePercentage: row.programme_percentage === undefined ? undefined : Number(row.programme_percentage),
    localStudentId: row.local_student_id,
    isDeleted: row.is_deleted,
  };
}
