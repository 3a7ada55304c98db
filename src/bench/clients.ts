import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { Agent, request } from 'node:http';
import { buildServer } from '#entrypoints/server.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { createAuthoriser, registerClient } from '#modules/access/index.ts';
import { systemActor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';
import type { Bench, BenchInput } from './bench.ts';
import { readServerVersion } from './province.ts';
import { type Figure, figure, type Measured } from './report.ts';
import { openScratch } from './scratch.ts';

export const clientsBench: Bench = {
  name: 'clients',
  about:
    'Machine clients over HTTP on loopback: tokens for signed assertions, and calls with them; the caller runs in the same process',
  usage: '[--students N] (how many tokens of each kind)',
  measure,
};

const tokensByItself = 400;
const atOnce = 16;

async function measure(input: BenchInput): Promise<Measured> {
  const tokensEach = input.students ?? tokensByItself;
  const callsEach = tokensEach * 2;
  const scratch = await openScratch(input);
  const { services, folder } = scratch;
  const authoriser = createAuthoriser(services.db, services.jurisdiction);
  const app = await buildServer({ services, authoriser, checkout: folder });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const line = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    const machine = await register(services);
    const figures: Figure[] = [];
    const token = await askToken(line, port, makeAssertion(machine, port));
    for (const lanes of [1, atOnce]) {
      const made = Array.from({ length: tokensEach }, () => makeAssertion(machine, port));
      const times = await race(made, lanes, async (assertion) => void (await askToken(line, port, assertion)));
      figures.push(...describe('tokens', lanes, times));
    }
    for (const [what, headers] of [
      ['calls with an access token', { authorization: `Bearer ${token}` }],
      ['calls without, refused', {}],
    ] as const) {
      for (const lanes of [1, atOnce]) {
        const all = Array.from({ length: callsEach }, (_, at) => at);
        const times = await race(
          all,
          lanes,
          async () => void (await ask(line, { port, path: '/v1/organisations?limit=1', headers })),
        );
        figures.push(...describe(what, lanes, times));
      }
    }
    const sizes = { 'tokens of each kind': tokensEach, 'calls of each kind': callsEach, 'callers at once': atOnce };
    return { figures, sizes, seed: '–', postgresql: await readServerVersion(scratch) };
  } finally {
    line.destroy();
    await app.close();
    await scratch.close();
  }
}

type Machine = { clientId: string; key: KeyObject };

async function register({ db, jurisdiction }: Services): Promise<Machine> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const doing = { actor: systemActor('bench'), jurisdiction, requestId: randomUUID() };
  const clientId = await registerClient(db, doing, {
    name: 'Bench',
    software: 'Bench',
    contactEmail: 'bench@matricula.example',
    represents: ['O.1' as OrganisationCode],
    scopes: ['reference.read'],
    networks: ['127.0.0.0/8'],
    isDpopRequired: false,
    validUntil: new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10),
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
  });
  return { clientId, key: privateKey };
}

/** Signed before the clock runs: that is the caller's work. */
function makeAssertion({ clientId, key }: Machine, port: number): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ...{ iss: clientId, sub: clientId, aud: `http://localhost:${port}/oauth` },
    ...{ iat: now, exp: now + 250, jti: randomUUID() },
  };
  const text = `${part({ alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

async function askToken(line: Agent, port: number, assertion: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  const answer = await ask(line, { port, path: '/oauth/token', headers, body });
  const { access_token: token } = JSON.parse(answer) as { access_token?: string };
  if (token === undefined) throw new Error(`no token: ${answer}`);
  return token;
}

type Asked = { port: number; path: string; headers: Record<string, string>; body?: string };

function ask(agent: Agent, { port, path, headers, body }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

type Raced = { milliseconds: number[]; seconds: number; cpuMilliseconds: number };

/** Works off a list in some lanes at once. */
async function race<Item>(items: readonly Item[], lanes: number, work: (item: Item) => Promise<void>): Promise<Raced> {
  const milliseconds: number[] = [];
  const waiting = [...items];
  const began = performance.now();
  const cpu = process.cpuUsage();
  const lane = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const start = performance.now();
      await work(item);
      milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  return { milliseconds: milliseconds.sort((a, b) => a - b), seconds, cpuMilliseconds: (user + system) / 1000 };
}

function describe(what: string, lanes: number, { milliseconds, seconds, cpuMilliseconds }: Raced): Figure[] {
  const name = lanes === 1 ? `${what}, one after another` : `${what}, ${lanes} at once`;
  const p95 = milliseconds[Math.floor(milliseconds.length * 0.95)] ?? 0;
  // Processor time is the measure that a busy machine does not spoil: work of this process, the caller's part included.
  return [
    figure(name, milliseconds.length / seconds, '/s'),
    figure(`${name}, 95 of 100 within`, p95, 'ms'),
    figure(`${name}, processor time each`, cpuMilliseconds / milliseconds.length, 'ms'),
  ];
}
