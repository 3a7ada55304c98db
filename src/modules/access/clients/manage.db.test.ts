import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { machineServer, makeKeys } from '#support/machines.ts';
import { testServer } from '#support/server.ts';

const database = testDatabase();
const { call } = testServer(database);
const server = machineServer(database);
let authority: Actor;
let ministry: Actor;
let actors: Actors;

/** Somebody who proved a moment ago that it is they. */
const sure = (actor: Actor): Actor => {
  const at = new Date();
  return { ...actor, assurance: { sessionId: 'test', signedInAt: at, secondFactorAt: at, steppedUpAt: at } };
};

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  authority = sure(actors.authority);
  ministry = sure(actors.ministry);
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const settings = async (more: object = {}) => ({
  name: 'Kestrel River SIS',
  software: 'Aspen 6.2',
  contactEmail: 'sis@kestrel-river.example',
  represents: ['A.K001'],
  scopes: ['submissions.write'],
  validUntil: inDays(365),
  publicKey: (await makeKeys()).publicPem,
  ...more,
});
const register = async (more: object = {}, as = authority) =>
  call({ as, method: 'POST', url: '/v1/clients', body: await settings(more) });
const post = (url: string, body?: object, as = authority) =>
  call({ as, method: 'POST', url, ...(body ? { body } : {}) });

describe('an authority registers its system', () => {
  test('with a public key, and sees it in its list, with what it is to do next', async () => {
    const { status, body, headers } = await register({ networks: ['203.0.113.7', '10.1.2.3/8', '2001:DB8::1/32'] });
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/v1/clients/${body.clientId}`);
    expect(body).toMatchObject({
      organisation: 'A.K001',
      state: 'in_force',
      networks: ['203.0.113.7/32', '10.0.0.0/8', '2001:db8::/32'],
      keys: [{ algorithm: 'ES256', state: 'in_force', addedBy: authority.name }],
    });
    const list = await call({ as: authority, url: '/v1/clients' });
    expect(list.body.items.map((it: { clientId: string }) => it.clientId)).toContain(body.clientId);
    expect((await call({ as: ministry, url: '/v1/clients' })).body.items).toHaveLength(list.body.items.length);
  });

  test('as an act that tells who did it, without the key’s private half anywhere', async () => {
    await register();
    const { rows } = await sql<{
      kind: string;
      actor_name: string;
    }>`select kind, actor_name from audit.act order by act_id desc limit 1`.execute(database.db);
    expect(rows).toEqual([{ kind: 'access.register-client', actor_name: authority.name }]);
  });

  test('and never gives its private key: it is refused by name, not kept and not logged', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = pair.privateKey.export({ format: 'jwk' });
    const secrets = [
      pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      pair.privateKey.export({ type: 'sec1', format: 'pem' }),
      pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }),
      JSON.stringify(jwk),
      JSON.stringify({ keys: [jwk] }),
      JSON.stringify({ keys: [pair.publicKey.export({ format: 'jwk' }), jwk] }),
      `${pair.publicKey.export({ type: 'spki', format: 'pem' })}${pair.privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    ];
    for (const publicKey of secrets) {
      const { status, body } = await register({ publicKey });
      expect([status, body.code]).toEqual([422, 'clients.private_key_given']);
    }
    const { rows } = await sql<{
      found: boolean;
    }>`select exists (select from audit.change where after::text like ${`%${jwk.d}%`}) as found`.execute(database.db);
    expect(rows[0]?.found).toBe(false);
  });

  test('and keys that are too weak, of another kind, or no keys are refused', async () => {
    const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }) =>
      String(key.export({ type: 'spki', format: 'pem' }));
    const wrong = [
      pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      pem(generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey),
      pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey),
      pem(generateKeyPairSync('x25519').publicKey),
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}',
      '{"kty":"RSA"}',
      '{"keys":[]}',
      'null',
      "'; drop table access.client; --",
    ];
    for (const publicKey of wrong) {
      const { status, body } = await register({ publicKey });
      expect([publicKey.slice(0, 40), status, body.code]).toEqual([
        publicKey.slice(0, 40),
        422,
        'clients.key_not_usable',
      ]);
    }
    expect((await register({ publicKey: '{"kty":"oct","k":"c2VjcmV0"}' })).body.code).toBe('clients.private_key_given');
  });

  test('within its own reach, its own rights and the time there is', async () => {
    for (const [more, code] of [
      [{ represents: ['S.K003'] }, 'access.organisation_out_of_reach'],
      [{ organisation: 'A.K002' }, 'access.organisation_out_of_reach'],
      [{ validUntil: inDays(1000) }, 'clients.holds_too_long'],
      [{ validUntil: inDays(-2) }, 'clients.holds_too_long'],
    ] as const)
      expect((await register(more)).body.code).toBe(code);
    const narrow = sure({ ...actors.authority, permissions: new Set(['client.manage', 'student.read']) });
    expect((await register({ scopes: ['submissions.write'] }, narrow)).body.code).toBe('clients.scope_beyond');
    expect((await register({ scopes: ['students.read'] }, narrow)).status).toBe(201);
  });

  test('in the expected form: every wrong field is named', async () => {
    const { status, body } = await register({
      networks: ['10.0.0.0/33', 'everywhere'],
      scopes: ['all'],
      contactEmail: 'x',
      represents: [],
      secret: 1,
    });
    expect(status).toBe(400);
    expect(body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual([
      '/body/contactEmail',
      '/body/networks/0',
      '/body/networks/1',
      '/body/represents',
      '/body/scopes/0',
      '/body/secret',
    ]);
  });

  test('by somebody who has just proved that it is they', async () => {
    const long = new Date(Date.now() - 86_400_000);
    const assurance = { sessionId: 'test', signedInAt: long, secondFactorAt: long, steppedUpAt: null };
    const unsure = { ...actors.authority, assurance };
    const { body } = await register();
    expect((await register({}, unsure)).body.code).toBe('http.step_up_needed');
    expect((await post(`/v1/clients/${body.clientId}/enable`, undefined, unsure)).body.code).toBe(
      'http.step_up_needed',
    );
    expect((await post(`/v1/clients/${body.clientId}/disable`, { reason: 'x' }, unsure)).status).toBe(200);
  });

  test('not by a school, and not for an authority that it knows nothing of', async () => {
    expect((await register({}, sure(actors.registrar))).status).toBe(403);
    const { body } = await register({ organisation: 'A.K002', represents: ['A.K002'] }, ministry);
    const unseen = await call({ as: authority, url: `/v1/clients/${body.clientId}` });
    const never = await call({ as: authority, url: '/v1/clients/0199ffff-0000-7000-8000-000000000000' });
    expect([unseen.status, unseen.body.detail]).toEqual([404, never.body.detail]);
    expect((await post(`/v1/clients/${body.clientId}/disable`, { reason: 'x' })).status).toBe(404);
    expect((await call({ as: authority, url: '/v1/clients?organisation=A.K002' })).status).toBe(403);
  });
});

