import type { PlainDate } from '#kernel/dates.ts';
import type { ErrorFactory } from '#kernel/errors.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors as accessErrors } from '../../errors.ts';
import { neededBeside } from '../../rules/permissions.ts';
import { requireOrganisation } from '../../service/scope.ts';
import { cancelInvitationsOfOthers } from '../../sign-in/service/invitations.ts';
import { errors } from '../errors.ts';
import {
  currentStates,
  dangersIn,
  type GrantKind,
  type GrantRefusal,
  type GrantWish,
  type Holder,
  judgeGrant,
  permissionsIn,
} from '../rules/grants.ts';
import * as store from '../store/grants.ts';
import { findPerson, lockPerson, type Person } from '../store/people.ts';
import { keepAnAdministrator } from './administrators.ts';
import { bringToEnd } from './endings.ts';
import { isWithin, managedOrganisations } from './reach.ts';
import { stateOf } from './state.ts';

export type Wish = {
  kind: GrantKind;
  name: string;
  organisation: OrganisationCode;
  startsOn?: PlainDate | undefined;
  endsOn?: PlainDate | undefined;
};

export type Giving = {
  wishes: readonly Wish[];
  reason: string;
  jurisdiction: Jurisdiction;
  /** Whether the giver proved just now that it is they; what is dangerous is refused otherwise. */
  isProved: boolean;
};

/** Grants some things to a person whom the actor may know of. Returns the ids of the grants. */
export async function giveGrants(tx: Tx, act: Act, accountId: string, giving: Giving): Promise<string[]> {
  const person = await lockPerson(tx, accountId);
  if (!person || !(await isKnownTo(tx, act.actor, person))) throw errors.person_not_found();
  return giveTo(tx, act, person, giving);
}

/** Grants some things to a person whose account the transaction holds: all of them, or none. */
export async function giveTo(tx: Tx, act: Act, person: Person, giving: Giving): Promise<string[]> {
  const { wishes } = giving;
  if (wishes.length === 0) return [];
  for (const organisation of new Set(wishes.map((wish) => wish.organisation)))
    await requireOrganisation(act.actor, organisation, tx);
  const kinds = await kindsOf(tx, wishes);
  const held = await store.listGrantsOf(tx, { accountIds: [person.accountId], organisations: null });
  const grants = wishes.map((wish) => {
    const full = {
      ...wish,
      organisationKind: kinds.get(wish.organisation) ?? '',
      startsOn: wish.startsOn ?? act.today,
    };
    const beside = besideOn(wish.organisation, full.startsOn, { wishes, held, act });
    return newGrant(act, { person, wish: { ...full, endsOn: wish.endsOn ?? null }, beside, giving });
  });
  const written = await store.insertGrants(tx, grants);
  if (written.length < grants.length) throw errors.grant_overlaps();
  await cancelInvitationsOfOthers(tx, act, person.accountId);
  return written;
}

/** The kinds of the organisations; one that does not stand in the list grants nothing. */
async function kindsOf(reader: Reader, wishes: readonly Wish[]): Promise<Map<string, string>> {
  const codes = [...new Set(wishes.map((wish) => wish.organisation))];
  const found = await findOrganisations(reader, codes);
  for (const organisation of codes)
    if (!found.has(organisation)) throw accessErrors.organisation_cannot_act({ organisation });
  return new Map([...found].map(([code, { kind }]) => [code, kind]));
}

type Around = { wishes: readonly Wish[]; held: readonly store.Grant[]; act: Act };

type Beside = Pick<Holder, 'roleBeside' | 'addedBeside'>;

/** What a person has at an organisation on a day: given along, or held. */
function besideOn(organisation: string, on: PlainDate, { wishes, held, act }: Around): Beside {
  const along = wishes.filter((wish) => wish.organisation === organisation);
  const kept = held.filter(
    (grant) =>
      grant.organisation === organisation &&
      currentStates.includes(stateOf(grant, act.today)) &&
      grant.startsOn <= on &&
      (grant.endsOn === null || grant.endsOn >= on),
  );
  const both = [...along, ...kept];
  const added = both.filter(({ kind }) => kind === 'permission').map(({ name }) => name);
  return { roleBeside: both.find(({ kind }) => kind === 'role')?.name ?? null, addedBeside: added };
}

