import { sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { HomeRegistration } from './rules/facts.ts';

export type KeptRegistration = HomeRegistration & {
  version: number;
  submittedBy: OrganisationCode;
  submittedAt: Date;
};

type Row = {
  student_number: StudentNumber;
  registration_id: Guid;
  school_year: SchoolYear;
  authority_code: OrganisationCode | null;
  start_on: PlainDate;
  exit_on: PlainDate;
  exit_type: string;
  submitted_by: OrganisationCode;
  version: number;
  submitted_at: Date;
  deleted_at: Date | null;
};

const columns = sql`student_number, registration_id, school_year, authority_code, start_on, exit_on, exit_type, submitted_by, version,
  submitted_at, deleted_at`;

function toRegistration(row: Row): KeptRegistration {
  return {
    studentNumber: row.student_number,
    registrationId: row.registration_id,
    schoolYear: row.school_year,
    authorityCode: row.authority_code,
    startOn: row.start_on,
    exitOn: row.exit_on,
    exitType: row.exit_type,
    isDeleted: row.deleted_at !== null,
    version: row.version,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  };
}

/** All registrations of some students, deleted ones too, the latest first; at a moment, as they were known then. */
export async function listRegistrations(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<KeptRegistration[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${rowsKnownAt('enrolment.home_registration', numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])
     order by student_number, start_on desc, registration_id`.execute(reader);
  return rows.map(toRegistration);
}

/** Makes changes for a student wait for each other, also while there is no registration to lock. */
export async function takeTurn(tx: Tx, number: StudentNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('home_registration ' || ${number}, 0))`.execute(tx);
}

/** Puts a registration in place; the caller holds the student's turn. */
export async function putRegistration(
  tx: Tx,
  it: HomeRegistration,
  { act, version }: { act: Act; version: number },
): Promise<void> {
  const deletedAt = it.isDeleted ? act.at : null;
  await sql`
    insert into enrolment.home_registration (${columns})
    values (${it.studentNumber}, ${it.registrationId}, ${it.schoolYear}, ${it.authorityCode}, ${it.startOn}, ${it.exitOn}, ${it.exitType},
            ${act.actor.organisation}, ${version}, ${act.at}, ${deletedAt})
        on conflict (student_number, registration_id) do update
       set school_year = excluded.school_year, authority_code = excluded.authority_code, start_on = excluded.start_on,
           exit_on = excluded.exit_on, exit_type = excluded.exit_type, submitted_by = excluded.submitted_by,
           version = excluded.version, submitted_at = excluded.submitted_at, deleted_at = excluded.deleted_at`.execute(
    tx,
  );
}
