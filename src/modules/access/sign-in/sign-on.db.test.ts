import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWTPayload } from 'jose';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { identityProvider } from '#support/identity-provider.ts';
import { type Browser, type BuiltAccount, buildAccount, goodPassword, signInServer } from '#support/sign-in.ts';

const database = testDatabase();
const idp = identityProvider('http://localhost:3000/sign-in/return');
const config = { signOnProviders: join(tmpdir(), `matricula-providers-${process.pid}.json`) };
const server = signInServer(database, { config });
let subjects = 0;

beforeAll(async () => {
  const provider = {
    name: 'ministry',
    title: { en: 'Ministry account', fr: 'Compte du ministère' },
    issuer: idp.issuer,
    clientId: 'matricula',
    clientSecret: 'a secret of the test only',
    secondFactor: { acr: ['urn:mfa'], amr: ['hwk'] },
  };
  await writeFile(
    config.signOnProviders,
    JSON.stringify([provider, { ...provider, name: 'nowhere', issuer: 'http://127.0.0.1:9' }]),
  );
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
});
afterAll(() => rm(config.signOnProviders, { force: true }));
afterEach(() => {
  idp.tamper = {};
  idp.isDown = false;
});

const startAt = (browser: Browser, body: object = {}, url = '/v1/session/single-sign-on-start') =>
  browser.ask({ url, body: { provider: 'ministry', ...body } });
const comeBack = (browser: Browser, query: string) =>
  browser.ask({ url: '/v1/session/single-sign-on', body: { query } });

async function goThere(browser: Browser, person: { subject: string; acr?: string; amr?: string[] }, body: object = {}) {
  return idp.visit((await startAt(browser, body)).body.url, person);
}

/** Somebody whose account is tied to a person at the provider. */
async function linked(
  given: { role?: string; organisation?: string } = {},
): Promise<{ account: BuiltAccount; subject: string; browser: Browser }> {
  const account = await database.write((tx) => buildAccount(tx, given));
  const browser = server.browser();
  await browser.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
  subjects += 1;
  const subject = `person-${subjects}`;
  const query = await idp.visit((await startAt(browser, {}, '/v1/me/identities')).body.url, { subject });
  const { status, body } = await comeBack(browser, query);
  expect([status, body?.purpose]).toEqual([200, 'link']);
  return { account, subject, browser };
}

describe('single sign-on', () => {
  test('is offered by the names of the operator’s file, and signs in whoever tied their account before', async () => {
    const { account, subject } = await linked();
    const browser = server.browser();
    const offered = (await browser.ask({ method: 'GET', url: '/v1/sign-ins' })).body.providers;
    expect(offered[0]).toEqual({ name: 'ministry', title: { en: 'Ministry account', fr: 'Compte du ministère' } });
    const { status, body } = await comeBack(browser, await goThere(browser, { subject }, { returnTo: '/work?mine=1' }));
    expect([status, body.purpose, body.returnTo]).toEqual([200, 'sign_in', '/work?mine=1']);
    expect([body.me.account.accountId, body.me.assurance.secondFactorAt]).toEqual([account.accountId, null]);
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(200);
  });

  test('sends a code challenge, a state and a nonce, each new every time', async () => {
    const [one, two] = [await startAt(server.browser()), await startAt(server.browser())].map(
      ({ body }) => new URL(body.url).searchParams,
    );
    expect(one?.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
  });

  test('counts as a second factor where the provider says so in the words that the operator named', async () => {
    const { subject } = await linked();
    const secondFactor = async (said: object) => {
      const browser = server.browser();
      const { body } = await comeBack(browser, await goThere(browser, { subject, ...said }));
      return body.me.assurance.secondFactorAt !== null;
    };
    expect(await secondFactor({ amr: ['pwd', 'hwk'] })).toBe(true);
    expect(await secondFactor({ acr: 'urn:mfa' })).toBe(true);
    expect(await secondFactor({ amr: ['pwd'] })).toBe(false);
    expect(await secondFactor({ acr: 'urn:low' })).toBe(false);
  });

  test('opens no account for a person whom nobody tied to one, whatever their name there', async () => {
    const account = await database.write((tx) => buildAccount(tx));
    const browser = server.browser();
    const { status, code } = await comeBack(browser, await goThere(browser, { subject: account.userName }));
    expect([status, code]).toEqual([403, 'access.sign_on_unknown']);
    expect(browser.jar.has('matricula_session')).toBe(false);
  });

  test('returns to a page of ours and nowhere else', async () => {
    const { subject } = await linked();
    for (const returnTo of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/x\r\nset-cookie: a=b',
    ]) {
      const browser = server.browser();
      const { body } = await comeBack(browser, await goThere(browser, { subject }, { returnTo }));
      expect([returnTo, body.returnTo]).toEqual([returnTo, '/']);
    }
  });
});

