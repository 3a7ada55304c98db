import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asker, askers, expectRoute } from '#entrypoints/access-matrix.ts';
import { routes } from '#entrypoints/modules.ts';
import { createAuthoriser } from '#modules/access/index.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { type Actors, buildActors, buildSupport, revokeAdditions } from '#support/build-access.ts';
import { buildHiddenThings, openThings } from '#support/build-hidden.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Called, testLedger, testServer, testServices } from '#support/server.ts';

// Every route of every module is walked, so that a new one is judged without anybody thinking of it.
const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let hidden: Map<string, { existing: string; never: string }>;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  hidden = await buildHiddenThings(database);
});

const nameOf = (route: AnyRoute) => `${route.method} ${route.path}`;
const paramsOf = (route: AnyRoute) => [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');

/** The address with its places filled; what needs no meaning gets any text. */
const fill = (route: AnyRoute, values: Record<string, string> = {}) =>
  route.path.replace(/:(\w+)/g, (_whole, name: string) => values[name] ?? 'x');

function call(route: AnyRoute, as: Actors[keyof Actors] | null, values?: Record<string, string>): Promise<Called> {
  const { method } = route;
  const body = route.body && method !== 'GET' ? { body: route.example ?? {} } : {};
  const upload = route.upload
    ? { body: 'x', headers: { 'content-type': route.upload.types[0] ?? '' } }
    : { headers: { 'if-match': '"1"' } };
  return server.call({ as, method, url: fill(route, values), ...body, ...upload });
}

describe('without a session', () => {
  test.each(routes.filter((route) => route.permission !== 'public').map((route) => [nameOf(route), route] as const))(
    '%s answers 401',
    async (_name, route) => {
      const { status, body } = await call(route, null);
      expect([status, body.code]).toEqual([401, 'http.not_signed_in']);
    },
  );
});

describe('with a role that lacks the permission', () => {
  const guarded = routes.filter((route) => !['public', 'signed-in'].includes(route.permission));
  test.each(guarded.map((route) => [nameOf(route), route] as const))('%s answers 403', async (_name, route) => {
    const lacking = Object.values(actors).filter((actor) => !actor.permissions.has(route.permission));
    // Permissions that every role holds are tried with the same account stripped of them.
    const some = lacking.length > 0 ? lacking : [{ ...actors.viewer, accountId: null, permissions: new Set<string>() }];
    for (const actor of some) {
      const { status, body } = await call(route, actor);
      expect([status, body.code, actor.role]).toEqual([403, 'http.not_allowed', actor.role]);
    }
  });
});

describe('what one may not see', () => {
  const placed = routes.filter((route) => paramsOf(route).length > 0);
  const isOpen = (route: AnyRoute) => paramsOf(route).every((param) => openThings.has(param));
  /** The same request for a thing that exists and for one that never did, by somebody at S.K001. */
  async function askBoth(route: AnyRoute) {
    const things = new Map([...openThings, ...hidden]);
    const values = (which: 'existing' | 'never') =>
      Object.fromEntries(paramsOf(route).map((param) => [param, things.get(param)?.[which] ?? 'x']));
    const actor = Object.values(actors).find(
      (it) => it.organisation === 'S.K001' && it.permissions.has(route.permission),
    );
    if (!actor) return null; // for the ministry alone, from whom nothing is hidden
    const [known, never] = [await call(route, actor, values('existing')), await call(route, actor, values('never'))];
    return { known, never, same: [wordsOf(known, values('existing')), wordsOf(never, values('never'))] as const };
  }

  test('every place in every address is known either as open to all or as something that can be hidden', () => {
    const unknown = placed.flatMap((route) => paramsOf(route).filter((it) => !openThings.has(it) && !hidden.has(it)));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test.each(placed.filter((route) => !isOpen(route)).map((route) => [nameOf(route), route] as const))(
    '%s answers as for what does not exist',
    async (_name, route) => {
      const asked = await askBoth(route);
      if (!asked) return;
      expect([asked.never.status, nameOf(route)]).toEqual([404, nameOf(route)]);
      expect(asked.same[0]).toBe(asked.same[1]);
    },
  );

  test.each(placed.filter(isOpen).map((route) => [nameOf(route), route] as const))(
    '%s shows it, or refuses it as what does not exist',
    async (_name, route) => {
      const asked = await askBoth(route);
      if (!asked || asked.known.status < 400) return;
      expect(asked.same[0]).toBe(asked.same[1]);
    },
  );
});

describe('signed in as each role', () => {
  const asked = askers.flatMap((asker) => routes.map((route) => [asker, nameOf(route), route] as const));
  const tokens = new Map<Asker, string>();
  let app: FastifyInstance;

  beforeAll(async () => {
    app = await createServer({
      services: testServices(database),
      routes,
      authoriser: createAuthoriser(database.worker, database.jurisdiction),
      ledger: testLedger(database),
    });
    // The matrix tells what each base role may do; additional permissions are each account's own.
    await database.write((tx) => revokeAdditions(tx));
    await database.write((tx) => buildSupport(tx));
    const { accounts } = (await app.inject({ url: '/v1/sign-ins' })).json();
    for (const { accountId, role } of accounts) {
      const signedIn = await app.inject({ method: 'POST', url: '/v1/session', payload: { accountId, hold: 'bearer' } });
      if (!tokens.has(role)) tokens.set(role, signedIn.json().token);
    }
  });
  afterAll(() => app.close());

  test('there is an account of every role', () => {
    expect(askers.filter((it) => it !== 'nobody' && !tokens.has(it))).toEqual([]);
  });

  // Ending the session would end the walk.
  test.each(asked.filter(([, , route]) => !/^(DELETE|POST) \/v1\/session/.test(nameOf(route))))(
    '%s: %s answers as the matrix says',
    async (asker, _name, route) => {
      const { method } = route;
      const token = tokens.get(asker);
      const payload = route.body && method !== 'GET' ? { payload: (route.example ?? {}) as object } : {};
      const response = await app.inject({
        method,
        url: fill(route),
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(route.upload ? { 'content-type': route.upload.types[0] } : {}),
        },
        ...(route.upload ? { payload: 'x' } : payload),
      });
      const expected = expectRoute(route, asker);
      expect(answerOf(response)).toBe(expected === 'sealed' ? '403' : expected);
    },
  );
});

/** Let in means: past the door, whatever the service says then. */
function answerOf(response: { statusCode: number; body: string }): string {
  const { statusCode, body } = response;
  if (statusCode === 401 && body.includes('http.not_signed_in')) return '401';
  if (statusCode === 403 && body.includes('"http.not_allowed"')) return '403';
  return statusCode >= 500 ? `${statusCode}` : 'yes';
}

/** The whole answer, without what is the caller's own: the id of the request and the address asked for. */
function wordsOf({ status, body }: Called, values: Record<string, string>): string {
  let text = JSON.stringify({ status, body: { ...body, requestId: '' } });
  for (const value of Object.values(values)) text = text.replaceAll(value, '…');
  return text;
}
