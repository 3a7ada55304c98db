import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '#support/authenticator.ts';
import { buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import {
  type Browser,
  type BuiltAccount,
  buildAccount,
  buildTotp,
  goodPassword,
  signInServer,
} from '#support/sign-in.ts';

const database = testDatabase();
const server = signInServer(database);
const demonstrationId = '01990000-0000-7000-8000-000000000004';

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
});

type SignedIn = { account: BuiltAccount; browser: Browser; code: (steps?: number) => string };

async function signedIn(
  given: { role?: string; organisation?: string; withApp?: boolean; code?: boolean } = {},
): Promise<SignedIn> {
  const { withApp = false, code: showsCode = withApp, ...who } = given;
  const account = await database.write((tx) => buildAccount(tx, who));
  const code = withApp ? await database.write((tx) => buildTotp(tx, account)) : () => '';
  const browser = server.browser();
  const typed = { userName: account.userName, password: goodPassword, ...(showsCode ? { code: code() } : {}) };
  expect((await browser.ask({ url: '/v1/session/password', body: typed })).status).toBe(201);
  return { account, browser, code };
}

const credentialsOf = async (browser: Browser) =>
  (await browser.ask({ method: 'GET', url: '/v1/me/credentials' })).body;
const stepUp = (browser: Browser, body: object) => browser.ask({ url: '/v1/session/step-up', body });
const forgetProof = (accountId: string) =>
  sql`update access.session set stepped_up_at = now() - interval '11 minutes' where account_id = ${accountId}`.execute(
    database.db,
  );

async function setUpApp(browser: Browser) {
  const { status, body } = await browser.ask({ url: '/v1/me/totp' });
  expect(status).toBe(201);
  const totp = new TOTP({ secret: body.secret });
  const confirmed = await browser.ask({ url: '/v1/me/totp/confirmation', body: { code: totp.generate() } });
  return { offer: body, totp, confirmed };
}

