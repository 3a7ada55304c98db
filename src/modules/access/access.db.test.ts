import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { systemActor } from '#platform/actor.ts';
import { sessionCookie } from '#platform/http/cookies.ts';
import { createServer } from '#platform/http/server.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServices } from '#support/server.ts';
import { commandActor, createAuthoriser, requireOrganisation, requirePermission, scopeOf } from './index.ts';
import { accessJobs } from './jobs.ts';
import { accessRoutes } from './routes.ts';

const database = testDatabase();
let actors: Actors;
type Server = Awaited<ReturnType<typeof createServer>>;
let server: Server;

const registrarId = '01990000-0000-7000-8000-000000000004';

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  server = await openServer(true);
});
afterAll(() => server.close());

function openServer(demonstration: boolean): Promise<Server> {
  const services = { ...testServices(database), demonstration };
  return createServer({
    services,
    routes: accessRoutes,
    authoriser: createAuthoriser(database.worker, database.jurisdiction),
    ledger: testLedger(database),
  });
}

type Ask = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url?: string;
  body?: object;
  headers?: Record<string, string>;
  on?: Server;
};

async function ask({ method = 'GET', url = '/v1/session', body, headers = {}, on = server }: Ask) {
  const response = await on.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return {
    status: response.statusCode,
    body: response.body === '' ? null : response.json(),
    headers: response.headers,
  };
}

const signIn = (body: object = {}, headers: Record<string, string> = {}) =>
  ask({ method: 'POST', body: { accountId: registrarId, ...body }, headers });

async function signInAsBearer(): Promise<{ authorization: string }> {
  const { body } = await signIn({ hold: 'bearer' });
  return { authorization: `Bearer ${body.token}` };
}

async function signInWithCookie(): Promise<{ cookie: string; setCookie: string }> {
  const setCookie = String((await signIn()).headers['set-cookie']);
  return { cookie: setCookie.split(';')[0] ?? '', setCookie };
}

