import { importJWK, type JWTPayload, jwtVerify } from 'jose';
import { DomainError } from '#kernel/errors.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { MachineCall } from '#platform/http/machines.ts';
import type { Services } from '#platform/services.ts';
import { errors } from '../../errors.ts';
import { clientErrors } from '../errors.ts';
import { isAllowed } from '../rules/networks.ts';
import type { Refusal } from '../rules/refusals.ts';
import { permissionsOf } from '../rules/scopes.ts';
import { type Client, findCaller } from '../store/clients.ts';
import type { ServerKey } from '../store/server-keys.ts';
import { judgeInForce } from './adapter.ts';
import type { CallLog } from './calls.ts';
import { issuerOf, type Origins, originsOf, resourceOf } from './issuer.ts';
import { judgeProof } from './proof.ts';
import type { ProviderPool } from './provider-pool.ts';
import { tellOfReuse } from './reuse.ts';

export type MachineNeeds = { services: Services; pool: ProviderPool; calls: CallLog };
type Claims = JWTPayload & { clientId: string; series: unknown; scopes: string[]; boundTo: string | null };

/** The organisation for which a client calls that stands for several. */
export const organisationHeader = 'matricula-organisation';

/**
 * Who calls with an access token, or null: the caller learns nothing of why. The signature says that we made the token; whether it still
 * counts is asked of the register with each call.
 */
export async function machineActor({ services, pool, calls }: MachineNeeds, call: MachineCall): Promise<Actor | null> {
  const origins = originsOf(services.config, call.request.raw);
  const claims = origins ? await readToken(call.token, { pool, origins }) : null;
  if (!origins || !claims) return null;
  const now = new Date();
  const client = await findCaller(services.db, { clientId: claims.clientId, serverKeyId: claims.keyId, now });
  if (!client) return null;
  const refusal =
    judgeCall(client, claims, call, now) ?? (await judgeBinding(services, { client, claims, call, origins, now }));
  if (refusal) {
    if (refusal === 'reused') await tellOfReuse(services.db, client, call.request.id);
    calls.note(refusedCall(client, call, { at: now, refusal }));
    return null;
  }
  try {
    return toActor(client, claims, await actingFor(services, client, call));
  } catch (error) {
    if (error instanceof DomainError) {
      const { status, code } = error;
      calls.note(refusedCall(client, call, { at: now, refusal: code, status }));
    }
    throw error;
  }
}

type Proved = Claims & { keyId: string };

/** Checks signature, algorithm, type, issuer, audience and dates. An unknown key is looked for once. */
async function readToken(
  token: string,
  { pool, origins }: { pool: ProviderPool; origins: Origins },
): Promise<Proved | null> {
  let keyId = '';
  const verified = await jwtVerify(
    token,
    async ({ kid }) => {
      const key = (await pool.keys(kid)).find((it) => it.keyId === kid);
      if (!key) throw new Error('no such key');
      keyId = key.keyId;
      return publicKeyOf(key);
    },
    {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: origins.alike.map(issuerOf),
      audience: origins.alike.map(resourceOf),
    },
  ).catch(() => null);
  if (!verified) return null;
  const { sub, series, scope, cnf } = verified.payload as JWTPayload & {
    series?: unknown;
    scope?: unknown;
    cnf?: { jkt?: unknown };
  };
  if (typeof sub !== 'string') return null;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const boundTo = typeof cnf?.jkt === 'string' ? cnf.jkt : null;
  return { ...verified.payload, clientId: sub, series, scopes, boundTo, keyId };
}

const imported = new WeakMap<ServerKey, ReturnType<typeof importJWK>>();
function publicKeyOf(key: ServerKey): ReturnType<typeof importJWK> {
  const known = imported.get(key);
  if (known) return known;
  const fresh = importJWK(key.publicJwk, key.algorithm);
  imported.set(key, fresh);
  return fresh;
}

/** Whether the client may call now, from there, with a token of its present series. */
function judgeCall(client: Client, claims: Claims, call: MachineCall, now: Date): Refusal | null {
  const inForce = judgeInForce(client, now);
  if (inForce) return inForce;
  if (claims.series !== client.tokenSeries) return 'token_ended';
  return isAllowed(call.address, client.networks) ? null : 'network';
}

type Binding = { client: Client; claims: Claims; call: MachineCall; origins: Origins; now: Date };

/** A token that is bound to a key is worth nothing without a proof of that key, and a client that must bind may not go without. */
async function judgeBinding(
  { db, jurisdiction }: Services,
  { client, claims, call, origins, now }: Binding,
): Promise<Refusal | null> {
  if (claims.boundTo === null) return call.scheme === 'DPoP' || client.isDpopRequired ? 'proof' : null;
  if (call.scheme !== 'DPoP') return 'proof';
  const path = call.url.split('?')[0] ?? '';
  const { dpop } = call.request.headers;
  const verdict = await judgeProof(db, {
    proof: typeof dpop === 'string' ? dpop : undefined,
    token: call.token,
    bound: claims.boundTo,
    clientId: client.clientId,
    method: call.method,
    addresses: origins.alike.map((origin) => `${origin}${path}`),
    skewSeconds: jurisdiction.parameter<number>('access.client_clock_skew_seconds'),
    now,
  });
  if (verdict === 'fits') return null;
  return verdict === 'reused' ? 'reused' : 'proof';
}

type Acting = { organisation: OrganisationCode; reaches: OrganisationCode[] };

/**
 * For whom a client calls: the one organisation that it stands for, or the one it names; a school of an authority that it stands for may
 * be named too, and the call then reaches that school alone.
 */
async function actingFor({ db }: Services, client: Client, { request }: MachineCall): Promise<Acting> {
  const header = request.headers[organisationHeader];
  const wanted = typeof header === 'string' ? header : undefined;
  const organisation = wanted ?? (client.represents.length === 1 ? client.represents[0] : undefined);
  if (organisation === undefined) throw clientErrors.organisation_needed();
  const named = client.represents.find((code) => code === organisation);
  const schools = await listSchoolsOf(db, named ? [named] : client.represents);
  if (named) return { organisation: named, reaches: [named, ...schools] };
  const school = schools.find((code) => code === organisation);
  if (!school) throw errors.organisation_out_of_reach({ organisation });
  return { organisation: school, reaches: [school] };
}

/** A machine sees no protected student, whatever its scopes. */
function toActor(client: Client, { scopes }: Claims, { organisation, reaches }: Acting): Actor {
  const allowed = scopes.filter((scope) => client.scopes.includes(scope));
  return {
    kind: 'client',
    accountId: null,
    clientId: client.clientId,
    name: client.name,
    role: 'client',
    organisation,
    permissions: permissionsOf(allowed),
    language: 'en',
    reach: { organisations: reaches, seesProtected: false },
  };
}

type RefusedCall = { at: Date; refusal: string; status?: number };

function refusedCall(client: Client, call: MachineCall, { at, refusal, status = 401 }: RefusedCall) {
  return {
    clientId: client.clientId,
    at,
    requestId: call.request.id,
    operation: call.operation,
    organisation: null,
    address: call.address,
    status,
    rows: null,
    people: null,
    milliseconds: Date.now() - at.getTime(),
    refusal,
  };
}
