import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';

export type DisabledReason = 'suspended' | 'left';

export type Person = {
  accountId: string;
  userName: string;
  name: string;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  home: OrganisationCode;
  language: Language;
  isSupport: boolean;
  createdAt: Date;
  changedAt: Date;
  version: number;
  disabledAt: Date | null;
  disabledBy: string | null;
  /** The account of whoever did; null when a directory did. */
  disabledByAccountId: string | null;
  disabledReason: DisabledReason | null;
};

type PersonRow = {
  account_id: string;
  user_name: string;
  name: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  organisation_code: OrganisationCode;
  language: Language;
  is_support: boolean;
  created_at: Date;
  changed_at: Date;
  version: number;
  disabled_at: Date | null;
  disabled_by: string | null;
  disabled_by_account_id: string | null;
  disabled_reason: DisabledReason | null;
};

const columns = sql`a.account_id, a.user_name, a.name, a.given_name, a.family_name, a.email, a.organisation_code, a.language,
  a.is_support, a.created_at, a.changed_at, a.version, a.disabled_at, a.disabled_by, a.disabled_by_account_id,
  a.disabled_reason`;

export type PeopleFilter = {
  /** Organisations whose people are meant; null = all. */
  organisations: readonly string[] | null;
  /** current: with a grant that is not over, or belonging there and not left; former: the others who once had one. */
  state: 'current' | 'former' | 'all';
  text?: string | undefined;
  today: PlainDate;
  after: { name: string; accountId: string } | null;
  limit: number;
};

/** People of some organisations by name, then id; one more than the limit. */
export async function listPeople(reader: Reader, filter: PeopleFilter): Promise<Person[]> {
  const { organisations, state, text, today, after, limit } = filter;
  const here = (column: RawBuilder<unknown>) =>
    organisations === null ? sql`true` : sql`${column} = any(${organisations}::text[])`;
  const grant = (extra: RawBuilder<unknown>) => sql`exists (
    select from access.account_grant g where g.account_id = a.account_id and ${here(sql`g.organisation_code`)} and ${extra})`;
  const isCurrent = sql`(a.disabled_at is null or a.disabled_reason is distinct from 'left') and (${here(sql`a.organisation_code`)}
    or ${grant(sql`g.revoked_at is null and (g.ends_on is null or g.ends_on >= ${today})`)})`;
  const isKnown = sql`(${here(sql`a.organisation_code`)} or ${grant(sql`true`)})`;
  const states = { current: isCurrent, former: sql`${isKnown} and not (${isCurrent})`, all: isKnown };
  // position() takes the text as it is: no sign in it means anything.
  const holds =
    text === undefined ? sql`true` : sql`position(lower(${text}) in lower(a.name || ' ' || a.user_name)) > 0`;
  const from = after === null ? sql`true` : sql`(a.name, a.account_id) > (${after.name}, ${after.accountId}::uuid)`;
  const { rows } = await sql<PersonRow>`
    select ${columns} from access.account a
     where not a.is_support and ${states[state]} and ${holds} and ${from}
     order by a.name, a.account_id limit ${limit + 1}`.execute(reader);
  return rows.map(toPerson);
}

async function select(reader: Reader, condition: RawBuilder<unknown>): Promise<Person[]> {
  const { rows } =
    await sql<PersonRow>`select ${columns} from access.account a where ${condition} order by a.account_id`.execute(
      reader,
    );
  return rows.map(toPerson);
}

export async function findPerson(reader: Reader, accountId: string): Promise<Person | null> {
  return (await select(reader, sql`a.account_id = ${accountId}`))[0] ?? null;
}

export function findPeople(reader: Reader, accountIds: readonly string[]): Promise<Person[]> {
  return select(reader, sql`a.account_id = any(${accountIds}::uuid[])`);
}

/** A person by id; the account is locked until the transaction ends, so that what is granted to it is granted one after the other. */
export async function lockPerson(tx: Tx, accountId: string): Promise<Person | null> {
  await sql`select from access.account where account_id = ${accountId} for update`.execute(tx);
  return findPerson(tx, accountId);
}

export type NewPerson = Pick<
  Person,
  'accountId' | 'userName' | 'name' | 'givenName' | 'familyName' | 'email' | 'language'
> & { home: string; at: Date };

