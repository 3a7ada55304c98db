import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Opening } from '../rules/opening.ts';

export type KeptOpening = Pick<Opening, 'accountId' | 'isGlass' | 'state'> & {
  decideBy: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
  reviewBy: Date | null;
  reviewedAt: Date | null;
  openingId: string;
  name: string;
  organisation: string;
  reason: string;
  askedAt: Date;
  minutes: number;
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionNote: string | null;
  openedAt: Date | null;
  endedBy: string | null;
  reviewedBy: string | null;
  reviewOutcome: 'justified' | 'not_justified' | null;
  reviewNote: string | null;
};

const columns = sql`opening_id as "openingId", account_id as "accountId", actor_name as name, organisation_code as organisation, reason,
  is_glass as "isGlass", state, asked_at as "askedAt", decide_by as "decideBy", minutes, decided_at as "decidedAt", decided_by_name as "decidedBy",
  decision_note as "decisionNote", opened_at as "openedAt", ends_at as "endsAt", ended_at as "endedAt", ended_by_name as "endedBy",
  review_by as "reviewBy", reviewed_at as "reviewedAt", reviewed_by_name as "reviewedBy", review_outcome as "reviewOutcome",
  review_note as "reviewNote"`;

export type NewOpening = Pick<
  KeptOpening,
  | 'openingId'
  | 'accountId'
  | 'name'
  | 'organisation'
  | 'reason'
  | 'isGlass'
  | 'askedAt'
  | 'decideBy'
  | 'minutes'
  | 'openedAt'
  | 'endsAt'
  | 'reviewBy'
>;

/** Adds an opening: asked, or open at once when it has a beginning. */
export async function insertOpening(tx: Tx, it: NewOpening): Promise<void> {
  await sql`
    insert into access.sealed_opening (opening_id, account_id, actor_name, organisation_code, reason, is_glass, state, asked_at, decide_by, minutes,
                                       opened_at, ends_at, review_by)
    values (${it.openingId}, ${it.accountId}, ${it.name}, ${it.organisation}, ${it.reason}, ${it.isGlass},
            ${it.openedAt === null ? 'asked' : 'open'}, ${it.askedAt}, ${it.decideBy}, ${it.minutes}, ${it.openedAt}, ${it.endsAt}, ${it.reviewBy})`.execute(
    tx,
  );
}

export type OpeningsWanted = {
  /** Who looks: their own that stands comes first. */
  accountId: string | null;
  /** Everybody's, or the account's alone. */
  isEverybodys: boolean;
  now: Date;
  after: { place: number; askedAt: string; openingId: string } | null;
  limit: number;
};

/**
 * Openings in groups: one's own that stands, broken glasses that wait for their review, what else waits or is open, and what is over; in
 * each the latest first. `place` is the group, the highest first.
 */
export async function listOpenings(
  reader: Reader,
  { accountId, isEverybodys, now, after, limit }: OpeningsWanted,
): Promise<(KeptOpening & { place: number })[]> {
  const isLater = after
    ? sql`(place, asked_at, opening_id) < (${after.place}::int, ${after.askedAt}::timestamptz, ${after.openingId}::uuid)`
    : sql`true`;
  const { rows } = await sql<KeptOpening & { place: number }>`
    select ${columns}, place
      from access.sealed_opening
      cross join lateral (select ${isStanding(now)} as is_standing) as s
      cross join lateral (select case when is_standing and account_id = ${accountId}::uuid then 3
                                      when is_glass and reviewed_at is null then 2
                                      when is_standing then 1
                                      else 0 end as place) as p
     where ${isEverybodys ? sql`true` : sql`account_id = ${accountId}::uuid`} and ${isLater}
     order by place desc, asked_at desc, opening_id desc limit ${limit}`.execute(reader);
  return rows;
}

/** Asked and not lapsed, or open. */
const isStanding = (at: Date) =>
  sql`ended_at is null and (state = 'asked' and decide_by > ${at} or state = 'open' and ends_at > ${at})`;

export async function lockOpening(tx: Tx, openingId: string): Promise<KeptOpening | null> {
  const { rows } =
    await sql<KeptOpening>`select ${columns} from access.sealed_opening where opening_id = ${openingId} for update`.execute(
      tx,
    );
  return rows[0] ?? null;
}

/** Whether somebody has asked and waits, or has the register open, at a moment; until the transaction ends nobody else asks for them. */
export async function lockStanding(tx: Tx, accountId: string, at: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('access.sealed_opening ' || ${accountId}::text, 0))`.execute(
    tx,
  );
  const { rows } = await sql`
    select from access.sealed_opening
     where account_id = ${accountId} and ${isStanding(at)} limit 1`.execute(tx);
  return rows.length > 0;
}

/** The opening by which the register is open to an account at a moment; null = it is closed to them. */
export async function findLiveOpening(
  reader: Reader,
  accountId: string,
  at: Date,
): Promise<{ openingId: string; isGlass: boolean; endsAt: Date } | null> {
  const { rows } = await sql<{ openingId: string; isGlass: boolean; endsAt: Date }>`
    select opening_id as "openingId", is_glass as "isGlass", ends_at as "endsAt" from access.sealed_opening
     where account_id = ${accountId} and state = 'open' and ended_at is null and opened_at <= ${at} and ends_at > ${at} limit 1`.execute(
    reader,
  );
  return rows[0] ?? null;
}

type By = { accountId: string | null; name: string; at: Date };

export async function decideOpening(
  tx: Tx,
  openingId: string,
  { by, endsAt, note }: { by: By; endsAt: Date | null; note: string | null },
): Promise<void> {
  await sql`
    update access.sealed_opening
       set state = ${endsAt === null ? 'refused' : 'open'}, decided_at = ${by.at}, decided_by = ${by.accountId}, decided_by_name = ${by.name},
           decision_note = ${note}, opened_at = ${endsAt === null ? null : by.at}, ends_at = ${endsAt}
     where opening_id = ${openingId}`.execute(tx);
}

/** Ends an opening before its time; one that was only asked for is refused by this. */
export async function endOpening(tx: Tx, openingId: string, by: By): Promise<void> {
  await sql`
    update access.sealed_opening
       set ended_at = ${by.at}, ended_by_name = ${by.name}, state = case when state = 'asked' then 'refused' else state end
     where opening_id = ${openingId}`.execute(tx);
}

export async function reviewOpening(
  tx: Tx,
  openingId: string,
  { by, outcome, note }: { by: By; outcome: 'justified' | 'not_justified'; note: string },
): Promise<void> {
  await sql`
    update access.sealed_opening
       set reviewed_at = ${by.at}, reviewed_by = ${by.accountId}, reviewed_by_name = ${by.name}, review_outcome = ${outcome}, review_note = ${note}
     where opening_id = ${openingId}`.execute(tx);
}
