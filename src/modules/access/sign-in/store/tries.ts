import { sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

export type TryLimits = {
  free: number;
  firstWaitSeconds: number;
  longestWaitSeconds: number;
  lockAfter: number;
  lockMinutes: number;
};

export type Try = { digest: string; kind: 'account' | 'address'; limits: TryLimits; forgetSeconds: number; now: Date };

/**
 * Counts a try before it is judged, in one statement, so that many at once are counted one after the other and the wait that
 * they earned holds at once. Returns how many there were, or null when the subject must wait: such a try is not counted.
 */
export async function claimTry(
  reader: Reader,
  { digest, kind, limits, forgetSeconds, now }: Try,
): Promise<number | null> {
  const tries = sql`case when t.last_try_at < ${now}::timestamptz - make_interval(secs => ${forgetSeconds}) then 1 else t.tries + 1 end`;
  const { rows } = await sql<{ tries: number }>`
    insert into access.sign_in_try as t (subject_sha256, kind, tries, last_try_at) values (${digest}, ${kind}, 1, ${now})
        on conflict (subject_sha256) do update
       set tries = ${tries}, last_try_at = excluded.last_try_at,
           blocked_until = ${now}::timestamptz + make_interval(secs => ${waitAfter(tries, limits)})
     where t.blocked_until is null or t.blocked_until <= ${now}
    returning t.tries`.execute(reader);
  return rows[0]?.tries ?? null;
}

/** Seconds to wait after so many tries: none, then twice as long each time, then the lock. */
function waitAfter(tries: ReturnType<typeof sql>, limits: TryLimits) {
  const { free, firstWaitSeconds, longestWaitSeconds, lockAfter, lockMinutes } = limits;
  return sql`case when (${tries}) >= ${lockAfter}::integer then ${lockMinutes * 60}::float8
                  when (${tries}) < ${free}::integer then null::float8
                  else least(${longestWaitSeconds}::float8, ${firstWaitSeconds}::float8 * power(2, least((${tries}) - ${free}::integer, 30))) end`;
}

/** Until when a subject must wait; null = it need not. */
export async function findBlock(reader: Reader, digest: string): Promise<Date | null> {
  const { rows } = await sql<{ blocked_until: Date | null }>`
    select blocked_until from access.sign_in_try where subject_sha256 = ${digest}`.execute(reader);
  return rows[0]?.blocked_until ?? null;
}

/** A right sign-in, or a person with the permission, ends the count of an account. */
export async function forgetTries(reader: Reader, digest: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from access.sign_in_try where subject_sha256 = ${digest}`.execute(
    reader,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

/** Takes away what no longer counts; returns how much. */
export async function deleteForgottenTries(reader: Reader, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from access.sign_in_try where last_try_at < ${before} and (blocked_until is null or blocked_until < ${before})`.execute(
    reader,
  );
  return Number(numAffectedRows ?? 0n);
}
