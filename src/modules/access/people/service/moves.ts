import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { requireOrganisation } from '../../service/scope.ts';
import { cancelInvitations } from '../../sign-in/service/invitations.ts';
import { deleteSessions } from '../../store/sessions.ts';
import { errors } from '../errors.ts';
import { currentStates, dayBefore } from '../rules/grants.ts';
import { listGrantsOf } from '../store/grants.ts';
import * as store from '../store/people.ts';
import { keepAnAdministrator } from './administrators.ts';
import { bringToEnd } from './endings.ts';
import { giveTo, isKnownTo } from './grants.ts';
import { requireHome } from './people.ts';
import { isWithin, managedOrganisations, requirePlace } from './reach.ts';
import { stateOf } from './state.ts';

export type Move = {
  from: OrganisationCode;
  to: OrganisationCode;
  /** None = the person belongs there from then on, without access. */
  role?: string | undefined;
  added: readonly string[];
  on: PlainDate;
  reason: string;
};

/** A mover: what was held at one organisation ends the day before, what is held at the other begins on the day. */
export async function movePerson(
  tx: Tx,
  act: Act,
  {
    accountId,
    move,
    jurisdiction,
    mayHoldNothing = false,
  }: { accountId: string; move: Move; jurisdiction: Jurisdiction; mayHoldNothing?: boolean },
): Promise<void> {
  const person = await lockKnown(tx, act, accountId);
  if (act.actor.accountId === accountId) throw errors.to_oneself();
  await requireOrganisation(act.actor, move.from, tx);
  await requirePlace(tx, act.actor, move.to);
  await keepAnAdministrator(tx, act, async () => {
    const held = await listGrantsOf(tx, { accountIds: [accountId], organisations: [move.from] });
    const current = held.filter((grant) => currentStates.includes(stateOf(grant, act.today)));
    if (current.length === 0 && !mayHoldNothing) throw errors.nothing_to_move({ organisation: move.from });
    await bringToEnd(tx, act, { grants: current, lastDay: dayBefore(move.on), reason: move.reason });
    const span = { organisation: move.to, startsOn: move.on };
    const wishes = [
      ...(move.role === undefined ? [] : [{ kind: 'role' as const, name: move.role, ...span }]),
      ...move.added.map((name) => ({ kind: 'permission' as const, name, ...span })),
    ];
    await giveTo(tx, act, person, { wishes, reason: move.reason, jurisdiction, isProved: false });
  });
  if (person.home === move.from) await store.updatePerson(tx, { person, change: { home: move.to }, at: act.at });
}

export type Departure = { endedGrants: number; endedSessions: number; clients: store.OwnedClient[]; isClosed: boolean };

export type Leaving = {
  accountId: string;
  reason: string;
  lastDay?: PlainDate | undefined;
  /** The organisation that the person belongs to closes the account, also when others granted something. */
  isForGood?: boolean;
};

/**
 * A leaver: every grant within reach ends, at once or with a day. When nothing is left anywhere the account is closed, its sessions
 * end and its invitations stop working. Machine clients that the person registered are told, since they go on.
 */
export async function endPerson(
  tx: Tx,
  act: Act,
  { accountId, reason, lastDay, isForGood = false }: Leaving,
): Promise<Departure> {
  const person = await lockKnown(tx, act, accountId);
  if (act.actor.accountId === accountId) throw errors.not_oneself();
  const organisations = await managedOrganisations(tx, act.actor);
  return keepAnAdministrator(tx, act, async () => {
    const held = await listGrantsOf(tx, { accountIds: [accountId], organisations: null });
    const current = held.filter((grant) => currentStates.includes(stateOf(grant, act.today)));
    const mine = current.filter((grant) => isWithin(organisations, grant.organisation));
    await bringToEnd(tx, act, { grants: mine, lastDay: lastDay ?? dayBefore(act.today), reason });
    const isClosed = (isForGood || mine.length === current.length) && isWithin(organisations, person.home);
    const from = lastDay === undefined || lastDay < act.today ? act.at : startOfDayAfter(lastDay);
    const by = act.actor;
    if (isClosed)
      await store.updateDisabled(tx, { accountIds: [accountId], disabled: { from, by, reason: 'left' }, at: act.at });
    const isNow = isClosed && from <= act.at;
    if (isNow) await cancelInvitations(tx, act, [accountId]);
    const endedSessions = isNow ? await deleteSessions(tx, accountId, null) : 0;
    const clients = await store.listClientsOf(tx, { person, organisations });
    return { endedGrants: mine.length, endedSessions, clients, isClosed };
  });
}

/** Closes an account for a while: it keeps its grants and can use none. */
export async function suspendPerson(tx: Tx, act: Act, accountId: string): Promise<void> {
  const person = await lockKnown(tx, act, accountId);
  if (act.actor.accountId === accountId) throw errors.not_oneself();
  await requireHome(tx, act.actor, person);
  if (person.disabledAt !== null && person.disabledAt <= act.at) return;
  await keepAnAdministrator(tx, act, async () => {
    const disabled = { from: act.at, by: act.actor, reason: 'suspended' as const };
    await store.updateDisabled(tx, { accountIds: [accountId], disabled, at: act.at });
    await cancelInvitations(tx, act, [accountId]);
    await deleteSessions(tx, accountId, null);
  });
}

/** Lets somebody sign in again; what they may do is what their grants still give. */
export async function reinstatePerson(tx: Tx, act: Act, accountId: string): Promise<void> {
  const person = await lockKnown(tx, act, accountId);
  if (act.actor.accountId === accountId) throw errors.not_oneself();
  await requireHome(tx, act.actor, person);
  if (person.disabledAt === null) return;
  await store.updateDisabled(tx, { accountIds: [accountId], disabled: null, at: act.at });
}

async function lockKnown(tx: Tx, act: Act, accountId: string): Promise<store.Person> {
  const person = await store.lockPerson(tx, accountId);
  if (!person || !(await isKnownTo(tx, act.actor, person))) throw errors.person_not_found();
  return person;
}

function startOfDayAfter(day: PlainDate): Date {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + 1);
  return start;
}
