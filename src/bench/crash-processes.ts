import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type EmbeddedDatabase, resetEmbedded, startOrJoinEmbedded } from '#platform/database/embedded.ts';

/** Something that is killed and comes again. */
export type Victim = { kill(): Promise<void>; raise(): Promise<void>; stop(): Promise<void>; restarts(): number };

/** A PostgreSQL of the bench's own, durable as it comes: killed like a machine that loses its power, as far as a process can be. */
export async function openCluster(checkout: string): Promise<Victim & { adminUrl: string }> {
  const name = 'crash';
  let server: EmbeddedDatabase = await startOrJoinEmbedded({ checkout, name });
  let restarts = 0;
  return {
    adminUrl: server.adminUrl,
    kill: async () => {
      const pid = Number((await readFile(join(server.dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await wait(20);
    },
    raise: async () => {
      server = await startOrJoinEmbedded({ checkout, name });
      restarts += 1;
    },
    stop: async () => {
      await server.stop();
      await resetEmbedded(checkout, name);
    },
    restarts: () => restarts,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export type ProgramOptions = { checkout: string; databaseUrl: string; dataFolder: string; runsJobs: boolean };

/** The real program as a process of its own: with the jobs it is the worker, without them the server. One that ends by itself is started again. */
export function openProcess({ checkout, databaseUrl, dataFolder, runsJobs }: ProgramOptions): Victim {
  let child: ChildProcess | null = null;
  let restarts = 0;
  let isWanted = false;
  const raise = async (): Promise<void> => {
    isWanted = true;
    const port = await findPort();
    const settings = {
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      MATRICULA_DATA: dataFolder,
      MATRICULA_DEMONSTRATION: 'off',
      MATRICULA_WORKER: String(runsJobs),
    };
    // By `env`, which becomes the program: the bench's own environment with these settings in it.
    const started = spawn(
      'env',
      [
        ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
        process.execPath,
        join(checkout, 'bin/matricula.mjs'),
        'start',
      ],
      { cwd: checkout, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    child = started;
    started.once('exit', () => {
      if (!isWanted || child !== started) return;
      restarts += 1;
      void wait(200).then(() => (isWanted && child === started ? raise() : undefined));
    });
    await Promise.race([untilReady(started), once(started, 'exit')]);
  };
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    isWanted = false;
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  };
  return { raise, kill: () => end('SIGKILL'), stop: () => end('SIGINT'), restarts: () => restarts };
}

function untilReady(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('ready at')) resolve();
    });
  });
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
