import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Act, perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../../errors.ts';
import { scopeOf } from '../../service/scope.ts';
import type { AddKey, ChangeClient, RegisterClient } from '../contract.ts';
import { clientErrors } from '../errors.ts';
import { scopesWithin } from '../rules/scopes.ts';
import * as store from '../store/clients.ts';
import { endKeys, insertKey, listKeys } from '../store/keys.ts';
import { readPublicKey } from './key-text.ts';

export type Doing = { actor: Actor; jurisdiction: Jurisdiction; requestId: string };
type Change = Doing & { clientId: string };

/** Registers a machine with its first key. What it may do and for whom lies within what its registrar may and reaches. */
export async function registerClient(db: Db, doing: Doing, input: RegisterClient): Promise<string> {
  const { actor } = doing;
  const organisation = input.organisation ?? actor.organisation;
  await requireReach(db, actor, [organisation, ...input.represents]);
  requireScopes(actor, input.scopes);
  const key = await readPublicKey(input.publicKey);
  const clientId = newId();
  return perform(
    db,
    { kind: 'access.register-client', actor, organisation, requestId: doing.requestId },
    async (tx, act) => {
      const { name, software, contactEmail, networks, isDpopRequired } = input;
      await store.insertClient(tx, {
        ...{ clientId, name, software, contactEmail, networks, isDpopRequired, organisation },
        represents: unique(input.represents),
        scopes: unique(input.scopes),
        validFrom: act.at,
        validUntil: endOf(input.validUntil, { act, doing, parameter: 'access.client_months_max' }),
        createdAt: act.at,
        createdBy: actor.name,
        createdByAccountId: actor.accountId,
      });
      await insertKey(tx, { ...key, ...keySpan(act, doing, undefined), clientId });
      return clientId;
    },
  );
}

/** Changes what a client is and may. What its registrar may not give is refused; what it has already it keeps. */
export async function changeClient(
  db: Db,
  change: Change & { version: string | null },
  input: ChangeClient,
): Promise<void> {
  const { actor } = change;
  await onClient(db, change, 'access.change-client', async (tx, client, act) => {
    requireVersion(change.version, client);
    const added = (input.represents ?? []).filter((code) => !client.represents.includes(code));
    await requireReach(tx, actor, added);
    requireScopes(
      actor,
      (input.scopes ?? []).filter((scope) => !client.scopes.includes(scope)),
    );
    const { validUntil, ...rest } = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    ) as ChangeClient; // what was left out stays
    const until = validUntil ? endOf(validUntil, { act, doing: change, parameter: 'access.client_months_max' }) : null;
    await store.updateClient(tx, {
      ...client,
      ...(rest as Partial<store.Client>),
      ...(until ? { validUntil: until } : {}),
    });
  });
}

/** Adds a key; with `endOthers` the former ones end after the days of overlap. */
export async function addKey(db: Db, change: Change, input: AddKey): Promise<void> {
  const { jurisdiction } = change;
  const key = await readPublicKey(input.publicKey);
  await onClient(db, change, 'access.add-client-key', async (tx, { clientId }, act) => {
    const known = await listKeys(tx, clientId);
    const isKnown = known.some((it) => it.keyId === key.keyId || isSame(it.publicJwk, key.publicJwk));
    if (isKnown) throw clientErrors.key_known();
    const inForce = known.filter((it) => it.validUntil > act.at);
    const countMax = jurisdiction.parameter<number>('access.client_keys_max');
    if (inForce.length >= countMax) throw clientErrors.too_many_keys({ count: inForce.length });
    if (input.endOthers) {
      const days = jurisdiction.parameter<number>('access.client_key_overlap_days');
      await endKeys(tx, { clientId, keyIds: null, at: new Date(act.at.getTime() + days * 86_400_000) });
    }
    await insertKey(tx, { ...key, ...keySpan(act, change, input.validUntil), clientId });
  });
}

/** Takes a key away at once, and with it every token of the client: it asks for a new one with another key. */
export async function removeKey(db: Db, change: Change, keyId: string): Promise<void> {
  await onClient(db, change, 'access.remove-client-key', async (tx, client, act) => {
    const key = (await listKeys(tx, client.clientId)).find((it) => it.keyId === keyId);
    if (!key || key.validUntil <= act.at) throw clientErrors.key_not_found();
    await endKeys(tx, { clientId: client.clientId, keyIds: [keyId], at: act.at });
    await store.updateClient(tx, { ...client, tokenSeries: client.tokenSeries + 1 });
  });
}

