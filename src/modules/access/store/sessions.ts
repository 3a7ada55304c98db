import { sql } from 'kysely';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Held } from '../people/rules/holding.ts';
import { heldAt } from '../people/store/held.ts';

export type SignInWay = 'demonstration' | 'password' | 'passkey' | 'single_sign_on' | 'invitation';

/** What a session proved of its person. */
export type SessionProof = {
  sessionId: string;
  way: SignInWay;
  signedInAt: Date;
  secondFactorAt: Date | null;
  steppedUpAt: Date | null;
};

export type SessionAccount = SessionProof & {
  accountId: string;
  name: string;
  language: Language;
  isDemonstration: boolean;
  /** The organisation that the person belongs to. */
  home: string;
  /** The organisation that the person chose to act for. */
  acting: string | null;
  /** What the person holds in this moment. */
  held: Held[];
};

export type NewSession = SessionProof & {
  digest: string;
  accountId: string;
  idleSeconds: number;
  expiresAt: Date;
  device: string;
};

type SessionAccountRow = {
  account_id: string;
  name: string;
  organisation_code: string;
  acting_organisation_code: string | null;
  held: Held[];
  language: Language;
  is_demonstration: boolean;
  session_id: string;
  way: SignInWay;
  created_at: Date;
  second_factor_at: Date | null;
  stepped_up_at: Date | null;
};

const isLive = (now: Date) => sql`s.expires_at > ${now}
       and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)
       and (a.disabled_at is null or a.disabled_at > ${now})`;

/**
 * The account behind a live session, or null. One statement, which also notes the request, at most once a minute,
 * so that reading does not write; `now` is handed in so that idleness can be tested without waiting.
 */
export async function findSessionAccount(reader: Reader, digest: string, now: Date): Promise<SessionAccount | null> {
  const { rows } = await sql<SessionAccountRow>`
    with seen as (
      update access.session set last_seen_at = ${now}
       where token_sha256 = ${digest}
         and last_seen_at < ${now}::timestamptz - interval '1 minute'
         and last_seen_at > ${now}::timestamptz - make_interval(secs => idle_seconds))
    select a.account_id, a.name, a.organisation_code, a.language, a.is_demonstration, s.acting_organisation_code,
           ${heldAt(sql`a.account_id`, now)} as held,
           s.session_id, s.way, s.created_at, s.second_factor_at, s.stepped_up_at
      from access.session s join access.account a using (account_id)
     where s.token_sha256 = ${digest} and ${isLive(now)}`.execute(reader);
  const row = rows[0];
  return row
    ? {
        accountId: row.account_id,
        name: row.name,
        language: row.language,
        isDemonstration: row.is_demonstration,
        home: row.organisation_code,
        acting: row.acting_organisation_code,
        held: row.held,
        sessionId: row.session_id,
        way: row.way,
        signedInAt: row.created_at,
        secondFactorAt: row.second_factor_at,
        steppedUpAt: row.stepped_up_at,
      }
    : null;
}

/** Whether a session still stands; asking is no use of it. */
export async function isSessionLive(reader: Reader, sessionId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from access.session s join access.account a using (account_id)
     where s.session_id = ${sessionId} and ${isLive(now)}`.execute(reader);
  return rows.length > 0;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sql`
    insert into access.session (token_sha256, session_id, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent,
                                way, second_factor_at, stepped_up_at)
    values (${session.digest}, ${session.sessionId}, ${session.accountId}, ${session.signedInAt}, ${session.signedInAt},
            ${session.idleSeconds}, ${session.expiresAt}, ${session.device}, ${session.way}, ${session.secondFactorAt},
            ${session.steppedUpAt})`.execute(tx);
}

/** Remembers for whom the person of a session acts. */
export async function updateActing(tx: Tx, sessionId: string, organisation: string): Promise<void> {
  await sql`update access.session set acting_organisation_code = ${organisation} where session_id = ${sessionId}`.execute(
    tx,
  );
}

/** Gives a session a new secret and notes what was proved; the old secret is worth nothing from then on. Returns when the session ends, or null when it has ended. */
export async function replaceToken(
  tx: Tx,
  session: { sessionId: string; digest: string; at: Date; isSecondFactor: boolean },
): Promise<Date | null> {
  const { rows } = await sql<{ expires_at: Date }>`
    update access.session
       set token_sha256 = ${session.digest}, stepped_up_at = ${session.at},
           second_factor_at = case when ${session.isSecondFactor} then ${session.at} else second_factor_at end
     where session_id = ${session.sessionId} and expires_at > ${session.at}
    returning expires_at`.execute(tx);
  return rows[0]?.expires_at ?? null;
}

export type ListedSession = SessionProof & { device: string; lastSeenAt: Date; expiresAt: Date };

/** The live sessions of an account, the last used first. */
export async function listSessions(reader: Reader, accountId: string, now: Date): Promise<ListedSession[]> {
  const { rows } = await sql<SessionAccountRow & { user_agent: string; last_seen_at: Date; expires_at: Date }>`
    select s.session_id, s.way, s.created_at, s.second_factor_at, s.stepped_up_at, s.user_agent, s.last_seen_at, s.expires_at
      from access.session s join access.account a using (account_id)
     where s.account_id = ${accountId} and ${isLive(now)}
     order by s.last_seen_at desc, s.session_id limit 200`.execute(reader);
  return rows.map((row) => ({
    sessionId: row.session_id,
    way: row.way,
    signedInAt: row.created_at,
    secondFactorAt: row.second_factor_at,
    steppedUpAt: row.stepped_up_at,
    device: row.user_agent,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  }));
}

/** Ends one session of an account; false when there is none. */
export async function deleteSession(tx: Tx, session: { accountId: string; sessionId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from access.session where session_id = ${session.sessionId} and account_id = ${session.accountId}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

/** Ends every session of an account, but one that may stay; returns how many. */
export async function deleteSessions(tx: Tx, accountId: string, keptId: string | null): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from access.session where account_id = ${accountId} and session_id is distinct from ${keptId}::uuid`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
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
