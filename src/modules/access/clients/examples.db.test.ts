import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { machineServer, registerMachine } from '#support/machines.ts';
import { callCommands, keyCommands, scimCommands, tokenProgram } from './rules/examples.ts';

// The programs that the page hands out are run as they stand: an example that does not work is worse than none.
const database = testDatabase();
const server = machineServer(database);
const run = promisify(execFile);
let actors: Actors;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-example-'));
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pairs = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPairSync('ed25519'),
} as const;

test.each(Object.keys(pairs) as (keyof typeof pairs)[])(
  'the example gets a token with a key of %s, and the API takes it',
  async (algorithm) => {
    const { publicKey, privateKey } = pairs[algorithm]();
    const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
    const { clientId, keyId } = await registerMachine(database, actors.authority, publicPem);
    const facts = {
      ...{ clientId, keyId, algorithm },
      issuer: server.issuer(),
      token: `${server.issuer()}/token`,
      api: `${server.url()}/v1`,
      organisation: 'A.K001',
    };
    await writeFile(join(folder, 'token.mjs'), tokenProgram(facts));
    await writeFile(join(folder, 'private.pem'), String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const { stdout } = await run('node', ['token.mjs', 'private.pem'], { cwd: folder });
    expect((await server.get('/v1/submissions', stdout.trim())).status).toBe(200);
    expect(callCommands(facts)).toContain('matricula-organisation: A.K001');
  },
);

test('the commands of a directory open an account and find it again', async () => {
  const isThere = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return; // a machine without curl calls otherwise
  const { publicKey, privateKey } = pairs.ES256();
  const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const settings = { organisation: 'S.K001', represents: ['S.K001'], scopes: ['scim'] } as never;
  const { clientId, keyId } = await registerMachine(database, actors.ministry, publicPem, settings);
  const facts = {
    ...{ clientId, keyId, algorithm: 'ES256' as const },
    issuer: server.issuer(),
    token: `${server.issuer()}/token`,
    api: `${server.url()}/v1`,
    organisation: 'S.K001',
  };
  await writeFile(join(folder, 'token.mjs'), tokenProgram(facts));
  await writeFile(join(folder, 'private.pem'), String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  const { stdout } = await run('sh', ['-ec', scimCommands(facts)], { cwd: folder });
  expect(stdout).toContain('"totalResults":1');
  expect(stdout.match(/"userName":"alex\.example"/g)).toHaveLength(2);
});

test('the commands that make keys make such as the register takes', async () => {
  const isThere = await run('openssl', ['version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return; // a machine without OpenSSL makes its keys otherwise
  await run('sh', ['-ec', keyCommands], { cwd: folder });
  const { stdout } = await run('cat', ['public.pem'], { cwd: folder });
  expect((await registerMachine(database, actors.authority, stdout)).clientId).toMatch(/^[0-9a-f-]{36}$/);
});
