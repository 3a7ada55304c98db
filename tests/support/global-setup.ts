import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#platform/database/database.ts';
import { startOrJoinEmbedded } from '#platform/database/embedded.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    template: string;
  }
}

const checkout = join(import.meta.dirname, '../..');

/**
 * A server for the tests (DATABASE_URL when set, else an embedded cluster of its own with durability off), and on it one
 * migrated template that every test file clones. The template is named by what it is made of, so it is made once per change.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  const server = given
    ? null
    : await startOrJoinEmbedded({
        checkout,
        name: 'test',
        settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
      });
  const adminUrl = given ?? server?.adminUrl ?? '';
  const template = `matricula_template_${await digestOfSources()}`;
  await makeTemplate(adminUrl, template);
  project.provide('adminUrl', adminUrl);
  project.provide('template', template);
  return async () => {
    await server?.stop();
  };
}

async function makeTemplate(adminUrl: string, template: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(4711)');
    await dropOld(admin, template);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      const unfinished = `${template}_new`;
      await admin.query(`drop database if exists ${unfinished} with (force)`);
      await admin.query(`create database ${unfinished} template template0 encoding 'UTF8'`);
      const url = new URL(adminUrl);
      url.pathname = `/${unfinished}`;
      const { db, pool } = openDatabase(url.href, { connectionsMax: 2 });
      await prepareDatabase({ db, pool }, { checkout, jurisdiction: 'demonstration' });
      await db.destroy();
      await admin.query(`alter database ${unfinished} rename to ${template}`);
    }
  } finally {
    await admin.end();
  }
}

/** Templates of earlier sources and clones that a killed run left behind (older than the server's last hour of use are unreachable by name). */
async function dropOld(admin: pg.Client, template: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database d where datname like 'matricula_template_%' and datname <> $1
        and not exists (select from pg_stat_activity a where a.datname = d.datname)`,
    [template],
  );
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname}`);
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['db/migrations', 'jurisdictions']) {
    for (const name of (await readdir(join(checkout, folder), { recursive: true })).sort()) {
      if (name.endsWith('.sql') || name.endsWith('.json'))
        hash.update(name).update(await readFile(join(checkout, folder, name)));
    }
  }
  hash.update(await readFile(join(checkout, 'src/platform/jurisdiction.ts')));
  return hash.digest('hex').slice(0, 12);
}
