import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { noSight } from '#platform/database/sight.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServices } from '#support/server.ts';
import { saying } from '#support/sign-in.ts';
import { answer, eventsAnswer, route } from './route.ts';
import { createServer } from './server.ts';

const database = testDatabase();
let app: Awaited<ReturnType<typeof createServer>>;
let port: number;
let isLive = true;
let told = 0;

const now = () => new Date();
const person = (over: Partial<NonNullable<Actor['assurance']>> = {}): Actor => ({
  kind: 'account',
  accountId: '00000000-0000-7000-8000-000000000001',
  name: 'Test',
  role: 'school_registrar',
  organisation: 'S.K001' as OrganisationCode,
  permissions: new Set(),
  language: 'en',
  assurance: {
    sessionId: '00000000-0000-7000-8000-0000000000aa',
    signedInAt: now(),
    secondFactorAt: now(),
    steppedUpAt: now(),
    ...over,
  },
});

/** Who calls with which token. */
const callers = new Map<string, () => Actor>([
  ['plain', () => person()],
  ['stale', () => person({ steppedUpAt: new Date(Date.now() - 11 * 60_000) })],
  ['never', () => person({ steppedUpAt: null })],
  ['bare', () => person({ secondFactorAt: null, lacksSecondFactor: true })],
  ['machine', () => ({ ...person(), kind: 'client', accountId: null, clientId: 'sis', assurance: null })],
]);

const about = { tag: 'sample', permission: 'signed-in', errors: [], answers: { 200: z.strictObject({}) } } as const;
const routes = [
  route({ ...about, method: 'GET', path: '/v1/thing', operationId: 'thing', summary: 'A thing', handle: () => ({}) }),
  route({
    ...about,
    method: 'POST',
    path: '/v1/danger',
    operationId: 'danger',
    summary: 'Danger',
    stepUp: true,
    machines: true,
    handle: () => ({}),
  }),
  route({
    ...about,
    method: 'GET',
    path: '/v1/enrol',
    operationId: 'enrol',
    summary: 'Enrol',
    beforeSecondFactor: true,
    handle: () => ({}),
  }),
  route({
    ...about,
    method: 'POST',
    path: '/v1/open',
    operationId: 'open',
    summary: 'Open',
    permission: 'public',
    handle: ({ context }) =>
      answer({}, { headers: { 'x-address': context.address, 'x-secure': String(context.isSecure) } }),
  }),
  route({
    ...about,
    method: 'GET',
    path: '/v1/stream',
    operationId: 'stream',
    summary: 'A stream',
    produces: 'text/event-stream',
    handle: ({ context }) => eventsAnswer(forEver(context.signal)),
  }),
];

