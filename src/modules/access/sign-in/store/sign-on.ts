import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type SignOnPurpose = 'sign_in' | 'step_up' | 'link';

/** Somebody on their way to another provider and back. */
export type Attempt = {
  provider: string;
  purpose: SignOnPurpose;
  nonce: string;
  codeVerifier: string;
  accountId: string | null;
  sessionId: string | null;
  returnTo: string;
};

export async function insertAttempt(
  reader: Reader,
  it: Attempt & { stateDigest: string; browserDigest: string; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into access.sign_on_attempt (state_sha256, provider, purpose, browser_sha256, nonce, code_verifier, account_id, session_id,
                                        return_to, expires_at)
    values (${it.stateDigest}, ${it.provider}, ${it.purpose}, ${it.browserDigest}, ${it.nonce}, ${it.codeVerifier}, ${it.accountId},
            ${it.sessionId}, ${it.returnTo}, ${it.expiresAt})`.execute(reader);
}

/** Takes an attempt, once, whatever comes of it; null when there is none, it is too old, or another browser brings it. */
export async function takeAttempt(
  reader: Reader,
  it: { stateDigest: string; browserDigest: string; now: Date },
): Promise<Attempt | null> {
  const { rows } = await sql<{
    provider: string;
    purpose: SignOnPurpose;
    nonce: string;
    code_verifier: string;
    account_id: string | null;
    session_id: string | null;
    return_to: string;
    is_meant: boolean;
  }>`
    delete from access.sign_on_attempt where state_sha256 = ${it.stateDigest}
    returning provider, purpose, nonce, code_verifier, account_id, session_id, return_to,
              browser_sha256 = ${it.browserDigest} and expires_at > ${it.now} as is_meant`.execute(reader);
  const row = rows[0];
  if (!row?.is_meant) return null;
  return {
    provider: row.provider,
    purpose: row.purpose,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    accountId: row.account_id,
    sessionId: row.session_id,
    returnTo: row.return_to,
  };
}

export async function deleteOldAttempts(reader: Reader, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.sign_on_attempt where expires_at <= ${now}`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}

export type ExternalIdentity = { issuer: string; subject: string; accountId: string; provider: string; linkedAt: Date };

type IdentityRow = { issuer: string; subject: string; account_id: string; provider: string; linked_at: Date };

const columns = sql`issuer, subject, account_id, provider, linked_at`;
const toIdentity = (row: IdentityRow): ExternalIdentity => ({
  issuer: row.issuer,
  subject: row.subject,
  accountId: row.account_id,
  provider: row.provider,
  linkedAt: row.linked_at,
});

export async function findIdentity(
  reader: Reader,
  it: { issuer: string; subject: string },
): Promise<ExternalIdentity | null> {
  const { rows } = await sql<IdentityRow>`
    select ${columns} from access.external_identity where issuer = ${it.issuer} and subject = ${it.subject}`.execute(
    reader,
  );
  return rows[0] ? toIdentity(rows[0]) : null;
}

export async function listIdentities(reader: Reader, accountId: string): Promise<ExternalIdentity[]> {
  const { rows } = await sql<IdentityRow>`
    select ${columns} from access.external_identity where account_id = ${accountId} order by linked_at, issuer`.execute(
    reader,
  );
  return rows.map(toIdentity);
}

/** False when the person there, or the account here, is tied to somebody already. */
export async function insertIdentity(tx: Tx, it: ExternalIdentity): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.external_identity (${columns})
    values (${it.issuer}, ${it.subject}, ${it.accountId}, ${it.provider}, ${it.linkedAt})
        on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function touchIdentity(tx: Tx, it: { issuer: string; subject: string; at: Date }): Promise<void> {
  await sql`
    update access.external_identity set last_used_at = ${it.at} where issuer = ${it.issuer} and subject = ${it.subject}`.execute(
    tx,
  );
}

export async function deleteIdentity(tx: Tx, it: { accountId: string; provider: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from access.external_identity where account_id = ${it.accountId} and provider = ${it.provider}`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}
