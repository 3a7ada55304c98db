import { createHash } from 'node:crypto';
import type { PlainDate } from '#kernel/dates.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { currentStates } from '../../rules/grants.ts';
import { isWithin, managedOrganisations } from '../../service/reach.ts';
import { groupByAccount, stateOf } from '../../service/state.ts';
import { type Grant, listGrantsOf } from '../../store/grants.ts';
import { findPeople, type Person } from '../../store/people.ts';
import { errors } from '../errors.ts';
import { filterAttributes } from '../rules/attributes.ts';
import type { UserFacts } from '../rules/document.ts';
import { readFilter } from '../rules/filter.ts';
import * as store from '../store.ts';

/** A user with what they hold at the organisation that they belong to and is not over. */
export type UserView = { person: Person; held: Grant[]; facts: UserFacts; version: string; changedAt: Date };

/** A directory as it calls: the organisation that answers for it, and whose people are its users. */
export type Directory = { directory: string; visible: store.Visible };

export async function directoryOf(reader: Reader, actor: Actor): Promise<Directory> {
  const owner = actor.clientId ? await store.findOwner(reader, actor.clientId) : null;
  const organisations = await managedOrganisations(reader, actor);
  return { directory: owner ?? actor.organisation, visible: { organisations, now: new Date() } };
}

export type UsersWish = { filter?: string | undefined; startIndex: number; count: number };

/** Users within reach, from a place of the whole list on, and how many there are. */
export async function listUsers(
  reader: Reader,
  actor: Actor,
  { filter, startIndex, count }: UsersWish,
): Promise<{ users: UserView[]; total: number }> {
  const { directory, visible } = await directoryOf(reader, actor);
  const conditions = filter === undefined ? [] : readConditions(filter);
  const page = { visible, directory, conditions, offset: startIndex - 1, limit: count };
  const { accountIds, total } = await store.listUserIds(reader, page);
  const people = await findPeople(reader, accountIds);
  return { users: await viewUsers(reader, people, directory), total };
}

function readConditions(filter: string): store.UserCondition[] {
  const read = readFilter(filter, filterAttributes);
  if ('wrongAt' in read) throw errors.invalid_filter({ at: read.wrongAt || '…' });
  return read.conditions.map(({ attribute, value }): store.UserCondition => {
    if (typeof value === 'boolean') return { name: 'active', value };
    return attribute.name === 'userName'
      ? { name: 'userName', value: value.toLowerCase() }
      : { name: 'externalId', value };
  });
}

/** One user within reach; any other is not there, word for word. */
export async function getUser(reader: Reader, actor: Actor, accountId: string): Promise<UserView> {
  const { directory, visible } = await directoryOf(reader, actor);
  const [person] = await findPeople(reader, [accountId]);
  const [view] = await viewUsers(reader, [requireVisible(person, visible)], directory);
  if (!view) throw errors.not_found();
  return view;
}

/** Throws unless the person is a user of the directory. */
export function requireVisible(person: Person | null | undefined, { organisations, now }: store.Visible): Person {
  const isGone = person?.disabledReason === 'left' && person.disabledAt !== null && person.disabledAt <= now;
  if (!person || person.isSupport || isGone || !isWithin(organisations, person.home)) throw errors.not_found();
  return person;
}

/** People as users, in the order given; two queries, however many. */
export async function viewUsers(reader: Reader, people: readonly Person[], directory: string): Promise<UserView[]> {
  const accountIds = people.map(({ accountId }) => accountId);
  const grants = groupByAccount(await listGrantsOf(reader, { accountIds, organisations: null }));
  const externalIds = await store.findExternalIds(reader, { directory, accountIds });
  const now = new Date();
  return people.map((person) => {
    const mine = grants.get(person.accountId) ?? [];
    return viewOf(person, {
      held: heldAtHome(person, mine, todayOf(now)),
      externalId: externalIds.get(person.accountId),
      now,
    });
  });
}

function heldAtHome({ home }: Person, grants: readonly Grant[], today: PlainDate): Grant[] {
  return grants.filter((it) => it.organisation === home && currentStates.includes(stateOf(it, today)));
}

type Around = { held: Grant[]; externalId: string | undefined; now: Date };

function viewOf(person: Person, { held, externalId, now }: Around): UserView {
  const { userName, name, givenName, familyName, email, language, home } = person;
  const facts: UserFacts = {
    userName,
    name,
    givenName,
    familyName,
    email,
    language,
    externalId: externalId ?? null,
    isActive: person.disabledAt === null || person.disabledAt > now,
    organisation: home,
    role: roleIn(held, todayOf(now)),
    added: [...new Set(held.flatMap((it) => (it.kind === 'permission' ? it.name : [])))].sort(),
  };
  const changes = [person.changedAt, ...held.flatMap((it) => [it.grantedAt, it.approvedAt ?? it.grantedAt])];
  const changedAt = new Date(Math.max(...changes.map((at) => at.getTime())));
  return { person, held, facts, changedAt, version: versionOf(person.accountId, facts) };
}

/** The base role of today; without one, the next. */
function roleIn(held: readonly Grant[], today: PlainDate): string | null {
  const roles = held.filter(({ kind }) => kind === 'role').sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return (roles.find((it) => stateOf(it, today) === 'live') ?? roles[0])?.name ?? null;
}

/** Another one whenever anything that SCIM shows has changed, by whatever door. */
function versionOf(accountId: string, facts: UserFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([accountId, facts]))
    .digest('base64url')
    .slice(0, 22);
}
