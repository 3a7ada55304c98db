import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildHiddenThings, openThings } from '#support/build-hidden.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Called, testServer } from '#support/server.ts';

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

/** The whole answer, without what is the caller's own: the id of the request and the address asked for. */
function wordsOf({ status, body }: Called, values: Record<string, string>): string {
  let text = JSON.stringify({ status, body: { ...body, requestId: '' } });
  for (const value of Object.values(values)) text = text.replaceAll(value, '…');
  return text;
}
