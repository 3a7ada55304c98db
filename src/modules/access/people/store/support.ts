import { type RawBuilder, sql } from 'kysely';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { isOpenAt } from './held.ts';

export type SupportScope = 'read' | 'write';

export type SupportAccess = {
  supportAccessId: string;
  accountId: string;
  accountName: string;
  organisation: OrganisationCode;
  scope: SupportScope;
  purpose: string;
  openedAt: Date;
  openedBy: string;
  expiresAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
};

/** What somebody of support is told of the access that they act under. */
export type SupportNotice = { scope: SupportScope; purpose: string; expiresAt: string };

export async function findSupportOf(
  reader: Reader,
  { accountId, organisation, now }: { accountId: string; organisation: string; now: Date },
): Promise<SupportNotice | null> {
  const { rows } = await sql<{ scope: SupportScope; purpose: string; expires_at: Date }>`
    select s.scope, s.purpose, s.expires_at from access.support_access s
     where s.account_id = ${accountId} and s.organisation_code = ${organisation} and ${isOpenAt(now)}`.execute(reader);
  const row = rows[0];
  return row ? { scope: row.scope, purpose: row.purpose, expiresAt: row.expires_at.toISOString() } : null;
}

type SupportRow = {
  support_access_id: string;
  account_id: string;
  name: string;
  organisation_code: OrganisationCode;
  scope: SupportScope;
  purpose: string;
  opened_at: Date;
  opened_by: string;
  expires_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
};

async function select(reader: Reader, condition: RawBuilder<unknown>): Promise<SupportAccess[]> {
  const { rows } = await sql<SupportRow>`
    select s.support_access_id, s.account_id, a.name, s.organisation_code, s.scope, s.purpose, s.opened_at, s.opened_by, s.expires_at,
           s.ended_at, s.ended_by
      from access.support_access s join access.account a using (account_id)
     where ${condition} order by s.opened_at desc, s.support_access_id limit 500`.execute(reader);
  return rows.map((row) => ({
    supportAccessId: row.support_access_id,
    accountId: row.account_id,
    accountName: row.name,
    organisation: row.organisation_code,
    scope: row.scope,
    purpose: row.purpose,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  }));
}

/** Accesses of support at some organisations (null = any), the newest first; at most 500. */
export function listSupport(reader: Reader, organisations: readonly string[] | null): Promise<SupportAccess[]> {
  return select(reader, sql`(${organisations === null} or s.organisation_code = any(${organisations ?? []}::text[]))`);
}

export async function findSupport(reader: Reader, supportAccessId: string): Promise<SupportAccess | null> {
  return (await select(reader, sql`s.support_access_id = ${supportAccessId}`))[0] ?? null;
}

export type NewSupport = Pick<
  SupportAccess,
  'supportAccessId' | 'accountId' | 'scope' | 'purpose' | 'openedAt' | 'openedBy' | 'expiresAt'
> & { organisation: string; organisationKind: string; openedByAccountId: string | null };

/** Opens the door; false when it is open to the same person already. */
export async function insertSupport(tx: Tx, it: NewSupport): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.support_access (support_access_id, account_id, organisation_code, organisation_kind, scope, purpose, opened_at,
                                       opened_by_account_id, opened_by, expires_at)
    values (${it.supportAccessId}, ${it.accountId}, ${it.organisation}, ${it.organisationKind}, ${it.scope}, ${it.purpose}, ${it.openedAt},
            ${it.openedByAccountId}, ${it.openedBy}, ${it.expiresAt})
        on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n) === 1;
}

/** Ends an access that is open; false when it was over. */
export async function endSupport(
  tx: Tx,
  { supportAccessId, at, by }: { supportAccessId: string; at: Date; by: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.support_access set ended_at = ${at}, ended_by = ${by}
     where support_access_id = ${supportAccessId} and ended_at is null and expires_at > ${at}`.execute(tx);
  return Number(numAffectedRows ?? 0n) === 1;
}

export type SupportAccount = { accountId: string; name: string };

/** The accounts that an organisation may let in. */
export async function listSupportAccounts(reader: Reader): Promise<SupportAccount[]> {
  const { rows } = await sql<{ account_id: string; name: string }>`
    select account_id, name from access.account where is_support and disabled_at is null order by name, account_id limit 200`.execute(
    reader,
  );
  return rows.map((row) => ({ accountId: row.account_id, name: row.name }));
}

export type SupportAct = { at: Date; kind: string; reason: string | null };

/** What somebody did for an organisation between two moments, the newest first; at most 1,000. */
export async function listActsOf(
  reader: Reader,
  { accountId, organisation, from, to }: { accountId: string; organisation: string; from: Date; to: Date },
): Promise<SupportAct[]> {
  const { rows } = await sql<SupportAct>`
    select at, kind, reason from published.account_act
     where actor_account_id = ${accountId} and organisation_code = ${organisation} and at between ${from} and ${to}
     order by at desc, act_id desc limit 1000`.execute(reader);
  return rows;
}

export type SupportRead = { at: Date; studentNumber: StudentNumber; fieldGroups: number; door: string };

/** Whose records somebody read for an organisation between two moments, the newest first; at most 5,000. */
export async function listReadsOf(
  reader: Reader,
  { accountId, organisation, from, to }: { accountId: string; organisation: string; from: Date; to: Date },
): Promise<SupportRead[]> {
  const { rows } = await sql<SupportRead>`
    select p.at, p.student_number as "studentNumber", p.field_groups as "fieldGroups", m.door
      from access.person_read p join access.ledger_reader r using (reader_id) join access.ledger_manner m using (manner_id)
     where r.account_id = ${accountId} and r.organisation_code = ${organisation} and p.at between ${from} and ${to}
     order by p.at desc, p.tx desc, p.read_id desc limit 5000`.execute(reader);
  return rows;
}
