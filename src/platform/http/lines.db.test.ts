import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { noSight } from '#platform/database/sight.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServices } from '#support/server.ts';
import { eventsAnswer, route, streamAnswer } from './route.ts';
import { createServer } from './server.ts';

// A real socket against the real server: what callers send who do not keep to the rules, byte for byte.
const limits = { headersMs: 300, paceMs: 300, bytesPerPace: 1_000, requestMs: 3_000, atOnce: 4 };
const database = testDatabase();
const actor: Actor = systemActor('test', 'S.K001' as OrganisationCode);
const sockets: Socket[] = [];
let app: FastifyInstance;
let port: number;
let released: () => void = () => undefined;
let streamsOpen = 0;

const declared = { tag: 'sample', permission: 'public', errors: [], summary: 'A sample' } as const;
const routes = [
  route({
    ...declared,
    method: 'POST',
    path: '/v1/things',
    operationId: 'makeThing',
    body: z.strictObject({ name: z.string() }),
    answers: { 200: z.strictObject({ name: z.string() }) },
    handle: ({ body }) => body,
  }),
  route({
    ...declared,
    method: 'POST',
    path: '/v1/files',
    operationId: 'takeFile',
    upload: { types: ['application/zip'] },
    answers: { 200: z.strictObject({ bytes: z.number() }) },
    handle: async ({ context }) => {
      let bytes = 0;
      for await (const chunk of context.stream) bytes += (chunk as Buffer).length;
      return { bytes };
    },
  }),
  route({
    ...declared,
    method: 'GET',
    path: '/v1/waiting',
    operationId: 'wait',
    answers: { 204: null },
    handle: () => new Promise((resolve) => (released = () => resolve(null))),
  }),
  route({
    ...declared,
    method: 'GET',
    path: '/v1/large',
    operationId: 'readLarge',
    answers: { 200: null },
    produces: 'application/octet-stream',
    handle: () => streamAnswer(endless(), { type: 'application/octet-stream' }),
  }),
  route({
    ...declared,
    method: 'GET',
    path: '/v1/events',
    operationId: 'watch',
    answers: { 200: null },
    produces: 'text/event-stream',
    handle: ({ context }) => eventsAnswer(manyEvents(context.signal)),
  }),
];

function endless(): Readable {
  streamsOpen += 1;
  const readable = new Readable({ read: () => readable.push(Buffer.alloc(65_536)) });
  return readable.once('close', () => (streamsOpen -= 1));
}

async function* manyEvents(signal: AbortSignal) {
  streamsOpen += 1;
  try {
    while (!signal.aborted) {
      yield { data: 'x'.repeat(65_536) };
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    streamsOpen -= 1;
  }
}

beforeAll(async () => {
  app = await createServer({
    services: testServices(database),
    routes,
    authoriser: { actorOf: async () => actor, may: () => true, reachOf: async () => noSight },
    ledger: testLedger(database),
    lineLimits: limits,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app?.close());
afterEach(() => {
  released();
  for (const socket of sockets.splice(0)) socket.destroy();
});

function open(): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // a line that was closed on us is what some of these tests ask for
  sockets.push(socket);
  return socket;
}

/** What comes back until the server closes the line, and after how long it did. */
function readAll(socket: Socket): Promise<{ text: string; ms: number }> {
  const began = performance.now();
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  return new Promise((resolve) => socket.once('close', () => resolve({ text, ms: performance.now() - began })));
}

async function send(bytes: string): Promise<{ status: number; code: string; text: string }> {
  const socket = open();
  socket.write(bytes, 'latin1');
  const { text } = await readAll(socket);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
    code: /"code":"([^"]+)"/.exec(text)?.[1] ?? '',
    text,
  };
}

