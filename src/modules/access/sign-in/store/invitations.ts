import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

export type InvitationPurpose = 'join' | 'reset';

export type Invitation = {
  invitationId: string;
  accountId: string;
  purpose: InvitationPurpose;
  totpSecret: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
};

type InvitationRow = {
  invitation_id: string;
  account_id: string;
  purpose: InvitationPurpose;
  totp_secret: string;
  created_at: Date;
  created_by: string;
  expires_at: Date;
};

const columns = sql`invitation_id, account_id, purpose, totp_secret, created_at, created_by, expires_at`;
const isOpen = (now: Date) => sql`used_at is null and cancelled_at is null and expires_at > ${now}`;

export async function insertInvitation(
  tx: Tx,
  it: Invitation & { digest: string; createdByAccountId: string | null },
): Promise<void> {
  await sql`
    insert into access.invitation (${columns}, token_sha256, created_by_account_id)
    values (${it.invitationId}, ${it.accountId}, ${it.purpose}, ${it.totpSecret}, ${it.createdAt}, ${it.createdBy}, ${it.expiresAt},
            ${it.digest}, ${it.createdByAccountId})`.execute(tx);
}

/** Takes back what is still open of some accounts, or of it what other accounts than one made; returns how many. */
export async function cancelInvitations(
  tx: Tx,
  accountIds: readonly string[],
  at: Date,
  { butOf }: { butOf?: string | null } = {},
): Promise<number> {
  const isMeant =
    butOf === undefined
      ? sql`true`
      : sql`created_by_account_id is not null and created_by_account_id is distinct from ${butOf}::uuid`;
  const { numAffectedRows } = await sql`
    update access.invitation set cancelled_at = ${at}
     where account_id = any(${accountIds}::uuid[]) and used_at is null and cancelled_at is null and ${isMeant}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

export async function findOpenInvitation(reader: Reader, digest: string, now: Date): Promise<Invitation | null> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from access.invitation where token_sha256 = ${digest} and ${isOpen(now)}`.execute(reader);
  return rows[0] ? toInvitation(rows[0]) : null;
}

/** The invitations that are open for some accounts, the latest first. */
export async function listOpenInvitations(
  reader: Reader,
  accountIds: readonly string[],
  now: Date,
): Promise<Invitation[]> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from access.invitation where account_id = any(${accountIds}::uuid[]) and ${isOpen(now)}
     order by created_at desc, invitation_id`.execute(reader);
  return rows.map(toInvitation);
}

/** Uses an invitation up, once; false when it is no longer open. */
export async function takeInvitation(tx: Tx, invitationId: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.invitation set used_at = ${at}, totp_secret = '' where invitation_id = ${invitationId} and ${isOpen(at)}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    invitationId: row.invitation_id,
    accountId: row.account_id,
    purpose: row.purpose,
    totpSecret: row.totp_secret,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
}
