import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { InvalidClientAuth } from 'oidc-provider/lib/helpers/errors.js';
import type { Db } from '#platform/database/database.ts';
import type { Refusal } from '../rules/refusals.ts';
import { type Client, findClient } from '../store/clients.ts';
import { type ClientKey, listKeys } from '../store/keys.ts';
import { isProofUsed, takeProof } from '../store/proofs.ts';

export type AdapterInput = {
  db: Db;
  /** Told when a client exists that may not call, so that its owner learns why. */
  onRefused(client: Client, refusal: Refusal): void;
};

/** What the authorization server keeps in PostgreSQL: it reads our clients and notes used proofs. Its tokens are signed, so none is kept. */
export function createAdapter({ db, onRefused }: AdapterInput): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return { ...nothing, find: (id) => findMetadata(db, id, onRefused) };
    if (model === 'ReplayDetection') return { ...nothing, find: (id) => findProof(db, id), upsert: keepProof(db) };
    return nothing;
  };
}

/** Models of flows that are switched off. Asking finds nothing; keeping is a mistake of ours that must not pass unseen. */
const nothing: Adapter = {
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  upsert: () => Promise.reject(new Error('this authorization server keeps no such thing')),
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function findMetadata(
  db: Db,
  id: string,
  onRefused: AdapterInput['onRefused'],
): Promise<AdapterPayload | undefined> {
  if (!uuidForm.test(id)) return undefined;
  const [client, keys] = await Promise.all([findClient(db, id), listKeys(db, id)]);
  if (!client) return undefined;
  const now = new Date();
  const refusal = judgeInForce(client, now);
  if (refusal) {
    onRefused(client, refusal);
    return undefined;
  }
  return toMetadata(
    client,
    keys.filter((key) => key.validFrom <= now && key.validUntil > now),
  );
}

/** Whether a client may call at an instant: null, or why not. */
export function judgeInForce(client: Client, now: Date): Refusal | null {
  if (client.disabled && client.disabled.at <= now) return 'disabled';
  return client.validFrom <= now && now < client.validUntil ? null : 'not_in_force';
}

/** `id_token_signed_response_alg` is never used here, but the library wants every algorithm that it knows of to be one we have keys for. */
function toMetadata(client: Client, keys: readonly ClientKey[]): AdapterPayload {
  return {
    client_id: client.clientId,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    dpop_bound_access_tokens: client.isDpopRequired,
    scope: client.scopes.join(' '),
    jwks: { keys: keys.map((key) => key.publicJwk) as never }, // written by readPublicKey alone
    networks: client.networks,
    token_series: client.tokenSeries,
  };
}

const digestOf = (id: string) => createHash('sha256').update(id).digest('base64url');

async function findProof(db: Db, id: string): Promise<AdapterPayload | undefined> {
  const isUsed = await isProofUsed(db, digestOf(id), new Date());
  return isUsed ? { jti: id, kind: 'ReplayDetection' } : undefined;
}

/** The library looks first and keeps then; two in one instant both find nothing, and one of them loses here. */
function keepProof(db: Db) {
  return async (id: string, payload: AdapterPayload, secondsMax: number): Promise<undefined> => {
    const now = new Date();
    const isFirst = await takeProof(db, {
      digest: digestOf(id),
      clientId: String(payload['iss'] ?? ''),
      expiresAt: new Date(now.getTime() + secondsMax * 1000),
      now,
    });
    if (!isFirst) throw new InvalidClientAuth('client assertion tokens must only be used once');
  };
}
