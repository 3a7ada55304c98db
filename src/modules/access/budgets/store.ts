import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { BudgetWatch } from './contract.ts';
import type { WindowKind } from './rules/budget.ts';

/** The hour and the day in which an actor reads. */
export type Place = { actorKey: string; dayStart: Date; hourStart: Date; hourPlace: number };

type WindowRow = { kind: WindowKind; people: number; askedAt: Date | null };

/** Which of some people the actor has not read in this hour, and not in this day; and both counters. One statement, which locks nothing. */
export async function look(
  reader: Reader,
  { actorKey, dayStart, hourStart, hourPlace }: Place,
  people: readonly string[],
): Promise<{ fresh: Record<WindowKind, number>; windows: WindowRow[] }> {
  const { rows } = await sql<{ hour_fresh: number; day_fresh: number; windows: WindowRow[] | null }>`
    select count(*) filter (where p.student_number is null or p.hours & (1 << ${hourPlace}::integer) = 0) as hour_fresh,
           count(*) filter (where p.student_number is null) as day_fresh,
           (select jsonb_agg(jsonb_build_object('kind', b.window_kind, 'people', b.people,
                                                'askedAt', b.asked_at) order by b.window_kind)
              from access.read_budget b
             where b.actor_key = ${actorKey}
               and ((b.window_kind = 'day' and b.starts_at = ${dayStart}) or (b.window_kind = 'hour' and b.starts_at = ${hourStart}))) as windows
      from unnest(${people}::bpchar[]) as w (student_number)
      left join access.read_budget_person p
        on p.actor_key = ${actorKey} and p.day_starts_at = ${dayStart} and p.student_number = w.student_number`.execute(
    reader,
  );
  const row = rows[0];
  const known = new Map((row?.windows ?? []).map((it) => [it.kind, it]));
  const windows = (['day', 'hour'] as const).map((kind): WindowRow => {
    const found = known.get(kind);
    return { kind, people: found?.people ?? 0, askedAt: found?.askedAt ? new Date(found.askedAt) : null };
  });
  return { fresh: { hour: row?.hour_fresh ?? 0, day: row?.day_fresh ?? 0 }, windows };
}

/** Takes the actor's two counters, the day's before the hour's, and holds them until the transaction ends: whoever counts for the same actor waits. */
export async function lockCounters(tx: Tx, { actorKey, dayStart, hourStart }: Place): Promise<void> {
  await sql`
    insert into access.read_budget as known (actor_key, window_kind, starts_at)
    values (${actorKey}, 'day', ${dayStart}), (${actorKey}, 'hour', ${hourStart})
        on conflict (actor_key, window_kind, starts_at) do update set people = known.people`.execute(tx);
}

/** Adds people to the actor's set and counts those that were new in the hour and in the day. */
export async function addPeople(
  tx: Tx,
  { actorKey, dayStart, hourStart, hourPlace }: Place,
  people: readonly string[],
  fresh: Record<WindowKind, number>,
): Promise<void> {
  await sql`
    insert into access.read_budget_person as known (actor_key, day_starts_at, student_number, hours)
    select ${actorKey}, ${dayStart}, student_number, 1 << ${hourPlace}::integer
      from unnest(${people}::bpchar[]) as w (student_number) order by student_number
        on conflict (actor_key, day_starts_at, student_number) do update set hours = known.hours | excluded.hours
     where known.hours & excluded.hours = 0`.execute(tx);
  await sql`
    update access.read_budget
       set people = people + case window_kind when 'day' then ${fresh.day}::integer else ${fresh.hour}::integer end
     where actor_key = ${actorKey}
       and ((window_kind = 'day' and starts_at = ${dayStart}) or (window_kind = 'hour' and starts_at = ${hourStart}))`.execute(
    tx,
  );
}

/** Remembers when the first limit was met. */
export async function markAsked(tx: Tx, place: Place, kind: WindowKind, at: Date): Promise<void> {
  await sql`
    update access.read_budget set asked_at = ${at}
     where actor_key = ${place.actorKey} and window_kind = ${kind} and starts_at = ${startOf(place, kind)} and asked_at is null`.execute(
    tx,
  );
}

