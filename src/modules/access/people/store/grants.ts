import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { GrantKind } from '../rules/grants.ts';

export type Grant = {
  grantId: string;
  accountId: string;
  organisation: OrganisationCode;
  organisationKind: string;
  kind: GrantKind;
  name: string;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  grantedAt: Date;
  grantedByAccountId: string | null;
  grantedBy: string;
  reason: string;
  needsSecond: boolean;
  approvedAt: Date | null;
  approvedBy: string | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  revokedReason: string | null;
  lastUsedOn: PlainDate | null;
};

export type NewGrant = Pick<
  Grant,
  | 'grantId'
  | 'accountId'
  | 'organisationKind'
  | 'kind'
  | 'name'
  | 'startsOn'
  | 'endsOn'
  | 'grantedAt'
  | 'grantedByAccountId'
  | 'grantedBy'
  | 'reason'
  | 'needsSecond'
> & { organisation: string };

type GrantRow = {
  grant_id: string;
  account_id: string;
  organisation_code: OrganisationCode;
  organisation_kind: string;
  kind: GrantKind;
  name: string;
  starts_on: PlainDate;
  ends_on: PlainDate | null;
  granted_at: Date;
  granted_by_account_id: string | null;
  granted_by: string;
  reason: string;
  needs_second: boolean;
  approved_at: Date | null;
  approved_by: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
  revoked_reason: string | null;
  last_used_on: PlainDate | null;
};

const columns = sql`g.grant_id, g.account_id, g.organisation_code, g.organisation_kind, g.kind, g.name, g.starts_on, g.ends_on, g.granted_at,
  g.granted_by_account_id, g.granted_by, g.reason, g.needs_second, g.approved_at, g.approved_by, g.revoked_at, g.revoked_by,
  g.revoked_reason, u.last_used_on`;
const source = sql`access.account_grant g left join access.grant_use u using (grant_id)`;

