import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#support/database.ts';
import { registerMachine } from '#support/machines.ts';
import { directoryServer, scimUrns } from '#support/scim.ts';

// The relay that the page for operators hands out is run as it stands: an example that does not work is worse than none.
const database = testDatabase();
const { made, server } = directoryServer(database);
const secret = 'a-secret-of-the-directory-of-32-letters';
let folder: string;
let relay: ChildProcess;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-relay-'));
  const page = await readFile(join(import.meta.dirname, '../../../../../docs/operations/scim.md'), 'utf8');
  const [, program = ''] = /```js\n(\/\/ relay\.mjs[\s\S]*?)```/.exec(page) ?? [];
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(join(folder, 'relay.mjs'), program);
  await writeFile(join(folder, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const settings = { organisation: 'S.K001', represents: ['S.K001'], scopes: ['scim'] } as never;
  const { clientId, keyId } = await registerMachine(database, made.actors.ministry, publicPem, settings);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  relay = spawn(process.execPath, ['relay.mjs', 'private.pem'], {
    cwd: folder,
    env: {
      REGISTER: server.issuer().replace('/oauth', ''),
      CLIENT: clientId,
      KEY: keyId,
      DIRECTORY_SECRET: secret,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (relay.stdout) await once(relay.stdout, 'data');
});
afterAll(async () => {
  relay.kill();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const place = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof place === 'object' && place ? place.port : 0;
}

const ask = (path: string, init: RequestInit = {}, bearer = secret) =>
  fetch(`${address}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/scim+json' },
  });

test('a directory that knows one secret opens, finds and closes accounts through the relay', async () => {
  const body = JSON.stringify({ schemas: [scimUrns.user], userName: 'relayed@kestrel.example' });
  const opened = await ask('/Users', { method: 'POST', body });
  expect(opened.status).toBe(201);
  const { id, meta } = await opened.json();
  expect([opened.headers.get('location'), opened.headers.get('etag')]).toEqual([meta.location, meta.version]);
  const found = await (
    await ask(`/Users?filter=${encodeURIComponent('userName eq "relayed@kestrel.example"')}`)
  ).json();
  expect(found.Resources.map((it: { id: string }) => it.id)).toEqual([id]);
  expect((await ask(`/Users/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`/Users/${id}`)).status).toBe(404);
});

test('nobody else comes through the relay, and nothing but SCIM is reached', async () => {
  expect((await ask('/Users', {}, 'another-secret-of-the-directory-of-32')).status).toBe(401);
  expect((await ask('/Users', {}, '')).status).toBe(401);
  for (const path of ['/..%2f..%2fstudents', '//other.example/Users', '/%2e%2e/%2e%2e/students'])
    expect((await ask(path)).status, path).toBe(404);
});
