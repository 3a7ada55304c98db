import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { findOrganisations, upsertOrganisations } from '#modules/organisations/index.ts';
import { type Act, perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type CreatedInvitation, createInvitation } from '../../sign-in/service/invitations.ts';
import { findCredentials } from '../../sign-in/store/credentials.ts';
import { errors } from '../errors.ts';
import { listAbleToSignIn } from '../store/first.ts';
import { approveGrants } from '../store/grants.ts';
import { insertPerson, lockPerson } from '../store/people.ts';
import { administratorsNow, managing } from './administrators.ts';
import { giveTo } from './grants.ts';

export type First = {
  userName: string;
  name: string;
  language: Language;
  organisation: OrganisationCode;
  /** How the ministry is called, where it is not on the register yet. */
  organisationName: string | null;
  role: string;
};

type Where = { jurisdiction: Jurisdiction; demonstration: boolean };

/**
 * Opens the account of the first who manages the people of the ministry, with the link by which they set their first secrets. Nobody is
 * there yet to agree, so whoever runs the machine does. Refused once somebody can sign in who manages them; until then the same call
 * again makes a new link. The ministry itself is stated where no import has.
 */
export function openFirstAdministrator(db: Db, first: First, where: Where): Promise<CreatedInvitation> {
  const actor = systemActor('operator at the command line', first.organisation);
  const act = { kind: 'access.open-first-administrator', actor, reason };
  return perform(db, act, async (tx, begun) => {
    const administrators = await administratorsNow(tx, begun);
    const { jurisdiction, demonstration } = where;
    if ((await listAbleToSignIn(tx, { accountIds: [...administrators], demonstration })).length > 0)
      throw errors.administrator_there();
    await requireMinistry(tx, first, jurisdiction);
    const accountId = (await findWaiting(tx, first, administrators)) ?? (await open(tx, begun, first, jurisdiction));
    return createInvitation(tx, begun, { accountId, purpose: 'join', jurisdiction });
  });
}

const reason = 'First administrator';

/** Throws people.first_must_manage unless the role manages the ministry's people there; states the ministry where it is missing. */
async function requireMinistry(tx: Tx, first: First, jurisdiction: Jurisdiction): Promise<void> {
  const { organisation, organisationName, role } = first;
  const known = (await findOrganisations(tx, [organisation])).get(organisation);
  const isMinistry = known ? known.kind === 'ministry' : organisation === jurisdiction.ministry;
  if (!isMinistry || !managing.some((name) => name === role)) throw errors.first_must_manage({ role, organisation });
  if (known) return;
  if (organisationName === null) throw errors.ministry_unnamed({ organisation });
  const stated = { code: organisation, kind: 'ministry' as const, name: organisationName, ...nothingElse };
  await upsertOrganisations(tx, [stated]);
}

const nothingElse = {
  nameFr: null,
  type: null,
  classification: null,
  authorityCode: null,
  openedOn: null,
  closedOn: null,
  source: 'stated at the command line',
};

/** The account of that user name when it was opened so before and nobody has used its link; null when there is none. */
async function findWaiting(tx: Tx, { userName }: First, administrators: ReadonlySet<string>): Promise<string | null> {
  const found = await findCredentials(tx, { userName });
  if (!found) return null;
  if (!administrators.has(found.account.accountId)) throw errors.user_name_taken({ userName });
  return found.account.accountId;
}

/** Opens the account with its role, agreed to by whoever runs the machine. */
async function open(tx: Tx, act: Act, first: First, jurisdiction: Jurisdiction): Promise<string> {
  const { userName, name, language, organisation, role } = first;
  const accountId = newId();
  const stated = { accountId, userName, name, givenName: null, familyName: null, email: null, language };
  if (!(await insertPerson(tx, { ...stated, home: organisation, at: act.at })))
    throw errors.user_name_taken({ userName });
  const person = await lockPerson(tx, accountId);
  if (!person) throw new Error('the account was not opened');
  const wishes = [{ kind: 'role' as const, name: role, organisation }];
  const grantIds = await giveTo(tx, act, person, { wishes, reason, jurisdiction, isProved: true });
  await approveGrants(tx, { grantIds, at: act.at, byAccountId: null, by: act.actor.name });
  return accountId;
}
