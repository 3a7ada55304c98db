import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { AlarmSeverity, Verdict } from '../rules/alarms.ts';

export type NewAlarm = {
  alarmId: string;
  kind: string;
  severity: string;
  organisation: string;
  accountId: string | null;
  byAccountId: string | null;
  clientId: string | null;
  studentNumber: string | null;
  details: Record<string, string | number>;
  raisedAt: Date;
};

export async function insertAlarm(tx: Tx, alarm: NewAlarm): Promise<void> {
  await sql`
    insert into access.alarm (alarm_id, kind, severity, organisation_code, account_id, by_account_id, client_id, student_number, details, raised_at)
    values (${alarm.alarmId}, ${alarm.kind}, ${alarm.severity}, ${alarm.organisation}, ${alarm.accountId}, ${alarm.byAccountId}, ${alarm.clientId},
            ${alarm.studentNumber}, ${JSON.stringify(alarm.details)}::jsonb, ${alarm.raisedAt})`.execute(tx);
}

export type AlarmRow = Omit<NewAlarm, 'severity'> & {
  severity: AlarmSeverity;
  seenAt: Date | null;
  seenBy: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  verdict: Verdict | null;
  outcome: string | null;
};

/** Whose alarms, and whether those about protected students are among them. */
export type AlarmSight = { organisations: readonly OrganisationCode[] | null; seesProtected: boolean };

const columns = sql`alarm_id as "alarmId", kind, severity, organisation_code as organisation, account_id as "accountId", by_account_id as "byAccountId", client_id as "clientId",
  student_number as "studentNumber", details, raised_at as "raisedAt", seen_at as "seenAt", seen_by as "seenBy",
  closed_at as "closedAt", closed_by as "closedBy", verdict, outcome`;

function inSight({ organisations, seesProtected }: AlarmSight) {
  return sql`(${organisations === null} or organisation_code = any(${organisations ?? []}::text[]))
    and (student_number is null or ${seesProtected} or not access.is_protected(student_number))`;
}

export type AlarmFilter = {
  state: 'open' | 'settled';
  severity: string | null;
  kind: string | null;
  organisation: string | null;
};

/** Alarms in sight, the latest first, then by id; `after` is the place to go on from. */
export async function listAlarms(
  reader: Reader,
  {
    sight,
    filter,
    after,
    limit,
  }: { sight: AlarmSight; filter: AlarmFilter; after: { raisedAt: string; alarmId: string } | null; limit: number },
): Promise<AlarmRow[]> {
  const { state, severity, kind, organisation } = filter;
  const { rows } = await sql<AlarmRow>`
    select ${columns} from access.alarm
     where ${inSight(sight)} and (closed_at is null) = ${state === 'open'}
       and ${severity === null ? sql`true` : sql`severity = ${severity}`}
       and ${kind === null ? sql`true` : sql`kind = ${kind}`}
       and ${organisation === null ? sql`true` : sql`organisation_code = ${organisation}`}
       and ${after === null ? sql`true` : sql`(raised_at, alarm_id) < (${after.raisedAt}::timestamptz, ${after.alarmId}::uuid)`}
     order by raised_at desc, alarm_id desc limit ${limit}`.execute(reader);
  return rows;
}

export async function countAlarms(reader: Reader, sight: AlarmSight): Promise<{ open: number; unseen: number }> {
  const { rows } = await sql<{ open: number; unseen: number }>`
    select count(*) as open, count(*) filter (where seen_at is null) as unseen
      from access.alarm where closed_at is null and ${inSight(sight)}`.execute(reader);
  return rows[0] ?? { open: 0, unseen: 0 };
}

/** One alarm in sight, locked until the transaction ends. */
export async function lockAlarm(tx: Tx, alarmId: string, sight: AlarmSight): Promise<AlarmRow | null> {
  const { rows } = await sql<AlarmRow>`
    select ${columns} from access.alarm where alarm_id = ${alarmId} and ${inSight(sight)} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function markSeen(tx: Tx, alarmId: string, by: string, at: Date): Promise<void> {
  await sql`update access.alarm set seen_at = ${at}, seen_by = ${by} where alarm_id = ${alarmId} and seen_at is null`.execute(
    tx,
  );
}

export async function closeAlarm(
  tx: Tx,
  alarmId: string,
  { by, at, verdict, outcome }: { by: string; at: Date; verdict: Verdict; outcome: string },
): Promise<void> {
  await sql`
    update access.alarm set closed_at = ${at}, closed_by = ${by}, verdict = ${verdict}, outcome = ${outcome}
     where alarm_id = ${alarmId}`.execute(tx);
}

/** Whether an alarm of a kind with some details was raised already since a moment; keeps one cause from filling the page. */
export async function wasRaised(
  reader: Reader,
  { kind, details, since }: { kind: string; details: Record<string, string>; since: Date },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from access.alarm where kind = ${kind} and raised_at >= ${since}
                      and details @> ${JSON.stringify(details)}::jsonb) as found`.execute(reader);
  return rows[0]?.found ?? false;
}

/** Of some values of a detail, those for which an alarm of the kind was ever raised. */
export async function findRaised(
  reader: Reader,
  { kind, detail, among }: { kind: string; detail: string; among: readonly string[] },
): Promise<Set<string>> {
  const { rows } = await sql<{ value: string }>`
    select distinct details ->> ${detail} as value from access.alarm
     where kind = ${kind} and details ->> ${detail} = any(${among}::text[])`.execute(reader);
  return new Set(rows.map((row) => row.value));
}
