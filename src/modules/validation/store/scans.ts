import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { LiveFinding, MovedFinding, NewFinding, ScanOutcome } from '../rules/scan.ts';

type LiveRow = {
  finding_id: string;
  student_number: StudentNumber;
  rule_code: string;
  object: LiveFinding['object'];
  object_id: string;
  params: LiveFinding['params'];
  state: LiveFinding['state'];
  severity: LiveFinding['severity'];
  organisation_code: LiveFinding['organisation'];
  school_year: number | null;
  grade: string | null;
  is_restricted: boolean;
};

/** Every finding of some students that has not been cleared. */
export async function listLive(reader: Reader, numbers: readonly StudentNumber[]): Promise<LiveFinding[]> {
  const { rows } = await sql<LiveRow>`
    select finding_id, student_number, rule_code, object, object_id, params, state, severity, organisation_code, school_year, grade, is_restricted
      from validation.finding
     where student_number = any(${numbers}::bpchar[]) and state <> 'cleared'`.execute(reader);
  return rows.map((row) => ({
    findingId: row.finding_id,
    studentNumber: row.student_number,
    code: row.rule_code,
    object: row.object,
    objectId: row.object_id,
    params: row.params,
    state: row.state,
    severity: row.severity,
    organisation: row.organisation_code,
    schoolYear: row.school_year,
    grade: row.grade,
    restricted: row.is_restricted,
  }));
}

/** Opens findings; one that another scan opened meanwhile stays that one. */
export async function insertFindings(
  tx: Tx,
  findings: readonly NewFinding[],
  act: { id: number; at: Date },
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map((it) => ({
    student_number: it.studentNumber,
    finding_id: newId(),
    rule_code: it.code,
    rule_reference: it.reference,
    severity: it.severity,
    object: it.object,
    object_id: it.objectId,
    field: it.field,
    params: it.params,
    organisation_code: it.organisation,
    school_year: it.schoolYear,
    grade: it.grade ?? null,
    is_restricted: it.restricted,
  }));
  await sql`
    insert into validation.finding (student_number, finding_id, rule_code, rule_reference, severity, object, object_id, field, params,
                                    organisation_code, school_year, grade, is_restricted, state, found_at, found_act_id, changed_at, version)
    select student_number, finding_id, rule_code, rule_reference, severity, object, object_id, field, params,
           organisation_code, school_year, grade, is_restricted, 'open', ${act.at}, ${act.id}, ${act.at}, 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r (student_number char(9), finding_id uuid, rule_code text, rule_reference text, severity text, object text, object_id text,
                 field text, params jsonb, organisation_code text, school_year integer, grade text, is_restricted boolean)
        on conflict do nothing`.execute(tx);
}

/** Clears findings whose rule passes now. Snooze and assignee stay, as what was. */
export async function clearFindings(
  tx: Tx,
  cleared: ScanOutcome['cleared'],
  act: { id: number; at: Date },
): Promise<void> {
  if (cleared.length === 0) return;
  await sql`
    update validation.finding f
       set state = 'cleared', cleared_act_id = ${act.id}, changed_at = ${act.at}, version = version + 1
      from unnest(${cleared.map((it) => it.studentNumber)}::bpchar[], ${cleared.map((it) => it.findingId)}::uuid[])
           as c (student_number, finding_id)
     where f.student_number = c.student_number and f.finding_id = c.finding_id and f.state <> 'cleared'`.execute(tx);
}

