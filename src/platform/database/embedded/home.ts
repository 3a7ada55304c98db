import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedDatabaseError, hasCode } from './problem.ts';

/** The user under whom the server runs when we are root. */
export type Account = { name: string; uid: number; gid: number };

/** Where one cluster of one checkout lies, and who runs it. */
export type Home = {
  /** Holds native files and clusters; `.matricula` itself unless we are root. */
  folder: string;
  dataFolder: string;
  logFolder: string;
  /** Null when the server runs as the user who asks. */
  account: Account | null;
};

type HomeOptions = { checkout: string; name?: string; dataFolder?: string; report?: (line: string) => void };

/**
 * Finds or makes the place of a cluster. An ordinary user has all in `.matricula`. Root must run the server as somebody
 * else, who may be unable to enter the checkout, so the files go to a folder which everyone may pass through.
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const name = options.name ?? 'postgres';
  const ownFolder = await openFolder(ownFolderOf(options.checkout));
  const override = options.dataFolder === undefined ? undefined : resolve(options.dataFolder);
  // The server is recognised by the path of its data, so there must be one path, whatever links led here.
  const dataFolder = override && join(await openFolder(dirname(override)), basename(override));
  const inCheckout = homeIn(ownFolder, name, dataFolder);
  if (process.getuid?.() !== 0) return { ...inCheckout, account: null };

  // Data that an ordinary user made in this checkout stay theirs and stay there, even when root comes along.
  const owner = await ownerOf(inCheckout.dataFolder);
  if (owner !== null && owner.uid !== 0) return { ...inCheckout, account: { name: `user ${owner.uid}`, ...owner } };
  const folder = await openOutsideFolder(ownFolder, options.report);
  return { ...homeIn(folder, name, dataFolder), account: await findAccount() };
}

function ownFolderOf(checkout: string): string {
  return join(resolve(checkout), '.matricula');
}

async function openFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return await realpath(folder);
}

function homeIn(folder: string, name: string, override?: string): Omit<Home, 'account'> {
  const dataFolder = override ?? join(folder, name, 'data');
  return { folder, dataFolder, logFolder: join(dirname(dataFolder), 'log') };
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** `postgres` where there is one, else `nobody`: the server refuses root, and a uid that is not in the passwd file. */
async function findAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = lines.find((fields) => fields[0] === wanted) ?? [];
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedDatabaseError(
    'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody" to run it. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

const POINTER = 'postgres-lies-in';

/**
 * The folder outside the checkout, keyed by the checkout's path and remembered in a pointer file. /var/lib comes first:
 * /var/tmp is swept of files that nobody read for 30 days on many systems, which would eat a database piece by piece.
 */
async function openOutsideFolder(ownFolder: string, report?: (line: string) => void): Promise<string> {
  const pointer = join(ownFolder, POINTER);
  const remembered = await readPointer(pointer);
  if (remembered !== null && (await isSafeFolder(remembered))) return remembered;
  const key = createHash('sha256').update(ownFolder).digest('hex').slice(0, 12);
  for (const base of ['/var/lib', '/var/tmp', tmpdir(), '/opt']) {
    const folder = join(base, `matricula-${key}`);
    if (!(await makeOutsideFolder(folder, report))) continue;
    await writeFile(`${pointer}.${process.pid}`, `${folder}\n`);
    await rename(`${pointer}.${process.pid}`, pointer);
    return folder;
  }
  throw new EmbeddedDatabaseError(
    'Root found no folder that other users may pass through (/var/lib, /var/tmp and /opt were tried), and PostgreSQL ' +
      'refuses to run as root. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Removes the folder outside the checkout when no cluster is left in it, copied programs and pointer with it. */
export async function closeHome(checkout: string): Promise<void> {
  const pointer = join(ownFolderOf(checkout), POINTER);
  const folder = await readPointer(pointer);
  if (folder === null || !(await isSafeFolder(folder))) return;
  if ((await readdir(folder)).some((name) => !name.startsWith('native-'))) return;
  await rm(folder, { recursive: true, force: true });
  await rm(pointer, { force: true });
}

async function readPointer(pointer: string): Promise<string | null> {
  try {
    return (await readFile(pointer, 'utf8')).trim() || null;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function makeOutsideFolder(folder: string, report?: (line: string) => void): Promise<boolean> {
  if (!(await isPassable(dirname(folder)))) return false;
  try {
    await mkdir(folder);
    // Against a strict umask of root's.
    await chmod(folder, 0o755);
    return true;
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOSPC')) return false;
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  if (!(await isSafeFolder(folder))) return false;
  report?.(`Found the database of an earlier checkout at this path in ${folder}; a reset starts afresh.`);
  return true;
}

/** Ours and writable by nobody else: in a folder like /var/tmp anyone could have made one of the same name. */
async function isSafeFolder(folder: string): Promise<boolean> {
  try {
    const { uid, mode } = await lstat(folder);
    return (mode & 0o170022) === 0o040000 && uid === 0 && (await isPassable(folder));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** May any user walk down to this folder? */
async function isPassable(folder: string): Promise<boolean> {
  try {
    for (let path = folder; ; path = dirname(path)) {
      if (((await stat(path)).mode & 0o001) === 0) return false;
      if (path === dirname(path)) return true;
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
