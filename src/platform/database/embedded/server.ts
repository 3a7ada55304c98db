import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, spawnOptionsFor } from './binaries.ts';
import { SUPERUSER } from './cluster.ts';
import type { Home } from './home.ts';
import { EmbeddedDatabaseError, hasCode, inPlainWords } from './problem.ts';
import { isServerOf, readServerFile } from './process.ts';

type Report = (line: string) => void;

/** A server process of ours and the file it writes to. */
type Server = { child: ChildProcess; logFile: string };

type Launch = { home: Home; binaries: Binaries; port: number; settings: Record<string, string> };

/** Sizes for a laptop; fsync stays on. Keys given by the caller win. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_connections: '100',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_parameter_max_length: '0',
  log_error_verbosity: 'terse', // no DETAIL: it quotes the row that was refused
};

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches only us and we can end it in order.
 * It listens on loopback only, and on no socket file, whose path could be too long.
 */
export async function launchServer(launch: Launch): Promise<Server> {
  const { home, binaries, port } = launch;
  const settings = {
    ...SETTINGS,
    ...(await sharedMemorySettings()),
    ...launch.settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const { file, path } = await openLog(home.logFolder);
  try {
    const child = spawn(join(binaries.folder, 'bin', 'postgres'), ['-D', home.dataFolder, ...options], {
      ...spawnOptionsFor(binaries.folder, home.account),
      detached: true,
      stdio: ['ignore', file.fd, file.fd],
    });
    // Rejects with the error of a spawn that failed.
    await once(child, 'spawn');
    child.unref();
    return { child, logFile: path };
  } catch (error) {
    throw inPlainWords('starting the server', error);
  } finally {
    await file.close();
  }
}

/** Containers often have a /dev/shm of 64 MB, on which parallel queries fail; files in the data folder serve then. */
async function sharedMemorySettings(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  try {
    const { blocks, bsize } = await statfs('/dev/shm');
    return blocks * bsize < 256 * 2 ** 20 ? { dynamic_shared_memory_type: 'mmap' } : {};
  } catch {
    return { dynamic_shared_memory_type: 'mmap' };
  }
}

const LOGS_KEPT = 5;

/** One file for each start, the newest kept: two starters at once never write into each other's. */
async function openLog(folder: string) {
  await mkdir(folder, { recursive: true });
  const older = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();
  for (const name of older.slice(0, -LOGS_KEPT + 1)) await rm(join(folder, name), { force: true });
  const path = join(folder, `${new Date().toISOString().replaceAll(':', '')}-${process.pid}.log`);
  return { path, file: await open(path, 'a', 0o600) };
}

/** How a start ended: it answers, another server had the data, or the port was taken between our look and its own. */
type StartOutcome = 'answers' | 'other-server' | 'port-taken';

/** Waits for the first answer of a server we started; throws in plain words when it ended for any other reason. */
export async function waitForStart(server: Server, at: Address, report: Report): Promise<StartOutcome> {
  const waiting = reportLongWait(report);
  for (;;) {
    if (hasEnded(server.child)) return await readFailure(server);
    if ((await ask(at)) === 'answers') return 'answers';
    waiting();
    await pause(15);
  }
}

async function readFailure({ logFile }: Server): Promise<StartOutcome> {
  const said = await readFile(logFile, 'utf8');
  await rm(logFile, { force: true });
  // The second sign: children of a server that was killed a moment ago have not ended yet.
  if (/lock file ".*postmaster.pid"|shared memory block .* is still in use/.test(said)) return 'other-server';
  if (/could not bind|Address already in use|could not create any TCP\/IP sockets/.test(said)) return 'port-taken';
  throw inPlainWords('starting the server', said.split('\n').slice(-20).join('\n'));
}

/**
 * Waits for the answer of a server that somebody else started. Null means that it went away, or never was one, and it
 * is our turn to start.
 */
export async function waitForOther(home: Home, password: string, report: Report): Promise<number | null> {
  const waiting = reportLongWait(report);
  for (;;) {
    const file = await readServerFile(home.dataFolder);
    if (file === null || !(await isServerOf(file.pid, home.dataFolder))) return null;
    if (file.port !== null) {
      const at = { port: file.port, password, dataFolder: home.dataFolder };
      if ((await ask(at)) === 'answers') return file.port;
    }
    waiting();
    await pause(25);
  }
}

const WAIT_SECONDS_MAX = 600;

/** Recovery after a crash may take minutes, so we say now and then that we still wait, and give up only after ten. */
function reportLongWait(report: Report): () => void {
  const began = Date.now();
  let nextSeconds = 5;
  return () => {
    const seconds = (Date.now() - began) / 1000;
    if (seconds > WAIT_SECONDS_MAX) {
      throw new EmbeddedDatabaseError(`The built-in database did not answer for ${WAIT_SECONDS_MAX / 60} minutes.`);
    }
    if (seconds < nextSeconds) return;
    nextSeconds *= 2;
    report('PostgreSQL is still getting ready (after a crash it first repairs itself)');
  };
}

type Address = { port: number; password: string; dataFolder: string };

/**
 * Asks the server at this port whether it is ready and really is the one of these data. Both sides prove that they
 * know the password, so a stranger on the port can neither pass nor learn it.
 */
async function ask(at: Address): Promise<'answers' | 'not-yet'> {
  const client = clientFor(at);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder === at.dataFolder ? 'answers' : 'not-yet';
  } catch (error) {
    if (hasCode(error, '28P01')) throw inPlainWords('signing in to the server that runs', error);
    return 'not-yet';
  } finally {
    await client.end().catch(ignoreLostConnection);
  }
}

function clientFor(at: Address, database = 'postgres'): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: at.port,
    user: SUPERUSER,
    password: at.password,
    database,
    ssl: false,
    connectionTimeoutMillis: 5000,
  });
  // A server that ends while we ask breaks the connection outside any call of ours.
  client.on('error', ignoreLostConnection);
  return client;
}

function ignoreLostConnection(): void {
  // The caller asks again or has had its answer.
}

/** Makes the database when it is missing; of two who try at once the second finds it made. */
export async function ensureDatabase(at: Address, name: string): Promise<void> {
  const client = clientFor(at);
  try {
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)} template template0`);
  } catch (error) {
    if (!hasCode(error, '42P04', '23505')) throw inPlainWords(`making the database ${name}`, error);
  } finally {
    await client.end();
  }
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
