import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '#entrypoints/modules.ts';
import { buildServer } from '#entrypoints/server.ts';
import { createAuthoriser } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import { poolOf } from '#platform/database/database.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { defineJob, startJobs } from '#platform/jobs/jobs.ts';
import { openLog } from '#platform/log.ts';
import type { Services } from '#platform/services.ts';
import { buildActors } from '#support/build-access.ts';
import { buildHiddenThings, openThings } from '#support/build-hidden.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { buildMachine, machineServer } from '#support/machines.ts';
import { testServices } from '#support/server.ts';
import { buildAccount, buildTotp, goodPassword } from '#support/sign-in.ts';

// The log at its most talkative, while everything that can be said to the program is said, and everything that can go wrong does.
const database = testDatabase();
const machines = machineServer(database, (it) => ({ ...it, logger: openLog('debug', { write: collect }) }));
const tokens = new Map<string, Actor>();
let lines = '';
function collect(line: string): void {
  lines += line;
}
let services: Services;
let app: FastifyInstance;
let things: Map<string, { existing: string }>;
let planted = 0;

/** A text of which nothing may be found again: in no field, at no level. */
const plant = (what: string) => {
  planted += 1;
  return `Plant${planted}Zq${what.replace(/\W/g, '')}`;
};
const foundAgain = () => [...new Set(lines.match(/Plant\d+Zq\w*/g) ?? [])];

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  const actors = await database.write((tx) => buildActors(tx));
  for (const [name, actor] of Object.entries(actors)) tokens.set(`${plant('bearer')}-${name}`, actor);
  things = new Map([...openThings, ...(await buildHiddenThings(database))]);
  services = { ...testServices(database), logger: openLog('debug', { write: collect }) };
  const authoriser = createAuthoriser(database.worker, database.jurisdiction);
  app = await buildServer({
    services,
    authoriser: { ...authoriser, actorOf: async (token) => tokens.get(token) ?? authoriser.actorOf(token) },
    checkout: join(import.meta.dirname, '..'),
  });
});
afterAll(() => app?.close());

/** The same value with a planted text for every text in it. */
function planting(value: unknown, name = 'x'): unknown {
  if (typeof value === 'string') return plant(name);
  if (Array.isArray(value)) return value.map((item) => planting(item, name));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, planting(inner, key)]));
}

const namesOf = (schema: z.ZodType | undefined) =>
  schema
    ? Object.keys(
        (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })['properties'] as object | undefined) ?? {},
      )
    : [];

/** Bodies of a route: the honest one, and ones with a planted text in one place, so that the request comes as far as it can. */
function bodiesOf(route: AnyRoute): unknown[] {
  const example = (route.example ?? {}) as Record<string, unknown>;
  return [example, planting(example), ...namesOf(route.body).map((name) => ({ ...example, [name]: plant(name) }))];
}

async function say(route: AnyRoute, token: string): Promise<number[]> {
  const url = route.path.replace(/:(\w+)/g, (_whole, name: string) => things.get(name)?.existing ?? plant(name));
  const query = namesOf(route.query).map((name) => `${name}=${plant(name)}`);
  const headers = {
    authorization: `Bearer ${token}`,
    cookie: `matricula_session=${plant('cookie')}; other=${plant('cookie')}`,
    'user-agent': plant('agent'),
    'if-match': '"1"',
    dpop: plant('dpop'),
    'x-forwarded-for': plant('address'),
  };
  const urls = route.method === 'GET' ? [url, ...query.map((it) => `${url}?${it}`)] : [url];
  const calls = urls.flatMap((it): { url: string; payload: string | undefined; type: string | null }[] => {
    if (route.upload) return [{ url: it, payload: plant('upload'), type: route.upload.types[0] ?? '' }];
    if (!route.body) return [{ url: it, payload: undefined, type: null }];
    return bodiesOf(route).map((body) => ({ url: it, payload: JSON.stringify(body), type: 'application/json' }));
  });
  const statuses: number[] = [];
  for (const call of calls) {
    const { statusCode } = await app.inject({
      method: route.method,
      url: call.url,
      headers: call.type === null ? headers : { ...headers, 'content-type': call.type },
      ...(call.payload === undefined ? {} : { payload: call.payload }),
    });
    statuses.push(statusCode);
  }
  return statuses;
}

async function sayEverything(who: string): Promise<number[]> {
  const token = [...tokens.keys()].find((it) => it.endsWith(`-${who}`)) ?? '';
  const statuses: number[] = [];
  for (const route of routes) {
    if (route.produces !== 'text/event-stream') statuses.push(...(await say(route, token)));
  }
  return statuses;
}

