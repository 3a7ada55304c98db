import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildActors, buildGrants } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Browser, buildAccount, goodPassword, signInServer } from '#support/sign-in.ts';

const database = testDatabase();
const server = signInServer(database);

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
});

async function signedIn(role = 'school_registrar', organisation = 'S.K001') {
  const account = await database.write((tx) => buildAccount(tx, { role, organisation }));
  const browser = server.browser();
  const typed = { userName: account.userName, password: goodPassword };
  expect((await browser.ask({ url: '/v1/session/password', body: typed })).status).toBe(201);
  return { accountId: account.accountId, browser };
}
const grant = (accountId: string, organisation: string, name: string) =>
  database.write((tx) => buildGrants(tx, [{ accountId, organisation, name }]));
const choose = (browser: Browser, organisation: string) =>
  browser.ask({ method: 'PUT', url: '/v1/session/organisation', body: { organisation } });
const session = async (browser: Browser) => (await browser.ask({ method: 'GET', url: '/v1/session' })).body;

describe('the organisation that somebody acts for', () => {
  test('is chosen among those where they hold a role, and decides from the next request on what they may', async () => {
    const { accountId, browser } = await signedIn('school_registrar', 'S.K001');
    await grant(accountId, 'S.K002', 'school_viewer');
    expect((await choose(browser, 'S.K002')).status).toBe(200);
    const there = await session(browser);
    expect([there.organisation.code, there.permissions.includes('student.write')]).toEqual(['S.K002', false]);
    expect((await choose(browser, 'S.K001')).status).toBe(200);
    expect((await session(browser)).permissions).toContain('student.write');
  });

  test('is refused where they hold none, in the same words whether it exists or not', async () => {
    const { browser } = await signedIn();
    const refused = await Promise.all(['S.K002', 'S.ZZZZ', 'O.1'].map((code) => choose(browser, code)));
    expect(refused.map(({ status, code }) => [status, code])).toEqual(
      Array(3).fill([403, 'access.organisation_out_of_reach']),
    );
    expect((await session(browser)).organisation.code).toBe('S.K001');
  });

  test('is refused where they hold an additional permission but no role', async () => {
    const { accountId, browser } = await signedIn();
    await grant(accountId, 'S.K002', 'people.manage');
    expect((await choose(browser, 'S.K002')).code).toBe('access.organisation_out_of_reach');
  });

  test('falls back to their own at the next request when the grant there is taken away', async () => {
    const { accountId, browser } = await signedIn();
    await grant(accountId, 'S.K002', 'school_viewer');
    expect((await choose(browser, 'S.K002')).body.organisation.code).toBe('S.K002');
    await database.write((tx) =>
      sql`update access.account_grant set revoked_at = now(), revoked_by = 'test', revoked_reason = 'over'
               where account_id = ${accountId} and organisation_code = 'S.K002'`.execute(tx),
    );
    expect((await session(browser)).organisation.code).toBe('S.K001');
  });
});

describe('the last use of an additional permission', () => {
  const lastUse = async (accountId: string, name: string) => {
    const { rows } = await sql<{ today: boolean }>`
      select u.last_used_on = current_date as today from access.account_grant g join access.grant_use u using (grant_id)
       where g.account_id = ${accountId} and g.name = ${name}`.execute(database.db);
    return rows[0]?.today ?? null;
  };

  test('is noted when a request needed it, and not when it was only held', async () => {
    const { accountId, browser } = await signedIn('school_viewer');
    await grant(accountId, 'S.K001', 'people.manage');
    await session(browser);
    await session(browser);
    expect(await lastUse(accountId, 'people.manage')).toBeNull();
    expect((await browser.ask({ method: 'GET', url: '/v1/people' })).status).toBe(200);
    await session(browser);
    expect(await lastUse(accountId, 'people.manage')).toBe(true);
  });
});
