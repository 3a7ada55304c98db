import { beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { routes } from '#entrypoints/modules.ts';
import { toCursor } from '#kernel/page.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildHiddenThings, openThings } from '#support/build-hidden.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

// Every route of every module gets every kind of nonsense in every place: what cannot be meant is refused, never our fault.
const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let things: Map<string, { existing: string }>;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  things = new Map([...openThings, ...(await buildHiddenThings(database))]);
});

const id = '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';
const texts = [
  'a%00b',
  '%00',
  '%ED%A0%80',
  '1e300',
  '1.5',
  '-1',
  '2147483648',
  '9'.repeat(150),
  '__proto__',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '0000-01-01T00:00:00%2B23:59',
  '2016-12-31T23:59:60Z',
  '2026-06-30T24:00:00Z',
];
const cursors = [
  [1e300],
  [1.5],
  [-1],
  [2 ** 53],
  ['x'],
  ['x', 'y'],
  ['2026-01-01', 'x'],
  ['infinity', id],
  ['-'.repeat(36)],
  ['x', 'y', '123456789', '-'.repeat(36)],
  [1e300, '2026-01-01', id],
  [null, null, null, null],
  [2 ** 31, '2026-01-01T00:00:00Z', id],
  [1, '0000-01-01T00:00:00Z', id],
  ['0000-01-01T00:00:00Z', 1, id],
  ['0000-01-01T00:00:00Z', id],
].map((key) => encodeURIComponent(toCursor(key)));

const namesOf = (schema: z.ZodType | undefined) =>
  Object.keys((schema as unknown as { shape?: Record<string, unknown> } | undefined)?.shape ?? {});
const fill = (route: AnyRoute, values: Record<string, string> = {}) =>
  route.path.replace(/:(\w+)/g, (_whole, name: string) => values[name] ?? things.get(name)?.existing ?? 'x');

/** What a call that ends in our fault was: nothing else is told. */
async function faultOf(route: AnyRoute, url: string, body?: unknown, what = ''): Promise<string[]> {
  const { method, upload } = route;
  const sent = body === undefined ? {} : { body };
  const type = upload?.types[0] ?? 'application/json';
  const headers = { 'if-match': '"1"', ...(upload || body !== undefined ? { 'content-type': type } : {}) };
  const { status, text } = await server.call({ as: actors.ministry, method, url, ...sent, headers });
  return status >= 500 ? [`${method} ${url.slice(0, 150)} ${what}: ${status} ${text.slice(0, 120)}`] : [];
}

test('nonsense in a query', async () => {
  const faults: string[] = [];
  for (const route of routes.filter((it) => it.method === 'GET')) {
    const needed = route.operationId === 'searchStudents' ? '&q=ab' : '';
    for (const name of namesOf(route.query)) {
      for (const value of name === 'cursor' ? [...texts, ...cursors] : texts)
        faults.push(...(await faultOf(route, `${fill(route)}?${name}=${value}${name === 'q' ? '' : needed}`)));
    }
  }
  expect(faults).toEqual([]);
});

test('nonsense in an address', async () => {
  const faults: string[] = [];
  for (const route of routes) {
    for (const name of namesOf(route.params)) {
      for (const value of [...texts, '..%2f..%2fetc', '%zz', 'x'.repeat(300)])
        faults.push(...(await faultOf(route, fill(route, { [name]: value }), route.body ? route.example : undefined)));
    }
  }
  expect(faults).toEqual([]);
});

const nonsense = [
  'a\u0000b',
  '\ud800x',
  'x'.repeat(10_000),
  '\u202e\u200b',
  ' ',
  1e300,
  -1,
  1.5,
  null,
  true,
  [],
  {},
  ['\u0000'],
];

/** A body with nonsense in one place after the other, however deep, and in fields that the example leaves out. */
function* spoil(value: unknown, put: (spoilt: unknown) => unknown): Generator<unknown> {
  for (const bad of nonsense) yield put(bad);
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    const putInside = (spoilt: unknown) =>
      put(Array.isArray(value) ? value.with(Number(key), spoilt) : { ...value, [key]: spoilt });
    yield* spoil(inner, putInside);
  }
}

test('nonsense in a body', async () => {
  const faults: string[] = [];
  for (const route of routes.filter((it) => it.body)) {
    const example = (route.example ?? {}) as Record<string, unknown>;
    const missing = Object.fromEntries(namesOf(route.body).map((name) => [name, example[name]]));
    for (const body of spoil({ ...missing, ...example }, (spoilt) => spoilt))
      faults.push(...(await faultOf(route, fill(route), body ?? {}, JSON.stringify(body).slice(0, 200))));
  }
  expect(faults).toEqual([]);
}, 90_000);

test('JSON that is deep, or names what no object should have, or is none', async () => {
  const bodies = [
    '['.repeat(500_000),
    `${'{"a":'.repeat(300_000)}1${'}'.repeat(300_000)}`,
    '{"__proto__":{"x":1}}',
    '',
    '{',
  ];
  for (const body of bodies) {
    const headers = { 'content-type': 'application/json' };
    const { status } = await server.call({
      as: actors.ministry,
      method: 'POST',
      url: '/v1/submissions/items',
      body,
      headers,
    });
    expect(status).toBe(400);
  }
});
