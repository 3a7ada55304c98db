import type { OrganisationCode } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { isBesideWhatItNeeds, neededBeside } from '../../../rules/permissions.ts';
import { errors as peopleErrors } from '../../errors.ts';
import { dayBefore, isAddable } from '../../rules/grants.ts';
import { keepAnAdministrator } from '../../service/administrators.ts';
import { bringToEnd } from '../../service/endings.ts';
import { giveTo } from '../../service/grants.ts';
import { endPerson, movePerson, reinstatePerson, suspendPerson } from '../../service/moves.ts';
import { changePerson, openPerson } from '../../service/people.ts';
import { lockPerson } from '../../store/people.ts';
import { errors } from '../errors.ts';
import type { UserFacts } from '../rules/document.ts';
import * as store from '../store.ts';
import { directoryOf, requireVisible, type UserView, viewUsers } from './users.ts';

/** Why grants begin and end that a directory gives and takes. */
const reason = 'Told by the directory (SCIM)';

/** A joiner. Without a word of where, they belong to the organisation for which the directory calls. */
export async function openUser(tx: Tx, act: Act, facts: UserFacts, jurisdiction: Jurisdiction): Promise<string> {
  const organisation = facts.organisation as OrganisationCode; // the contract's, or the actor's own
  const { userName, name, givenName, familyName, email, language, role, added } = facts;
  const person = await openPerson(
    tx,
    act,
    {
      userName,
      name,
      language,
      organisation,
      added,
      reason,
      givenName: givenName ?? undefined,
      familyName: familyName ?? undefined,
      email: email ?? undefined,
      role: role ?? undefined,
    },
    jurisdiction,
  );
  const { accountId } = person;
  const { directory } = await directoryOf(tx, act.actor);
  await noteExternalId(tx, act, { directory, accountId, externalId: facts.externalId });
  if (!facts.isActive) await suspendPerson(tx, act, accountId);
  return accountId;
}

/** Notes what the directory calls somebody, or that it calls them nothing any more. */
async function noteExternalId(
  tx: Tx,
  act: Act,
  { directory, accountId, externalId }: { directory: string; accountId: string; externalId: string | null },
): Promise<void> {
  await store.deleteExternalId(tx, { directory, accountId });
  if (externalId === null) return;
  const isTheirs = await store.insertExternalId(tx, { directory, accountId, externalId, now: act.at });
  if (!isTheirs) throw errors.external_id_taken({ externalId });
}

type Asked = { accountId: string; ifMatch: string | null };

/** The user, locked until the transaction ends; refused when somebody changed them since the caller looked. */
async function lockUser(tx: Tx, act: Act, { accountId, ifMatch }: Asked): Promise<UserView & { directory: string }> {
  const { directory, visible } = await directoryOf(tx, act.actor);
  const person = requireVisible(await lockPerson(tx, accountId), visible);
  const [view] = await viewUsers(tx, [person], directory);
  if (!view) throw errors.not_found();
  if (ifMatch !== null && ifMatch !== '*' && ifMatch !== view.version)
    throw peopleErrors.stale_person({ current: view.version });
  return { ...view, directory };
}

/** Makes of a user what `wish` says of the present one; what is so already is left alone. */
export async function changeUser(
  tx: Tx,
  act: Act,
  { wish, jurisdiction, ...asked }: Asked & { wish: (current: UserFacts) => UserFacts; jurisdiction: Jurisdiction },
): Promise<void> {
  const view = await lockUser(tx, act, asked);
  const { accountId } = asked;
  const next = wish(view.facts);
  if (isSame(view.facts, next)) return;
  const isLifted = next.isActive && !view.facts.isActive;
  if (isLifted && view.person.disabledByAccountId !== null && act.actor.kind === 'client')
    throw errors.suspended_by_hand();
  const { userName, name, givenName, familyName, email, language } = next;
  const change = { userName, name, givenName, familyName, email, language };
  // Also when none of these differs: the account counts each change, and so tells whoever looked before.
  await changePerson(tx, act, { accountId, change, version: null });
  if (next.externalId !== view.facts.externalId)
    await noteExternalId(tx, act, { directory: view.directory, accountId, externalId: next.externalId });
  if (next.organisation === view.facts.organisation) await settleGrants(tx, act, { view, next, jurisdiction });
  else await move(tx, act, { view, next, jurisdiction });
  if (isLifted) await reinstatePerson(tx, act, accountId);
  if (!next.isActive && view.facts.isActive) await suspendPerson(tx, act, accountId);
}

function isSame(a: UserFacts, b: UserFacts): boolean {
  const text = ({ added, ...rest }: UserFacts) => JSON.stringify([[...added].sort(), Object.entries(rest).sort()]);
  return text(a) === text(b);
}

type Settling = { view: UserView; next: UserFacts; jurisdiction: Jurisdiction };

/** A mover: what was held at the old place ends at once, what is said for the new one begins today. */
async function move(tx: Tx, act: Act, { view, next, jurisdiction }: Settling): Promise<void> {
  const { accountId, home: from } = view.person;
  const to = next.organisation as OrganisationCode; // the contract's
  const { role, added } = next;
  const wanted = { from, to, role: role ?? undefined, added, on: act.today, reason };
  await movePerson(tx, act, { accountId, move: wanted, jurisdiction, mayHoldNothing: true });
}

/** Ends what is not said any more, and gives what is said and not held. */
async function settleGrants(tx: Tx, act: Act, { view, next, jurisdiction }: Settling): Promise<void> {
  const { person, held, facts } = view;
  const { role, added } = next;
  const isOtherRole = role !== facts.role;
  const isUnwanted = ({ kind, name }: UserView['held'][number]) =>
    kind === 'role' ? isOtherRole : !added.includes(name);
  const unwanted = held.filter(isUnwanted);
  const stranded = isOtherRole ? added.find((name) => facts.added.includes(name) && !isAddable(name, role)) : undefined;
  if (stranded !== undefined) throw peopleErrors.not_addable({ name: stranded });
  refuseOrphans(facts, next);
  if (unwanted.length > 0)
    await keepAnAdministrator(tx, act, () =>
      bringToEnd(tx, act, { grants: unwanted, lastDay: dayBefore(act.today), reason }),
    );
  const organisation = person.home;
  const wishes = [
    ...(isOtherRole && role !== null ? [{ kind: 'role' as const, name: role, organisation }] : []),
    ...added
      .filter((name) => !facts.added.includes(name))
      .map((name) => ({ kind: 'permission' as const, name, organisation })),
  ];
  await giveTo(tx, act, person, { wishes, reason, jurisdiction, isProved: false });
}

/** What stays is refused when the directory takes away the permission that it needs beside it. */
function refuseOrphans(facts: UserFacts, next: UserFacts): void {
  const orphan = next.added.find(
    (name) => isBesideWhatItNeeds(name, facts.added) && !isBesideWhatItNeeds(name, next.added),
  );
  if (orphan !== undefined) throw peopleErrors.needs_another({ name: orphan, needed: neededBeside[orphan] ?? null });
}

/** A leaver: grants within reach and sessions end, the account closes, and the directory's id is free. What happened stays known. */
export async function closeUser(tx: Tx, act: Act, asked: Asked): Promise<void> {
  const { person, directory } = await lockUser(tx, act, asked);
  const { accountId } = person;
  await store.deleteExternalId(tx, { directory, accountId });
  await endPerson(tx, act, { accountId, reason, isForGood: true });
}
