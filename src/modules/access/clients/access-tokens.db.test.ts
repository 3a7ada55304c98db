import { createHmac, randomUUID } from 'node:crypto';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { rotateSigningKey } from '#modules/access/index.ts';
import { systemActor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Answered, buildMachine, type Machine, machineServer, makeKeys, makeProof } from '#support/machines.ts';

const database = testDatabase();
const server = machineServer(database);
const behindProxy = machineServer(database, (services) => ({
  ...services,
  config: { ...services.config, trustedProxies: ['127.0.0.1'] },
}));
let actors: Actors;
let machine: Machine;
let token: string;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  machine = await buildMachine(database, actors.authority);
  token = await server.token(machine);
});

const path = '/v1/organisations';
const refusedAs = ({ status, body }: Answered) => ({
  status,
  code: body.code,
  detail: body.detail,
  params: body.params,
});
const refusal = {
  status: 401,
  code: 'http.not_signed_in',
  detail: { en: 'Sign in first', fr: 'Ouvrez d’abord une session' },
  params: {},
};
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const change = (query: ReturnType<typeof sql>) => database.write((tx) => query.execute(tx));

async function serverKey() {
  const { rows } = await sql<{ key_id: string; private_jwk: object; public_jwk: object }>`
    select key_id, private_jwk, public_jwk from access.server_key order by signs_from desc`.execute(database.db);
  if (!rows[0]) throw new Error('no key');
  return rows[0];
}

/** A token as we make them, changed before it is signed with our own key. */
async function forge(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const { key_id: kid, private_jwk } = await serverKey();
  return new SignJWT({ ...decodeJwt(token), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt', ...header })
    .sign(await importJWK(private_jwk as never, 'ES256'));
}

describe('an access token is refused in the words for no token at all', () => {
  test('when it has expired, is of another issuer, for another audience, of another type', async () => {
    expect((await server.get(path, await forge({}))).status).toBe(200);
    const seconds = Math.floor(Date.now() / 1000);
    const wrong = [
      await forge({ exp: seconds - 1 }),
      await forge({ nbf: seconds + 600 }),
      await forge({ iss: 'https://other.example/oauth' }),
      await forge({ aud: 'https://other.example/v1' }),
      await forge({ sub: randomUUID() }),
      await forge({ series: 99 }),
      await forge({}, { typ: 'JWT' }),
      await forge({}, { kid: 'another' }),
    ];
    for (const it of wrong) expect(refusedAs(await server.get(path, it))).toEqual(refusal);
  });

  test('when it is tampered with, unsigned, or signed with a key that is not ours', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const widened = encode({ ...decodeJwt(token), scope: 'students.read findings.acknowledge' });
    const { public_jwk, key_id } = await serverKey();
    const hmac = (text: string) => createHmac('sha256', JSON.stringify(public_jwk)).update(text).digest('base64url');
    const confused = `${encode({ alg: 'HS256', kid: key_id, typ: 'at+jwt' })}.${payload}`;
    const wrong = [
      `${header}.${widened}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${confused}.${hmac(confused)}`,
      await server.assertion(machine),
      await new SignJWT({ ...decodeJwt(token) })
        .setProtectedHeader({ alg: 'ES256', kid: machine.keyId, typ: 'at+jwt' })
        .sign(machine.privateKey),
      'a.b.c',
      '..',
      `${'x'.repeat(3000)}.y.z`,
    ];
    for (const it of wrong) expect(refusedAs(await server.get(path, it))).toEqual(refusal);
  });

  test('even when a good cookie travels beside it', async () => {
    const signedIn = await server.ask('/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountId: actors.registrar.accountId }),
    });
    const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
    expect((await server.ask(path, { headers: { cookie } })).status).toBe(200);
    expect((await server.get(path, 'a.b.c', { cookie })).status).toBe(401);
  });
});

