import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Act, perform } from '#platform/act.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { type Db, openDatabase, type Tx } from '#platform/database/database.ts';
import { type Jurisdiction, readJurisdiction } from '#platform/jurisdiction.ts';

export type TestDatabase = {
  /** As the owner of the tables, whom no policy stops: for arranging and looking. */
  db: Db;
  /** With the roles in which the running program speaks. */
  worker: Db;
  applicationPool: pg.Pool;
  pool: pg.Pool;
  url: string;
  jurisdiction: Jurisdiction;
  /** Writes as one act of the test itself. */
  write<Result>(work: (tx: Tx, act: Act) => Promise<Result>, actor?: Actor): Promise<Result>;
};

/**
 * A database of the test file's own: a clone of the migrated template, dropped afterwards.
 * Call at the top of a file; what it returns is filled before the first test.
 */
export function testDatabase(prepare?: (database: TestDatabase) => Promise<void>): TestDatabase {
  const database = {} as TestDatabase; // filled by beforeAll, before any test can look
  const name = `matricula_test_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    Object.assign(database, await cloneDatabase(name));
    await prepare?.(database);
  });
  afterAll(async () => {
    await Promise.all([database.db?.destroy(), database.worker?.destroy(), database.applicationPool?.end()]);
    await withAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
  });
  return database;
}

/** Makes `copy` the same as a filled database, row for row; whoever holds connections to either loses them. Call before the first request. */
export async function copyDatabase(filled: TestDatabase, copy: TestDatabase): Promise<void> {
  const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);
  const names = [nameOf(filled), nameOf(copy)] as const;
  for (const it of [filled, copy]) await Promise.all([it.db.destroy(), it.worker.destroy(), it.applicationPool.end()]);
  await withAdmin((admin) => admin.query(`drop database ${names[1]} with (force)`));
  Object.assign(copy, await cloneDatabase(names[1], names[0]));
  Object.assign(filled, await openClone(names[0]));
}

async function cloneDatabase(name: string, template = inject('template')): Promise<TestDatabase> {
  await withAdmin((admin) => admin.query(`create database ${name} template ${template}`));
  return openClone(name);
}

async function openClone(name: string): Promise<TestDatabase> {
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  const { db, pool } = openDatabase(url.href, { connectionsMax: 60, applicationName: name });
  const worker = openDatabase(url.href, { connectionsMax: 60, applicationName: name, role: 'worker' });
  const reading = openDatabase(url.href, { connectionsMax: 60, applicationName: name, role: 'application' });
  const jurisdiction = await readJurisdiction(db);
  const write: TestDatabase['write'] = (work, actor = systemActor('test', 'O.1' as OrganisationCode)) =>
    perform(db, { kind: 'test.prepare', actor }, work);
  const roles = { worker: worker.db, applicationPool: reading.pool };
  return { db, ...roles, pool, url: url.href, jurisdiction, write };
}

/** Clones of one template wait for each other inside PostgreSQL; a clash is tried again. */
async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const admin = new pg.Client({ connectionString: inject('adminUrl') });
    await admin.connect();
    try {
      await work(admin);
      return;
    } catch (error) {
      const isBusy = (error as { code?: string }).code === '55006'; // the template is being cloned by another file
      if (!isBusy || attempt === 20) throw error;
    } finally {
      await admin.end();
    }
  }
}
