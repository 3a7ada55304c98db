import { createHmac, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Answered, buildMachine, type Machine, type Made, machineServer, makeKeys } from '#support/machines.ts';

const database = testDatabase();
const server = machineServer(database);
let actors: Actors;
let machine: Machine;
let other: Machine;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  machine = await buildMachine(database, actors.authority);
  other = await buildMachine(database, actors.authority, { name: 'Another' });
});

const now = () => Math.floor(Date.now() / 1000);
const skew = 15;
/** One answer for every assertion that proves nothing: what was wrong with it is for the client's owner to see. */
const refusal = { error: 'invalid_client', error_description: 'client authentication failed' };
const answered = ({ status, body }: Answered) => [status, body];
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The reason that the owner sees for the last call of a machine. */
async function reasonOf({ clientId }: Machine): Promise<string | null> {
  const { rows } = await sql<{ refusal: string | null }>`select refusal from access.client_call
    where client_id = ${clientId} order by called_at desc limit 1`.execute(database.db);
  return rows[0]?.refusal ?? null;
}

describe('an assertion is refused in the same words', () => {
  const cases: [why: string, made: () => Made, reason: string][] = [
    ['when it has expired', () => ({ claims: { iat: now() - 120, exp: now() - skew - 2 } }), 'expired'],
    ['when it says no end', () => ({ claims: { exp: undefined } }), 'holds_too_long'],
    ['when it holds for hours', () => ({ claims: { exp: now() + 7200 } }), 'holds_too_long'],
    [
      'when it was made in the future',
      () => ({ claims: { iat: now() + skew + 30, exp: now() + 100 } }),
      'from_the_future',
    ],
    ['when it does not hold yet', () => ({ claims: { nbf: now() + skew + 30 } }), 'from_the_future'],
    ['when it has no id', () => ({ claims: { jti: undefined } }), 'malformed_id'],
    ['when its id is a novel', () => ({ claims: { jti: 'x'.repeat(500) } }), 'malformed_id'],
    ['when it is for somebody else', () => ({ claims: { aud: 'https://other.example/oauth' } }), 'wrong_audience'],
    [
      'when it is for us and somebody else',
      () => ({ claims: { aud: [server.issuer(), 'https://other.example'] } }),
      'wrong_audience',
    ],
    ['when it says no audience', () => ({ claims: { aud: undefined } }), 'wrong_audience'],
    ['when another is said to have issued it', () => ({ claims: { iss: other.clientId } }), 'wrong_issuer'],
    ['when it is signed with the key of another client', () => ({ key: other.privateKey }), 'wrong_key'],
    [
      'when it names the key of another client',
      () => ({ key: other.privateKey, header: { kid: other.keyId } }),
      'wrong_key',
    ],
    [
      'when it names an algorithm that its key has not',
      () => ({ header: { alg: 'ES256', kid: 'nothing' } }),
      'wrong_key',
    ],
  ];
  const tried = new Map<string, Machine>();
  test.each(cases)('%s', async (why, made) => {
    const fresh = await buildMachine(database, actors.authority);
    tried.set(why, fresh);
    expect(answered(await server.tokenAnswer(fresh, made()))).toEqual([401, refusal]);
  });

  test('and its owner sees why', async () => {
    const told = async () => Promise.all(cases.map(async ([why]) => [why, await reasonOf(tried.get(why) ?? machine)]));
    await expect.poll(told, { timeout: 4000 }).toEqual(cases.map(([why, , reason]) => [why, reason]));
  });

  test('when nobody of that id was ever registered', async () => {
    const nobody = { ...machine, clientId: randomUUID() };
    expect(answered(await server.tokenAnswer(nobody))).toEqual([401, refusal]);
    expect(answered(await server.tokenAnswer({ ...machine, clientId: "' or true --" }))).toEqual([401, refusal]);
  });

  test('when it is signed by nobody (alg none)', async () => {
    const claims = {
      iss: machine.clientId,
      sub: machine.clientId,
      aud: server.issuer(),
      exp: now() + 60,
      jti: randomUUID(),
    };
    for (const alg of ['none', 'None', 'NONE', '']) {
      const unsigned = `${encode({ alg })}.${encode(claims)}.`;
      expect(answered(await server.askForToken(server.formOf(unsigned)))).toEqual([401, refusal]);
    }
  });

  test('when it is signed with our knowledge of the public key (HS256)', async () => {
    const claims = {
      iss: machine.clientId,
      sub: machine.clientId,
      aud: server.issuer(),
      exp: now() + 60,
      jti: randomUUID(),
    };
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const text = `${encode({ alg, kid: machine.keyId })}.${encode(claims)}`;
      const signature = createHmac(alg.replace('HS', 'sha'), machine.publicPem).update(text).digest('base64url');
      expect(answered(await server.askForToken(server.formOf(`${text}.${signature}`)))).toEqual([401, refusal]);
    }
  });

  test('when somebody changed it on the way', async () => {
    const [header, payload = '', signature] = (await server.assertion(machine)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = [header, encode({ ...claims, sub: other.clientId, iss: other.clientId }), signature].join('.');
    expect(answered(await server.askForToken(server.formOf(changed)))).toEqual([401, refusal]);
  });

  test('when a Host header makes another’s audience look like ours', async () => {
    const made = await server.assertion(machine, { claims: { aud: 'http://evil.example/oauth/token' } });
    for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { forwarded: 'host=evil.example' }])
      expect(answered(await server.askForToken(server.formOf(made), headers))).toEqual([401, refusal]);
  });

  test('when the client’s time is over', async () => {
    const ended = await buildMachine(database, actors.authority);
    await database.write((tx) =>
      sql`update access.client set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'
      where client_id = ${ended.clientId}`.execute(tx),
    );
    expect(answered(await server.tokenAnswer(ended))).toEqual([401, refusal]);
    await expect.poll(() => reasonOf(ended), { timeout: 4000 }).toBe('not_in_force');
  });

  test('when the key’s time is over, or has not begun', async () => {
    const keyed = await buildMachine(database, actors.authority);
    const move = (from: string, until: string) =>
      database.write((tx) =>
        sql`update access.client_key set valid_from = now() + ${from}::interval, valid_until = now() + ${until}::interval
        where client_id = ${keyed.clientId}`.execute(tx),
      );
    await move('-2 days', '-1 second');
    expect(answered(await server.tokenAnswer(keyed))).toEqual([401, refusal]);
    await move('1 hour', '2 days');
    expect(answered(await server.tokenAnswer(keyed))).toEqual([401, refusal]);
    await move('-1 hour', '2 days');
    expect((await server.tokenAnswer(keyed)).status).toBe(200);
  });
});

