import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import { todayOf } from '#platform/act.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Held } from '../rules/holding.ts';

/** The condition on a grant (`g`) that it works on a day. */
export function worksOn(day: PlainDate): RawBuilder<boolean> {
  return sql<boolean>`g.revoked_at is null and g.starts_on <= ${day} and (g.ends_on is null or g.ends_on >= ${day})
    and (not g.needs_second or g.approved_at is not null)`;
}

/** The condition on an access of support (`s`) that it is open at a moment. */
export function isOpenAt(now: Date): RawBuilder<boolean> {
  return sql<boolean>`s.ended_at is null and s.opened_at <= ${now} and s.expires_at > ${now}`;
}

/** Everything that an account (the column with its id) holds at a moment, as one list beside the account's row. */
export function heldAt(account: RawBuilder<unknown>, now: Date): RawBuilder<Held[]> {
  return sql<Held[]>`coalesce((select jsonb_agg(to_jsonb(h)) from (
      select g.organisation_code as "organisation", g.organisation_kind as "organisationKind", g.kind as "kind", g.name as "name",
             g.grant_id as "grantId", u.last_used_on as "lastUsedOn"
        from access.account_grant g left join access.grant_use u using (grant_id)
       where g.account_id = ${account} and ${worksOn(todayOf(now))}
       union all
      select s.organisation_code, s.organisation_kind, 'support', s.scope, s.support_access_id, null
        from access.support_access s where s.account_id = ${account} and ${isOpenAt(now)}) h), '[]'::jsonb)`;
}

/** Notes that grants were used on a day; writes nothing where that is known. */
export async function noteUse(reader: Reader, grantIds: readonly string[], day: PlainDate): Promise<void> {
  await sql`
    insert into access.grant_use (grant_id, last_used_on)
    select id, ${day} from unnest(${grantIds}::uuid[]) as id order by id
        on conflict (grant_id) do update set last_used_on = excluded.last_used_on
     where access.grant_use.last_used_on < excluded.last_used_on`.execute(reader);
}
