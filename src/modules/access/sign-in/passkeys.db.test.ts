import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '#support/authenticator.ts';
import { buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Browser, type BuiltAccount, buildAccount, goodPassword, signInServer } from '#support/sign-in.ts';

const database = testDatabase();
const server = signInServer(database);

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
});

async function signedIn(): Promise<{ account: BuiltAccount; browser: Browser }> {
  const account = await database.write((tx) => buildAccount(tx));
  const browser = server.browser();
  await browser.ask({ url: '/v1/session/password', body: { userName: account.userName, password: goodPassword } });
  return { account, browser };
}

async function register(browser: Browser, name = 'My laptop') {
  const key = new Authenticator();
  const options = await browser.ask({ url: '/v1/me/passkey-options' });
  expect(options.status).toBe(200);
  const made = await browser.ask({ url: '/v1/me/passkeys', body: { name, response: key.make(options.body) } });
  return { key, made };
}

async function withPasskey() {
  const { account, browser } = await signedIn();
  return { account, browser, ...(await register(browser)) };
}

const askAt = async (browser: Browser) => (await browser.ask({ url: '/v1/session/passkey-options' })).body;
const show = (browser: Browser, response: object) => browser.ask({ url: '/v1/session/passkey', body: { response } });

describe('a passkey', () => {
  test('is registered by somebody signed in, and signs them in later without a name, as both factors', async () => {
    const { account, key, made } = await withPasskey();
    expect([made.status, made.body.assurance.secondFactorAt]).toEqual([201, expect.any(String)]);
    const browser = server.browser();
    const { status, body } = await show(browser, key.answer(await askAt(browser)));
    expect([status, body.account.accountId]).toEqual([201, account.accountId]);
    expect(body.assurance.secondFactorAt).not.toBeNull();
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(200);
  });

  test('answers each challenge once: neither a right answer nor a wrong one leaves it open', async () => {
    const { key } = await withPasskey();
    const browser = server.browser();
    const asked = await askAt(browser);
    expect((await show(browser, key.answer(asked))).status).toBe(201);
    expect((await show(browser, key.answer(asked))).code).toBe('access.passkey_refused');
    const another = await askAt(browser);
    expect((await show(browser, new Authenticator().answer(another))).status).toBe(401);
    expect((await show(browser, key.answer(another))).status).toBe(401);
  });

  test('answers in minutes or not at all', async () => {
    const { key } = await withPasskey();
    const browser = server.browser();
    const asked = await askAt(browser);
    await sql`update access.passkey_challenge set expires_at = now()`.execute(database.db);
    expect((await show(browser, key.answer(asked))).code).toBe('access.passkey_refused');
  });

  test('that answers for another site, under another name, without its owner, or with a changed signature is refused', async () => {
    const { key } = await withPasskey();
    const browser = server.browser();
    const wrong = async (answering: object) => show(browser, key.answer(await askAt(browser), answering));
    expect((await wrong({ origin: 'https://evil.example' })).status).toBe(401);
    expect((await wrong({ origin: 'http://localhost:3001' })).status).toBe(401);
    expect((await wrong({ rpId: 'evil.example' })).status).toBe(401);
    expect((await wrong({ isVerified: false })).status).toBe(401);
    const answer = key.answer(await askAt(browser));
    const flipped = answer.response.signature.replace(
      /^.{9}(.)/,
      (whole, it) => whole.slice(0, 9) + (it === 'A' ? 'B' : 'A'),
    );
    expect((await show(browser, { ...answer, response: { ...answer.response, signature: flipped } })).status).toBe(401);
    expect((await show(browser, key.answer({ challenge: 'bWFkZSB1cA', rpId: 'localhost' }))).status).toBe(401);
  });

  test('whose counter falls behind is a copy and is refused; one that does not count is not', async () => {
    const { key } = await withPasskey();
    const browser = server.browser();
    const use = async (counter: number) => (await show(browser, key.answer(await askAt(browser), { counter }))).status;
    expect([await use(7), await use(7), await use(6), await use(8)]).toEqual([201, 401, 401, 201]);
    await database.write((tx) => sql`update access.passkey set counter = 0`.execute(tx));
    expect([await use(0), await use(0)]).toEqual([201, 201]);
  });

  test('is worth nothing once its account is disabled', async () => {
    const { account, key } = await withPasskey();
    await database.write((tx) =>
      sql`update access.account set disabled_at = now() - interval '1 second' where account_id = ${account.accountId}`.execute(
        tx,
      ),
    );
    const browser = server.browser();
    expect((await show(browser, key.answer(await askAt(browser)))).code).toBe('access.passkey_refused');
  });

  test('cannot be registered by the challenge of another session, of a sign-in, or twice', async () => {
    const { browser } = await signedIn();
    const other = await signedIn();
    const post = (response: object) => browser.ask({ url: '/v1/me/passkeys', body: { name: 'x', response } });
    const key = new Authenticator();
    const theirs = (await other.browser.ask({ url: '/v1/me/passkey-options' })).body;
    expect((await post(key.make(theirs))).code).toBe('access.passkey_refused');
    const atDoor = await askAt(browser);
    expect((await post(key.make({ ...atDoor, rp: { id: 'localhost' } }))).code).toBe('access.passkey_refused');
    const { key: known } = await register(browser);
    const again = (await browser.ask({ url: '/v1/me/passkey-options' })).body;
    expect((await post(known.make(again))).code).toBe('access.passkey_known');
  });

  test('is renamed and removed by its owner, and is not there for anybody else', async () => {
    const { browser } = await withPasskey();
    const { browser: other } = await withPasskey();
    const mine = async () => (await browser.ask({ method: 'GET', url: '/v1/me/credentials' })).body.passkeys;
    const [passkey] = await mine();
    const url = `/v1/me/passkeys/${passkey.passkeyId}`;
    expect((await other.ask({ method: 'PATCH', url, body: { name: 'x' } })).code).toBe('access.passkey_not_found');
    expect((await other.ask({ method: 'DELETE', url })).code).toBe('access.passkey_not_found');
    expect((await browser.ask({ method: 'PATCH', url, body: { name: 'The grey key' } })).status).toBe(204);
    expect((await mine())[0].name).toBe('The grey key');
    expect((await browser.ask({ method: 'DELETE', url })).status).toBe(204);
    expect(await mine()).toEqual([]);
  });
});

describe('where passkeys can live', () => {
  test('no passkey is asked for under a name that anybody could claim, nor under an address of numbers', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1:3000', '[::1]:3000', '10.0.0.5']) {
      const browser = server.browser('10.9.9.9', host);
      const { status, code } = await browser.ask({ url: '/v1/session/passkey-options' });
      expect([host, status, code]).toEqual([host, 422, 'access.passkeys_unavailable']);
      expect((await browser.ask({ method: 'GET', url: '/v1/sign-ins' })).body.passkeys).toBe(false);
    }
  });

  test('the configured name counts, whatever the request claims', async () => {
    const outside = signInServer(database, { config: { origin: 'https://register.example' } });
    const { body } = await outside.browser('10.9.9.8', 'evil.example').ask({ url: '/v1/session/passkey-options' });
    expect(body.rpId).toBe('register.example');
  });
});
