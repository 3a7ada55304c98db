import { sql } from 'kysely';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { SchoolEnrolment } from '../rules/facts.ts';

/** An enrolment as kept, with the marks of its keeping. */
export type KeptEnrolment = SchoolEnrolment & {
  version: number;
  submittedBy: OrganisationCode;
  submittedAt: Date;
};

type EnrolmentRow = {
  student_number: StudentNumber;
  enrolment_id: Guid;
  school_code: OrganisationCode;
  school_year: number;
  grade: string;
  start_on: string;
  exit_on: string | null;
  exit_type: string | null;
  programming_type: string;
  programming_timeframe: string;
  enrolment_types: string[];
  exception_codes: string[];
  grants_programmes: string[];
  resident_board: OrganisationCode | null;
  francophone_board: OrganisationCode | null;
  self_declaration: string | null;
  french_hours: number | null;
  hours: number | null;
  programme_percentage: string | null;
  local_student_id: string | null;
  submitted_by: OrganisationCode;
  version: number;
  submitted_at: Date;
  deleted_at: Date | null;
};

const columns = sql`student_number, enrolment_id, school_code, school_year, grade, start_on, exit_on, exit_type,
  programming_type, programming_timeframe, enrolment_types, exception_codes, grants_programmes, resident_board,
  francophone_board, self_declaration, french_hours, hours, programme_percentage, local_student_id,
  submitted_by, version, submitted_at, deleted_at`;

function toEnrolment(row: EnrolmentRow): KeptEnrolment {
  return {
    studentNumber: row.student_number,
    enrolmentId: row.enrolment_id,
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
    residentBoard: row.resident_board,
    francophoneBoard: row.francophone_board,
    selfDeclaration: row.self_declaration,
    frenchHours: row.french_hours,
    hours: row.hours,
    programmePercentage: row.programme_percentage === null ? null : Number(row.programme_percentage),
    localStudentId: row.local_student_id,
    isDeleted: row.deleted_at !== null,
    version: row.version,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  };
}

/**
 * All enrolments of some students, deleted ones too; of each student the newest year first, then the latest start, then the id. At a moment,
 * as they were known then.
 */
export async function listEnrolments(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<KeptEnrolment[]> {
  const { rows } = await sql<EnrolmentRow>`
    select ${columns} from ${rowsKnownAt('enrolment.school_enrolment', numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])
     order by student_number, school_year desc, start_on desc, enrolment_id`.execute(reader);
  return rows.map(toEnrolment);
}

/** The enrolments with some keys, locked until the transaction ends; locks are taken in order of the key, so that two batches cannot deadlock. */
export async function lockEnrolments(
  tx: Tx,
  keys: readonly { studentNumber: StudentNumber; enrolmentId: Guid }[],
): Promise<KeptEnrolment[]> {
  const { rows } = await sql<EnrolmentRow>`
    select ${columns} from enrolment.school_enrolment
     where (student_number, enrolment_id) in (
       select * from unnest(${keys.map((it) => it.studentNumber)}::bpchar[], ${keys.map((it) => it.enrolmentId)}::uuid[]))
     order by student_number, enrolment_id
       for update`.execute(tx);
  return rows.map(toEnrolment);
}

type Written = { enrolment: SchoolEnrolment; version: number };

/** Adds enrolments; returns how many were new. Fewer than given means that somebody else added one of them meanwhile. */
export async function insertEnrolments(
  tx: Tx,
  added: readonly SchoolEnrolment[],
  by: { act: Act; organisation: OrganisationCode },
): Promise<number> {
  if (added.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into enrolment.school_enrolment (${columns})
    select ${columns} from ${recordset(
      added.map((enrolment) => ({ enrolment, version: 1 })),
      by,
    )}
        on conflict on constraint school_enrolment_pkey do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Puts enrolments in place of those that stand; the caller holds their locks. */
export async function updateEnrolments(
  tx: Tx,
  changed: readonly Written[],
  by: { act: Act; organisation: OrganisationCode },
): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update enrolment.school_enrolment e
       set school_year = r.school_year, grade = r.grade, start_on = r.start_on, exit_on = r.exit_on, exit_type = r.exit_type,
           programming_type = r.programming_type, programming_timeframe = r.programming_timeframe,
           enrolment_types = r.enrolment_types, exception_codes = r.exception_codes,
           grants_programmes = r.grants_programmes, resident_board = r.resident_board,
           francophone_board = r.francophone_board, self_declaration = r.self_declaration, french_hours = r.french_hours,
           hours = r.hours, programme_percentage = r.programme_percentage, local_student_id = r.local_student_id,
           submitted_by = r.submitted_by, version = r.version, submitted_at = r.submitted_at,
           deleted_at = case when r.deleted_at is null then null else coalesce(e.deleted_at, r.deleted_at) end
      from ${recordset(changed, by)}
     where e.student_number = r.student_number and e.enrolment_id = r.enrolment_id`.execute(tx);
}

/** The rows to write as one set; JSON carries the arrays that unnest cannot. */
function recordset(written: readonly Written[], { act, organisation }: { act: Act; organisation: OrganisationCode }) {
  const rows = written.map(({ enrolment, version }) => ({
    student_number: enrolment.studentNumber,
    enrolment_id: enrolment.enrolmentId,
    school_code: enrolment.schoolCode,
    school_year: enrolment.schoolYear,
    grade: enrolment.grade,
    start_on: enrolment.startOn,
    exit_on: enrolment.exitOn,
    exit_type: enrolment.exitType,
    programming_type: enrolment.programmingType,
    programming_timeframe: enrolment.programmingTimeframe,
    enrolment_types: enrolment.enrolmentTypes,
    exception_codes: enrolment.exceptionCodes,
    grants_programmes: enrolment.grantsProgrammes,
    resident_board: enrolment.residentBoard,
    francophone_board: enrolment.francophoneBoard,
    self_declaration: enrolment.selfDeclaration,
    french_hours: enrolment.frenchHours,
    hours: enrolment.hours,
    programme_percentage: enrolment.programmePercentage,
    local_student_id: enrolment.localStudentId,
    submitted_by: organisation,
    version,
    submitted_at: act.at,
    deleted_at: enrolment.isDeleted ? act.at : null,
  }));
  return sql`jsonb_populate_recordset(null::enrolment.school_enrolment, ${JSON.stringify(rows)}::jsonb) r`;
}
