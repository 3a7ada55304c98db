import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates.ts';
import { todayOf } from '#platform/act.ts';
import { Authenticator } from '#support/authenticator.ts';
import { buildActors, buildGrants } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Browser, type BuiltAccount, buildAccount, goodPassword, signInServer } from '#support/sign-in.ts';

const database = testDatabase();
const server = signInServer(database);
let coordinator: BuiltAccount;
const newPassword = 'seven brown hats by noon';

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
  coordinator = await database.write((tx) =>
    buildAccount(tx, { role: 'authority_coordinator', organisation: 'A.K001' }),
  );
});

async function signedIn({ userName }: BuiltAccount): Promise<Browser> {
  const browser = server.browser();
  await browser.ask({ url: '/v1/session/password', body: { userName, password: goodPassword } });
  return browser;
}

const newAccount = (role = 'school_registrar', organisation = 'S.K001') =>
  database.write((tx) => buildAccount(tx, { role, organisation, password: null }));

async function invite(accountId: string, purpose = 'join'): Promise<string> {
  const { status, body } = await (await signedIn(coordinator)).ask({
    url: '/v1/invitations',
    body: { accountId, purpose },
  });
  expect([status, body.link]).toEqual([201, expect.stringMatching(/^http:\/\/localhost:3000\/invitation#[\w-]{43}$/)]);
  return body.link.split('#')[1];
}

const openAt = (browser: Browser, token: string) => browser.ask({ url: '/v1/invitation-openings', body: { token } });
const accept = (browser: Browser, body: object) => browser.ask({ url: '/v1/session/invitation-password', body });

describe('an invitation', () => {
  test('says whose account it is for, and sets a password and an app in one step', async () => {
    const account = await newAccount();
    const token = await invite(account.accountId);
    const browser = server.browser();
    const { body } = await openAt(browser, token);
    expect(body).toMatchObject({
      userName: account.userName,
      purpose: 'join',
      needsSecondFactor: false,
      canHoldPasskey: true,
    });
    const code = new TOTP({ secret: body.totp.secret }).generate();
    const accepted = await accept(browser, { token, password: newPassword, code });
    expect([accepted.status, accepted.body.recoveryCodes.length]).toEqual([201, 10]);
    expect(accepted.body.me.assurance.secondFactorAt).not.toBeNull();
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).body.account.accountId).toBe(account.accountId);
  });

  test('sets a passkey instead', async () => {
    const account = await newAccount();
    const token = await invite(account.accountId);
    const browser = server.browser();
    const options = await browser.ask({ url: '/v1/invitation-passkey-options', body: { token } });
    const response = new Authenticator().make(options.body);
    const accepted = await browser.ask({
      url: '/v1/session/invitation-passkey',
      body: { token, name: 'Phone', response },
    });
    expect([accepted.status, accepted.body.account.accountId]).toEqual([201, account.accountId]);
  });

  test('works once, even when two accept it in the same moment', async () => {
    const account = await newAccount();
    const token = await invite(account.accountId);
    const answers = await Promise.all([1, 2, 3].map(() => accept(server.browser(), { token, password: newPassword })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect((await openAt(server.browser(), token)).code).toBe('access.invitation_refused');
  });

  test('that expired, was taken back, was replaced or was made up is refused in the same words', async () => {
    const expired = await invite((await newAccount()).accountId);
    await sql`update access.invitation set expires_at = now() where used_at is null`.execute(database.db);
    const twice = await newAccount();
    const replaced = await invite(twice.accountId);
    const open = await invite(twice.accountId);
    const disabled = await newAccount();
    const ofDisabled = await invite(disabled.accountId);
    await database.write((tx) =>
      sql`update access.account set disabled_at = now() where account_id = ${disabled.accountId}`.execute(tx),
    );
    const answers = [];
    for (const token of [expired, replaced, ofDisabled, 'x'.repeat(43), '\u0000', "' or 1=1"]) {
      const opened = await openAt(server.browser(), token);
      const accepted = await accept(server.browser(), { token, password: newPassword });
      answers.push(JSON.stringify([opened.status, { ...opened.body, requestId: '' }]));
      answers.push(JSON.stringify([accepted.status, { ...accepted.body, requestId: '' }]));
    }
    expect(new Set(answers).size).toBe(1);
    expect((await openAt(server.browser(), open)).status).toBe(200);
  });

  test('of a role that needs a second factor is not accepted by a password alone, or with a wrong code', async () => {
    const officer = await newAccount('ministry_viewer', 'O.1');
    const browser = server.browser();
    await browser.ask({ url: '/v1/session', body: { accountId: '01990000-0000-7000-8000-000000000001' } });
    await browser.ask({ url: '/v1/session/step-up', body: { way: 'demonstration' } });
    const { body } = await browser.ask({
      url: '/v1/invitations',
      body: { accountId: officer.accountId, purpose: 'join' },
    });
    const token = body.link.split('#')[1];
    expect((await accept(server.browser(), { token, password: newPassword })).code).toBe(
      'access.invitation_code_needed',
    );
    expect((await accept(server.browser(), { token, password: newPassword, code: '000000' })).code).toBe(
      'access.totp_code_refused',
    );
    expect((await accept(server.browser(), { token, password: 'password1234', code: '000000' })).status).toBe(422);
    expect((await openAt(server.browser(), token)).status).toBe(200);
  });

  test('keeps only the digest of its secret', async () => {
    const token = await invite((await newAccount()).accountId);
    const { rows } = await sql<{ row: string }>`
      select i::text as row from access.invitation i union all select c::text from audit.change c union all select a::text from audit.act a`.execute(
      database.db,
    );
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });
});

describe('inviting', () => {
  test('needs the permission, a fresh proof, and an account within reach', async () => {
    const account = await newAccount();
    const foreign = await newAccount('school_registrar', 'S.K003');
    const body = (accountId: string) => ({ accountId, purpose: 'join' });
    const registrar = await signedIn(await database.write((tx) => buildAccount(tx)));
    expect((await registrar.ask({ url: '/v1/invitations', body: body(account.accountId) })).code).toBe(
      'http.not_allowed',
    );
    const browser = await signedIn(coordinator);
    const outOfReach = await browser.ask({ url: '/v1/invitations', body: body(foreign.accountId) });
    const nowhere = await browser.ask({ url: '/v1/invitations', body: body('0199ffff-0000-7000-8000-000000000000') });
    expect([outOfReach.status, outOfReach.body.detail]).toEqual([404, nowhere.body.detail]);
    await sql`update access.session set stepped_up_at = null`.execute(database.db);
    expect((await browser.ask({ url: '/v1/invitations', body: body(account.accountId) })).code).toBe(
      'http.step_up_needed',
    );
  });

  test('makes no link under a name that anybody could claim', async () => {
    const account = await newAccount();
    const browser = server.browser('10.7.7.7', 'evil.example');
    await browser.ask({
      url: '/v1/session/password',
      body: { userName: coordinator.userName, password: goodPassword },
    });
    const { code } = await browser.ask({
      url: '/v1/invitations',
      body: { accountId: account.accountId, purpose: 'join' },
    });
    expect(code).toBe('access.origin_unknown');
  });

  test('somebody who can sign in already is a reset, which ends all earlier secrets and sessions once it is used', async () => {
    const account = await database.write((tx) => buildAccount(tx));
    const browser = await signedIn(account);
    const again = await (await signedIn(coordinator)).ask({
      url: '/v1/invitations',
      body: { accountId: account.accountId, purpose: 'join' },
    });
    expect(again.code).toBe('access.account_has_secrets');
    const token = await invite(account.accountId, 'reset');
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(200);
    expect((await accept(server.browser(), { token, password: newPassword })).status).toBe(201);
    expect((await browser.ask({ method: 'GET', url: '/v1/session' })).status).toBe(401);
    const typed = { userName: account.userName, password: goodPassword };
    expect((await server.browser().ask({ url: '/v1/session/password', body: typed })).status).toBe(401);
  });

  test('never opens more to whoever made it than they may themselves: its link would let them act as the holder', async () => {
    const asked = async (built: { name: string; organisation: string; startsOn?: string }) => {
      const account = await database.write((tx) => buildAccount(tx));
      await database.write((tx) => buildGrants(tx, [{ accountId: account.accountId, ...built }]));
      const browser = await signedIn(coordinator);
      const answers = [];
      for (const purpose of ['reset', 'join']) {
        const { status, code } = await browser.ask({
          url: '/v1/invitations',
          body: { accountId: account.accountId, purpose },
        });
        answers.push([status, code]);
      }
      return answers;
    };
    const refused = [403, 'access.account_beyond_you'];
    expect(await asked({ organisation: 'O.1', name: 'ministry_records' })).toEqual([refused, refused]);
    expect(await asked({ organisation: 'S.K003', name: 'school_viewer' })).toEqual([refused, refused]);
    expect(await asked({ organisation: 'S.K001', name: 'people.manage' })).toEqual([refused, refused]);
    const startsOn = addDays(todayOf(new Date()), 3);
    expect(await asked({ organisation: 'O.1', name: 'ministry_viewer', startsOn })).toEqual([refused, refused]);
  });

  test('opens nothing any more once somebody else gives the account more', async () => {
    const account = await database.write((tx) => buildAccount(tx));
    const token = await invite(account.accountId, 'reset');
    const officer = server.browser();
    await officer.ask({ url: '/v1/session', body: { accountId: '01990000-0000-7000-8000-000000000001' } });
    await officer.ask({ url: '/v1/session/step-up', body: { way: 'demonstration' } });
    const body = { kind: 'role', name: 'school_viewer', organisation: 'S.K003', reason: 'Also helps there' };
    expect((await openAt(server.browser(), token)).status).toBe(200);
    const given = await officer.ask({ url: `/v1/people/${account.accountId}/grants`, body });
    expect([given.status, (await openAt(server.browser(), token)).code]).toEqual([201, 'access.invitation_refused']);
  });

  test('that resets is told at the organisation of the account, with the name of whoever made it', async () => {
    const account = await database.write((tx) => buildAccount(tx));
    await invite(account.accountId, 'reset');
    const { rows } = await sql<{ details: Record<string, string> }>`
      select details from access.alarm where kind = 'secrets_reset' and account_id = ${account.accountId}`.execute(
      database.db,
    );
    expect(rows).toEqual([{ details: { userName: account.userName, by: expect.any(String) } }]);
  });
});