async function select(reader: Reader, condition: RawBuilder<unknown>): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    select ${columns} from ${source} where ${condition}
     order by g.organisation_code, g.kind desc, g.starts_on desc, g.grant_id`.execute(reader);
  return rows.map(toGrant);
}

/** Grants of some accounts at some organisations (null = any), whatever their state. */
export function listGrantsOf(
  reader: Reader,
  { accountIds, organisations }: { accountIds: readonly string[]; organisations: readonly string[] | null },
): Promise<Grant[]> {
  return select(reader, sql`g.account_id = any(${accountIds}::uuid[]) and ${within(organisations)}`);
}

/** Grants at some organisations (null = any) that are not over on a day. */
export function listGrantsAt(
  reader: Reader,
  { organisations, today }: { organisations: readonly string[] | null; today: PlainDate },
): Promise<Grant[]> {
  return select(
    reader,
    sql`${within(organisations)} and g.revoked_at is null and (g.ends_on is null or g.ends_on >= ${today})`,
  );
}

/** Grants that wait for a second person. */
export function listWaiting(
  reader: Reader,
  { organisations, today }: { organisations: readonly string[] | null; today: PlainDate },
): Promise<Grant[]> {
  return select(
    reader,
    sql`${within(organisations)} and g.needs_second and g.approved_at is null and g.revoked_at is null
        and (g.ends_on is null or g.ends_on >= ${today})`,
  );
}

export function listGrantsById(reader: Reader, grantIds: readonly string[]): Promise<Grant[]> {
  return select(reader, sql`g.grant_id = any(${grantIds}::uuid[])`);
}

/** Grants by id, locked in the order of their ids until the transaction ends. */
export async function lockGrants(tx: Tx, grantIds: readonly string[]): Promise<Grant[]> {
  await sql`select from access.account_grant where grant_id = any(${grantIds}::uuid[]) order by grant_id for update`.execute(
    tx,
  );
  return select(tx, sql`g.grant_id = any(${grantIds}::uuid[])`);
}

const within = (organisations: readonly string[] | null) =>
  sql`(${organisations === null} or g.organisation_code = any(${organisations ?? []}::text[]))`;

/** Writes grants; one that would overlap another of its kind is left out. Returns the ids of those that were written. */
export async function insertGrants(tx: Tx, grants: readonly NewGrant[]): Promise<string[]> {
  const rows = grants.map((it) => ({
    grant_id: it.grantId,
    account_id: it.accountId,
    organisation_code: it.organisation,
    organisation_kind: it.organisationKind,
    kind: it.kind,
    name: it.name,
    starts_on: it.startsOn,
    ends_on: it.endsOn,
    granted_at: it.grantedAt,
    granted_by_account_id: it.grantedByAccountId,
    granted_by: it.grantedBy,
    reason: it.reason,
    needs_second: it.needsSecond,
  }));
  const names = sql`grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, ends_on, granted_at,
    granted_by_account_id, granted_by, reason, needs_second`;
  const { rows: written } = await sql<{ grant_id: string }>`
    insert into access.account_grant (${names})
    select ${names} from jsonb_populate_recordset(null::access.account_grant, ${JSON.stringify(rows)}::jsonb)
        on conflict do nothing returning grant_id`.execute(tx);
  return written.map((row) => row.grant_id);
}

/** Takes grants back in this moment. */
export async function revokeGrants(
  tx: Tx,
  { grantIds, at, by, reason }: { grantIds: readonly string[]; at: Date; by: string; reason: string },
): Promise<void> {
  await sql`
    update access.account_grant set revoked_at = ${at}, revoked_by = ${by}, revoked_reason = ${reason}
     where grant_id = any(${grantIds}::uuid[]) and revoked_at is null`.execute(tx);
}

/** Ends grants with a day; one that would have ended before keeps its end. */
export async function endGrants(
  tx: Tx,
  { grantIds, endsOn }: { grantIds: readonly string[]; endsOn: PlainDate },
): Promise<void> {
  await sql`
    update access.account_grant set ends_on = ${endsOn}
     where grant_id = any(${grantIds}::uuid[]) and revoked_at is null and (ends_on is null or ends_on > ${endsOn})`.execute(
    tx,
  );
}

export async function approveGrants(
  tx: Tx,
  { grantIds, at, byAccountId, by }: { grantIds: readonly string[]; at: Date; byAccountId: string | null; by: string },
): Promise<void> {
  await sql`
    update access.account_grant set approved_at = ${at}, approved_by_account_id = ${byAccountId}, approved_by = ${by}
     where grant_id = any(${grantIds}::uuid[])`.execute(tx);
}

/**
 * The accounts that can manage the people of a ministry for good: enabled, with a live grant without an end. Whoever asks holds
 * the lock until the transaction ends, so that two who each remove another do so one after the other.
 */
export async function lockAdministrators(tx: Tx, today: PlainDate, roleNames: readonly string[]): Promise<Set<string>> {
  await sql`select pg_advisory_xact_lock(hashtextextended('access.administrators', 0))`.execute(tx);
  const { rows } = await sql<{ account_id: string }>`
    select distinct g.account_id
      from access.account_grant g join access.account a using (account_id)
     where g.organisation_kind = 'ministry' and a.disabled_at is null and g.revoked_at is null and g.starts_on <= ${today}
       and g.ends_on is null and (not g.needs_second or g.approved_at is not null)
       and (g.kind = 'role' and g.name = any(${roleNames}::text[])
            or g.kind = 'permission' and g.name = 'people.manage'
               and exists (select from access.account_grant r
                            where r.account_id = g.account_id and r.organisation_code = g.organisation_code and r.kind = 'role'
                              and r.revoked_at is null and r.starts_on <= ${today} and r.ends_on is null))`.execute(tx);
  return new Set(rows.map((row) => row.account_id));
}

function toGrant(row: GrantRow): Grant {
  return {
    grantId: row.grant_id,
    accountId: row.account_id,
    organisation: row.organisation_code,
    organisationKind: row.organisation_kind,
    kind: row.kind,
    name: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    grantedAt: row.granted_at,
    grantedByAccountId: row.granted_by_account_id,
    grantedBy: row.granted_by,
    reason: row.reason,
    needsSecond: row.needs_second,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
    revokedReason: row.revoked_reason,
    lastUsedOn: row.last_used_on,
  };
}