const post = (headers: string[], body: string, path = '/v1/things') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${['Content-Type: application/json', ...headers].join('\r\n')}\r\n\r\n${body}`;

/** Somebody honest, meanwhile. */
async function expectOthersServed(): Promise<void> {
  const body = '{"name":"honest"}';
  const { status } = await send(post([`Content-Length: ${body.length}`, 'Connection: close'], body));
  expect(status).toBe(200);
}

describe('a line that dawdles is given up within its bound, and others are served meanwhile', () => {
  test.each([
    ['says nothing', ''],
    ['stops within its headers', 'POST /v1/things HTTP/1.1\r\nHost: x\r\nX-A: '],
    ['stops before its body', post(['Content-Length: 100'], '')],
    ['stops within its body', post(['Content-Length: 100'], '{"name":')],
    [
      'stops within an upload',
      post(['Content-Length: 100', 'Content-Type: application/zip'], 'PK', '/v1/files').replace(
        'Content-Type: application/json\r\n',
        '',
      ),
    ],
    ['stops within a chunk', post(['Transfer-Encoding: chunked'], 'ff\r\n{"name"')],
  ])('%s', async (_what, bytes) => {
    const socket = open();
    socket.write(bytes);
    const ended = readAll(socket);
    await expectOthersServed();
    const { text, ms } = await ended;
    expect(ms).toBeLessThan(5_000);
    if (bytes !== '') expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"http\.too_slow"/);
  });

  test('sends a byte now and then', async () => {
    const socket = open();
    socket.write(post(['Content-Length: 5000'], ''));
    const drip = setInterval(() => socket.write(' '), 50);
    const { text, ms } = await readAll(socket);
    clearInterval(drip);
    expect(ms).toBeLessThan(5_000);
    expect(text).toContain('408');
  });

  test('two hundred half-open lines keep nobody out', async () => {
    const all = Array.from({ length: 200 }, () => open());
    for (const socket of all) socket.write('GET /v1/waiting HTTP/1.1\r\nHost: x\r\nX-');
    const closed = Promise.all(all.map(readAll));
    await expectOthersServed();
    expect(Math.max(...(await closed).map(({ ms }) => ms))).toBeLessThan(8_000);
  });

  test('a body that was not asked for does not go on after the refusal', async () => {
    const socket = open();
    socket.write(
      post(['Content-Length: 100000000', 'Content-Type: application/zip'], 'x', '/v1/nothing').replace(
        'Content-Type: application/json\r\n',
        '',
      ),
    );
    const more = setInterval(() => socket.write('x'.repeat(10_000)), 20);
    const { text, ms } = await readAll(socket);
    clearInterval(more);
    expect(text).toMatch(/^HTTP\/1\.1 404/);
    expect(ms).toBeLessThan(5_000);
  });
});

describe('an answer that is not taken', () => {
  test.each(['/v1/large', '/v1/events'])('ends, and lets go of its source: %s', async (path) => {
    const socket = open();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    socket.pause();
    await expect.poll(() => streamsOpen).toBe(1);
    await expectOthersServed();
    await expect.poll(() => streamsOpen, { timeout: 5_000 }).toBe(0);
  });

  test('that is taken, however large, is not disturbed', async () => {
    const socket = open();
    let bytes = 0;
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.write('GET /v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => bytes, { timeout: 5_000 }).toBeGreaterThan(50_000_000);
    expect(socket.destroyed).toBe(false);
  });
});

describe('a request with more than one meaning is refused and the line closed', () => {
  const hidden = 'GET /v1/waiting HTTP/1.1\r\nHost: x\r\n\r\n';
  test.each([
    ['length and chunks', post(['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${hidden}`)],
    ['two lengths', post(['Content-Length: 4', 'Content-Length: 40'], hidden)],
    ['a list of lengths', post(['Content-Length: 4, 40'], hidden)],
    ['a length with a sign', post(['Content-Length: +4'], hidden)],
    ['a length in hexadecimal', post(['Content-Length: 0x4'], hidden)],
    ['an unknown transfer coding', post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${hidden}`)],
    ['chunks that are not last', post(['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${hidden}`)],
    ['a space before the colon', post(['Content-Length : 4'], hidden)],
    ['a folded header', post(['X-A: b\r\n Content-Length: 4'], hidden)],
    ['lines that end in a line feed alone', 'GET /v1/waiting HTTP/1.1\nHost: x\n\n'],
    ['a chunk size that is none', post(['Transfer-Encoding: chunked'], `zz\r\n${hidden}`)],
    ['a zero character in a header', post(['X-A: a\u0000b', 'Content-Length: 4'], hidden)],
    ['no host', 'GET /v1/waiting HTTP/1.1\r\n\r\n'],
    ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
    ['an old version', 'GET /v1/waiting\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const { status, code, text } = await send(bytes);
    expect([status, code]).toEqual([400, 'http.malformed']);
    expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1); // the hidden request was never read
    await expectOthersServed();
  });
});

describe('a flood', () => {
  test('of headers is refused', async () => {
    const { status, code } = await send(post([`X-A: ${'a'.repeat(100_000)}`], ''));
    expect([status, code]).toEqual([431, 'http.headers_too_large']);
    const many = Array.from({ length: 5_000 }, (_none, i) => `X-${i}: a`);
    expect((await send(post(many, ''))).status).toBe(431);
  });

  test('of bytes in a body is refused before it is read', async () => {
    const socket = open();
    socket.write(post(['Content-Length: 90000000', 'Connection: close'], 'x'.repeat(1_000)));
    const { text } = await readAll(socket);
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"http\.body_too_large"/);
  });

  test('of bytes in chunks is refused when it passes the limit', async () => {
    const chunk = `100000\r\n${' '.repeat(0x100000)}\r\n`;
    const socket = open();
    socket.write(post(['Transfer-Encoding: chunked', 'Connection: close'], chunk.repeat(5)));
    expect((await readAll(socket)).text).toMatch(/^HTTP\/1\.1 413/);
  });

  test('of requests on one line gets answers in order, and a refusal beyond the bound', async () => {
    const socket = open();
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.write('GET /v1/waiting HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.write('GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(6));
    await expectOthersServed();
    expect(text).toBe(''); // nothing overtakes the first
    released();
    await expect.poll(() => text.match(/HTTP\/1\.1 \d+/g) ?? []).toHaveLength(7);
    expect(text).toMatch(/^HTTP\/1\.1 204/);
    expect(text).toContain('"code":"http.too_many_at_once"');
  });
});

describe('methods that no route has', () => {
  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is answered as what does not exist, at once',
    async (method) => {
      const { status } = await send(`${method} /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(status).toBe(404);
    },
  );

  test.each(['CONNECT x:80', 'BREW /v1/events'])('%s ends the line', async (start) => {
    const { status } = await send(`${start} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([0, 400, 404]).toContain(status);
  });
});
