import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { chooseStanding, type Held } from '../people/rules/holding.ts';
import { heldAt, worksOn } from '../people/store/held.ts';
import type { RoleName } from '../rules/roles.ts';

export type Account = {
  accountId: string;
  userName: string;
  name: string;
  /** For whom the person acts when they sign in, and in which role. */
  role: RoleName;
  organisation: OrganisationCode;
  /** The organisation that the person belongs to. */
  home: OrganisationCode;
  language: Language;
  isDemonstration: boolean;
  isSupport: boolean;
  /** What the person holds in this moment. */
  held: Held[];
};

export type AccountRow = {
  account_id: string;
  user_name: string;
  name: string;
  organisation_code: OrganisationCode;
  language: Language;
  is_demonstration: boolean;
  is_support: boolean;
  held: Held[];
};

/** The columns of an AccountRow of the table that stands under a name. */
export function accountColumns(alias: string, now: Date = new Date()) {
  const of = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${of('account_id')}, ${of('user_name')}, ${of('name')}, ${of('organisation_code')}, ${of('language')},
             ${of('is_demonstration')}, ${of('is_support')}, ${heldAt(of('account_id'), now)} as held`;
}

/** Invented accounts that may sign in, in the order of their ids' making. */
export async function listDemonstrationAccounts(reader: Reader): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns('a')} from access.account a
     where is_demonstration and disabled_at is null order by account_id`.execute(reader);
  return rows.map(toAccount);
}

/** The enabled accounts among some ids. */
export async function findAccounts(reader: Reader, accountIds: readonly string[]): Promise<Map<string, Account>> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns('a')} from access.account a
     where account_id = any(${accountIds}::uuid[]) and (disabled_at is null or disabled_at > now())`.execute(reader);
  return new Map(rows.map((row) => [row.account_id, toAccount(row)]));
}

/** Enabled accounts that hold a role today at some organisations (null = any), by name; at most 1,000. */
export async function listAccounts(
  reader: Reader,
  { organisations, today }: { organisations: readonly OrganisationCode[] | null; today: string },
): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns('a')} from access.account a
     where (disabled_at is null or disabled_at > now())
       and exists (select from access.account_grant g
                    where g.account_id = a.account_id and g.kind = 'role' and ${worksOn(today)}
                      and (${organisations === null} or g.organisation_code = any(${organisations ?? []}::text[])))
     order by name, account_id limit 1000`.execute(reader);
  return rows.map(toAccount);
}

export type NewAccount = Pick<
  Account,
  'accountId' | 'userName' | 'name' | 'home' | 'language' | 'isDemonstration' | 'isSupport'
>;

/** Opens accounts; those whose user name is taken stay as they are. Returns how many were opened. */
export async function insertAccounts(tx: Tx, accounts: readonly NewAccount[]): Promise<number> {
  const rows = accounts.map((it) => ({
    account_id: it.accountId,
    user_name: it.userName,
    name: it.name,
    organisation_code: it.home,
    language: it.language,
    is_demonstration: it.isDemonstration,
    is_support: it.isSupport,
  }));
  const columns = sql`account_id, user_name, name, organisation_code, language, is_demonstration, is_support`;
  const { numAffectedRows } = await sql`
    insert into access.account (${columns}, created_at)
    select ${columns}, now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (account_id uuid, user_name text, name text,
           organisation_code text, language text, is_demonstration boolean, is_support boolean)
        on conflict (user_name) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function updateLanguage(tx: Tx, accountId: string, language: Language): Promise<void> {
  await sql`update access.account set language = ${language} where account_id = ${accountId} and language <> ${language}`.execute(
    tx,
  );
}

export function toAccount(row: AccountRow): Account {
  const { organisation, role } = chooseStanding(row.held, row.organisation_code, null);
  return {
    accountId: row.account_id,
    userName: row.user_name,
    name: row.name,
    role,
    organisation: organisation as OrganisationCode, // written through the branded type only
    home: row.organisation_code,
    language: row.language,
    isDemonstration: row.is_demonstration,
    isSupport: row.is_support,
    held: row.held,
  };
}
