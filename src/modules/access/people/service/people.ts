import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { type Act, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type CreatedInvitation, createInvitation, listOpenInvitations } from '../../sign-in/service/invitations.ts';
import { errors } from '../errors.ts';
import { type Grant, listGrantsOf } from '../store/grants.ts';
import * as store from '../store/people.ts';
import { giveTo, isKnownTo } from './grants.ts';
import { managedOrganisations, requirePlace } from './reach.ts';
import { groupByAccount } from './state.ts';

/** A person with what they hold where the actor manages people, and when they were last seen. */
export type PersonView = {
  person: store.Person;
  grants: Grant[];
  sessions: store.SessionCount | null;
};

export type PeopleWish = {
  organisation?: OrganisationCode | undefined;
  state: 'current' | 'former' | 'all';
  text?: string | undefined;
  after: { name: string; accountId: string } | null;
  limit: number;
};

/** People within reach, one more than the limit. */
export async function listPeople(reader: Reader, actor: Actor, wish: PeopleWish): Promise<PersonView[]> {
  const organisations = await managedOrganisations(reader, actor, wish.organisation);
  const { state, text, after, limit } = wish;
  const now = new Date();
  const people = await store.listPeople(reader, { organisations, state, text, after, limit, today: todayOf(now) });
  return withGrants(reader, people, organisations);
}

/** Three queries, however many people. */
async function withGrants(
  reader: Reader,
  people: readonly store.Person[],
  organisations: readonly string[] | null,
): Promise<PersonView[]> {
  const accountIds = people.map(({ accountId }) => accountId);
  const grants = groupByAccount(await listGrantsOf(reader, { accountIds, organisations }));
  const sessions = await store.countSessions(reader, accountIds, new Date());
  return people.map((person) => ({
    person,
    grants: grants.get(person.accountId) ?? [],
    sessions: sessions.get(person.accountId) ?? null,
  }));
}

export type PersonDetailView = PersonView & { invitedUntil: Date | null; clients: store.OwnedClient[] };

/** One person within reach; one out of it is answered as one who does not exist. */
export async function getPerson(reader: Reader, actor: Actor, accountId: string): Promise<PersonDetailView> {
  const person = await store.findPerson(reader, accountId);
  if (!person || !(await isKnownTo(reader, actor, person))) throw errors.person_not_found();
  const organisations = await managedOrganisations(reader, actor);
  const [view] = await withGrants(reader, [person], organisations);
  if (!view) throw errors.person_not_found();
  const [invitation] = await listOpenInvitations(reader, [accountId]);
  const clients = await store.listClientsOf(reader, { person, organisations });
  return { ...view, invitedUntil: invitation?.expiresAt ?? null, clients };
}

export type Opening = {
  userName: string;
  name: string;
  givenName?: string | undefined;
  familyName?: string | undefined;
  email?: string | undefined;
  language: Language;
  organisation: OrganisationCode;
  role?: string | undefined;
  added: readonly string[];
  startsOn?: PlainDate | undefined;
  endsOn?: PlainDate | undefined;
  reason: string;
};

/** A joiner: an account with its first grants. */
export async function openPerson(
  tx: Tx,
  act: Act,
  opening: Opening,
  jurisdiction: Jurisdiction,
): Promise<store.Person> {
  const { userName, organisation, role, added, startsOn, endsOn, reason } = opening;
  await requirePlace(tx, act.actor, organisation);
  const accountId = newId();
  const isOpened = await store.insertPerson(tx, {
    accountId,
    userName,
    name: opening.name,
    givenName: opening.givenName ?? null,
    familyName: opening.familyName ?? null,
    email: opening.email ?? null,
    language: opening.language,
    home: organisation,
    at: act.at,
  });
  if (!isOpened) throw errors.user_name_taken({ userName });
  const person = await store.lockPerson(tx, accountId);
  if (!person) throw new Error('the account was not opened');
  const span = { organisation, startsOn, endsOn };
  const wishes = [
    ...(role === undefined ? [] : [{ kind: 'role' as const, name: role, ...span }]),
    ...added.map((name) => ({ kind: 'permission' as const, name, ...span })),
  ];
  await giveTo(tx, act, person, { wishes, reason, jurisdiction, isProved: false });
  return person;
}

/** A joiner with the link by which they set their first secrets. */
export async function openAndInvite(
  tx: Tx,
  act: Act,
  opening: Opening,
  jurisdiction: Jurisdiction,
): Promise<{ person: store.Person; invitation: CreatedInvitation }> {
  const person = await openPerson(tx, act, opening, jurisdiction);
  const { accountId } = person;
  return { person, invitation: await createInvitation(tx, act, { accountId, purpose: 'join', jurisdiction }) };
}

/** Changes what is stated of a person who belongs to an organisation in reach. */
export async function changePerson(
  tx: Tx,
  act: Act,
  { accountId, change, version }: { accountId: string; change: store.PersonChange; version: number | null },
): Promise<void> {
  const person = await store.lockPerson(tx, accountId);
  if (!person || !(await isKnownTo(tx, act.actor, person))) throw errors.person_not_found();
  await requireHome(tx, act.actor, person);
  if (version !== null && version !== person.version) throw errors.stale_person({ current: person.version });
  if (!(await store.updatePerson(tx, { person, change, at: act.at })))
    throw errors.user_name_taken({ userName: change.userName ?? person.userName });
}

/** Throws unless the person belongs to an organisation in the actor's reach: others manage their own grants, not the account. */
export async function requireHome(reader: Reader, actor: Actor, person: store.Person): Promise<void> {
  const organisations = await managedOrganisations(reader, actor);
  if (organisations !== null && !organisations.includes(person.home)) throw errors.belongs_elsewhere();
}
