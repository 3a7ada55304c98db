import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findPackagedFolder, openBinaries, tryPrograms } from './embedded/binaries.ts';
import {
  hasCluster,
  type Keys,
  makeCluster,
  readKeys,
  requireSameVersion,
  SUPERUSER,
  writeKeys,
} from './embedded/cluster.ts';
import { closeHome, type Home, openHome } from './embedded/home.ts';
import { EmbeddedDatabaseError, inPlainWords } from './embedded/problem.ts';
import { findFreePort, isServerOf, readServerFile, waitUntilGone } from './embedded/process.ts';
import { ensureDatabase, hasEnded, launchServer, waitForOther, waitForStart } from './embedded/server.ts';

export { EmbeddedDatabaseError } from './embedded/problem.ts';

export type EmbeddedOptions = {
  /** The folder whose `.matricula/` holds the data, or the pointer to them when root runs. */
  checkout: string;
  /** A word of progress for a person, when something takes long enough to wonder about. */
  report?: (line: string) => void;
  /** A second cluster of the same checkout (`test`); `postgres` otherwise. */
  name?: string;
  /** Where the data lie, against the rule. As root, the server's user must be able to walk there. */
  dataFolder?: string;
  /** The `native` folder of another PostgreSQL, to run the tests on an older version. */
  nativeFolder?: string;
  /** Settings of the server for this start, for instance `fsync: 'off'` for a throwaway cluster. */
  settings?: Record<string, string>;
};

export type EmbeddedDatabase = {
  /** Of the database `matricula`; signs in as the superuser of the cluster. */
  url: string;
  /** Of the database `postgres`, for making and dropping others. */
  adminUrl: string;
  port: number;
  dataFolder: string;
  /** Where the server writes what it has to say, one file for each start. */
  logFolder: string;
  /** True when this call started the server, false when it joined one that ran. */
  started: boolean;
  /** Ends the server in order if this call started it, else does nothing. */
  stop(): Promise<void>;
};

const DATABASE = 'matricula';

/**
 * Starts the PostgreSQL of this checkout, or joins it when it runs already. Safe to call from two processes at once:
 * PostgreSQL's own lock on the data decides who starts, and the other joins.
 */
export async function startOrJoinEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') {
    throw new EmbeddedDatabaseError(
      'The built-in database runs on Linux and macOS. On Windows use WSL, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  try {
    const home = await openHome(options);
    return (await joinRunning(home, options)) ?? (await start(home, options));
  } catch (error) {
    throw inPlainWords('opening it', error);
  }
}

async function joinRunning(home: Home, { report = silent }: EmbeddedOptions): Promise<EmbeddedDatabase | null> {
  if (!(await hasCluster(home.dataFolder))) return null;
  const { password } = await readKeys(home.dataFolder);
  const port = await waitForOther(home, password, report);
  if (port === null) return null;
  await ensureDatabase({ port, password, dataFolder: home.dataFolder }, DATABASE);
  return describe(home, { port, password }, { started: false, stop: async () => undefined });
}

const TRIES_MAX = 100;

async function start(home: Home, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { report = silent, settings = {} } = options;
  const binaries = await openBinaries(home, options.nativeFolder);
  if (!(await hasCluster(home.dataFolder))) {
    report(`Making a new database (PostgreSQL ${binaries.version}) in ${home.dataFolder}`);
    await makeCluster(home, binaries, settings['fsync'] !== 'off');
  }
  await requireSameVersion(home.dataFolder, binaries);
  const keys = await readKeys(home.dataFolder);
  for (let tries = 0, avoidedPort: number | null = null; tries < TRIES_MAX; tries += 1) {
    const joined = await joinRunning(home, options);
    if (joined !== null) return joined;
    await removeMisleadingFile(home.dataFolder);
    const port = await findFreePort(keys.port === avoidedPort ? null : keys.port);
    const server = await launchServer({ home, binaries, port, settings });
    const address = { port, password: keys.password, dataFolder: home.dataFolder };
    const outcome = await waitForStart(server, address, report);
    if (outcome === 'answers') return await finishStart(home, { keys, port, child: server.child });
    if (outcome === 'port-taken') avoidedPort = port;
    else await pause(100);
  }
  throw new EmbeddedDatabaseError(
    `Another process holds the data in ${home.dataFolder} and is no server that answers. End it, or restart the machine.`,
  );
}

/**
 * After a restart of the machine the number in a left-over `postmaster.pid` may belong to another process of this user;
 * PostgreSQL would then refuse to start. One that names no process it replaces by itself.
 */
async function removeMisleadingFile(dataFolder: string): Promise<void> {
  const file = await readServerFile(dataFolder);
  if (file === null || (await isServerOf(file.pid, dataFolder))) return;
  // Read again: another starter may have put its own there since.
  if ((await readServerFile(dataFolder))?.pid === file.pid)
    await rm(join(dataFolder, 'postmaster.pid'), { force: true });
}

async function finishStart(
  home: Home,
  running: { keys: Keys; port: number; child: ChildProcess },
): Promise<EmbeddedDatabase> {
  const { port, child } = running;
  const { password } = running.keys;
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= stopChild(child);
    return stopping;
  };
  try {
    if (running.keys.port !== port) await writeKeys(home, { password, port });
    await ensureDatabase({ port, password, dataFolder: home.dataFolder }, DATABASE);
  } catch (error) {
    await stop();
    throw error;
  }
  return describe(home, { port, password }, { started: true, stop });
}

function describe(
  home: Home,
  { port, password }: { port: number; password: string },
  life: Pick<EmbeddedDatabase, 'started' | 'stop'>,
): EmbeddedDatabase {
  const at = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
  return {
    url: at(DATABASE),
    adminUrl: at('postgres'),
    port,
    dataFolder: home.dataFolder,
    logFolder: home.logFolder,
    ...life,
  };
}

const STOP_SECONDS_MAX = 60;

/** The fast shutdown: transactions under way are rolled back, everything is written, then the server ends. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_SECONDS_MAX * 1000);
  await ended;
  clearTimeout(hurry);
}

/** Ends the database of this checkout (or its cluster of this name), whoever started it, and deletes its data. */
export async function resetEmbedded(checkout: string, name?: string): Promise<void> {
  try {
    const home = await openHome({ checkout, ...(name === undefined ? {} : { name }) });
    await stopAny(home.dataFolder);
    await rm(dirname(home.dataFolder), { recursive: true, force: true });
    await closeHome(checkout);
  } catch (error) {
    throw inPlainWords('deleting its data', error);
  }
}

async function stopAny(dataFolder: string): Promise<void> {
  const file = await readServerFile(dataFolder);
  if (file === null || !(await isServerOf(file.pid, dataFolder))) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(file.pid, signal);
    if (await waitUntilGone({ pid: file.pid, dataFolder }, STOP_SECONDS_MAX)) return;
  }
  throw new EmbeddedDatabaseError(`The database server (process ${file.pid}) did not end.`);
}

/** The version of the PostgreSQL at hand, for instance `18.4`. */
export async function embeddedVersion(nativeFolder?: string): Promise<string> {
  const { version } = await tryPrograms(resolve(nativeFolder ?? findPackagedFolder()), null);
  return version;
}

function silent(): void {
  // No one listens.
}