/** Files findings that stay under the organisation, year and grade they belong to now. */
export async function moveFindings(tx: Tx, moved: readonly MovedFinding[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map((it) => ({
    student_number: it.studentNumber,
    finding_id: it.findingId,
    organisation_code: it.organisation,
    school_year: it.schoolYear,
    grade: it.grade,
  }));
  await sql`
    update validation.finding f
       set organisation_code = r.organisation_code, school_year = r.school_year, grade = r.grade
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r (student_number char(9), finding_id uuid, organisation_code text, school_year integer, grade text)
     where f.student_number = r.student_number and f.finding_id = r.finding_id`.execute(tx);
}

/** Hides or shows all findings of students, cleared ones too, as their protection begins or ends; what is right already is not touched. */
export async function markRestricted(tx: Tx, restrictions: ScanOutcome['restrictions']): Promise<void> {
  const begun = restrictions.filter((it) => it.restricted).map((it) => it.studentNumber);
  const ended = restrictions.filter((it) => !it.restricted).map((it) => it.studentNumber);
  if (begun.length > 0) {
    await sql`update validation.finding set is_restricted = true
               where student_number = any(${begun}::bpchar[]) and not is_restricted`.execute(tx);
  }
  if (ended.length > 0) {
    await sql`update validation.finding set is_restricted = false
               where student_number = any(${ended}::bpchar[]) and is_restricted`.execute(tx);
  }
}

/** Sets the day on which each student is to be judged again, or that there is none. */
export async function planRescans(tx: Tx, rescans: ScanOutcome['rescans']): Promise<void> {
  const none = rescans.filter((it) => it.on === null).map((it) => it.studentNumber);
  const due = rescans.filter((it) => it.on !== null);
  if (none.length > 0)
    await sql`delete from validation.scan_due where student_number = any(${none}::bpchar[])`.execute(tx);
  if (due.length === 0) return;
  await sql`
    insert into validation.scan_due as known (student_number, due_on)
    select * from unnest(${due.map((it) => it.studentNumber)}::bpchar[], ${due.map((it) => it.on)}::date[])
        on conflict (student_number) do update set due_on = excluded.due_on where known.due_on <> excluded.due_on`.execute(
    tx,
  );
}

export async function insertRequests(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await sql`
    insert into validation.scan_request (student_number, requested_at)
    select n, now() from unnest(${numbers}::bpchar[]) as n`.execute(tx);
}

/**
 * Takes the requests of some students away and returns the students that had any. A scan of the same student elsewhere is waited for:
 * so the last scan is always the one that read the newest facts. Rows are locked in order, so that two scans cannot deadlock.
 */
export async function takeRequests(tx: Tx, numbers: readonly StudentNumber[]): Promise<Set<StudentNumber>> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select student_number from validation.scan_request
     where student_number = any(${numbers}::bpchar[]) order by student_number, request_id for update`.execute(tx);
  const requested = [...new Set(rows.map((row) => row.student_number))];
  if (requested.length === 0) return new Set();
  // By student alone, not by request (a join here cost a scan of the whole queue). One that came in between goes too: the scan
  // that follows reads its facts.
  await sql`delete from validation.scan_request where student_number = any(${requested}::bpchar[])`.execute(tx);
  return new Set(requested);
}

/** The next students to judge again, those who wait longest first; failed ones are left out. */
export async function listWaiting(reader: Reader, limit: number): Promise<StudentNumber[]> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select distinct student_number from (
      select student_number from validation.scan_request where failed_at is null order by request_id limit ${limit}) waiting
     order by student_number`.execute(reader);
  return rows.map((row) => row.student_number);
}

/** Slices of the queue follow each other, however many jobs run: a second one would only wait for the same students. */
export async function lockQueue(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7346183)`.execute(tx);
}

export async function markFailed(reader: Reader, number: StudentNumber, failure: string): Promise<void> {
  await sql`update validation.scan_request set failed_at = now(), failure = ${failure} where student_number = ${number}::bpchar`.execute(
    reader,
  );
}

/** Puts the students whose day has come into the queue, and gives failed ones another try. Returns how many. */
export async function requestDue(reader: Reader, today: PlainDate): Promise<number> {
  const retried =
    await sql`update validation.scan_request set failed_at = null, failure = null where failed_at is not null`.execute(
      reader,
    );
  const due = await sql`
    insert into validation.scan_request (student_number, requested_at)
    select d.student_number, now() from validation.scan_due d
     where d.due_on <= ${today}::date
       and not exists (select from validation.scan_request r where r.student_number = d.student_number)`.execute(
    reader,
  );
  return Number((retried.numAffectedRows ?? 0n) + (due.numAffectedRows ?? 0n));
}