describe('a client that is disabled', () => {
  test('is disabled with its next call, and its tokens stay worth nothing when it is enabled again', async () => {
    const stolen = await buildMachine(database, actors.authority);
    const held = await server.token(stolen);
    expect((await server.get(path, held)).status).toBe(200);
    await change(sql`update access.client set disabled_at = now(), disabled_by = 'x', disabled_by_organisation = 'A.K001',
      disabled_reason = 'stolen', token_series = token_series + 1 where client_id = ${stolen.clientId}`);
    expect(refusedAs(await server.get(path, held))).toEqual(refusal);
    expect((await server.tokenAnswer(stolen)).status).toBe(401);
    await change(sql`update access.client set disabled_at = null, disabled_by = null, disabled_by_organisation = null,
      disabled_reason = null where client_id = ${stolen.clientId}`);
    expect((await server.get(path, held)).status).toBe(401);
    expect((await server.get(path, await server.token(stolen))).status).toBe(200);
  });

  test('or whose time is over, or who lost a scope, is refused with a token that still holds', async () => {
    const client = await buildMachine(database, actors.authority, { scopes: ['reference.read', 'submissions.read'] });
    const held = await server.token(client);
    expect((await server.get('/v1/submissions', held)).status).toBe(200);
    await change(sql`update access.client set scopes = '{reference.read}' where client_id = ${client.clientId}`);
    expect((await server.get('/v1/submissions', held)).status).toBe(403);
    expect((await server.get(path, held)).status).toBe(200);
    await change(
      sql`update access.client set valid_from = now() - interval '2 days', valid_until = now() where client_id = ${client.clientId}`,
    );
    expect(refusedAs(await server.get(path, held))).toEqual(refusal);
  });
});

