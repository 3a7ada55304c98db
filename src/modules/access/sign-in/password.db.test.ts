import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type BuiltAccount, buildAccount, buildTotp, goodPassword, signInServer } from '#support/sign-in.ts';
import { digestOfRecoveryCode } from './service/recovery.ts';

const database = testDatabase();
const server = signInServer(database);
const signIn = (browser: ReturnType<typeof server.browser>, body: object) =>
  browser.ask({ url: '/v1/session/password', body });
const withPassword = () => database.write((tx) => buildAccount(tx));

async function withApp(): Promise<{ account: BuiltAccount; code: (steps?: number) => string }> {
  return database.write(async (tx) => {
    const account = await buildAccount(tx);
    return { account, code: await buildTotp(tx, account) };
  });
}

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  await database.write((tx) => buildActors(tx));
});

describe('a password', () => {
  test('signs in, and what was not shown is not claimed', async () => {
    const { userName } = await withPassword();
    const { status, body } = await signIn(server.browser(), { userName, password: goodPassword });
    expect([status, body.account.name, body.assurance.secondFactorAt]).toEqual([201, expect.any(String), null]);
    expect(body.assurance.steppedUpUntil).not.toBeNull();
  });

  test('is the same however a keyboard composes its letters, and the user name whatever its case', async () => {
    const account = await database.write((tx) =>
      buildAccount(tx, { password: 'crème brûlée at noon'.normalize('NFKC') }),
    );
    const typed = {
      userName: ` ${account.userName.toUpperCase()} `,
      password: 'crème brûlée at noon'.normalize('NFD'),
    };
    expect((await signIn(server.browser(), typed)).status).toBe(201);
  });

  test('signs in under every user name with which an account can be opened', async () => {
    for (const userName of ['h_sandhu+office@school.example', `long.${'n'.repeat(122)}`, '7-a']) {
      await database.write((tx) => buildAccount(tx, { userName }));
      expect(await signIn(server.browser(), { userName, password: goodPassword })).toMatchObject({ status: 201 });
    }
  });

  test('that is wrong is refused in the same words as a name that nobody has, or one without a password', async () => {
    const { userName } = await withPassword();
    const without = await database.write((tx) => buildAccount(tx, { password: null }));
    const answers = await Promise.all(
      [userName, 'nobody.here', without.userName, 'd.kowalchuk', "' or 1=1 --", 'a\u0000b', '\ud800'].map((it) =>
        signIn(server.browser(), { userName: it, password: 'wrong wrong wrong' }),
      ),
    );
    const words = answers.map(({ status, body, headers }) =>
      JSON.stringify([status, { ...body, requestId: '' }, headers['set-cookie']]),
    );
    expect(new Set(words).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  test('that was kept under an older cost is kept under today’s after signing in', async () => {
    const { userName, accountId } = await withPassword();
    const dearer = signInServer(database, {
      parameters: { 'access.password_hashing': { memoryKib: 128, iterations: 1, parallelism: 1, waitingMax: 10 } },
    });
    expect((await signIn(dearer.browser(), { userName, password: goodPassword })).status).toBe(201);
    const { rows } = await sql<{
      hash: string;
    }>`select hash from access.password where account_id = ${accountId}`.execute(database.db);
    expect(rows[0]?.hash).toContain('m=128,');
    expect((await signIn(dearer.browser(), { userName, password: goodPassword })).status).toBe(201);
  });

  test('of an account that was disabled, or of an invented one where demonstrations are off, opens nothing', async () => {
    const { userName, accountId } = await withPassword();
    await database.write((tx) =>
      sql`update access.account set disabled_at = now() where account_id = ${accountId}`.execute(tx),
    );
    expect((await signIn(server.browser(), { userName, password: goodPassword })).code).toBe('access.sign_in_refused');
    const invented = await withPassword();
    await database.write((tx) =>
      sql`update access.account set is_demonstration = true where account_id = ${invented.accountId}`.execute(tx),
    );
    const closed = signInServer(database, { demonstration: false });
    const typed = { userName: invented.userName, password: goodPassword };
    expect((await signIn(closed.browser(), typed)).code).toBe('access.sign_in_refused');
    expect((await signIn(server.browser(), typed)).status).toBe(201);
  });
});

describe('a code of an authenticator app', () => {
  test('is needed where there is one, and its lack is not told apart from a wrong password', async () => {
    const { account, code } = await withApp();
    const { userName } = account;
    const browser = server.browser();
    const without = await signIn(browser, { userName, password: goodPassword });
    const wrong = await signIn(browser, { userName, password: 'wrong wrong wrong', code: code() });
    expect([without.code, without.body.detail]).toEqual([wrong.code, wrong.body.detail]);
    const { status, body } = await signIn(browser, { userName, password: goodPassword, code: code() });
    expect([status, body.assurance.secondFactorAt]).toEqual([201, expect.any(String)]);
  });

  test('serves once, and none older than the last one serves at all', async () => {
    const { account, code } = await withApp();
    const { userName } = account;
    const show = (steps: number) => signIn(server.browser(), { userName, password: goodPassword, code: code(steps) });
    expect((await show(0)).status).toBe(201);
    expect((await show(0)).status).toBe(401);
    expect((await show(-1)).status).toBe(401);
    expect((await show(1)).status).toBe(201);
  });

  test('shown by two in the same moment lets one of them in', async () => {
    const { account, code } = await withApp();
    const typed = { userName: account.userName, password: goodPassword, code: code() };
    const answers = await Promise.all([1, 2, 3].map(() => signIn(server.browser(), typed)));
    // Whoever comes after a refusal may already be asked to wait.
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => [401, 429].includes(status))).toHaveLength(2);
  });

  test('may come from a clock that is half a minute wrong, and not from one that is wrong by more', async () => {
    for (const [steps, status] of [
      [-1, 201],
      [1, 201],
      [-2, 401],
      [3, 401],
    ] as const) {
      const { account, code } = await withApp();
      const typed = { userName: account.userName, password: goodPassword, code: code(steps) };
      // A step may end between making the code and judging it, so those at the edge are not tried.
      expect([steps, (await signIn(server.browser(), typed)).status]).toEqual([steps, status]);
    }
  });

  test('may be a recovery code instead, each once, however it is typed', async () => {
    const { account } = await withApp();
    const { accountId, userName } = account;
    await database.write((tx) =>
      sql`insert into access.recovery_code (account_id, code_sha256, created_at)
          values (${accountId}, ${digestOfRecoveryCode('abcd-efgh-jkmn-pqrs')}, now())`.execute(tx),
    );
    const show = (code: string) => signIn(server.browser(), { userName, password: goodPassword, code });
    expect((await show('abcd-efgh-jkmn-pqrt')).status).toBe(401);
    expect((await show(' ABCDEFGH jkmn-pqrs')).status).toBe(201);
    expect((await show('abcd-efgh-jkmn-pqrs')).status).toBe(401);
  });
});

describe('wrong tries', () => {
  const limits = (over: object = {}) => ({
    'access.sign_in_tries': {
      account: { free: 3, firstWaitSeconds: 60, longestWaitSeconds: 600, lockAfter: 5, lockMinutes: 60, ...over },
      address: { free: 20, firstWaitSeconds: 60, longestWaitSeconds: 600, lockAfter: 40, lockMinutes: 60 },
      forgetMinutes: 120,
    },
  });
  const strict = signInServer(database, { parameters: limits() });
  const wrong = (browser: ReturnType<typeof strict.browser>, userName: string) =>
    signIn(browser, { userName, password: 'wrong wrong wrong' });

  test('make a name wait longer and longer, whether or not it exists, and say for how long', async () => {
    const { userName } = await withPassword();
    for (const name of [userName, 'nobody.at.all']) {
      for (let i = 0; i < 3; i += 1) expect((await wrong(strict.browser(), name)).status).toBe(401);
      const waits = await wrong(strict.browser(), name);
      expect([waits.status, waits.code, waits.headers['retry-after']]).toEqual([429, 'access.sign_in_wait', '60']);
    }
    expect((await signIn(strict.browser(), { userName, password: goodPassword })).status).toBe(429);
    await sql`update access.sign_in_try set blocked_until = now() where kind = 'account'`.execute(database.db);
    expect((await wrong(strict.browser(), userName)).status).toBe(401);
    expect((await wrong(strict.browser(), userName)).headers['retry-after']).toBe('120');
  });

  test('of very many at once are no way around the waits', async () => {
    const { userName } = await withPassword();
    const answers = await Promise.all(Array.from({ length: 30 }, () => wrong(strict.browser(), userName)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
  });

  test('are forgotten after a right one, and after a while', async () => {
    const { userName } = await withPassword();
    const again = async () => {
      for (let i = 0; i < 2; i += 1) expect((await wrong(strict.browser(), userName)).status).toBe(401);
    };
    await again();
    expect((await signIn(strict.browser(), { userName, password: goodPassword })).status).toBe(201);
    await again();
    await sql`update access.sign_in_try set last_try_at = now() - interval '3 hours'`.execute(database.db);
    await again();
  });

  test('lock the account in the end, with an alarm at its organisation, until time or a person frees it', async () => {
    const locking = signInServer(database, { parameters: limits({ free: 50 }) });
    const { userName, accountId } = await withPassword();
    for (let i = 0; i < 5; i += 1) expect((await wrong(locking.browser(), userName)).status).toBe(401);
    const locked = await signIn(locking.browser(), { userName, password: goodPassword });
    expect([locked.status, locked.headers['retry-after']]).toEqual([429, '3600']);
    const { rows } =
      await sql`select kind, organisation_code, details from access.alarm where account_id = ${accountId}`.execute(
        database.db,
      );
    expect(rows).toEqual([{ kind: 'account_locked', organisation_code: 'S.K001', details: { userName, tries: 5 } }]);
    const coordinator = await database.write((tx) =>
      buildAccount(tx, { role: 'authority_coordinator', organisation: 'A.K001' }),
    );
    const stranger = await database.write((tx) =>
      buildAccount(tx, { role: 'authority_coordinator', organisation: 'A.K002' }),
    );
    const unlock = async (who: BuiltAccount) => {
      const browser = locking.browser();
      await signIn(browser, { userName: who.userName, password: goodPassword });
      return browser.ask({ url: '/v1/account-unlocks', body: { accountId } });
    };
    expect((await unlock(stranger)).code).toBe('access.account_not_found');
    expect((await unlock(coordinator)).status).toBe(204);
    expect((await signIn(locking.browser(), { userName, password: goodPassword })).status).toBe(201);
  });

  test('from one address make that address wait, and nobody else; a right one there is not counted', async () => {
    const browser = strict.browser('203.0.113.7');
    const { userName } = await withPassword();
    for (let i = 0; i < 19; i += 1) expect((await wrong(browser, `guess.${i}`)).status).toBe(401);
    expect((await signIn(browser, { userName, password: goodPassword })).status).toBe(201);
    expect((await wrong(browser, 'guess.20')).status).toBe(401);
    expect((await signIn(browser, { userName, password: goodPassword })).code).toBe('access.sign_in_wait');
    expect((await signIn(strict.browser(), { userName, password: goodPassword })).status).toBe(201);
  });

  test('of hundreds who sign in rightly from one address at once hold nobody up', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, withPassword));
    const browser = strict.browser('203.0.113.8');
    const answers = await Promise.all(
      people.map(({ userName }) => signIn(browser, { userName, password: goodPassword })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  test('of one household’s many IPv6 addresses count together', async () => {
    for (let i = 0; i < 20; i += 1) await wrong(strict.browser(`2001:db8:1:2::${i + 1}`), `some.${i}`);
    expect((await wrong(strict.browser('2001:db8:1:2:ffff::1'), 'some.one')).status).toBe(429);
    expect((await wrong(strict.browser('2001:db8:1:3::1'), 'some.one')).status).toBe(401);
  });

  test('are kept as digests: what somebody types into the wrong field is kept nowhere', async () => {
    await wrong(strict.browser(), 'my secret typed here');
    const { rows } = await sql<{ row: string }>`select t::text as row from access.sign_in_try t`.execute(database.db);
    expect(rows.some(({ row }) => row.includes('secret'))).toBe(false);
  });
});