function newGrant(
  act: Act,
  {
    person,
    wish,
    beside,
    giving,
  }: { person: Person; wish: GrantWish & { organisation: string }; beside: Beside; giving: Giving },
): store.NewGrant {
  const { actor } = act;
  const giver = giverFor(actor, person.accountId);
  const refusal = judgeGrant(wish, giver, { isSupport: person.isSupport, ...beside }, act.today);
  if (refusal) throw refuse(refusal, wish.name);
  const dangers = dangersIn(wish);
  if (dangers.length > 0 && !giving.isProved) throw errors.grant_is_dangerous({ name: wish.name });
  const asked = giving.jurisdiction.parameter<string[]>('access.second_person_for');
  return {
    grantId: newId(),
    accountId: person.accountId,
    organisation: wish.organisation,
    organisationKind: wish.organisationKind,
    kind: wish.kind,
    name: wish.name,
    startsOn: wish.startsOn,
    endsOn: wish.endsOn,
    grantedAt: act.at,
    grantedByAccountId: actor.accountId,
    grantedBy: actor.name,
    reason: giving.reason,
    needsSecond: dangers.some((permission) => asked.includes(permission)),
  };
}

function giverFor(actor: Actor, holderId: string) {
  return {
    isHolder: actor.accountId === holderId,
    isProvisioner: actor.permissions.has('scim.provision') && actor.kind === 'client',
    permissions: actor.permissions,
  };
}

const factories = {
  unknown: errors.unknown,
  not_for_this_kind: errors.not_for_this_kind,
  to_oneself: errors.to_oneself,
  to_support: errors.to_support,
  not_held: errors.not_held,
  not_by_directory: errors.not_by_directory,
  not_addable: errors.not_addable,
  needs_another: errors.needs_another,
  begins_in_the_past: errors.begins_in_the_past,
  ends_before_start: errors.ends_before_start,
} satisfies Record<GrantRefusal, ErrorFactory>;

const refuse = (refusal: GrantRefusal, name: string) =>
  factories[refusal]({ name, needed: neededBeside[name] ?? null });

/** Whether an actor may know of a person: one who belongs to an organisation in reach, or ever held a grant there. */
export async function isKnownTo(reader: Reader, actor: Actor, person: Person): Promise<boolean> {
  if (person.isSupport) return false;
  const organisations = await managedOrganisations(reader, actor);
  if (isWithin(organisations, person.home)) return true;
  return (await store.listGrantsOf(reader, { accountIds: [person.accountId], organisations })).length > 0;
}

/** Grants that wait for a second person, within the actor's reach. */
export async function listWaitingGrants(reader: Reader, actor: Actor, today: PlainDate): Promise<store.Grant[]> {
  return store.listWaiting(reader, { organisations: await managedOrganisations(reader, actor), today });
}

/** A second person agrees to a grant, or declines it. */
export async function answerGrant(
  tx: Tx,
  act: Act,
  { grantId, isAccepted, reason }: { grantId: string; isAccepted: boolean; reason: string },
): Promise<store.Grant> {
  const { actor, at } = act;
  const grant = await lockGrant(tx, act, grantId);
  if (stateOf(grant, act.today) !== 'waiting') throw errors.grant_not_waiting();
  if (actor.accountId === null || actor.accountId === grant.accountId || actor.accountId === grant.grantedByAccountId)
    throw errors.second_must_be_another();
  if (!permissionsIn(grant.kind, grant.name).every((permission) => actor.permissions.has(permission)))
    throw errors.not_held({ name: grant.name });
  if (isAccepted)
    await store.approveGrants(tx, { grantIds: [grantId], at, byAccountId: actor.accountId, by: actor.name });
  else await bringToEnd(tx, act, { grants: [grant], reason });
  return getGrant(tx, grantId);
}

/** Takes a grant back at once, or ends it with a day. */
export async function revokeGrant(
  tx: Tx,
  act: Act,
  { grantId, reason, lastDay }: { grantId: string; reason: string; lastDay?: PlainDate | undefined },
): Promise<store.Grant> {
  await keepAnAdministrator(tx, act, async () => {
    const grant = await lockGrant(tx, act, grantId);
    if (!currentStates.includes(stateOf(grant, act.today))) throw errors.grant_over();
    await bringToEnd(tx, act, { grants: [grant], lastDay, reason });
  });
  return getGrant(tx, grantId);
}

/** The grant, locked; out of reach it is answered as one that does not exist. */
async function lockGrant(tx: Tx, act: Act, grantId: string): Promise<store.Grant> {
  const [grant] = await store.lockGrants(tx, [grantId]);
  const organisations = await managedOrganisations(tx, act.actor);
  if (!grant || !isWithin(organisations, grant.organisation)) throw errors.grant_not_found();
  const holder = await findPerson(tx, grant.accountId);
  if (!holder) throw errors.grant_not_found();
  return grant;
}

async function getGrant(tx: Tx, grantId: string): Promise<store.Grant> {
  const [grant] = await store.lockGrants(tx, [grantId]);
  if (!grant) throw errors.grant_not_found();
  return grant;
}