describe('signing in', () => {
  test('the demonstration accounts are offered to everybody, with what each may do', async () => {
    const { status, body } = await ask({ url: '/v1/sign-ins' });
    expect(status).toBe(200);
    expect(
      body.accounts.map((it: { role: string; organisation: { code: string } }) => `${it.role} ${it.organisation.code}`),
    ).toEqual([
      'ministry_records O.1',
      'ministry_viewer O.1',
      'authority_coordinator A.K001',
      'school_registrar S.K001',
      'school_registrar S.K002',
      'school_viewer S.K001',
      'ministry_records O.1',
      'school_registrar S.K002',
      'none O.1',
    ]);
    expect(body.accounts[3].meaning.fr).toContain('école');
  });

  test('a browser gets a cookie that scripts and other sites cannot use, and no token to read', async () => {
    const { status, body, headers } = await signIn();
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('token');
    expect(headers['set-cookie']).toMatch(
      /^matricula_session=[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
    );
  });

  test('behind a proxy that speaks https the cookie never travels in the clear', async () => {
    const { headers } = await signIn({}, { 'x-forwarded-proto': 'https' });
    expect(headers['set-cookie']).toMatch(/; Secure$/);
  });

  test('the session says who is signed in, for whom, and what they may do', async () => {
    const { cookie } = await signInWithCookie();
    const { status, body } = await ask({ headers: { cookie } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: { accountId: registrarId, name: 'Harpreet Sandhu', role: 'school_registrar', language: 'en' },
      organisation: { code: 'S.K001', kind: 'school' },
      reach: 'organisation',
      jurisdiction: { name: 'demonstration' },
      isDemonstration: true,
    });
    expect(body.permissions).toContain('student.write');
    expect(body.permissions).not.toContain('restricted.read');
    expect(body.currentSchoolYear).toBeGreaterThan(2025);
  });

  test('a program may hold a token instead', async () => {
    const headers = await signInAsBearer();
    expect((await ask({ headers })).status).toBe(200);
  });

  test('only the digest of a session’s secret is kept', async () => {
    const headers = await signInAsBearer();
    const { rows } = await sql<{ row: string }>`select s::text as row from access.session s`.execute(database.db);
    const secret = headers.authorization.slice('Bearer '.length);
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  test('signing in and out are acts with a name', async () => {
    const headers = await signInAsBearer();
    await ask({ method: 'DELETE', headers });
    const { rows } = await sql<{ kind: string; actor_name: string }>`
      select kind, actor_name from audit.act order by act_id desc limit 2`.execute(database.db);
    expect(rows).toEqual([
      { kind: 'access.sign-out', actor_name: 'Harpreet Sandhu' },
      { kind: 'access.sign-in', actor_name: 'Harpreet Sandhu' },
    ]);
  });

  test('an account that does not exist cannot sign in', async () => {
    const { status, body } = await signIn({ accountId: '01990000-0000-7000-8000-0000000000ff' });
    expect([status, body.code]).toEqual([404, 'access.account_not_found']);
  });

  test('an unknown field and a malformed account are named', async () => {
    const { status, body } = await signIn({ accountId: 'me', password: 'x' });
    expect(status).toBe(400);
    expect(body.errors.map((it: { pointer: string }) => it.pointer).sort()).toEqual([
      '/body/accountId',
      '/body/password',
    ]);
  });

  test('where demonstration sign-ins are off none are offered, and none is taken', async () => {
    const closed = await openServer(false);
    expect((await ask({ url: '/v1/sign-ins', on: closed })).body).toMatchObject({
      isDemonstration: false,
      accounts: [],
    });
    const refused = await ask({ method: 'POST', body: { accountId: registrarId }, on: closed });
    expect([refused.status, refused.body.code]).toEqual([403, 'access.demonstration_off']);
    await closed.close();
  });
});

describe('a session', () => {
  test('ends at once when its holder signs out', async () => {
    const { cookie } = await signInWithCookie();
    const same = { cookie, 'sec-fetch-site': 'same-origin' };
    const out = await ask({ method: 'DELETE', headers: same });
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']).toContain('Max-Age=0');
    expect((await ask({ headers: { cookie } })).status).toBe(401);
  });

  test('ends after eight hours without a request, and after a day in any case', async () => {
    const authoriser = createAuthoriser(database.worker, database.jurisdiction);
    const token = (await signInAsBearer()).authorization.slice('Bearer '.length);
    const inHours = (hours: number) => authoriser.actorOf(token, new Date(Date.now() + hours * 3_600_000));
    expect(await inHours(7)).toMatchObject({ name: 'Harpreet Sandhu' });
    expect(await inHours(14)).not.toBeNull(); // seven hours after the last request
    expect(await inHours(23)).toBeNull();
    expect(await inHours(21)).not.toBeNull();
    expect(await inHours(24.1)).toBeNull();
  });

  test('ends when the account is disabled', async () => {
    const headers = await signInAsBearer();
    const disable = (at: Date | null) =>
      database.write((tx) =>
        sql`update access.account set disabled_at = ${at} where account_id = ${registrarId}`.execute(tx),
      );
    await disable(new Date(Date.now() - 1000));
    expect((await ask({ headers })).status).toBe(401);
    await disable(null);
    expect((await ask({ headers })).status).toBe(200);
  });

  test('is not made up: a token of another form, or of the right form, opens nothing', async () => {
    for (const token of ['x', 'a'.repeat(43), 'a'.repeat(5000), "' or 1=1"]) {
      expect((await ask({ headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
      expect((await ask({ headers: { cookie: `${sessionCookie}=${encodeURIComponent(token)}` } })).status).toBe(401);
    }
  });

  test('that ended by time is removed by the job, and a live one is not', async () => {
    const headers = await signInAsBearer();
    await sql`insert into access.session (token_sha256, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent)
      values (${'0'.repeat(64)}, ${registrarId}, now() - interval '2 days', now() - interval '2 days', 60, now() - interval '1 day', 'test')`.execute(
      database.db,
    );
    for (const job of accessJobs)
      await job.run({}, { ...testServices(database), signal: new AbortController().signal });
    const { rows } = await sql`select from access.session where expires_at < now()`.execute(database.db);
    expect(rows).toHaveLength(0);
    expect((await ask({ headers })).status).toBe(200);
  });

  test('remembers the language with the account', async () => {
    const headers = await signInAsBearer();
    const changed = await ask({ method: 'PATCH', body: { language: 'fr' }, headers });
    expect([changed.status, changed.body.account.language]).toEqual([200, 'fr']);
    expect((await ask({ headers: await signInAsBearer() })).body.account.language).toBe('fr');
    expect((await ask({ method: 'PATCH', body: { language: 'en' }, headers })).body.account.language).toBe('en');
    expect((await ask({ method: 'PATCH', body: { language: 'de' }, headers })).status).toBe(400);
  });
});

describe('a request that another site caused', () => {
  const change = async (headers: Record<string, string>) => {
    const { cookie } = await signInWithCookie();
    return ask({ method: 'PATCH', body: { language: 'en' }, headers: { cookie, host: 'localhost:3000', ...headers } });
  };

  test('is refused by what the browser says of its site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const { status, body } = await change({ 'sec-fetch-site': site });
      expect([status, body.code]).toEqual([403, 'http.cross_site']);
    }
  });
  test('is refused by its origin where the browser says nothing else', async () => {
    expect((await change({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await change({ origin: 'null' })).status).toBe(403);
    expect((await change({})).status).toBe(403);
  });
  test('is let through when it is our own page', async () => {
    expect((await change({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await change({ origin: 'http://localhost:3000' })).status).toBe(200);
  });
  test('cannot happen to a bearer token, which no browser sends by itself', async () => {
    const headers = { ...(await signInAsBearer()), origin: 'https://elsewhere.example' };
    expect((await ask({ method: 'PATCH', body: { language: 'en' }, headers })).status).toBe(200);
  });
});

describe('scope', () => {
  test('a school reaches itself, an authority its schools too, the ministry and the program everything', async () => {
    const { db } = database;
    expect(await scopeOf(actors.registrar, db)).toEqual({ everything: false, organisations: ['S.K001'] });
    const authority = await scopeOf(actors.authority, db);
    expect(authority.everything ? [] : authority.organisations).toEqual(
      expect.arrayContaining(['A.K001', 'S.K001', 'S.K002']),
    );
    expect(await scopeOf(actors.ministryViewer, db)).toEqual({ everything: true });
    expect(await scopeOf(systemActor('test'), db)).toEqual({ everything: true });
  });

  test('acting for an organisation out of reach is refused in the same words whether it exists or not', async () => {
    const refusal = async (code: string) => {
      const error = await requireOrganisation(actors.registrar, code as OrganisationCode, database.db).catch(
        (it: Error) => it,
      );
      return String(error).replaceAll(code, '…');
    };
    expect(await refusal('S.K002')).toContain('You may not act for');
    expect(await refusal('S.ZZZZ')).toBe(await refusal('S.K002'));
    await requireOrganisation(actors.authority, 'S.K002' as OrganisationCode, database.db);
    await requireOrganisation(actors.registrar, 'S.K001' as OrganisationCode, database.db);
  });

  test('a permission that the role lacks is refused by name', () => {
    expect(() => requirePermission(actors.viewer, 'student.write')).toThrow('student.write');
    expect(() => requirePermission(actors.registrar, 'student.write')).not.toThrow();
  });

  test('the command line works with the role that fits the organisation, and for no other', async () => {
    const { db } = database;
    expect(await commandActor(db, 'S.K001' as OrganisationCode)).toMatchObject({
      kind: 'command',
      accountId: null,
      role: 'school_registrar',
    });
    expect((await commandActor(db, 'O.1' as OrganisationCode)).permissions.has('restricted.read')).toBe(true);
    await expect(commandActor(db, 'S.ZZZZ' as OrganisationCode)).rejects.toMatchObject({
      code: 'access.organisation_cannot_act',
    });
  });

  test('accounts are listed within reach only', async () => {
    const names = async (actor: keyof Actors, query = '') => {
      const services = testServices(database);
      const app = await createServer({
        services,
        routes: accessRoutes,
        ledger: testLedger(database),
        authoriser: { ...createAuthoriser(database.worker, database.jurisdiction), actorOf: async () => actors[actor] },
      });
      const { status, body } = await ask({
        url: `/v1/accounts${query}`,
        headers: { authorization: 'Bearer x' },
        on: app,
      });
      await app.close();
      return status === 200 ? body.items.map((it: { organisation: { code: string } }) => it.organisation.code) : status;
    };
    expect(await names('registrar')).toEqual(['S.K001', 'S.K001', 'S.K001']);
    expect(await names('authority')).toEqual(['A.K001', 'S.K001', 'S.K001', 'S.K002', 'S.K002']);
    expect(await names('ministry')).toHaveLength(8);
    expect(await names('authority', '?organisation=S.K002')).toEqual(['S.K002', 'S.K002']);
    expect(await names('registrar', '?organisation=S.K002')).toBe(403);
    expect(await names('viewer')).toBe(403);
  });
});
