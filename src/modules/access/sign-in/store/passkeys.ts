import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type Passkey = {
  passkeyId: string;
  accountId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  isSynced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

type PasskeyRow = {
  passkey_id: string;
  account_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  is_synced: boolean;
  created_at: Date;
  last_used_at: Date | null;
};

const columns = sql`passkey_id, account_id, credential_id, public_key, counter, transports, name, is_synced, created_at, last_used_at`;

/** The passkeys of an account, the eldest first. */
export async function listPasskeys(reader: Reader, accountId: string): Promise<Passkey[]> {
  const { rows } = await sql<PasskeyRow>`
    select ${columns} from access.passkey where account_id = ${accountId} order by created_at, passkey_id`.execute(
    reader,
  );
  return rows.map(toPasskey);
}

export async function findPasskey(reader: Reader, credentialId: string): Promise<Passkey | null> {
  const { rows } =
    await sql<PasskeyRow>`select ${columns} from access.passkey where credential_id = ${credentialId}`.execute(reader);
  return rows[0] ? toPasskey(rows[0]) : null;
}

/** False when the authenticator is registered already, by whomever. */
export async function insertPasskey(tx: Tx, it: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.passkey (passkey_id, account_id, credential_id, public_key, counter, transports, name, is_synced, created_at)
    values (${it.passkeyId}, ${it.accountId}, ${it.credentialId}, ${it.publicKey}, ${it.counter}, ${it.transports}::text[], ${it.name},
            ${it.isSynced}, ${it.createdAt})
        on conflict (credential_id) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

/** Notes a use. False when the counter does not go forward: the key was copied, or the answer shown twice. */
export async function countPasskey(tx: Tx, use: { passkeyId: string; counter: number; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.passkey set counter = ${use.counter}, last_used_at = ${use.at}
     where passkey_id = ${use.passkeyId} and (counter < ${use.counter} or (counter = 0 and ${use.counter}::bigint = 0))`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function renamePasskey(
  tx: Tx,
  it: { accountId: string; passkeyId: string; name: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.passkey set name = ${it.name} where passkey_id = ${it.passkeyId} and account_id = ${it.accountId}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function deletePasskey(tx: Tx, it: { accountId: string; passkeyId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from access.passkey where passkey_id = ${it.passkeyId} and account_id = ${it.accountId}`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

export type ChallengeUse = {
  purpose: 'sign_in' | 'step_up' | 'register' | 'invitation';
  accountId: string | null;
  sessionId: string | null;
  invitationId: string | null;
};

export async function insertChallenge(
  reader: Reader,
  it: ChallengeUse & { digest: string; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into access.passkey_challenge (challenge_sha256, purpose, account_id, session_id, invitation_id, expires_at)
    values (${it.digest}, ${it.purpose}, ${it.accountId}, ${it.sessionId}, ${it.invitationId}, ${it.expiresAt})`.execute(
    reader,
  );
}

/** Takes a challenge, once, whether or not the answer to it is right; false when it is not one of this use, or too old. */
export async function takeChallenge(
  reader: Reader,
  it: ChallengeUse & { digest: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ is_meant: boolean }>`
    delete from access.passkey_challenge where challenge_sha256 = ${it.digest}
    returning purpose = ${it.purpose} and expires_at > ${it.now}
          and account_id is not distinct from ${it.accountId}::uuid and session_id is not distinct from ${it.sessionId}::uuid
          and invitation_id is not distinct from ${it.invitationId}::uuid as is_meant`.execute(reader);
  return rows[0]?.is_meant ?? false;
}

export async function deleteOldChallenges(reader: Reader, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.passkey_challenge where expires_at <= ${now}`.execute(
    reader,
  );
  return Number(numAffectedRows ?? 0n);
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    passkeyId: row.passkey_id,
    accountId: row.account_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    name: row.name,
    isSynced: row.is_synced,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
