import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { listStandings, type Standing } from '../people/rules/holding.ts';
import { toStandingActor } from '../people/service/standing.ts';
import { commandRoles, roles } from '../rules/roles.ts';
import * as store from '../store/accounts.ts';
import { requireOrganisation, scopeOf } from './scope.ts';
import { toActor } from './sessions.ts';

/** The actor that the command line is for an organisation (`--as S.K001`): whoever may run it on the machine works with that organisation's role. */
export async function commandActor(reader: Reader, organisation: OrganisationCode): Promise<Actor> {
  const found = (await findOrganisations(reader, [organisation])).get(organisation);
  const role = found ? commandRoles[found.kind] : null;
  if (!role) throw errors.organisation_cannot_act({ organisation });
  const name = `${organisation} (command line)`;
  const standing: Standing = { organisation, role, permissions: roles[role].permissions, base: null, added: new Map() };
  return { ...toStandingActor({ accountId: '', name, language: 'en' }, standing), kind: 'command', accountId: null };
}

/** Accounts that hold a role within the actor's reach, or at one organisation in it; each once, as it stands there. */
export async function listAccounts(
  reader: Reader,
  actor: Actor,
  organisation: OrganisationCode | undefined,
): Promise<store.Account[]> {
  const organisations = await reachedOrganisations(reader, actor, organisation);
  const found = await store.listAccounts(reader, { organisations, today: todayOf(new Date()) });
  return found
    .map((it) => standAmong(it, organisations))
    .sort((a, b) => compare(a.organisation, b.organisation) || compare(a.name, b.name));
}

async function reachedOrganisations(reader: Reader, actor: Actor, organisation: OrganisationCode | undefined) {
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return [organisation];
  }
  const scope = await scopeOf(actor, reader);
  return scope.everything ? null : scope.organisations;
}

/** The account as it stands at the first of some organisations. */
function standAmong(account: store.Account, organisations: readonly string[] | null): store.Account {
  const first = listStandings(account.held, account.home).find(
    (standing) => organisations === null || organisations.includes(standing.organisation),
  );
  return first ? { ...account, role: first.role, organisation: first.organisation as OrganisationCode } : account;
}

/** Enabled accounts by id, as the actors they are when they sign in. */
export async function findAccountActors(reader: Reader, accountIds: readonly string[]): Promise<Map<string, Actor>> {
  const accounts = await store.findAccounts(reader, accountIds);
  return new Map([...accounts].map(([id, account]) => [id, toActor(account)]));
}

/** The actor that an account is at one organisation today; null when it is disabled or holds nothing there any more. */
export async function findActorAt(reader: Reader, accountId: string, organisation: string): Promise<Actor | null> {
  const account = (await store.findAccounts(reader, [accountId])).get(accountId);
  const standing = account
    ? listStandings(account.held, account.home).find((it) => it.organisation === organisation)
    : null;
  return account && standing ? toStandingActor(account, standing) : null;
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
