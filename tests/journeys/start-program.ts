import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startOrJoinEmbedded } from '#platform/database/embedded.ts';

const checkout = join(import.meta.dirname, '../..');

/**
 * Starts the program as a person would, over a fresh database and a small invented province, and tells the journeys its
 * address in JOURNEY_URL. Everything ends and goes away afterwards.
 */
export default async function startProgram(): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  const server = given ? null : await startOrJoinEmbedded({ checkout, name: 'test', settings: { fsync: 'off' } });
  const adminUrl = given ?? server?.adminUrl ?? '';
  const name = `matricula_journey_${randomBytes(4).toString('hex')}`;
  await ask(adminUrl, `create database ${name} template template0 encoding 'UTF8'`);
  const data = mkdtempSync(join(tmpdir(), 'matricula-journey-'));
  const program = await launch({ databaseUrl: withDatabase(adminUrl, name), data });
  process.env['JOURNEY_URL'] = program.address;
  process.env['JOURNEY_DATA'] = data;
  process.env['JOURNEY_DATABASE'] = withDatabase(adminUrl, name);
  return async () => {
    await program.stop();
    await ask(adminUrl, `drop database if exists ${name} with (force)`);
    rmSync(data, { recursive: true, force: true });
    await server?.stop();
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A port nobody uses now; the program is told it, so that an address in use by a developer is left alone. */
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

async function launch({
  databaseUrl,
  data,
}: {
  databaseUrl: string;
  data: string;
}): Promise<{ address: string; stop(): Promise<void> }> {
  const port = await findPort();
  const child = spawn(process.execPath, [join(checkout, 'bin/matricula.mjs'), 'start'], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      MATRICULA_DATA: data,
      MATRICULA_DEMONSTRATION: 'force',
      MATRICULA_DEMONSTRATION_STUDENTS: '600',
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('ready at')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    address: `http://localhost:${port}`,
    stop: async () => {
      child.kill('SIGINT');
      await gone;
    },
  };
}
