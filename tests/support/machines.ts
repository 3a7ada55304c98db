import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { FastifyInstance } from 'fastify';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { buildServer } from '#entrypoints/server.ts';
import { createAuthoriser, registerClient } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import type { TestDatabase } from './database.ts';
import { testServices } from './server.ts';

export type Machine = { clientId: string; keyId: string; privateKey: CryptoKey; publicPem: string; algorithm: string };
export type Answered = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  body: any;
  headers: Headers;
  text: string;
};

/** A pair of keys as a vendor makes one. */
export async function makeKeys(algorithm = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const keyId = await calculateJwkThumbprint(await exportJWK(publicKey));
  return { algorithm, keyId, privateKey, publicKey, publicPem: await exportSPKI(publicKey) };
}

type Settings = Partial<Parameters<typeof registerClient>[2]> & { algorithm?: string };

/** Registers a machine as somebody would, through the service. */
export async function buildMachine(
  database: TestDatabase,
  actor: Actor,
  { algorithm = 'ES256', ...settings }: Settings = {},
): Promise<Machine> {
  const keys = await makeKeys(algorithm);
  return { ...keys, ...(await registerMachine(database, actor, keys.publicPem, settings)) };
}

/** The same with a key that exists. */
export async function registerMachine(
  { db, jurisdiction }: TestDatabase,
  actor: Actor,
  publicKey: string,
  settings: Omit<Settings, 'algorithm'> = {},
): Promise<Pick<Machine, 'clientId' | 'keyId'>> {
  const inTenMonths = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  const clientId = await registerClient(
    db,
    { actor, jurisdiction, requestId: newId() },
    {
      name: 'Kestrel River SIS',
      software: 'Test 1',
      contactEmail: 'sis@kestrel.example',
      represents: [actor.organisation],
      scopes: ['submissions.write', 'students.read', 'reference.read'],
      networks: [],
      isDpopRequired: false,
      validUntil: inTenMonths,
      publicKey,
      ...settings,
    },
  );
  const { rows } = await sql<{
    key_id: string;
  }>`select key_id from access.client_key where client_id = ${clientId}`.execute(db);
  return { clientId, keyId: rows[0]?.key_id ?? '' };
}

type Claims = Record<string, unknown>;
export type Made = { claims?: Claims; header?: Partial<JWTHeaderParameters>; key?: CryptoKey | KeyObject | Uint8Array };

/** The real program's server on a free port, and what a vendor's machine does with it. */
export function machineServer(database: TestDatabase, change: (services: Services) => Services = (it) => it) {
  let app: FastifyInstance;
  let url = '';
  beforeAll(async () => {
    const services = change(testServices(database));
    app = await buildServer({
      services,
      authoriser: createAuthoriser(database.worker, database.jurisdiction),
      checkout: tmpdir(),
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => app.close());

  const issuer = () => `${url.replace('127.0.0.1', 'localhost')}/oauth`;
  const assertion = (machine: Machine, { claims = {}, header = {}, key }: Made = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: machine.clientId,
      sub: machine.clientId,
      aud: issuer(),
      iat: now,
      exp: now + 60,
      jti: randomUUID(),
    };
    const kept = Object.entries({ ...all, ...claims }).filter(([, value]) => value !== undefined);
    return new SignJWT(Object.fromEntries(kept))
      .setProtectedHeader({ alg: machine.algorithm, kid: machine.keyId, ...header })
      .sign(key ?? machine.privateKey);
  };
  const askForToken = (body: Record<string, string> | string, headers: Record<string, string> = {}) =>
    ask('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
    });
  const formOf = (made: string, more: Record<string, string> = {}) => ({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: made,
    ...more,
  });
  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : null };
  }
  return {
    url: () => url,
    issuer,
    assertion,
    ask,
    askForToken,
    formOf,
    close: () => app.close(),
    /** The answer of the token endpoint to an assertion of the machine. */
    tokenAnswer: async (machine: Machine, made: Made = {}, more: Record<string, string> = {}) =>
      askForToken(formOf(await assertion(machine, made), more)),
    token: async (machine: Machine, more: Record<string, string> = {}): Promise<string> => {
      const { body, text } = await askForToken(formOf(await assertion(machine), more));
      if (!body?.access_token) throw new Error(`no token: ${text}`);
      return body.access_token;
    },
    get: (path: string, token: string, headers: Record<string, string> = {}) =>
      ask(path, { headers: { authorization: `Bearer ${token}`, ...headers } }),
  };
}

/** A DPoP proof (RFC 9449) for one request. */
export async function makeProof(
  keys: Pick<Awaited<ReturnType<typeof makeKeys>>, 'privateKey' | 'publicKey' | 'algorithm'>,
  { method, url, token, claims = {} }: { method: string; url: string; token?: string; claims?: Claims },
): Promise<string> {
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  const payload = { htm: method, htu: url, jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...ath, ...claims };
  const jwk = await exportJWK(keys.publicKey);
  return new SignJWT(payload).setProtectedHeader({ alg: keys.algorithm, typ: 'dpop+jwt', jwk }).sign(keys.privateKey);
}
