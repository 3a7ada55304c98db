import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

export type Migration = { number: number; name: string; sql: string; digest: string };

/** Reads `NNNN_module_what.sql` in order; numbers must be contiguous from 1 and unique. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(name.slice(0, 4));
      if (number !== index + 1)
        throw new Error(`migration ${name} should be number ${index + 1}: numbers are contiguous and unique`);
      const sql = await readFile(join(folder, name), 'utf8');
      return { number, name, sql, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const ledger = `
  create schema if not exists migration;
  create table if not exists migration.applied (
    number integer constraint applied_pkey primary key,
    name text not null,
    digest text not null,
    applied_at timestamptz not null default now());`;

/** An arbitrary number that all starters of one database agree on, so that they migrate one after another. */
const migrationLock = 7_346_182;

/**
 * Applies what is missing, each migration in a transaction of its own. Twice or twenty at once does no harm.
 * Refuses a database that is newer than the program, or one whose applied migrations were edited.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: Migration[],
  report: (line: string) => void = () => undefined,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(ledger);
    const applied = await client.query<{ number: number; name: string; digest: string }>(
      'select number, name, digest from migration.applied order by number',
    );
    refuseUnknown(applied.rows, migrations);
    const missing = migrations.slice(applied.rows.length);
    for (const migration of missing) {
      report(`migration ${migration.name}`);
      await applyOne(client, migration);
    }
    return missing.length;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
    client.release();
  }
}

function refuseUnknown(applied: { number: number; name: string; digest: string }[], known: Migration[]): void {
  for (const row of applied) {
    const migration = known[row.number - 1];
    if (!migration)
      throw new Error(
        `The database knows migration ${row.name}, this program does not: start the newer program, or restore a backup.`,
      );
    if (migration.digest !== row.digest) {
      throw new Error(
        `Migration ${row.name} was edited after it was applied. On a developer's machine: npm run reset. Never edit a released migration.`,
      );
    }
  }
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration.applied (number, name, digest) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.digest,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