/** Opens an account; false when the user name is taken. */
export async function insertPerson(tx: Tx, it: NewPerson): Promise<boolean> {
  await lockUserName(tx, it.userName);
  const { rows } = await sql<{ account_id: string }>`
    insert into access.account (account_id, user_name, name, given_name, family_name, email, organisation_code, language,
                                is_demonstration, created_at, changed_at)
    values (${it.accountId}, ${it.userName}, ${it.name}, ${it.givenName}, ${it.familyName}, ${it.email}, ${it.home},
            ${it.language}, false, ${it.at}, ${it.at})
        on conflict (user_name) do nothing returning account_id`.execute(tx);
  return rows.length === 1;
}

/** Whoever takes a user name holds it until the transaction ends: of two who take the same at once the second finds it taken. */
async function lockUserName(tx: Tx, userName: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('access.user_name ' || ${userName}, 0))`.execute(tx);
}

type Stated = Pick<Person, 'userName' | 'name' | 'givenName' | 'familyName' | 'email' | 'language' | 'home'>;
/** What is to be stated from now on; what is left out stays. */
export type PersonChange = { [Name in keyof Stated]?: Stated[Name] | undefined };

/** A person after a change. */
export function changed(person: Person, change: PersonChange): Person {
  const stated = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...person, ...stated };
}

/** Changes what is stated of a person; false when the user name is taken. */
export async function updatePerson(
  tx: Tx,
  { person, change, at }: { person: Person; change: PersonChange; at: Date },
): Promise<boolean> {
  const next = changed(person, change);
  if (next.userName !== person.userName) {
    await lockUserName(tx, next.userName);
    const { rows: taken } = await sql`select from access.account where user_name = ${next.userName}`.execute(tx);
    if (taken.length > 0) return false;
  }
  await sql`
    update access.account
       set user_name = ${next.userName}, name = ${next.name}, given_name = ${next.givenName}, family_name = ${next.familyName},
           email = ${next.email}, language = ${next.language}, organisation_code = ${next.home},
           changed_at = ${at}, version = version + 1
     where account_id = ${person.accountId}`.execute(tx);
  return true;
}

export type Disabling = { from: Date; by: { name: string; accountId: string | null }; reason: DisabledReason };

/** Closes accounts from a moment on, or lets them sign in again (null). */
export async function updateDisabled(
  tx: Tx,
  { accountIds, disabled, at }: { accountIds: readonly string[]; disabled: Disabling | null; at: Date },
): Promise<void> {
  await sql`
    update access.account
       set disabled_at = ${disabled?.from ?? null}, disabled_by = ${disabled?.by.name ?? null},
           disabled_by_account_id = ${disabled?.by.accountId ?? null}, disabled_reason = ${disabled?.reason ?? null},
           changed_at = ${at}, version = version + 1
     where account_id = any(${accountIds}::uuid[])`.execute(tx);
}

export type SessionCount = { count: number; lastSeenAt: Date };

/** How many sessions some people have open, and when they were last seen. */
export async function countSessions(
  reader: Reader,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, SessionCount>> {
  const { rows } = await sql<{ account_id: string; count: number; last_seen_at: Date }>`
    select account_id, count(*)::integer as count, max(last_seen_at) as last_seen_at from access.session
     where account_id = any(${accountIds}::uuid[]) and expires_at > ${now}
       and last_seen_at > ${now}::timestamptz - make_interval(secs => idle_seconds)
     group by account_id`.execute(reader);
  return new Map(rows.map((row) => [row.account_id, { count: row.count, lastSeenAt: row.last_seen_at }]));
}

export type OwnedClient = { clientId: string; name: string; organisation: string; isDisabled: boolean };

/** Machine clients that somebody registered at some organisations: whoever leaves leaves them behind. */
export async function listClientsOf(
  reader: Reader,
  { person, organisations }: { person: Pick<Person, 'accountId' | 'name'>; organisations: readonly string[] | null },
): Promise<OwnedClient[]> {
  const { accountId, name } = person;
  const { rows } = await sql<OwnedClient>`
    select client_id as "clientId", name, organisation_code as organisation, disabled_at is not null as "isDisabled" from access.client
     where (created_by_account_id = ${accountId} or created_by_account_id is null and created_by = ${name})
       and (${organisations === null} or organisation_code = any(${organisations ?? []}::text[]))
     order by name, client_id limit 100`.execute(reader);
  return rows;
}

function toPerson(row: PersonRow): Person {
  return {
    accountId: row.account_id,
    userName: row.user_name,
    name: row.name,
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email,
    home: row.organisation_code,
    language: row.language,
    isSupport: row.is_support,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
    disabledAt: row.disabled_at,
    disabledBy: row.disabled_by,
    disabledByAccountId: row.disabled_by_account_id,
    disabledReason: row.disabled_reason,
  };
}
