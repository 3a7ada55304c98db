import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrationRoutes } from '#entrypoints/demonstration.ts';
import { errorLists, routes as moduleRoutes } from '#entrypoints/modules.ts';
import { referenceRoutes } from '#entrypoints/reference.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import { ScimError } from '#modules/access/people/scim/contract.ts';
import type { Actor } from '#platform/actor.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildHiddenThings, openThings } from '#support/build-hidden.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { fieldsOf, foreignKeys, hostileBody, hostileTexts, hostileValue, schemaOf } from '#support/hostile.ts';
import { type Called, testServer } from '#support/server.ts';

// Every operation, with hostile values made from its own contract, by everybody: nobody gets our fault, our inside, or a child out of reach.
// The same seed gives the same requests; another run of chance: FUZZ_SEED=7 FUZZ_ROUNDS=20 npx vitest run --project db tests/fuzz.db.test.ts
const seed = process.env['FUZZ_SEED'] ?? 'matricula';
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 3);
const checkout = join(import.meta.dirname, '..');
const routes: readonly AnyRoute[] = [...moduleRoutes, ...demonstrationRoutes, ...referenceRoutes(checkout)];
const knownCodes = new Set(errorLists.flatMap((list) => Object.values(list).map((factory) => factory.code)));

const database = testDatabase();
const server = testServer(database, routes);

/** A child whom somebody must never meet: what would betray it, wherever it stands in an answer. */
type Planted = { number: StudentNumber; school: string; isProtected: boolean; marks: string[] };

let actors: Record<string, Actor | null>;
let planted: Planted[];
let places: Map<string, string[]>;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  const people = await database.write((tx) => buildActors(tx));
  actors = everybody(people);
  planted = [
    await plant('S.K001', false, 'Quuxbrindle', 'Ozzmerelda', '2013-04-17'),
    await plant('S.K002', false, 'Wexitorrano', 'Ylvabrenna', '2012-11-03'),
    await plant('S.K001', true, 'Zyqvornaxis', 'Ummelthorpa', '2011-07-29'),
    await plant('S.K003', false, 'Jexplommerd', 'Vorrindalia', '2010-02-13'),
  ];
  const hidden = await buildHiddenThings(database);
  places = new Map([...openThings, ...hidden].map(([name, { existing, never }]) => [name, [existing, never]]));
  places.get('number')?.push(...planted.map(({ number }) => number));
  const accounts = Object.values(people).flatMap(({ accountId }) => accountId ?? []);
  foreignKeys.push(...accounts, ...organisations, ...[...places.values()].flat());
});

const organisations = ['O.1', 'A.K001', 'A.K002', 'S.K001', 'S.K002', 'S.K003'];

function everybody(people: Actors): Record<string, Actor | null> {
  const client: Actor = {
    ...people.registrar,
    kind: 'client',
    accountId: null,
    clientId: '0199ffff-0000-7000-8000-0000000000fc',
    role: 'client',
  };
  const powerless: Actor = {
    ...people.viewer,
    accountId: '0199ffff-0000-7000-8000-0000000000ff',
    permissions: new Set(),
  };
  const directory: Actor = {
    ...client,
    clientId: '0199ffff-0000-7000-8000-0000000000fd',
    role: 'directory',
    permissions: new Set(['scim.provision']),
  };
  // The ministry comes last: what it changes would change what the others may see.
  const { ministry, ...others } = people;
  return { guest: null, powerless, client, directory, ...others, ministry };
}

async function plant(
  school: string,
  isProtected: boolean,
  familyName: string,
  givenName: string,
  birthDate: string,
): Promise<Planted> {
  const { jurisdiction } = database;
  return database.write(async (tx, act) => {
    const queries = [buildQuery({ organisation: school, familyName, givenName, birthDate })];
    const [number] = await buildStudents(tx, act, { queries, jurisdiction });
    if (!number) throw new Error('no student was made');
    const items = [buildEnrolmentItem({ studentNumber: number, schoolCode: school })];
    await buildEnrolments(tx, act, { items, rules: jurisdiction.ruleContext(act.today), organisation: school });
    if (isProtected) await applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction });
    return { number, school, isProtected, marks: [familyName, givenName, number] };
  });
}

const reachOf = ({ organisation }: Actor) =>
  organisation === 'A.K001' ? ['A.K001', 'S.K001', 'S.K002'] : [organisation as string];

/** What this caller must never read. */
function secretsFrom(actor: Actor | null): string[] {
  const permissions = actor?.permissions ?? new Set();
  const readsAny = permissions.has('student.read') || permissions.has('student.search');
  return planted
    .filter((child) => {
      const inReach = actor?.organisation === 'O.1' || (actor && reachOf(actor).includes(child.school));
      return !readsAny || !inReach || (child.isProtected && !permissions.has('restricted.read'));
    })
    .flatMap(({ marks }) => marks);
}

type Request = { method: AnyRoute['method']; url: string; body?: unknown; headers: Record<string, string> };

