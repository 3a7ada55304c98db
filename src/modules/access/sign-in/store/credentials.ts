import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';
import { type Account, type AccountRow, accountColumns, toAccount } from '../../store/accounts.ts';

/** What an account can prove itself with. */
export type Credentials = {
  account: Account;
  passwordHash: string | null;
  passwordChangedAt: Date | null;
  /** Only once the first code was shown. */
  totp: { secret: string; lastStep: number; confirmedAt: Date } | null;
  /** Digests of the codes that are still good. */
  recoveryCodes: string[];
  passkeys: number;
};

type CredentialsRow = AccountRow & {
  hash: string | null;
  changed_at: Date | null;
  secret: string | null;
  last_step: number | null;
  confirmed_at: Date | null;
  codes: string[];
  passkeys: number;
};

/** The credentials of an enabled account, by its id or by its user name; null when there is none. One query. */
export async function findCredentials(
  reader: Reader,
  by: { accountId: string } | { userName: string },
): Promise<Credentials | null> {
  const condition = 'accountId' in by ? sql`a.account_id = ${by.accountId}` : sql`a.user_name = ${by.userName}`;
  const { rows } = await sql<CredentialsRow>`
    select ${accountColumns('a')}, p.hash, p.changed_at, t.secret, t.last_step, t.confirmed_at,
           array(select c.code_sha256 from access.recovery_code c where c.account_id = a.account_id and c.used_at is null) as codes,
           (select count(*) from access.passkey k where k.account_id = a.account_id) as passkeys
      from access.account a
      left join access.password p using (account_id)
      left join access.totp t on t.account_id = a.account_id and t.confirmed_at is not null
     where ${condition} and (a.disabled_at is null or a.disabled_at > now())`.execute(reader);
  const row = rows[0];
  if (!row) return null;
  const { secret, last_step: lastStep, confirmed_at: confirmedAt } = row;
  return {
    account: toAccount(row),
    passwordHash: row.hash,
    passwordChangedAt: row.changed_at,
    totp: secret === null || lastStep === null || confirmedAt === null ? null : { secret, lastStep, confirmedAt },
    recoveryCodes: row.codes,
    passkeys: row.passkeys,
  };
}

export async function upsertPassword(tx: Tx, password: { accountId: string; hash: string; at: Date }): Promise<void> {
  await sql`
    insert into access.password (account_id, hash, changed_at) values (${password.accountId}, ${password.hash}, ${password.at})
        on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`.execute(tx);
}

/** The same password under a newer cost; a password changed meanwhile stays. */
export async function replaceHash(
  reader: Reader,
  account: { accountId: string; old: string; hash: string },
): Promise<void> {
  await sql`update access.password set hash = ${account.hash} where account_id = ${account.accountId} and hash = ${account.old}`.execute(
    reader,
  );
}

/** Sets an authenticator app up; it is in force once a code was shown. One that is in force stays until then. */
export async function insertPendingTotp(
  tx: Tx,
  totp: { accountId: string; secret: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.totp as t (account_id, secret, last_step, created_at) values (${totp.accountId}, ${totp.secret}, 0, ${totp.at})
        on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
     where t.confirmed_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function findPendingTotp(reader: Reader, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ secret: string }>`
    select secret from access.totp where account_id = ${accountId} and confirmed_at is null`.execute(reader);
  return rows[0]?.secret ?? null;
}

/** Puts the app in force with the step of its first code; false when somebody did so meanwhile. */
export async function confirmTotp(
  tx: Tx,
  totp: { accountId: string; secret: string; step: number; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.totp as t (account_id, secret, last_step, created_at, confirmed_at)
    values (${totp.accountId}, ${totp.secret}, ${totp.step}, ${totp.at}, ${totp.at})
        on conflict (account_id) do update set confirmed_at = excluded.confirmed_at, last_step = excluded.last_step
     where t.confirmed_at is null and t.secret = excluded.secret`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

/** Takes a time step, once and never an earlier one; false when it was taken. */
export async function takeTotpStep(tx: Tx, totp: { accountId: string; step: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.totp set last_step = ${totp.step} where account_id = ${totp.accountId} and last_step < ${totp.step}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from access.totp where account_id = ${accountId}`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

/** Takes a recovery code, once; false when it was taken. */
export async function takeRecoveryCode(
  tx: Tx,
  code: { accountId: string; digest: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.recovery_code set used_at = ${code.at}
     where account_id = ${code.accountId} and code_sha256 = ${code.digest} and used_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

/** New codes in place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  codes: { accountId: string; digests: readonly string[]; at: Date },
): Promise<void> {
  await sql`delete from access.recovery_code where account_id = ${codes.accountId}`.execute(tx);
  await sql`
    insert into access.recovery_code (account_id, code_sha256, created_at)
    select ${codes.accountId}, digest, ${codes.at} from unnest(${codes.digests}::text[]) as digest`.execute(tx);
}

/** Everything that an account could prove itself with, gone: before it gets new secrets. */
export async function deleteCredentials(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from access.password where account_id = ${accountId}`.execute(tx);
  await sql`delete from access.totp where account_id = ${accountId}`.execute(tx);
  await sql`delete from access.recovery_code where account_id = ${accountId}`.execute(tx);
  await sql`delete from access.passkey where account_id = ${accountId}`.execute(tx);
  await sql`delete from access.external_identity where account_id = ${accountId}`.execute(tx);
}
