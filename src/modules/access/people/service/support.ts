import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors as accessErrors } from '../../errors.ts';
import { supportWork } from '../../rules/roles.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { requireOrganisation, visibleNumbers } from '../../service/scope.ts';
import { errors } from '../errors.ts';
import * as store from '../store/support.ts';
import { isWithin, managedOrganisations } from './reach.ts';

export type SupportOpening = {
  accountId: string;
  organisation: OrganisationCode;
  scope: store.SupportScope;
  purpose: string;
  hours: number;
};

/** Accesses of support within reach, the newest first. */
export async function listSupport(reader: Reader, actor: Actor): Promise<store.SupportAccess[]> {
  return store.listSupport(reader, await managedOrganisations(reader, actor));
}

/** Lets somebody of support in for some hours; the organisation itself does it, or the authority that it belongs to. */
export async function openSupport(
  tx: Tx,
  act: Act,
  { opening, jurisdiction }: { opening: SupportOpening; jurisdiction: Jurisdiction },
): Promise<store.SupportAccess> {
  const { actor, at } = act;
  const { accountId, organisation, scope, purpose, hours } = opening;
  await requireOrganisation(actor, organisation, tx);
  const kind = (await findOrganisations(tx, [organisation])).get(organisation)?.kind;
  if (kind === undefined) throw accessErrors.organisation_cannot_act({ organisation });
  const isFromInside = (await managedOrganisations(tx, actor)) !== null;
  if (!isFromInside || (kind !== 'school' && kind !== 'authority')) throw errors.support_too_wide();
  const hoursMax = jurisdiction.parameter<number>('access.support_hours_max');
  if (hours > hoursMax) throw errors.support_too_long({ hours: hoursMax });
  if (scope === 'write' && !supportWork.every((permission) => actor.permissions.has(permission)))
    throw errors.not_held({ name: scope });
  const known = await store.listSupportAccounts(tx);
  if (!known.some((it) => it.accountId === accountId)) throw errors.support_account_unknown();
  const supportAccessId = newId();
  const isOpened = await store.insertSupport(tx, {
    supportAccessId,
    accountId,
    organisation,
    organisationKind: kind,
    scope,
    purpose,
    openedAt: at,
    openedByAccountId: actor.accountId,
    openedBy: actor.name,
    expiresAt: new Date(at.getTime() + hours * 3_600_000),
  });
  if (!isOpened) throw errors.support_open_already();
  const opened = await getSupport(tx, actor, supportAccessId);
  const details = { name: opened.accountName, by: actor.name, hours };
  const alarm = { kind: 'support_opened' as const, organisation, accountId, details };
  await raiseAlarm(tx, act, { ...alarm, byAccountId: actor.accountId });
  return opened;
}

/** Ends an access at once: the next request of whoever was let in sees nothing. */
export async function endSupport(tx: Tx, act: Act, supportAccessId: string): Promise<store.SupportAccess> {
  await getSupport(tx, act.actor, supportAccessId);
  if (!(await store.endSupport(tx, { supportAccessId, at: act.at, by: act.actor.name }))) throw errors.support_over();
  return getSupport(tx, act.actor, supportAccessId);
}

/** The access; out of reach it is answered as one that does not exist. */
export async function getSupport(reader: Reader, actor: Actor, supportAccessId: string): Promise<store.SupportAccess> {
  const access = await store.findSupport(reader, supportAccessId);
  if (!access || !isWithin(await managedOrganisations(reader, actor), access.organisation))
    throw errors.support_not_found();
  return access;
}

export type SupportTrace = { access: store.SupportAccess; acts: store.SupportAct[]; reads: store.SupportRead[] };

/** Everything done and read under an access. Reads of students whom the asker may not see (any more) are left out: they do not exist for them. */
export async function traceSupport(
  { register, db }: { register: Reader; db: Reader },
  actor: Actor,
  supportAccessId: string,
): Promise<SupportTrace> {
  const access = await getSupport(register, actor, supportAccessId);
  const { accountId, organisation, openedAt: from } = access;
  const span = { accountId, organisation, from, to: access.endedAt ?? access.expiresAt };
  const acts = await store.listActsOf(register, span);
  const reads = await store.listReadsOf(register, span);
  const numbers = [...new Set(reads.map(({ studentNumber }) => studentNumber))];
  const visible = await visibleNumbers(db, actor, numbers);
  return { access, acts, reads: reads.filter(({ studentNumber }) => visible.has(studentNumber)) };
}