function requestFor(random: Random, route: AnyRoute): Request {
  const url = `${addressFor(random, route)}${queryFor(random, route)}`;
  const headers = headersFor(random);
  if (route.upload)
    return {
      method: route.method,
      url,
      ...uploadFor(random, route),
      headers: { ...headers, 'content-type': random.pick(route.upload.types) },
    };
  const body = route.body ? hostileBody(random, route.body, route.example) : undefined;
  return {
    method: route.method,
    url,
    headers,
    ...(body === undefined
      ? {}
      : {
          body: JSON.stringify(body),
          headers: { 'content-type': route.form?.type ?? 'application/json', ...headers },
        }),
  };
}

/** Rows of an organisation, an account or a student out of reach that this caller's acts changed, whatever the body said. */
async function changesOutOfReach(actor: Actor | null): Promise<unknown[]> {
  if (!actor || actor.organisation === 'O.1') return [];
  const { rows } = await sql`
    select a.kind, c.table_name, coalesce(c.after, c.before) as row
      from audit.act a join audit.change c using (act_id)
     where (a.actor_account_id = ${actor.accountId} or a.actor_client_id = ${actor.clientId ?? null})
       and a.kind not like 'session.%'
       and (coalesce(c.after, c.before) ->> 'organisation_code' <> all (${reachOf(actor)})
            or c.student_number = any (${planted.filter((it) => !reachOf(actor).includes(it.school) || it.isProtected).map((it) => it.number)})
            -- Support accounts are the ministry's; who is let in to an organisation may be shown out by it.
            or (c.table_name like 'access.%' and c.table_name <> 'access.support_access' and coalesce(c.after, c.before) ->> 'account_id' <> ${actor.accountId ?? ''}
                and not exists (select from access.account o where o.account_id::text = coalesce(c.after, c.before) ->> 'account_id'
                                   and o.organisation_code = any (${reachOf(actor)}))))`.execute(database.db);
  return rows;
}

/** Mostly things that exist, so that the request comes further than the door. */
function addressFor(random: Random, route: AnyRoute): string {
  return route.path.replace(/:(\w+)/g, (_whole, name: string) => {
    if (random.chance(0.75)) return encodeURIComponent(random.pick(places.get(name) ?? ['x']));
    const text = random.pick([...hostileTexts, 'x'.repeat(300), '..']);
    return random.chance(0.1) ? '%zz%c0%af' : encode(text === '' ? ' ' : text);
  });
}

/** A lone half of a character has no form in an address but its raw bytes. */
function encode(text: string): string {
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text);
}

function queryFor(random: Random, route: AnyRoute): string {
  if (!route.query) return random.chance(0.1) ? '?unknown=1&__proto__[x]=1&constructor=1' : '';
  const properties = (schemaOf(route.query)['properties'] ?? {}) as Record<string, Record<string, unknown>>;
  const honest = route.body ? {} : ((route.example ?? {}) as Record<string, unknown>);
  const given = Object.entries(honest).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const spoilt = fieldsOf(route.query)
    .filter(() => random.chance(0.4))
    .map((name) => {
      const value = random.chance(0.1)
        ? random.pick(planted).marks[random.int(0, 1)]
        : hostileValue(random, properties[name]);
      return `${name}=${encode(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))}`;
    });
  const all = random.chance(0.2) ? [...given, ...spoilt, ...spoilt] : [...given, ...spoilt];
  return all.length > 0 ? `?${all.join('&')}`.slice(0, 6_000) : '';
}

function headersFor(random: Random): Record<string, string> {
  const headers: Record<string, string> = random.chance(0.8) ? { 'if-match': '"1"' } : {};
  const names = [
    'if-match',
    'idempotency-key',
    'accept-language',
    'accept',
    'user-agent',
    'x-forwarded-proto',
    'x-forwarded-for',
    'origin',
    'referer',
    'cookie',
    'if-none-match',
    'x-http-method-override',
    'traceparent',
  ];
  if (random.chance(0.5)) headers[random.pick(names)] = headerText(random.pick(hostileTexts));
  return headers;
}

const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 1_000);

function uploadFor(random: Random, route: AnyRoute): { body: Buffer } {
  const start = random.pick(['', 'PK\u0003\u0004', '%PDF-1.7', 'ssn,', '{"a":1}\n', '\u00ff\u00fe']);
  return {
    body: Buffer.from(
      `${start}${random.pick(hostileTexts)}\n${route.operationId}`,
      random.pick(['latin1', 'utf8', 'utf16le']),
    ),
  };
}

