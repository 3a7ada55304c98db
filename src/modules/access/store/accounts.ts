import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { isRoleName, type RoleName } from '../rules/roles.ts';

export type Account = {
  accountId: string;
  userName: string;
  name: string;
  role: RoleName;
  organisation: OrganisationCode;
  language: Language;
  isDemonstration: boolean;
};

export type AccountRow = {
  account_id: string;
  user_name: string;
  name: string;
  role: string;
  organisation_code: string;
  language: Language;
  is_demonstration: boolean;
};

const columns = sql`account_id, user_name, name, role, organisation_code, language, is_demonstration`;

/** The columns of an AccountRow where the account stands under another name. */
export function accountColumns(alias: string) {
  return sql`${sql.ref(`${alias}.account_id`)}, user_name, name, role, organisation_code, language, is_demonstration`;
}

/** Accounts that may sign in, in the order of their ids' making. */
export async function listDemonstrationAccounts(reader: Reader): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from access.account where is_demonstration and disabled_at is null order by account_id`.execute(
    reader,
  );
  return rows.map(toAccount);
}

/** The enabled accounts among some ids. */
export async function findAccounts(reader: Reader, accountIds: readonly string[]): Promise<Map<string, Account>> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from access.account where account_id = any(${accountIds}::uuid[]) and disabled_at is null`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.account_id, toAccount(row)]));
}

/** Enabled accounts of some organisations (null = all), by organisation and name. */
export async function listAccounts(
  reader: Reader,
  organisations: readonly OrganisationCode[] | null,
): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${columns} from access.account
     where disabled_at is null and (${organisations === null} or organisation_code = any(${organisations ?? []}::text[]))
     order by organisation_code, name, account_id limit 1000`.execute(reader);
  return rows.map(toAccount);
}

/** Opens accounts; those whose user name is taken stay as they are. Returns how many were opened. */
export async function insertAccounts(tx: Tx, accounts: readonly Account[]): Promise<number> {
  const rows = accounts.map((it) => ({
    account_id: it.accountId,
    user_name: it.userName,
    name: it.name,
    role: it.role,
    organisation_code: it.organisation,
    language: it.language,
    is_demonstration: it.isDemonstration,
  }));
  const { numAffectedRows } = await sql`
    insert into access.account (${columns}, created_at)
    select ${columns}, now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (account_id uuid, user_name text, name text, role text,
           organisation_code text, language text, is_demonstration boolean)
        on conflict (user_name) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function updateLanguage(tx: Tx, accountId: string, language: Language): Promise<void> {
  await sql`update access.account set language = ${language} where account_id = ${accountId} and language <> ${language}`.execute(
    tx,
  );
}

/** An account whose role this program does not know (a newer program gave it) is a broken world, not a guess. */
export function toAccount(row: AccountRow): Account {
  if (!isRoleName(row.role)) throw new Error(`account ${row.account_id} has the unknown role ${row.role}`);
  return {
    accountId: row.account_id,
    userName: row.user_name,
    name: row.name,
    role: row.role,
    organisation: row.organisation_code as OrganisationCode, // written through the branded type only
    language: row.language,
    isDemonstration: row.is_demonstration,
  };
}