describe('the clocks', () => {
  test('may differ by the seconds that the jurisdiction allows, both ways', async () => {
    const late = { claims: { iat: now() - 100, exp: now() - skew + 5 } };
    expect((await server.tokenAnswer(machine, late)).status).toBe(200);
    const early = { claims: { iat: now() + skew - 5, nbf: now() + skew - 5, exp: now() + 60 } };
    expect((await server.tokenAnswer(machine, early)).status).toBe(200);
  });
});

describe('an assertion that is shown twice', () => {
  const alarms = async ({ clientId }: Machine) =>
    (
      await sql<{ count: number }>`select count(*)::integer as count from access.alarm
      where kind = 'token_reused' and client_id = ${clientId} and organisation_code = 'A.K001'`.execute(database.db)
    ).rows[0]?.count;

  test('is taken once, and the second time raises one alarm, however often it comes', async () => {
    const replayed = await buildMachine(database, actors.authority);
    const form = server.formOf(await server.assertion(replayed));
    expect((await server.askForToken(form)).status).toBe(200);
    for (let i = 0; i < 3; i += 1) expect(answered(await server.askForToken(form))).toEqual([401, refusal]);
    await expect.poll(() => alarms(replayed), { timeout: 4000 }).toBe(1);
    await expect.poll(() => reasonOf(replayed), { timeout: 4000 }).toBe('reused');
  });

  test('is taken once when twenty come in the same instant', async () => {
    const form = server.formOf(await server.assertion(other));
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.askForToken(form)));
    expect(answers.map((it) => it.status).sort()).toEqual([200, ...Array(19).fill(401)]);
  });

  test('is taken from two clients that happened to choose one id', async () => {
    const jti = randomUUID();
    expect((await server.tokenAnswer(machine, { claims: { jti } })).status).toBe(200);
    expect((await server.tokenAnswer(other, { claims: { jti } })).status).toBe(200);
  });
});

describe('the token endpoint', () => {
  const status = async (body: string, headers: Record<string, string> = {}) =>
    (await server.askForToken(body, headers)).status;

  test('takes no other way to prove who one is, and no other grant', async () => {
    const basic = `Basic ${Buffer.from(`${machine.clientId}:secret`).toString('base64')}`;
    expect(await status('grant_type=client_credentials', { authorization: basic })).toBe(401);
    expect(await status(`grant_type=client_credentials&client_id=${machine.clientId}&client_secret=x`)).toBe(401);
    expect(await status(`grant_type=client_credentials&client_id=${machine.clientId}`)).toBe(401);
    for (const grant of ['authorization_code', 'refresh_token', 'password', 'implicit', 'x'.repeat(500), '']) {
      const form = { ...server.formOf(await server.assertion(machine)), grant_type: grant };
      expect([grant, (await server.askForToken(form)).status]).toEqual([grant, 400]);
    }
  });

  test('refuses what is no form, what says things twice, and what is too large', async () => {
    expect(await status('{"grant_type":"client_credentials"}', { 'content-type': 'application/json' })).toBe(400);
    expect(await status('')).toBe(400);
    expect(await status('%%%=%%%')).toBe(400);
    const form = new URLSearchParams(server.formOf(await server.assertion(machine))).toString();
    expect(await status(`${form}&client_assertion=again`)).toBe(400);
    const large = await server.askForToken(`${form}&more=${'x'.repeat(200_000)}`);
    expect([large.status, large.body.code]).toEqual([413, 'http.body_too_large']);
    const body = new ReadableStream({
      start: (it) => {
        for (let i = 0; i < 100; i += 1) it.enqueue(new TextEncoder().encode('x'.repeat(1000)));
        it.close();
      },
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const endless = await server.ask('/oauth/token', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect(endless.status).toBe(400);
  });

  test('is the only thing there besides the keys and the metadata', async () => {
    for (const path of [
      '/oauth/auth',
      '/oauth/me',
      '/oauth/reg',
      '/oauth/token/introspection',
      '/oauth/.well-known/openid-configuration',
      '/oauth',
    ])
      expect([path, (await server.ask(path)).status]).toEqual([path, 404]);
    expect((await server.ask('/oauth/token')).status).toBe(404);
  });

  test('gives tokens for our API alone', async () => {
    const answer = await server.tokenAnswer(machine, {}, { resource: 'https://other.example/api' });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_target']);
  });

  test('is deaf to bodies that hold another’s key', async () => {
    const { publicPem } = await makeKeys();
    const made = await server.assertion(machine, {
      header: { jwk: { kty: 'EC' } as never, x5u: 'https://evil.example' },
    });
    expect(
      (await server.askForToken(server.formOf(made, { jwks: publicPem, jwks_uri: 'https://evil.example' }))).status,
    ).toBe(200);
  });
});