describe('a change', () => {
  test('needs the version that was seen, and leaves what it does not name', async () => {
    const { body } = await register({ networks: ['127.0.0.0/8'] });
    const change = (version: string | null, changes: object) =>
      call({
        as: authority,
        method: 'PATCH',
        url: `/v1/clients/${body.clientId}`,
        body: changes,
        headers: version ? { 'if-match': `"${version}"` } : {},
      });
    expect((await change(null, { name: 'New' })).status).toBe(428);
    const done = await change('1', { name: 'New', scopes: ['students.read'] });
    expect(done.body).toMatchObject({ name: 'New', scopes: ['students.read'], networks: ['127.0.0.0/8'], version: 2 });
    expect((await change('1', { name: 'Newer' })).status).toBe(412);
    expect((await change('2', { represents: ['S.K003'] })).status).toBe(403);
  });
});

describe('keys', () => {
  const machineOf = (clientId: string, keys: Awaited<ReturnType<typeof makeKeys>>) => ({ ...keys, clientId });

  test('follow one another with an overlap in which both hold', async () => {
    const [first, second] = [await makeKeys(), await makeKeys('EdDSA')];
    const { body } = await register({ publicKey: first.publicPem });
    const added = await post(`/v1/clients/${body.clientId}/keys`, {
      publicKey: JSON.stringify(await exportJWK(second.publicKey)),
      endOthers: true,
    });
    expect(added.status).toBe(201);
    const [after, before] = added.body.keys;
    expect(after.algorithm).toBe('EdDSA');
    expect(before.validUntil.slice(0, 10)).toBe(inDays(14));
    for (const keys of [first, second])
      expect((await server.tokenAnswer(machineOf(body.clientId, keys))).status).toBe(200);
    const again = await post(`/v1/clients/${body.clientId}/keys`, { publicKey: first.publicPem });
    expect([again.status, again.body.code]).toEqual([409, 'clients.key_known']);
  });

  test('that are taken away take the tokens with them at once', async () => {
    const [first, second] = [await makeKeys(), await makeKeys()];
    const { body } = await register({ publicKey: first.publicPem });
    await post(`/v1/clients/${body.clientId}/keys`, { publicKey: second.publicPem });
    const token = await server.token(machineOf(body.clientId, first));
    const remove = () =>
      call({ as: authority, method: 'DELETE', url: `/v1/clients/${body.clientId}/keys/${first.keyId}` });
    expect((await remove()).status).toBe(200);
    expect((await remove()).body.code).toBe('clients.key_not_found');
    expect((await server.get('/v1/submissions', token)).status).toBe(401);
    expect((await server.tokenAnswer(machineOf(body.clientId, first))).status).toBe(401);
    expect((await server.get('/v1/submissions', await server.token(machineOf(body.clientId, second)))).status).toBe(
      200,
    );
  });

  test('are few', async () => {
    const { body } = await register();
    for (let i = 0; i < 4; i += 1)
      await post(`/v1/clients/${body.clientId}/keys`, { publicKey: (await makeKeys()).publicPem });
    const more = await post(`/v1/clients/${body.clientId}/keys`, { publicKey: (await makeKeys()).publicPem });
    expect([more.status, more.body.code]).toEqual([409, 'clients.too_many_keys']);
  });
});