/** What a person says and is told at sign-in: password, codes, secrets of sessions, recovery codes. */
async function signInAsAPerson(): Promise<string[]> {
  const { account, code } = await database.write(async (tx) => {
    const built = await buildAccount(tx);
    return { account: built, code: await buildTotp(tx, built) };
  });
  const json = { 'content-type': 'application/json' };
  const say = (url: string, body: object, headers: Record<string, string> = {}) =>
    machines.ask(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const wrong = 'wrong horses eat no staples';
  await say('/v1/session/password', { userName: account.userName, password: wrong, code: code() });
  const said = { userName: account.userName, password: goodPassword };
  const bearer = await say('/v1/session/password', { ...said, code: code(), hold: 'bearer' });
  const held = { authorization: `Bearer ${bearer.body.token}` };
  const codes: string[] = (await say('/v1/me/recovery-codes', {}, held)).body.recoveryCodes;
  const cookie = await say('/v1/session/password', { ...said, code: codes[0] });
  const changed = 'seven lanterns under the pier';
  await say('/v1/me/password', { current: goodPassword, password: changed }, held);
  const kept = String(cookie.headers.get('set-cookie')).split(';')[0]?.split('=')[1] ?? '';
  return [goodPassword, wrong, changed, bearer.body.token, kept, 'JBSWY3DPEHPK3PXP', code(), ...codes];
}

/** What a machine says and is told: assertions, tokens, also replayed and broken ones. */
async function signInAsAMachine(): Promise<string[]> {
  const registrar = [...tokens].find(([token]) => token.endsWith('-registrar'))?.[1];
  if (!registrar) throw new Error('no registrar');
  const machine = await buildMachine(database, registrar);
  const assertion = await machines.assertion(machine);
  const { body } = await machines.askForToken(machines.formOf(assertion));
  await machines.askForToken(machines.formOf(assertion)); // once more: refused, with an alarm
  await machines.askForToken(machines.formOf(`${assertion.slice(0, -4)}AAAA`));
  await machines.get('/v1/students?q=quux', body.access_token);
  await machines.get('/v1/students', `${body.access_token.slice(0, -4)}AAAA`);
  return [assertion, ...assertion.split('.').slice(1), body.access_token, body.access_token.split('.')[2]];
}

describe('nothing that a caller says stands in the log, at any level', () => {
  test('when all goes well, and when requests are refused', async () => {
    const statuses = await sayEverything('registrar');
    expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(10);
    expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(10);
    expect(foundAgain()).toEqual([]);
  }, 120_000);

  test('when people sign in and machines get tokens', async () => {
    const secrets = [...(await signInAsAPerson()), ...(await signInAsAMachine())];
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => secret.length < 6)).toEqual([]);
    expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
  });

  test('when the database refuses rows and quotes them', async () => {
    const tables = await sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c
       where c.relkind in ('r', 'p') and not c.relispartition
         and c.relnamespace::regnamespace::text in ('access', 'identity', 'enrolment', 'exchange', 'validation', 'privacy')`;
    for (const { name } of (await tables.execute(database.db)).rows)
      await sql
        .raw(`alter table ${name} add constraint broken_on_purpose check (false) not valid`)
        .execute(database.db);
    const statuses = await sayEverything('ministry');
    expect(statuses).toContain(500);
    expect(lines).toContain('broken_on_purpose'); // the log says what went wrong, and with what constraint
    expect(foundAgain()).toEqual([]);
    expect(lines).not.toMatch(/Failing row|Tremblay/); // the row that PostgreSQL quotes; the name in the honest examples
  }, 120_000);

  test('when work in the background fails with it', async () => {
    const said = plant('job');
    const failing = defineJob({
      name: 'sample.fail',
      payload: z.strictObject({ said: z.string() }),
      triesMax: 1,
      run: () =>
        Promise.reject(Object.assign(new Error(`invalid input syntax for type date: "${said}"`), { code: '22007' })),
    });
    const runner = await startJobs(poolOf(database.db), [failing], services);
    await sql`select platform.add_job('sample.fail', ${JSON.stringify({ said })}::json, now(), 1, null)`.execute(
      database.worker,
    );
    await expect.poll(() => lines.includes('a job failed')).toBe(true);
    await runner.stop();
    expect(lines).toContain('sample.fail');
    expect(foundAgain()).toEqual([]);
  });

  test('and the test would find it', () => {
    services.logger.info({ note: plant('note') }, 'x');
    expect(foundAgain()).toHaveLength(1);
  });
});