describe('coming back', () => {
  const refused = async (change: (query: URLSearchParams) => unknown, browser = server.browser()) => {
    const { subject } = await linked();
    const query = new URLSearchParams(await goThere(browser, { subject }));
    const given = change(query);
    const changed = typeof given === 'string' ? given : query.toString();
    const { status, code } = await comeBack(browser, changed);
    return [status, code];
  };
  const refusal = [401, 'access.sign_on_refused'];

  test('works once', async () => {
    const { subject } = await linked();
    const browser = server.browser();
    const query = await goThere(browser, { subject });
    expect((await comeBack(browser, query)).status).toBe(200);
    expect((await comeBack(browser, query)).code).toBe('access.sign_on_refused');
  });

  test('works in the browser that left only, so that nobody is signed in as somebody else', async () => {
    const { subject } = await linked();
    const query = await goThere(server.browser(), { subject });
    expect((await comeBack(server.browser(), query)).code).toBe('access.sign_on_refused');
    const other = server.browser();
    await startAt(other);
    expect((await comeBack(other, query)).code).toBe('access.sign_on_refused');
  });

  test('with a state, a code or an issuer that is not the one, or with an error, is refused', async () => {
    expect(await refused((query) => query.set('state', 'x'))).toEqual(refusal);
    expect(await refused((query) => query.delete('state'))).toEqual(refusal);
    expect(await refused((query) => query.set('code', 'x'))).toEqual(refusal);
    expect(await refused((query) => query.set('iss', 'https://evil.example'))).toEqual(refusal);
    expect(await refused((query) => `error=access_denied&state=${query.get('state')}`)).toEqual(refusal);
    expect(await refused(() => '')).toEqual(refusal);
    expect(await refused(() => 'state=%00&state=\u0000&code=a%0d%0aset-cookie:x=y')).toEqual(refusal);
  });

  test('too late is refused', async () => {
    const { subject } = await linked();
    const browser = server.browser();
    const query = await goThere(browser, { subject });
    await sql`update access.sign_on_attempt set expires_at = now()`.execute(database.db);
    expect((await comeBack(browser, query)).code).toBe('access.sign_on_refused');
  });

  const past = Math.floor(Date.now() / 1000) - 3600;
  test.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['for another moment of asking (nonce)', (it) => ({ ...it, nonce: 'another' })],
    ['without a nonce', ({ nonce: _nonce, ...it }) => it],
    ['of another issuer', (it) => ({ ...it, iss: 'https://evil.example' })],
    ['for another register (audience)', (it) => ({ ...it, aud: 'another' })],
    ['that has expired', (it) => ({ ...it, iat: past, exp: past + 60 })],
    ['issued in the future', (it) => ({ ...it, nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ['without a subject', ({ sub: _sub, ...it }) => it],
  ])('with an identity token %s is refused', async (_name, claims) => {
    const { subject } = await linked();
    const browser = server.browser();
    const query = await goThere(browser, { subject });
    idp.tamper = { claims };
    expect((await comeBack(browser, query)).code).toBe('access.sign_on_refused');
  });

  test.each(['stranger', 'none'] as const)('with an identity token signed by %s is refused', async (sign) => {
    const { subject } = await linked();
    const browser = server.browser();
    const query = await goThere(browser, { subject });
    idp.tamper = { sign };
    expect((await comeBack(browser, query)).code).toBe('access.sign_on_refused');
  });
});

describe('a provider', () => {
  test('that does not answer is said to be away, and nobody is signed in', async () => {
    const { subject } = await linked();
    const browser = server.browser();
    expect((await startAt(browser, { provider: 'nowhere' })).code).toBe('access.provider_unavailable');
    const query = await goThere(browser, { subject });
    idp.isDown = true;
    expect((await comeBack(browser, query)).code).toBe('access.provider_unavailable');
  });

  test('that nobody configured does not exist', async () => {
    for (const provider of ['evil', '', '__proto__', 'MINISTRY'])
      expect((await startAt(server.browser(), { provider })).code).toBe('access.provider_not_found');
  });
});

describe('tying an account to a person elsewhere', () => {
  test('is done by its own holder with a fresh proof, in the session that asked', async () => {
    const { account, browser } = await linked();
    const other = await linked();
    const url = (await startAt(browser, {}, '/v1/me/identities')).body.url;
    const query = await idp.visit(url, { subject: `new-${account.userName}` });
    for (const [name, value] of browser.jar) if (name === 'matricula_sign_on') other.browser.jar.set(name, value);
    expect((await comeBack(other.browser, query)).code).toBe('access.sign_on_refused');
    await sql`update access.session set stepped_up_at = null`.execute(database.db);
    expect((await startAt(browser, {}, '/v1/me/identities')).code).toBe('http.step_up_needed');
  });

  test('ties nobody to two accounts', async () => {
    const { subject } = await linked();
    const second = await database.write((tx) => buildAccount(tx));
    const browser = server.browser();
    await browser.ask({ url: '/v1/session/password', body: { userName: second.userName, password: goodPassword } });
    const query = await idp.visit((await startAt(browser, {}, '/v1/me/identities')).body.url, { subject });
    expect((await comeBack(browser, query)).code).toBe('access.identity_known');
  });

  test('is undone by its holder; afterwards that person opens nothing here', async () => {
    const { subject, browser } = await linked();
    expect((await browser.ask({ method: 'DELETE', url: '/v1/me/identities/ministry' })).status).toBe(204);
    expect((await browser.ask({ method: 'DELETE', url: '/v1/me/identities/ministry' })).code).toBe(
      'access.provider_not_found',
    );
    const away = server.browser();
    expect((await comeBack(away, await goThere(away, { subject }))).code).toBe('access.sign_on_unknown');
  });
});

describe('stepping up at a provider', () => {
  const away = async (browser: Browser, person: { subject: string; amr?: string[] }) =>
    comeBack(browser, await idp.visit((await startAt(browser, {}, '/v1/session/step-up-sign-on')).body.url, person));

  test('counts when the same person signed in there just now', async () => {
    const { subject, browser } = await linked();
    const other = await linked();
    await sql`update access.session set stepped_up_at = null`.execute(database.db);
    expect((await away(browser, { subject: other.subject })).code).toBe('access.proof_refused');
    const { status, body } = await away(browser, { subject, amr: ['hwk'] });
    expect([status, body.purpose]).toEqual([200, 'step_up']);
    expect(body.me.assurance).toMatchObject({ steppedUpUntil: expect.any(String), secondFactorAt: expect.any(String) });
  });

  test('does not count when that was a while ago, or the provider does not say when', async () => {
    const { subject, browser } = await linked();
    idp.tamper = { claims: (it) => ({ ...it, auth_time: Math.floor(Date.now() / 1000) - 600 }) };
    expect((await away(browser, { subject })).code).toBe('access.sign_on_refused');
    idp.tamper = { claims: ({ auth_time: _at, ...it }) => it };
    expect((await away(browser, { subject })).code).toBe('access.sign_on_refused');
  });
});
