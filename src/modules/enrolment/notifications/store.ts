import { sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { HomeNotification, NotificationState } from './rules/facts.ts';

export type KeptNotification = HomeNotification & {
  version: number;
  submittedBy: OrganisationCode;
  submittedAt: Date;
};

type Row = {
  student_number: StudentNumber;
  notification_id: Guid;
  school_year: SchoolYear;
  programme: string;
  supervisor_code: OrganisationCode | null;
  notified_on: PlainDate;
  guardian_name: string;
  guardian_contact: string | null;
  is_address_same: boolean;
  plan: string | null;
  wants_funding: boolean;
  state: NotificationState;
  decided_on: PlainDate | null;
  state_reason: string | null;
  submitted_by: OrganisationCode;
  version: number;
  submitted_at: Date;
};

const columns = sql`student_number, notification_id, school_year, programme, supervisor_code, notified_on, guardian_name, guardian_contact,
  is_address_same, plan, wants_funding, state, decided_on, state_reason, submitted_by, version, submitted_at`;

function toNotification(row: Row): KeptNotification {
  return {
    studentNumber: row.student_number,
    notificationId: row.notification_id,
    schoolYear: row.school_year,
    programme: row.programme,
    supervisorCode: row.supervisor_code,
    notifiedOn: row.notified_on,
    guardianName: row.guardian_name,
    guardianContact: row.guardian_contact,
    isAddressSame: row.is_address_same,
    plan: row.plan,
    wantsFunding: row.wants_funding,
    state: row.state,
    decidedOn: row.decided_on,
    stateReason: row.state_reason,
    version: row.version,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  };
}

/** All notifications of some students, the latest first; at a moment, as they were known then. */
export async function listNotifications(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<KeptNotification[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${rowsKnownAt('enrolment.home_notification', numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])
     order by student_number, school_year desc, notified_on desc, notification_id`.execute(reader);
  return rows.map(toNotification);
}

/** Makes changes for a student wait for each other, also while there is no notification to lock. */
export async function takeTurn(tx: Tx, number: StudentNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('home_notification ' || ${number}, 0))`.execute(tx);
}

/** Puts a notification in place; the caller holds the student's turn. */
export async function putNotification(
  tx: Tx,
  it: HomeNotification,
  { act, version }: { act: Act; version: number },
): Promise<void> {
  await sql`
    insert into enrolment.home_notification (${columns})
    values (${it.studentNumber}, ${it.notificationId}, ${it.schoolYear}, ${it.programme}, ${it.supervisorCode}, ${it.notifiedOn},
            ${it.guardianName}, ${it.guardianContact}, ${it.isAddressSame}, ${it.plan}, ${it.wantsFunding}, ${it.state}, ${it.decidedOn},
            ${it.stateReason}, ${act.actor.organisation}, ${version}, ${act.at})
        on conflict (student_number, notification_id) do update
       set school_year = excluded.school_year, programme = excluded.programme, supervisor_code = excluded.supervisor_code,
           notified_on = excluded.notified_on, guardian_name = excluded.guardian_name, guardian_contact = excluded.guardian_contact,
           is_address_same = excluded.is_address_same, plan = excluded.plan, wants_funding = excluded.wants_funding,
           state = excluded.state, decided_on = excluded.decided_on, state_reason = excluded.state_reason,
           submitted_by = excluded.submitted_by, version = excluded.version, submitted_at = excluded.submitted_at`.execute(
    tx,
  );
}
