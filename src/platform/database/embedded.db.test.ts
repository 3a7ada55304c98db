import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, embeddedVersion, resetEmbedded, startOrJoinEmbedded } from './embedded.ts';

// One cluster is made and serves all tests in turn; each leaves it stopped.
let checkout: string;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'matricula-embedded-'));
});

afterAll(async () => {
  await resetEmbedded(checkout);
  await rm(checkout, { recursive: true });
});

test('two starts at the same time on a fresh checkout end with one server, which one of them started', async () => {
  const both = await Promise.all([start(), start()]);
  const [one, other] = both;
  expect(one.url).toBe(other.url);
  expect(both.filter(({ started }) => started)).toHaveLength(1);
  await checkAnswers(one);
  await stopAll(both);
});

test('a cluster is UTF-8, ordered by code point, keeps checksums, and knows letters beyond ASCII', async () => {
  const database = await start();
  const sql = `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
    'Zoë' < 'Élan' as "byCodePoint", lower('ÉLAN') as lower, current_setting('listen_addresses') as addresses`;
  expect(await query(database, sql)).toEqual([
    { encoding: 'UTF8', checksums: 'on', byCodePoint: true, lower: 'élan', addresses: '127.0.0.1' },
  ]);
  await query(database, 'create extension pg_trgm');
  // Under a C ctype the trigrams of É are lost, and with them the search for half the names of a province.
  expect(await query(database, `select similarity('Élan', 'lan') < 1 as "countsAccents"`)).toEqual([
    { countsAccents: true },
  ]);
  await database.stop();
});

test('a second start joins the running server, and its stop leaves that server running', async () => {
  const first = await start();
  const second = await start();
  expect(first.started).toBe(true);
  expect(second).toMatchObject({ started: false, url: first.url });
  await second.stop();
  await checkAnswers(first);
  await first.stop();
});

test('a start after the server was killed finds every committed row', async () => {
  const killed = await start();
  await query(killed, 'create table kept as select generate_series(1, 5000) as n');
  process.kill(await serverPid(killed), 'SIGKILL');
  const next = await start();
  expect(next.started).toBe(true);
  expect(await query(next, 'select count(*)::int as n from kept')).toEqual([{ n: 5000 }]);
  await next.stop();
});

test('stop ends the server, also when called twice', async () => {
  const database = await start();
  const pid = await serverPid(database);
  await Promise.all([database.stop(), database.stop()]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(query(database, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a left-over pid file that names a process of somebody else does not keep the server from starting', async () => {
  const before = await start();
  await before.stop();
  const lines = [process.ppid, before.dataFolder, 1, before.port, '', '127.0.0.1', '', 'ready   '];
  await writeFile(join(before.dataFolder, 'postmaster.pid'), `${lines.join('\n')}\n`);
  const database = await start();
  expect(database.started).toBe(true);
  await database.stop();
});

test('the port is kept from start to start, and another is chosen when it is taken', async () => {
  const before = await start();
  await before.stop();
  const again = await start();
  await again.stop();
  expect(again.port).toBe(before.port);
  const squatter = await listen(before.port);
  const moved = await start();
  expect(moved.port).not.toBe(before.port);
  await checkAnswers(moved);
  await moved.stop();
  await new Promise((done) => squatter.close(done));
});

test('the password lies in a file that nobody else may read, and a wrong one is refused', async () => {
  const database = await start();
  expect((await stat(join(database.dataFolder, 'matricula-keys.json'))).mode & 0o777).toBe(0o600);
  const wrong = { ...database, url: database.url.replace(/:[0-9a-f]{48}@/, ':wrong@') };
  await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  await database.stop();
});

test('data of another major version are refused in plain words and left as they are', async () => {
  const { dataFolder } = await startAndStop();
  const version = await readFile(join(dataFolder, 'PG_VERSION'), 'utf8');
  await writeFile(join(dataFolder, 'PG_VERSION'), '9\n');
  await expect(start()).rejects.toThrow('were made by PostgreSQL 9');
  await writeFile(join(dataFolder, 'PG_VERSION'), version);
  await startAndStop();
});

test('a second cluster of the same checkout is another server, and a reset deletes only the one it names', async () => {
  const [first, second] = [
    await start(),
    await startOrJoinEmbedded({ checkout, name: 'other', settings: { fsync: 'off' } }),
  ];
  expect(second.port).not.toBe(first.port);
  await resetEmbedded(checkout, 'other');
  await expect(stat(second.dataFolder)).rejects.toThrow('ENOENT');
  await checkAnswers(first);
  await first.stop();
});

test('the version of the programs is known', async () => {
  expect(await embeddedVersion()).toMatch(/^\d+\.\d+$/);
});

async function start(): Promise<EmbeddedDatabase> {
  return await startOrJoinEmbedded({ checkout, settings: { fsync: 'off', shared_buffers: '16MB' } });
}

async function startAndStop(): Promise<EmbeddedDatabase> {
  const database = await start();
  await database.stop();
  return database;
}

async function stopAll(databases: EmbeddedDatabase[]): Promise<void> {
  for (const database of databases) await database.stop();
}

async function query({ url }: EmbeddedDatabase, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // The server is killed under an open connection in one test.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function checkAnswers(database: EmbeddedDatabase): Promise<void> {
  expect(await query(database, 'select current_database() as name')).toEqual([{ name: 'matricula' }]);
}

async function serverPid({ dataFolder }: EmbeddedDatabase): Promise<number> {
  return Number.parseInt(await readFile(join(dataFolder, 'postmaster.pid'), 'utf8'), 10);
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return server;
}