describe('a client with networks of its own', () => {
  test('gets no token and makes no call from elsewhere, whatever it says of itself', async () => {
    const far = await buildMachine(database, actors.authority, { networks: ['203.0.113.0/24', '2001:db8::/32'] });
    const near = await buildMachine(database, actors.authority, { networks: ['127.0.0.0/8'] });
    const lie = { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7', 'x-real-ip': '203.0.113.7' };
    const form = server.formOf(await server.assertion(far));
    expect((await server.askForToken(form, lie)).status).toBe(401);
    const held = await server.token(near);
    expect((await server.get(path, held)).status).toBe(200);
    await change(sql`update access.client set networks = '{203.0.113.0/24}' where client_id = ${near.clientId}`);
    expect(refusedAs(await server.get(path, held, lie))).toEqual(refusal);
  });

  test('is believed behind a proxy that the operator trusts, IPv4 and IPv6', async () => {
    const far = await buildMachine(database, actors.authority, { networks: ['203.0.113.0/24', '2001:db8::/32'] });
    for (const address of ['203.0.113.7', '2001:db8::9']) {
      const form = behindProxy.formOf(await behindProxy.assertion(far));
      const { status, body } = await behindProxy.askForToken(form, { 'x-forwarded-for': address });
      expect(status).toBe(200);
      expect((await behindProxy.get(path, body.access_token, { 'x-forwarded-for': address })).status).toBe(200);
      expect((await behindProxy.get(path, body.access_token, { 'x-forwarded-for': '198.51.100.1' })).status).toBe(401);
    }
  });
});

describe('a client calls for an organisation', () => {
  const header = (organisation: string) => ({ 'matricula-organisation': organisation });
  test('that it stands for, or a school of an authority that it stands for, and for no other', async () => {
    expect((await server.get('/v1/submissions', token, header('A.K001'))).status).toBe(200);
    expect((await server.get('/v1/submissions', token, header('S.K002'))).status).toBe(200);
    const words = async (organisation: string) => {
      const { status, body } = await server.get('/v1/submissions', token, header(organisation));
      return [status, body.code, body.detail.en.replace(organisation, '…')];
    };
    expect((await words('S.K003'))[0]).toBe(403);
    expect(await words('S.K003')).toEqual(await words('S.ZZZZ'));
    expect(await words('S.K003')).toEqual(await words('O.1'));
  });

  test('that it names, when it stands for several', async () => {
    const several = await buildMachine(database, actors.authority, { represents: ['S.K001', 'S.K002'] as never });
    const held = await server.token(several);
    const asked = await server.get('/v1/submissions', held);
    expect([asked.status, asked.body.code]).toEqual([422, 'clients.organisation_needed']);
    expect((await server.get('/v1/submissions?organisation=S.K002', held, header('S.K002'))).status).toBe(200);
    expect((await server.get('/v1/submissions?organisation=S.K001', held, header('S.K002'))).status).toBe(403);
    expect((await server.get('/v1/submissions', held, header('A.K001'))).status).toBe(403);
  });
});

describe('our signing keys', () => {
  const rotate = (when: 'soon' | 'at_once') =>
    rotateSigningKey(database.db, {
      actor: systemActor('test'),
      jurisdiction: database.jurisdiction,
      now: new Date(),
      when,
    });
  const published = async (): Promise<string[]> =>
    (await server.ask('/oauth/jwks')).body.keys.map((key: { kid: string }) => key.kid);

  test('follow one another: the next is published before it signs, and both count', async () => {
    const client = await buildMachine(database, actors.authority);
    const before = await server.token(client);
    const next = await rotate('soon');
    expect((await server.get(path, await server.token(client))).status).toBe(200);
    expect(await published()).toContain(next);
    expect(await published()).toHaveLength(2);
    expect((await server.get(path, before)).status).toBe(200);
    await sql`update access.server_key set signs_from = now() where key_id = ${next}`.execute(database.db);
    const after = await server.token(client);
    expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(next);
    expect((await server.get(path, after)).status).toBe(200);
    expect((await server.get(path, before)).status).toBe(200);
  });

  test('can be thrown away at once: what they signed is worth nothing, and the next token is good', async () => {
    const client = await buildMachine(database, actors.authority);
    const before = await server.token(client);
    await rotate('at_once');
    expect(refusedAs(await server.get(path, before))).toEqual(refusal);
    expect((await server.get(path, await server.token(client))).status).toBe(200);
    expect((await server.get(path, await forge({}))).status).toBe(200);
    token = await server.token(machine);
  });
});

describe('a token that is bound to a key (DPoP)', () => {
  const tokenUrl = () => `${server.issuer()}/token`;
  const apiUrl = () => `${server.url()}${path}`;
  const call = (held: string, proof: string | null, scheme = 'DPoP') =>
    server.ask(path, { headers: { authorization: `${scheme} ${held}`, ...(proof ? { dpop: proof } : {}) } });

  test('opens nothing without a fresh proof of that key for that request', async () => {
    const client = await buildMachine(database, actors.authority, { isDpopRequired: true });
    const [keys, foreign] = [await makeKeys(), await makeKeys()];
    const form = async () => server.formOf(await server.assertion(client));
    expect((await server.askForToken(await form())).status).toBe(400);
    const dpop = await makeProof(keys, { method: 'POST', url: tokenUrl() });
    const { status, body } = await server.askForToken(await form(), { dpop });
    expect([status, body.token_type]).toEqual([200, 'DPoP']);
    expect((await server.askForToken(await form(), { dpop })).status).toBe(400); // the proof was used
    const held: string = body.access_token;
    const fit = { method: 'GET', url: apiUrl(), token: held };
    const proof = await makeProof(keys, fit);
    expect((await call(held, proof)).status).toBe(200);
    const seconds = Math.floor(Date.now() / 1000);
    const wrong: [string, string | null][] = [
      ['used', proof],
      ['none', null],
      ['of another key', await makeProof(foreign, fit)],
      ['for another method', await makeProof(keys, { ...fit, method: 'POST' })],
      ['for another address', await makeProof(keys, { ...fit, url: `${server.url()}/v1/submissions` })],
      ['for another host', await makeProof(keys, { ...fit, url: `http://evil.example${path}` })],
      ['for another token', await makeProof(keys, { ...fit, token })],
      ['for no token', await makeProof(keys, { method: 'GET', url: apiUrl() })],
      ['old', await makeProof(keys, { ...fit, claims: { iat: seconds - 600 } })],
      ['of the future', await makeProof(keys, { ...fit, claims: { iat: seconds + 600 } })],
      ['no proof at all', 'a.b.c'],
    ];
    for (const [why, it] of wrong) expect([why, (await call(held, it)).status]).toEqual([why, 401]);
    expect((await call(held, await makeProof(keys, fit), 'Bearer')).status).toBe(401);
    expect((await call(token, await makeProof(keys, { ...fit, token }))).status).toBe(401);
  });
});
