import { type RawBuilder, sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';

/** Whose users are meant: people who belong to some organisations (null = all) and whose account is not closed for good. */
export type Visible = { organisations: readonly string[] | null; now: Date };

export type UserCondition =
  | { name: 'userName'; value: string }
  | { name: 'externalId'; value: string }
  | { name: 'active'; value: boolean };

function isVisible({ organisations, now }: Visible): RawBuilder<boolean> {
  return sql<boolean>`not a.is_support and (${organisations === null} or a.organisation_code = any(${organisations ?? []}::text[]))
    and not ${isClosed(now)}`;
}

/** Closed for good; a suspended account is still a user's. */
const isClosed = (now: Date) =>
  sql<boolean>`(a.disabled_reason is not distinct from 'left' and a.disabled_at <= ${now})`;

export type UserPage = {
  visible: Visible;
  directory: string;
  conditions: readonly UserCondition[];
  offset: number;
  limit: number;
};

/** Users in the order of their ids, which is that of their opening, and how many there are in all. */
export async function listUserIds(
  reader: Reader,
  { visible, directory, conditions, offset, limit }: UserPage,
): Promise<{ accountIds: string[]; total: number }> {
  const all = [isVisible(visible), ...conditions.map((it) => meets(it, directory, visible.now))];
  const where = sql.join(all, sql` and `);
  const counted = await sql<{ total: number }>`
    select count(*)::integer as total from access.account a where ${where}`.execute(reader);
  const total = counted.rows[0]?.total ?? 0;
  if (limit === 0 || offset >= total) return { accountIds: [], total };
  const { rows } = await sql<{ account_id: string }>`
    select a.account_id from access.account a where ${where}
     order by a.account_id limit ${limit} offset ${offset}`.execute(reader);
  return { accountIds: rows.map((row) => row.account_id), total };
}

function meets(condition: UserCondition, directory: string, now: Date): RawBuilder<boolean> {
  if (condition.name === 'userName') return sql`a.user_name = ${condition.value}`;
  if (condition.name === 'active')
    return sql`(a.disabled_at is null or a.disabled_at > ${now}) = ${condition.value}::boolean`;
  return sql`exists (select from access.directory_id d
    where d.account_id = a.account_id and d.organisation_code = ${directory} and d.external_id = ${condition.value})`;
}

/** The organisation that registered a machine client; null for one that is not registered. */
export async function findOwner(reader: Reader, clientId: string): Promise<string | null> {
  const { rows } = await sql<{ organisation_code: string }>`
    select organisation_code from access.client where client_id::text = ${clientId}`.execute(reader);
  return rows[0]?.organisation_code ?? null;
}

/** What a directory calls some accounts. */
export async function findExternalIds(
  reader: Reader,
  { directory, accountIds }: { directory: string; accountIds: readonly string[] },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ account_id: string; external_id: string }>`
    select account_id, external_id from access.directory_id
     where organisation_code = ${directory} and account_id = any(${accountIds}::uuid[])`.execute(reader);
  return new Map(rows.map((row) => [row.account_id, row.external_id]));
}

export async function deleteExternalId(
  tx: Tx,
  { directory, accountId }: { directory: string; accountId: string },
): Promise<void> {
  await sql`delete from access.directory_id where organisation_code = ${directory} and account_id = ${accountId}`.execute(
    tx,
  );
}

/** Notes what a directory calls an account; false when it calls another so. Somebody whose account is closed does not hold the id up. */
export async function insertExternalId(
  tx: Tx,
  { directory, accountId, externalId, now }: { directory: string; accountId: string; externalId: string; now: Date },
): Promise<boolean> {
  await sql`
    delete from access.directory_id d using access.account a
     where d.organisation_code = ${directory} and d.external_id = ${externalId} and a.account_id = d.account_id and ${isClosed(now)}`.execute(
    tx,
  );
  const { rows } = await sql`
    insert into access.directory_id (organisation_code, external_id, account_id) values (${directory}, ${externalId}, ${accountId})
        on conflict (organisation_code, external_id) do nothing returning account_id`.execute(tx);
  return rows.length === 1;
}