/** Disables a client at once everywhere; harmless when it is disabled already. */
export async function disableClient(db: Db, change: Change, reason: string): Promise<void> {
  const { actor } = change;
  await onClient(db, { ...change, reason }, 'access.disable-client', async (tx, client, act) => {
    const isWeaker = client.disabled !== null && !(await isAbove(tx, actor, client));
    if (isWeaker) return;
    const disabled = { at: act.at, by: actor.name, organisation: actor.organisation, reason };
    await store.updateClient(tx, { ...client, disabled, tokenSeries: client.tokenSeries + 1 });
  });
}

/** Lets a client call again; what somebody above disabled only they enable. Its old tokens stay worth nothing. */
export async function enableClient(db: Db, change: Change): Promise<void> {
  await onClient(db, change, 'access.enable-client', async (tx, client) => {
    if (!client.disabled) return;
    if (!(await mayEnable(tx, change.actor, client)))
      throw clientErrors.disabled_above({ organisation: client.disabled.organisation });
    await store.updateClient(tx, { ...client, disabled: null });
  });
}

/** Whether an actor may enable a disabled client: the organisation that disabled it lies in their reach. */
export async function mayEnable(reader: Reader, actor: Actor, { disabled }: store.Client): Promise<boolean> {
  if (!disabled || disabled.organisation === actor.organisation) return true;
  const scope = await scopeOf(actor, reader);
  return scope.everything || scope.organisations.includes(disabled.organisation);
}

/** Whether the actor stands above whoever disabled the client, so that their word replaces the other's. */
async function isAbove(reader: Reader, actor: Actor, client: store.Client): Promise<boolean> {
  return client.disabled?.organisation !== actor.organisation && (await mayEnable(reader, actor, client));
}

/** A client within the actor's reach; any other is not there, word for word. */
export async function getClient(reader: Reader, actor: Actor, clientId: string): Promise<store.Client> {
  return requireSeen(reader, actor, await store.findClient(reader, clientId));
}

async function requireSeen(reader: Reader, actor: Actor, client: store.Client | null): Promise<store.Client> {
  if (!client) throw clientErrors.client_not_found();
  const scope = await scopeOf(actor, reader);
  if (!scope.everything && !scope.organisations.includes(client.organisation)) throw clientErrors.client_not_found();
  return client;
}

type Work = (tx: Tx, client: store.Client, act: Act) => Promise<void>;

async function onClient(db: Db, change: Change & { reason?: string }, kind: string, work: Work): Promise<void> {
  const { actor, requestId, clientId, reason = null } = change;
  const { organisation } = await getClient(db, actor, clientId);
  await perform(db, { kind, actor, organisation, reason, requestId }, async (tx, act) => {
    const client = await requireSeen(tx, actor, await store.lockClient(tx, clientId));
    await work(tx, client, act);
  });
}

async function requireReach(reader: Reader, actor: Actor, organisations: readonly OrganisationCode[]): Promise<void> {
  if (organisations.length === 0) return;
  const scope = await scopeOf(actor, reader);
  if (scope.everything) return;
  const beyond = organisations.find((code) => !scope.organisations.includes(code));
  if (beyond !== undefined) throw errors.organisation_out_of_reach({ organisation: beyond });
}

function requireScopes(actor: Actor, wanted: readonly string[]): void {
  const mine: readonly string[] = scopesWithin(actor.permissions);
  const beyond = wanted.find((scope) => !mine.includes(scope));
  if (beyond !== undefined) throw clientErrors.scope_beyond({ scope: beyond });
}

function requireVersion(version: string | null, client: store.Client): void {
  if (version === null) throw httpErrors.version_needed();
  if (version !== String(client.version)) throw httpErrors.stale_version({ current: client.version });
}

type Limit = { act: Act; doing: Doing; parameter: string };

/** The end of a day, within so many months of the act. */
function endOf(day: PlainDate, { act, doing: { jurisdiction }, parameter }: Limit): Date {
  const months = jurisdiction.parameter<number>(parameter);
  const end = new Date(`${day}T23:59:59.999`);
  const last = new Date(act.at);
  last.setMonth(last.getMonth() + months);
  last.setHours(23, 59, 59, 999);
  if (end <= act.at || end > last) throw clientErrors.holds_too_long({ months });
  return end;
}

function keySpan(act: Act, doing: Doing, until: PlainDate | undefined) {
  const parameter = 'access.client_key_months_max';
  const last = new Date(act.at);
  last.setMonth(last.getMonth() + doing.jurisdiction.parameter<number>(parameter));
  const validUntil = until ? endOf(until, { act, doing, parameter }) : last;
  return { validFrom: act.at, validUntil, addedAt: act.at, addedBy: act.actor.name };
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

/** The same numbers, whatever the key was called. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return ['kty', 'crv', 'x', 'y', 'n', 'e'].every((member) => a[member] === b[member]);
}