/** Words of our inside: the database's, the runtime's, the machine's. */
const inside =
  /node_modules|\bat \S+ \(|\.ts:\d+|\.mjs:\d+|syntax error at|invalid input syntax|violates \w+ constraint|duplicate key value|relation "|column "|permission denied for|SQLSTATE|could not serialize|value too long for type|out of range for type|deadlock detected|PostgresError|TypeError|Cannot read propert|is not a function|ECONN|postgres(ql)?:\/\/|ZodError/;

/** What is wrong with an answer, in words; nothing when it is as it should be. */
function faultsOf({ status, text, body, headers }: Called, sent: string, secrets: readonly string[]): string[] {
  const faults: string[] = [];
  if (status >= 500) faults.push('our fault');
  const isRefusal = isProblem(status, body, headers) || isScimRefusal(status, body, headers);
  if (status >= 400 && !isRefusal) faults.push('not a problem');
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('may be sniffed');
  if (!String(headers['cache-control'] ?? '').includes('no-store')) faults.push('may be kept');
  if (headers['access-control-allow-origin'] !== undefined) faults.push('open to other sites');
  if (status >= 400 && inside.test(text) && !inside.test(sent))
    faults.push(`shows our inside: ${inside.exec(text)?.[0]}`);
  // What the caller said may be said back; what they did not say is told by the register.
  const told = secrets.filter((mark) => text.includes(mark) && !sent.includes(mark));
  if (told.length > 0) faults.push(`tells of ${told.join(', ')}`);
  return faults;
}

function isProblem(status: number, body: Record<string, unknown> | null, headers: Called['headers']): boolean {
  const detail = body?.['detail'] as Record<string, unknown> | undefined;
  return (
    String(headers['content-type']).startsWith('application/problem+json') &&
    body?.['status'] === status &&
    knownCodes.has(String(body['code'])) &&
    typeof detail?.['en'] === 'string' &&
    typeof detail?.['fr'] === 'string' &&
    typeof body['requestId'] === 'string'
  );
}

/** A refusal in the form of RFC 7644; the routes that owe it have tests that they speak no other. */
function isScimRefusal(status: number, body: unknown, headers: Called['headers']): boolean {
  const parsed = ScimError.safeParse(body);
  return (
    String(headers['content-type']).startsWith('application/scim+json') &&
    parsed.success &&
    parsed.data.status === String(status) &&
    knownCodes.has(parsed.data.code)
  );
}

const seen = { requests: 0, statuses: new Map<number, number>() };
afterAll(() => {
  if (process.env['FUZZ_ROUNDS']) console.log(seen);
});

/** Streams that never end by themselves have tests of their own. */
const asked = routes.filter((route) => route.produces !== 'text/event-stream');

describe('hostile requests', () => {
  test.each([
    'guest',
    'powerless',
    'viewer',
    'client',
    'directory',
    'registrar',
    'otherRegistrar',
    'authority',
    'ministryViewer',
    'ministry',
  ])(
    'by %s get no fault of ours, no look inside, and no child out of reach',
    async (name) => {
      const actor = actors[name] ?? null;
      const secrets = secretsFrom(actor);
      const random = seededRandom(`${seed}-${name}`);
      const faults: string[] = [];
      for (const route of asked) {
        const may =
          route.permission === 'public' ||
          (actor && (route.permission === 'signed-in' || actor.permissions.has(route.permission)));
        for (let round = 0; round < (may ? rounds : 1); round += 1) {
          const request = requestFor(random, route);
          const called = await server.call({ as: actor, ...request });
          seen.requests += 1;
          seen.statuses.set(called.status, (seen.statuses.get(called.status) ?? 0) + 1);
          const sent = `${decodeLoosely(request.url)} ${String(request.body ?? '')}`;
          for (const fault of faultsOf(called, sent, secrets))
            faults.push(
              `${fault}: ${route.operationId} ${request.url.slice(0, 200)} ${String(request.body ?? '').slice(0, 300)} → ${called.status} ${called.text.slice(0, 200)}`,
            );
        }
      }
      expect(faults.slice(0, 10)).toEqual([]);
      expect(await changesOutOfReach(actor)).toEqual([]);
    },
    120_000,
  );

  test('of everybody together changed something, so that the looking was not in vain', async () => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from audit.change c join audit.act a using (act_id)
      where a.actor_kind in ('account', 'client')`.execute(database.db);
    expect(rows[0]?.n).toBeGreaterThan(10);
  });

  test('leave the prototypes of the program as they were', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

function decodeLoosely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

test('the eye of this test sees what it should: a planted name, an inner word, an answer in no form', () => {
  const answer = (text: string): Called => ({ status: 400, text, body: null, bytes: Buffer.from(text), headers: {} });
  expect(faultsOf(answer('Zyqvornaxis'), '', ['Zyqvornaxis'])).toContain('tells of Zyqvornaxis');
  expect(faultsOf(answer('relation "identity.student" does not exist'), '', []).join()).toContain('our inside');
  expect(faultsOf(answer('x'), '', [])).toEqual(
    expect.arrayContaining(['not a problem', 'may be sniffed', 'may be kept']),
  );
  expect([secretsFrom(null).length, secretsFrom(actors['ministry'] ?? null).length]).toEqual([12, 0]);
  expect(secretsFrom(actors['registrar'] ?? null)).toHaveLength(9);
});
