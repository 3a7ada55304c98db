import { sql } from 'kysely';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

export type SessionAccount = {
  accountId: string;
  name: string;
  role: string;
  organisation: string;
  language: Language;
};

export type NewSession = {
  digest: string;
  accountId: string;
  at: Date;
  idleSeconds: number;
  expiresAt: Date;
  device: string;
};

/**
 * The account behind a live session, or null. One statement, which also notes the request, at most once a minute,
 * so that reading does not write; `now` is handed in so that idleness can be tested without waiting.
 */
export async function findSessionAccount(reader: Reader, digest: string, now: Date): Promise<SessionAccount | null> {
  const { rows } = await sql<{
    account_id: string;
    name: string;
    role: string;
    organisation_code: string;
    language: Language;
  }>`
    with seen as (
      update access.session set last_seen_at = ${now}
       where token_sha256 = ${digest}
         and last_seen_at < ${now}::timestamptz - interval '1 minute'
         and last_seen_at > ${now}::timestamptz - make_interval(secs => idle_seconds))
    select a.account_id, a.name, a.role, a.organisation_code, a.language
      from access.session s join access.account a using (account_id)
     where s.token_sha256 = ${digest}
       and s.expires_at > ${now}
       and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)
       and (a.disabled_at is null or a.disabled_at > ${now})`.execute(reader);
  const row = rows[0];
  return row
    ? {
        accountId: row.account_id,
        name: row.name,
        role: row.role,
        organisation: row.organisation_code,
        language: row.language,
      }
    : null;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sql`
    insert into access.session (token_sha256, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent)
    values (${session.digest}, ${session.accountId}, ${session.at}, ${session.at}, ${session.idleSeconds},
            ${session.expiresAt}, ${session.device})`.execute(tx);
}

export async function deleteSession(tx: Tx, digest: string): Promise<void> {
  await sql`delete from access.session where token_sha256 = ${digest}`.execute(tx);
}

/** Removes sessions that ended by time; returns how many. */
export async function deleteEndedSessions(reader: Reader, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from access.session
     where expires_at <= ${now} or last_seen_at <= ${now}::timestamptz - make_interval(secs => idle_seconds)`.execute(
    reader,
  );
  return Number(numAffectedRows ?? 0n);
}
