import { sql } from 'kysely';
import { ensureDemonstrationAccounts, findAccountActors } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';

/** One actor for each way of working, each with an account. The registrar and the viewer are at S.K001, the other registrar at S.K002, the authority is A.K001. */
export type Actors = {
  ministry: Actor;
  ministryViewer: Actor;
  authority: Actor;
  registrar: Actor;
  otherRegistrar: Actor;
  viewer: Actor;
  /** A second officer of the ministry, for what two people must agree to. */
  secondOfficer: Actor;
};

const ids: Record<keyof Actors, string> = {
  ministry: '01990000-0000-7000-8000-000000000001',
  ministryViewer: '01990000-0000-7000-8000-000000000002',
  authority: '01990000-0000-7000-8000-000000000003',
  registrar: '01990000-0000-7000-8000-000000000004',
  otherRegistrar: '01990000-0000-7000-8000-000000000005',
  viewer: '01990000-0000-7000-8000-000000000006',
  secondOfficer: '01990000-0000-7000-8000-000000000007',
};

/** Opens the demonstration accounts and returns the actors they sign in as. */
export async function buildActors(tx: Tx): Promise<Actors> {
  await ensureDemonstrationAccounts(tx);
  const found = await findAccountActors(tx, Object.values(ids));
  const get = (name: keyof Actors): Actor => {
    const actor = found.get(ids[name]);
    if (!actor) throw new Error(`the demonstration has no account for ${name}`);
    return actor;
  };
  return {
    ministry: get('ministry'),
    ministryViewer: get('ministryViewer'),
    authority: get('authority'),
    registrar: get('registrar'),
    otherRegistrar: get('otherRegistrar'),
    viewer: get('viewer'),
    secondOfficer: get('secondOfficer'),
  };
}

/** Two people of support, each let in by an organisation: one by the authority A.K001, one by the school S.K001. */
export async function buildSupport(tx: Tx): Promise<void> {
  await sql`
    insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, is_support, created_at)
    select ('01990000-0000-7000-8000-0000000000f' || n)::uuid, 'support.' || n, 'Support ' || n, 'O.1', 'en', true, true, now()
      from generate_series(1, 2) n`.execute(tx);
  await sql`
    insert into access.support_access (support_access_id, account_id, organisation_code, organisation_kind, scope, purpose, opened_at, opened_by, expires_at)
    select account_id, account_id, organisation, kind, 'read', 'A report that does not add up', now(), 'test', now() + interval '4 hours'
      from access.account
      join (values ('support.1', 'A.K001', 'authority'), ('support.2', 'S.K001', 'school')) as v (user_name, organisation, kind)
     using (user_name)`.execute(tx);
}

/** Takes every additional permission back, so that everybody has what the base role gives. */
export async function revokeAdditions(tx: Tx): Promise<void> {
  await sql`
    update access.account_grant set revoked_at = now(), revoked_by = 'test', revoked_reason = 'base roles alone'
     where kind = 'permission' and revoked_at is null`.execute(tx);
}

/** Grants that nobody in particular gave: a role, or a permission beside one; live from today on unless days are said. */
export async function buildGrants(
  tx: Tx,
  grants: readonly { accountId: string; organisation: string; name: string; startsOn?: string; endsOn?: string }[],
): Promise<void> {
  const kindOf = (code: string) => ({ O: 'ministry', A: 'authority', S: 'school' })[code.slice(0, 1)] ?? 'school';
  for (const { accountId, organisation, name, startsOn = null, endsOn = null } of grants)
    await sql`
      insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, ends_on, granted_at,
                                        granted_by, reason, needs_second)
      values (${newId()}, ${accountId}, ${organisation}, ${kindOf(organisation)}, ${name.includes('.') ? 'permission' : 'role'}, ${name},
              coalesce(${startsOn}::date, current_date), ${endsOn}, now(), 'test', 'built for a test', false)`.execute(
      tx,
    );
}
