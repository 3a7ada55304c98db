import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasCode } from './problem.ts';

/** What a server says of itself in `postmaster.pid`. The port is null in the first moments. */
type ServerFile = { pid: number; port: number | null };

export async function readServerFile(dataFolder: string): Promise<ServerFile | null> {
  try {
    const lines = (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
    const [pid, port] = [Number.parseInt(lines[0] ?? '', 10), Number.parseInt(lines[3] ?? '', 10)];
    return pid > 0 ? { pid, port: port > 0 ? port : null } : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Is there a process of this number? One that we may not signal is one too. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Is this process the server of these data? After a restart of the machine the number may be anybody's. */
export async function isServerOf(pid: number, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') {
    return (await commandOf(pid)).includes(dataFolder);
  }
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) === (await realpath(dataFolder))) return true;
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'ENOENT', 'ESRCH')) throw error;
  }
  // For its first instants the server has not yet entered its folder, and a server of another user hides it.
  return (await commandOf(pid)).includes(dataFolder);
}

async function commandOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-ww', '-p', String(pid)]);
    return stdout;
  } catch {
    // The process ended while we looked.
    return '';
  }
}

/**
 * Waits until the process is no longer the server of these data; answers false when it still is at the end of the time.
 * A server that has ended may stay in the list of processes until somebody collects it, so being listed is not enough.
 */
export async function waitUntilGone(server: { pid: number; dataFolder: string }, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (await isServerOf(server.pid, server.dataFolder)) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

// Below the ports that systems give to outgoing connections, so the one remembered is rarely taken next time.
const PORTS = { first: 20_000, count: 10_000 };

/** The port wanted if nobody has it, else a free one. */
export async function findFreePort(wanted: number | null): Promise<number> {
  if (wanted !== null && (await isFree(wanted))) return wanted;
  for (let tries = 0; tries < 200; tries += 1) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port was found between 20000 and 30000');
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)));
  });
}