/** Remembers that the second limit was met; true the first time in the window. */
export async function markStopped(tx: Tx, place: Place, kind: WindowKind, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.read_budget set stopped_at = ${at}
     where actor_key = ${place.actorKey} and window_kind = ${kind} and starts_at = ${startOf(place, kind)} and stopped_at is null`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

function startOf({ dayStart, hourStart }: Place, kind: WindowKind): Date {
  return kind === 'day' ? dayStart : hourStart;
}

/** Forgets the windows that began before a moment; returns how many rows went. */
export async function removeBefore(reader: Reader, before: Date): Promise<number> {
  const people = await sql`delete from access.read_budget_person where day_starts_at < ${before}`.execute(reader);
  const counters = await sql`delete from access.read_budget where starts_at < ${before}`.execute(reader);
  return Number((people.numAffectedRows ?? 0n) + (counters.numAffectedRows ?? 0n));
}

export type ReaderRow = BudgetWatch['readers'][number];

/** Who read anybody in a day, of the people and clients of some organisations (null = all); whoever read most first, at most 500. */
export async function listReaders(
  reader: Reader,
  {
    dayStart,
    hourStart,
    organisations,
  }: Pick<Place, 'dayStart' | 'hourStart'> & { organisations: readonly OrganisationCode[] | null },
): Promise<ReaderRow[]> {
  const { rows } = await sql<ReaderRow>`
    with counted as (
      select split_part(actor_key, ':', 1) as kind, split_part(actor_key, ':', 2)::uuid as id,
             coalesce(max(people) filter (where window_kind = 'hour'), 0) as "hourPeople",
             coalesce(max(people) filter (where window_kind = 'day'), 0) as "dayPeople",
             bool_or(asked_at is not null) as "isAsked", bool_or(stopped_at is not null) as "isStopped"
        from access.read_budget
       where (window_kind = 'day' and starts_at = ${dayStart}) or (window_kind = 'hour' and starts_at = ${hourStart})
       group by actor_key)
    select c.kind, c.id, w.name, w.organisation_code as organisation, c."hourPeople", c."dayPeople", c."isAsked", c."isStopped"
      from counted c
      join (select 'account' as kind, account_id as id, name, organisation_code from access.account
            union all select 'client', client_id, name, organisation_code from access.client) w using (kind, id)
     where c."dayPeople" > 0 and (${organisations === null} or w.organisation_code = any(${organisations ?? []}::text[]))
     order by c."dayPeople" desc, c.id limit 500`.execute(reader);
  return rows;
}

export type ExceptionRow = {
  exceptionId: string;
  accountId: string;
  organisation: string;
  hourPeople: number;
  dayPeople: number;
  reason: string;
  grantedBy: string;
  grantedByName: string;
  grantedAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  endedByName: string | null;
};

const exceptionColumns = sql`exception_id as "exceptionId", account_id as "accountId", organisation_code as organisation,
  hour_people as "hourPeople", day_people as "dayPeople", reason, granted_by as "grantedBy", granted_by_name as "grantedByName",
  granted_at as "grantedAt", ends_at as "endsAt", ended_at as "endedAt", ended_by_name as "endedByName"`;

/** The widest exception of an account that runs at a moment. */
export async function findRunningException(reader: Reader, accountId: string, now: Date): Promise<ExceptionRow | null> {
  const { rows } = await sql<ExceptionRow>`
    select ${exceptionColumns} from access.budget_exception
     where account_id = ${accountId} and ended_at is null and ends_at > ${now} and granted_at <= ${now}
     order by day_people desc, exception_id limit 1`.execute(reader);
  return rows[0] ?? null;
}

/** Exceptions of some organisations (null = all) that run, or ended after a moment; the latest granted first. */
export async function listExceptions(
  reader: Reader,
  { organisations, endedAfter }: { organisations: readonly OrganisationCode[] | null; endedAfter: Date },
): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`
    select ${exceptionColumns} from access.budget_exception
     where (${organisations === null} or organisation_code = any(${organisations ?? []}::text[])) and ends_at > ${endedAfter}
     order by granted_at desc, exception_id limit 500`.execute(reader);
  return rows;
}

/** One exception, locked until the transaction ends. */
export async function lockException(tx: Tx, exceptionId: string): Promise<ExceptionRow | null> {
  const { rows } = await sql<ExceptionRow>`
    select ${exceptionColumns} from access.budget_exception where exception_id = ${exceptionId} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function insertException(tx: Tx, it: Omit<ExceptionRow, 'endedAt' | 'endedByName'>): Promise<void> {
  await sql`
    insert into access.budget_exception (exception_id, account_id, organisation_code, hour_people, day_people, reason, granted_by,
                                         granted_by_name, granted_at, ends_at)
    values (${it.exceptionId}, ${it.accountId}, ${it.organisation}, ${it.hourPeople}, ${it.dayPeople}, ${it.reason},
            ${it.grantedBy}, ${it.grantedByName}, ${it.grantedAt}, ${it.endsAt})`.execute(tx);
}

export async function endException(tx: Tx, exceptionId: string, by: string, at: Date): Promise<void> {
  await sql`update access.budget_exception set ended_at = ${at}, ended_by_name = ${by} where exception_id = ${exceptionId}`.execute(
    tx,
  );
}

/** Names of accounts, also of those that were disabled. */
export async function nameAccounts(reader: Reader, accountIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ account_id: string; name: string }>`
    select account_id, name from published.account where account_id = any(${accountIds}::uuid[])`.execute(reader);
  return new Map(rows.map((row) => [row.account_id, row.name]));
}