async function* forEver(signal: AbortSignal): AsyncGenerator<{ data: unknown }> {
  while (!signal.aborted) {
    told += 1;
    yield { data: told };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function open(config: object = {}) {
  const services = testServices(database);
  const jurisdiction = saying(database.jurisdiction, {
    'platform.event_streams': { perPersonMax: 3, recheckSeconds: 0.2 },
  });
  return createServer({
    services: { ...services, jurisdiction, config: { ...services.config, ...config } },
    routes,
    authoriser: {
      actorOf: async (token) => callers.get(token)?.() ?? null,
      may: () => true,
      reachOf: async () => noSight,
      isLive: async () => isLive,
    },
    ledger: testLedger(database),
  });
}

beforeAll(async () => {
  app = await open();
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

const ask = async (token: string, method: 'GET' | 'POST', url: string) => {
  const response = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  return [response.statusCode, response.json().code];
};

describe('a dangerous act', () => {
  test('needs a proof of the last ten minutes, by a person', async () => {
    expect(await ask('plain', 'POST', '/v1/danger')).toEqual([200, undefined]);
    for (const token of ['stale', 'never', 'machine'])
      expect([token, ...(await ask(token, 'POST', '/v1/danger'))]).toEqual([token, 403, 'http.step_up_needed']);
  });
});

describe('a session without the second factor that its role needs', () => {
  test('reaches only what helps it to one', async () => {
    expect(await ask('bare', 'GET', '/v1/thing')).toEqual([403, 'http.second_factor_needed']);
    expect(await ask('bare', 'GET', '/v1/enrol')).toEqual([200, undefined]);
  });
});

describe('a cookie', () => {
  const withCookie = (cookie: string, headers: Record<string, string> = {}) =>
    app.inject({ url: '/v1/thing', headers: { cookie, ...headers } }).then((it) => it.statusCode);

  test('behind https counts under its guarded name only, so that no neighbour plants one', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    expect(await withCookie('__Host-matricula_session=plain', https)).toBe(200);
    expect(await withCookie('matricula_session=plain', https)).toBe(401);
    expect(await withCookie('matricula_session=plain; __Host-matricula_session=x', https)).toBe(401);
    expect(await withCookie('matricula_session=plain')).toBe(200);
  });

  test('behind a configured https address counts so whatever the request says', async () => {
    const outside = await open({ origin: 'https://register.example' });
    const status = async (cookie: string) =>
      (await outside.inject({ url: '/v1/thing', headers: { cookie } })).statusCode;
    expect(await status('matricula_session=plain')).toBe(401);
    expect(await status('__Host-matricula_session=plain')).toBe(200);
    await outside.close();
  });

  test('that is not one, is doubled or full of nonsense opens nothing and breaks nothing', async () => {
    for (const cookie of [
      'matricula_session',
      'matricula_session=%00',
      'matricula_session=%zz',
      ';;=;',
      `a=${'x'.repeat(8000)}`,
    ])
      expect([cookie.slice(0, 30), await withCookie(cookie)]).toEqual([cookie.slice(0, 30), 401]);
  });
});

describe('a change that another site asks for', () => {
  const change = (headers: Record<string, string>, server = app) =>
    server.inject({ method: 'POST', url: '/v1/open', headers }).then((it) => it.statusCode);

  test('is refused even without a cookie, so that nobody is signed in by surprise', async () => {
    expect(await change({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await change({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await change({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await change({})).toBe(200); // a program, which no browser drives
  });

  test('is judged by the configured address where there is one, not by the name in the request', async () => {
    const outside = await open({ origin: 'https://register.example' });
    const cookie = '__Host-matricula_session=plain';
    expect(await change({ cookie, origin: 'https://evil.example', host: 'evil.example' }, outside)).toBe(403);
    expect(await change({ cookie, origin: 'https://register.example' }, outside)).toBe(200);
    await outside.close();
  });
});

describe('what a proxy tells', () => {
  const tell = async (config: object) => {
    const server = await open(config);
    const response = await server.inject({
      method: 'POST',
      url: '/v1/open',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    await server.close();
    return response.headers['x-address'];
  };
  test('is believed of a proxy that the operator named, and of nobody else', async () => {
    expect(await tell({})).toBe('127.0.0.1');
    expect(await tell({ trustedProxies: ['127.0.0.1'] })).toBe('203.0.113.9');
  });
});

describe('the headers of every answer', () => {
  test('let no script in but ours, and nothing frame us', async () => {
    const { headers } = await app.inject({ url: '/v1/nothing' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  test('ask for https from then on where the outside speaks it, and not on a plain line', async () => {
    const hsts = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/v1/nothing', headers })).headers['strict-transport-security'];
    expect(await hsts({ 'x-forwarded-proto': 'https' })).toMatch(/max-age=\d{8}/);
    expect(await hsts({})).toBeUndefined();
  });
});

describe('a live connection', () => {
  const stream = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /v1/stream HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer plain\r\nconnection: close\r\n\r\n',
    );
    const [first] = await once(socket, 'data');
    return { socket, head: String(first) };
  };

  test('ends when its session ends', async () => {
    const { socket, head } = await stream();
    expect(head).toContain('200 OK');
    socket.resume();
    const closed = once(socket, 'close');
    isLive = false;
    await closed;
    isLive = true;
  });

  test('is one of a few that a person may hold', async () => {
    const open = [await stream(), await stream(), await stream()];
    expect(await ask('plain', 'GET', '/v1/stream')).toEqual([429, 'http.too_many_streams']);
    for (const { socket } of open) socket.destroy();
    await expect
      .poll(async () => {
        const again = await stream();
        again.socket.destroy();
        return again.head.includes('200 OK');
      })
      .toBe(true);
  });
});
