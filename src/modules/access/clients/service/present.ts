import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../../errors.ts';
import { scopeOf } from '../../service/scope.ts';
import type {
  Client as ClientAnswer,
  ClientBrief,
  ClientCalls,
  ClientState,
  ClientKey as KeyAnswer,
} from '../contract.ts';
import { wordsOfRefusal } from '../rules/refusals.ts';
import { listCalls } from '../store/calls.ts';
import * as store from '../store/clients.ts';
import { type ClientKey, listKeys } from '../store/keys.ts';
import { judgeInForce } from './adapter.ts';
import { issuerOf, type Origins, resourceOf } from './issuer.ts';
import { getClient, mayEnable } from './manage.ts';

/** The clients within the actor's reach, or those of one organisation in it. */
export async function presentClients(
  reader: Reader,
  actor: Actor,
  organisation: OrganisationCode | undefined,
): Promise<ClientBrief[]> {
  const scope = await scopeOf(actor, reader);
  const isBeyond = organisation !== undefined && !scope.everything && !scope.organisations.includes(organisation);
  if (isBeyond) throw errors.organisation_out_of_reach({ organisation });
  const reached = scope.everything ? null : scope.organisations;
  const clients = await store.listClients(reader, organisation === undefined ? reached : [organisation]);
  const names = await findOrganisations(reader, [...new Set(clients.map((client) => client.organisation))]);
  const now = new Date();
  return clients.map((client) => ({
    ...briefOf(client, stateOf(client, client.keysUntil, now)),
    organisationName: names.get(client.organisation)?.name ?? client.organisation,
    keysUntil: client.keysUntil?.toISOString() ?? null,
    lastCallAt: client.lastCallAt?.toISOString() ?? null,
  }));
}

/** One client with its keys; `origins` tells where it calls. */
export async function presentClient(
  reader: Reader,
  actor: Actor,
  { clientId, origins }: { clientId: string; origins: Origins | null },
): Promise<ClientAnswer> {
  const client = await getClient(reader, actor, clientId);
  const keys = await listKeys(reader, clientId);
  const names = await findOrganisations(reader, [client.organisation, ...client.represents]);
  const now = new Date();
  const keysUntil = keys.reduce<Date | null>(
    (last, key) => (!last || key.validUntil > last ? key.validUntil : last),
    null,
  );
  const { networks, contactEmail, isDpopRequired, createdBy, version, disabled } = client;
  return {
    ...briefOf(client, stateOf(client, keysUntil, now)),
    ...{ networks, contactEmail, isDpopRequired, createdBy, version },
    organisationName: names.get(client.organisation)?.name ?? client.organisation,
    organisationNames: client.represents.map((code) => ({ code, name: names.get(code)?.name ?? code })),
    validFrom: client.validFrom.toISOString(),
    createdAt: client.createdAt.toISOString(),
    disabled: disabled && { ...disabled, at: disabled.at.toISOString() },
    mayEnable: await mayEnable(reader, actor, client),
    keys: keys.map((key) => presentKey(key, now)),
    addresses: origins && {
      issuer: issuerOf(origins.own),
      token: `${issuerOf(origins.own)}/token`,
      api: resourceOf(origins.own),
    },
  };
}

export type CallsWanted = { clientId: string; refusedOnly: boolean; before: Date | null; limit: number };

/** The last calls of a client within the actor's reach. */
export async function presentCalls(reader: Reader, actor: Actor, wanted: CallsWanted): Promise<ClientCalls> {
  await getClient(reader, actor, wanted.clientId);
  const calls = await listCalls(reader, wanted);
  const last = calls.length === wanted.limit ? calls.at(-1) : undefined;
  return {
    items: calls.map(({ clientId: _client, at, refusal, ...call }) => ({
      ...call,
      at: at.toISOString(),
      refusal: refusal === null ? null : { code: refusal, words: wordsOfRefusal(refusal) },
    })),
    next: last?.at.toISOString() ?? null,
  };
}

function briefOf(client: store.Client, state: ClientState) {
  const { clientId, name, software, organisation, represents, scopes, validUntil } = client;
  return { clientId, name, software, organisation, represents, scopes, state, validUntil: validUntil.toISOString() };
}

function stateOf(client: store.Client, keysUntil: Date | null, now: Date): ClientState {
  const refusal = judgeInForce(client, now);
  if (refusal) return refusal === 'disabled' ? 'disabled' : 'ended';
  return keysUntil !== null && keysUntil > now ? 'in_force' : 'without_key';
}

function presentKey(key: ClientKey, now: Date): KeyAnswer {
  const { keyId, algorithm, addedBy, validFrom, validUntil, addedAt } = key;
  const begun = validFrom > now ? 'not_yet' : 'in_force';
  return {
    ...{ keyId, algorithm, addedBy },
    state: validUntil <= now ? 'ended' : begun,
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
    addedAt: addedAt.toISOString(),
  };
}