describe('an authenticator app', () => {
  test('counts once its first code was shown; then the session has a second factor and the codes are told once', async () => {
    const { browser } = await signedIn();
    const { offer, confirmed, totp } = await setUpApp(browser);
    expect(offer.uri).toContain('otpauth://totp/Matricula');
    expect(offer.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect([confirmed.status, confirmed.body.recoveryCodes.length]).toEqual([200, 10]);
    expect(confirmed.body.me.assurance.secondFactorAt).not.toBeNull();
    expect(await credentialsOf(browser)).toMatchObject({ totpSince: expect.any(String), recoveryCodesLeft: 10 });
    expect((await stepUp(browser, { way: 'code', code: totp.generate() })).code).toBe('access.proof_refused'); // its own first code
    const { rows } = await sql<{ row: string }>`select c::text as row from access.recovery_code c`.execute(database.db);
    expect(rows.some(({ row }) => row.includes(confirmed.body.recoveryCodes[0]))).toBe(false);
  });

  test('is not put in force by a wrong code, nor set up beside one that is', async () => {
    const { browser } = await signedIn();
    expect((await browser.ask({ url: '/v1/me/totp/confirmation', body: { code: '000000' } })).code).toBe(
      'access.totp_not_started',
    );
    await browser.ask({ url: '/v1/me/totp' });
    for (const code of ['12345', 'abcdef', '', '1234567'])
      expect((await browser.ask({ url: '/v1/me/totp/confirmation', body: { code } })).code).toBe(
        'access.totp_code_refused',
      );
    await setUpApp(browser);
    expect((await browser.ask({ url: '/v1/me/totp' })).code).toBe('access.totp_exists');
  });

  test('cannot be set up or taken away by somebody who only has the password, when the account has a second factor', async () => {
    const { account, browser } = await signedIn();
    const key = new Authenticator();
    const options = await browser.ask({ url: '/v1/me/passkey-options' });
    await browser.ask({ url: '/v1/me/passkeys', body: { name: 'x', response: key.make(options.body) } });
    const thief = server.browser();
    await thief.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
    for (const [method, url] of [
      ['POST', '/v1/me/totp'],
      ['POST', '/v1/me/passkey-options'],
      ['POST', '/v1/me/recovery-codes'],
    ] as const)
      expect([url, (await thief.ask({ method, url })).code]).toEqual([url, 'access.second_factor_first']);
    const change = { current: goodPassword, password: 'seven brown hats by noon' };
    expect((await thief.ask({ url: '/v1/me/password', body: change })).code).toBe('access.second_factor_first');
    const { passkeys } = await credentialsOf(browser);
    const url = `/v1/me/passkeys/${passkeys[0].passkeyId}`;
    expect((await thief.ask({ method: 'DELETE', url })).code).toBe('access.second_factor_first');
  });

  test('is taken away with its recovery codes, and new codes end the earlier ones', async () => {
    const { browser } = await signedIn();
    const { confirmed } = await setUpApp(browser);
    const renewed = await browser.ask({ url: '/v1/me/recovery-codes' });
    expect((await stepUp(browser, { way: 'code', code: confirmed.body.recoveryCodes[0] })).status).toBe(401);
    expect((await stepUp(browser, { way: 'code', code: renewed.body.recoveryCodes[0] })).status).toBe(200);
    expect((await browser.ask({ method: 'DELETE', url: '/v1/me/totp' })).status).toBe(204);
    expect(await credentialsOf(browser)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
  });
});

describe('a role that needs a second factor', () => {
  const officer = { role: 'ministry_records', organisation: 'O.1' };

  test('can do nothing without one but set it up, show it or leave', async () => {
    const { browser } = await signedIn(officer);
    const { body } = await browser.ask({ method: 'GET', url: '/v1/session' });
    expect(body.assurance.lacksSecondFactor).toBe(true);
    for (const url of ['/v1/accounts', '/v1/sessions']) {
      const { status, code } = await browser.ask({ method: 'GET', url });
      expect([url, status, code]).toEqual([url, 403, 'http.second_factor_needed']);
    }
    const { confirmed } = await setUpApp(browser);
    expect(confirmed.body.me.assurance.lacksSecondFactor).toBe(false);
    expect((await browser.ask({ method: 'GET', url: '/v1/accounts' })).status).toBe(200);
  });

  test('may leave without one', async () => {
    const { browser } = await signedIn(officer);
    expect((await browser.ask({ method: 'DELETE', url: '/v1/session' })).status).toBe(204);
  });

  test('cannot take its last one away', async () => {
    const { browser } = await signedIn({ ...officer, withApp: true });
    expect((await browser.ask({ method: 'DELETE', url: '/v1/me/totp' })).code).toBe('access.second_factor_kept');
  });

  test('is let off as an invented account of a demonstration', async () => {
    const browser = server.browser();
    const { body } = await browser.ask({
      url: '/v1/session',
      body: { accountId: '01990000-0000-7000-8000-000000000001' },
    });
    expect(body.assurance.lacksSecondFactor).toBe(false);
    expect((await browser.ask({ method: 'GET', url: '/v1/accounts' })).status).toBe(200);
  });
});

describe('stepping up', () => {
  const dangerous = (browser: Browser) => browser.ask({ url: '/v1/me/recovery-codes' });

  test('is asked for once the last proof is ten minutes old, and then the request goes through', async () => {
    const { browser, account } = await signedIn({ withApp: true });
    expect((await dangerous(browser)).status).toBe(201);
    await forgetProof(account.accountId);
    const refused = await dangerous(browser);
    expect([refused.status, refused.code]).toEqual([403, 'http.step_up_needed']);
    const proved = await stepUp(browser, { way: 'password', password: goodPassword });
    expect([proved.status, proved.body.assurance.steppedUpUntil]).toEqual([200, expect.any(String)]);
    expect((await dangerous(browser)).status).toBe(201);
  });

  test('gives the session a new secret: the old one opens nothing any more', async () => {
    const { browser } = await signedIn({ withApp: true });
    const old = browser.jar.get('matricula_session') ?? '';
    await stepUp(browser, { way: 'password', password: goodPassword });
    expect(browser.jar.get('matricula_session')).not.toBe(old);
    const { status } = await server
      .browser()
      .ask({ method: 'GET', url: '/v1/session', headers: { cookie: `matricula_session=${old}` } });
    expect(status).toBe(401);
  });

  test('by a passkey is bound to the account and to the session that asked', async () => {
    const { browser } = await signedIn();
    const key = new Authenticator();
    const options = await browser.ask({ url: '/v1/me/passkey-options' });
    await browser.ask({ url: '/v1/me/passkeys', body: { name: 'x', response: key.make(options.body) } });
    const ask = async () => (await browser.ask({ url: '/v1/session/step-up-options' })).body;
    expect((await stepUp(browser, { way: 'passkey', response: key.answer(await ask()) })).status).toBe(200);
    const atDoor = (await browser.ask({ url: '/v1/session/passkey-options' })).body;
    expect((await stepUp(browser, { way: 'passkey', response: key.answer(atDoor) })).code).toBe(
      'access.passkey_refused',
    );
    const other = await signedIn();
    const theirs = { way: 'passkey', response: key.answer(await ask()) };
    expect((await stepUp(other.browser, theirs)).code).toBe('access.proof_refused');
  });

  test('with wrong proofs is counted as wrong sign-ins are', async () => {
    const { browser } = await signedIn({ withApp: true });
    for (let i = 0; i < 5; i += 1)
      expect((await stepUp(browser, { way: 'password', password: 'wrong wrong' })).code).toBe('access.proof_refused');
    expect((await stepUp(browser, { way: 'password', password: goodPassword })).code).toBe('access.sign_in_wait');
  });

  test('by a bare confirmation is for invented accounts without any secret only', async () => {
    const browser = server.browser();
    await browser.ask({ url: '/v1/session', body: { accountId: demonstrationId } });
    expect((await credentialsOf(browser)).stepUpWays).toEqual(['demonstration']);
    expect((await browser.ask({ url: '/v1/me/passkey-options' })).code).toBe('http.step_up_needed');
    expect((await stepUp(browser, { way: 'demonstration' })).status).toBe(200);
    expect((await browser.ask({ url: '/v1/me/passkey-options' })).status).toBe(200);
    const { browser: person } = await signedIn();
    expect((await stepUp(person, { way: 'demonstration' })).code).toBe('access.proof_refused');
  });
});

describe('choosing a password', () => {
  const change = (browser: Browser, body: object) =>
    browser.ask({ url: '/v1/me/password', body: { current: goodPassword, ...body } });

  test('needs the present one, ends all other sessions and keeps this one under a new secret', async () => {
    const { account, browser } = await signedIn();
    const elsewhere = server.browser();
    await elsewhere.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
    expect((await change(browser, { current: 'not it', password: 'seven brown hats by noon' })).code).toBe(
      'access.proof_refused',
    );
    const old = browser.jar.get('matricula_session');
    expect((await change(browser, { password: 'seven brown hats by noon' })).status).toBe(200);
    expect(browser.jar.get('matricula_session')).not.toBe(old);
    expect((await elsewhere.ask({ method: 'GET', url: '/v1/session' })).status).toBe(401);
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(200);
  });

  test('that is short, long, stolen or one’s own name is refused with the reason', async () => {
    const { browser, account } = await signedIn();
    const refusal = async (password: string) => (await change(browser, { password })).code;
    expect(await refusal('short one')).toBe('access.password_too_short');
    expect(await refusal('x'.repeat(201))).toBe('access.password_too_long');
    expect(await refusal(`${account.userName}${account.userName}`)).toBe('access.password_personal');
    expect(await refusal('Matricula-2026!')).toBe('access.password_personal');
    expect(await refusal('Unbelievable')).toBe('access.password_breached');
  });
});

describe('where one is signed in', () => {
  test('is listed with the device and the last use, and this one is told apart', async () => {
    const { account, browser } = await signedIn();
    const phone = server.browser();
    const typed = { userName: account.userName, password: goodPassword };
    const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1' };
    await phone.ask({ url: '/v1/session/password', body: typed, headers });
    const { items } = (await browser.ask({ method: 'GET', url: '/v1/sessions' })).body;
    expect(items.map((it: { isThis: boolean; device: string }) => [it.isThis, it.device]).sort()).toEqual([
      [false, 'Safari on iOS'],
      [true, expect.any(String)],
    ]);
    const other = items.find((it: { isThis: boolean }) => !it.isThis);
    expect((await browser.ask({ method: 'DELETE', url: `/v1/sessions/${other.sessionId}` })).status).toBe(204);
    expect((await phone.ask({ method: 'GET', url: '/v1/session' })).status).toBe(401);
    const stranger = await signedIn();
    const mine = items.find((it: { isThis: boolean }) => it.isThis);
    const theirs = await stranger.browser.ask({ method: 'DELETE', url: `/v1/sessions/${mine.sessionId}` });
    expect(theirs.code).toBe('access.session_not_found');
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(200);
  });

  test('can be ended everywhere at once', async () => {
    const { account, browser } = await signedIn();
    const elsewhere = server.browser();
    await elsewhere.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
    expect((await browser.ask({ method: 'DELETE', url: '/v1/sessions' })).status).toBe(204);
    expect(browser.jar.size).toBe(0);
    expect((await elsewhere.ask({ method: 'GET', url: '/v1/session' })).status).toBe(401);
  });

  test('a session that the browser brings to a sign-in ends with it, so that none can be planted', async () => {
    const { account, browser } = await signedIn();
    const planted = browser.jar.get('matricula_session') ?? '';
    await browser.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
    const headers = { cookie: `matricula_session=${planted}` };
    expect((await server.browser().ask({ method: 'GET', url: '/v1/session', headers })).status).toBe(401);
  });
});