describe('disabling', () => {
  test('takes effect with the next call, and what the ministry disabled the authority does not enable', async () => {
    const keys = await makeKeys();
    const { body } = await register({ publicKey: keys.publicPem });
    const machine = { ...keys, clientId: body.clientId };
    const token = await server.token(machine);
    const disabled = await post(`/v1/clients/${body.clientId}/disable`, { reason: 'The server was stolen' });
    expect(disabled.body).toMatchObject({
      state: 'disabled',
      disabled: { by: authority.name, reason: 'The server was stolen' },
    });
    expect((await server.get('/v1/submissions', token)).status).toBe(401);
    expect((await post(`/v1/clients/${body.clientId}/enable`)).body.state).toBe('in_force');
    expect((await server.get('/v1/submissions', token)).status).toBe(401);
    await post(`/v1/clients/${body.clientId}/disable`, { reason: 'Under inquiry' }, ministry);
    await post(`/v1/clients/${body.clientId}/disable`, { reason: 'Mine again' });
    const refused = await post(`/v1/clients/${body.clientId}/enable`);
    expect([refused.status, refused.body.code]).toEqual([409, 'clients.disabled_above']);
    expect((await post(`/v1/clients/${body.clientId}/enable`, undefined, ministry)).body.state).toBe('in_force');
  });
});

describe('the last calls of a client', () => {
  test('are seen by whoever answers for it: what, how it ended, how long, and why it was refused', async () => {
    const keys = await makeKeys();
    const { body } = await register({ publicKey: keys.publicPem, represents: ['S.K001'] });
    const machine = { ...keys, clientId: body.clientId };
    await server.tokenAnswer(machine, { claims: { exp: 1 } });
    const token = await server.token(machine);
    await server.get('/v1/submissions', token);
    await server.get('/v1/organisations', token);
    await server.get('/v1/organisations', token, { 'matricula-organisation': 'S.K003' });
    const calls = async (query = '') =>
      (await call({ as: authority, url: `/v1/clients/${body.clientId}/calls${query}` })).body;
    await expect.poll(async () => (await calls()).items.length, { timeout: 4000 }).toBe(5);
    const { items } = await calls();
    expect(items.map((it: { operation: string; status: number }) => [it.operation, it.status])).toEqual([
      ['listOrganisations', 403],
      ['listOrganisations', 403],
      ['listSubmissions', 200],
      ['token', 200],
      ['token', 401],
    ]);
    expect(items[2]).toMatchObject({ organisation: 'S.K001', rows: 0, refusal: null, address: '127.0.0.1' });
    expect(items[0].refusal.words.en).toContain('does not stand for');
    expect(items[1].refusal.words.en).toContain('scopes');
    expect(items[4].refusal.words.en).toContain('expired');
    expect((await calls('?refused=true')).items).toHaveLength(3);
    const first = await calls('?limit=4');
    expect((await calls(`?before=${first.next}`)).items).toHaveLength(1);
  });
});
