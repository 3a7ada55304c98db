import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Binaries, runProgram } from './binaries.ts';
import type { Account, Home } from './home.ts';
import { EmbeddedDatabaseError, hasCode, inPlainWords } from './problem.ts';
import { isAlive } from './process.ts';

/** What we keep about a cluster, in a file that only the server's user (and root) may read, inside the data. */
export type Keys = { password: string; port: number | null };

export const SUPERUSER = 'postgres';
const KEYS = 'matricula-keys.json';

/** Is there a whole cluster in this folder? */
export async function hasCluster(dataFolder: string): Promise<boolean> {
  return (await readOrNull(join(dataFolder, 'PG_VERSION'))) !== null;
}

/** Throws in plain words when the data were made by another major version than the programs at hand. */
export async function requireSameVersion(dataFolder: string, binaries: Binaries): Promise<void> {
  const madeBy = Number.parseInt((await readOrNull(join(dataFolder, 'PG_VERSION'))) ?? '', 10);
  if (madeBy === binaries.majorVersion) return;
  throw new EmbeddedDatabaseError(
    `The data in ${dataFolder} were made by PostgreSQL ${madeBy}, and the one installed is ${binaries.version}. Dump them ` +
      'with the older version first, or, if they may go, run `npm run reset`. Or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/**
 * Makes a cluster beside its place and moves it there whole: of two starters the slower finds the place taken, throws
 * its own away and goes on with the other's.
 */
export async function makeCluster(home: Home, binaries: Binaries, durable: boolean): Promise<void> {
  const parent = dirname(home.dataFolder);
  const prefix = `${basename(home.dataFolder)}.new-`;
  const made = await mkdir(parent, { recursive: true });
  if (home.account !== null && made !== undefined) await chmod(parent, 0o755);
  await removeAbandoned(parent, prefix);
  const unfinished = join(parent, `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await initialise(unfinished, { home, binaries, durable });
    await rename(unfinished, home.dataFolder);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw inPlainWords('making its data folder', error);
    if (!(await hasCluster(home.dataFolder))) {
      throw new EmbeddedDatabaseError(
        `${home.dataFolder} is not empty and holds no PostgreSQL data. Move it away and start again.`,
      );
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function initialise(folder: string, making: { home: Home; binaries: Binaries; durable: boolean }): Promise<void> {
  const { binaries, durable } = making;
  const { account } = making.home;
  const password = randomBytes(24).toString('hex');
  const passwordFile = `${folder}.password`;
  await mkdir(folder, { mode: 0o700 });
  if (account !== null) await chown(folder, account.uid, account.gid);
  try {
    await writePrivate(passwordFile, `${password}\n`, account);
    await runInitdb(binaries, account, [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      ...(durable ? [] : ['--no-sync']),
    ]);
    await writeKeys({ dataFolder: folder, account }, { password, port: null });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

const LETTER_LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const;

/**
 * The built-in locale (17 brought it) depends on no library of the system, so an index never changes its order. The
 * system's locale still tells extensions such as pg_trgm what a letter is: under plain C they drop É and its like from
 * names, so C is the last resort of a system that has no other.
 */
async function runInitdb(binaries: Binaries, account: Account | null, args: string[]): Promise<void> {
  const order = binaries.majorVersion >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  for (const letters of LETTER_LOCALES) {
    const locale = ['--locale=C', `--lc-ctype=${letters}`, ...order];
    try {
      await runProgram({ binaries: binaries.folder, account, program: 'initdb', args: [...args, ...locale] });
      return;
    } catch (error) {
      const isUnknown = error instanceof Error && /invalid locale name/.test(error.message);
      if (!isUnknown || letters === 'C') throw error;
    }
  }
}

export async function readKeys(dataFolder: string): Promise<Keys> {
  try {
    return JSON.parse(await readFile(join(dataFolder, KEYS), 'utf8')) as Keys;
  } catch (error) {
    throw inPlainWords(`reading the password kept in ${join(dataFolder, KEYS)}`, error);
  }
}

export async function writeKeys(of: { dataFolder: string; account: Account | null }, keys: Keys): Promise<void> {
  const path = join(of.dataFolder, KEYS);
  const unfinished = `${path}.${process.pid}`;
  await writePrivate(unfinished, `${JSON.stringify(keys)}\n`, of.account);
  await rename(unfinished, path);
}

async function writePrivate(path: string, text: string, account: Account | null): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  if (account !== null) await chown(path, account.uid, account.gid);
}

/** Half-made clusters whose maker is dead. */
async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    if (isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    await access(path);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw inPlainWords(`reading ${path}`, error);
  }
}
