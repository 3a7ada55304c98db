import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { installJobQueue } from '../jobs/install.ts';
import { loadJurisdiction, readJurisdictionFiles } from '../jurisdiction.ts';
import type { Db } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';

export const migrationFolder = (checkout: string) => join(checkout, 'db/migrations');

/** Brings a database to where the program needs it: migrations, the job queue's tables, the jurisdiction's data. Harmless when all is there. */
export async function prepareDatabase(
  { db, pool }: { db: Db; pool: pg.Pool },
  { checkout, jurisdiction, report }: { checkout: string; jurisdiction: string; report?: (line: string) => void },
): Promise<void> {
  await refuseOldServer(pool);
  await migrate(pool, await readMigrations(migrationFolder(checkout)), report);
  await installJobQueue(pool);
  const data = await readJurisdictionFiles(join(checkout, 'jurisdictions'), jurisdiction);
  const isChanged = await db.transaction().execute((tx) => loadJurisdiction(tx, data));
  if (isChanged) report?.(`jurisdiction ${jurisdiction}`);
}

const versionMin = 160_000;

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string; server_encoding: string }>(
    `select current_setting('server_version_num') as server_version_num, current_setting('server_encoding') as server_encoding`,
  );
  const row = rows[0];
  if (row && Number(row.server_version_num) < versionMin)
    throw new Error(
      `PostgreSQL 16 or later is needed; this one is ${Math.floor(Number(row.server_version_num) / 10_000)}.`,
    );
  if (row && row.server_encoding !== 'UTF8')
    throw new Error(`The database's encoding is ${row.server_encoding}; it must be UTF8 to hold every name.`);
}

/** The program's version, from its package. */
export async function readVersion(checkout: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'));
  return (content as { version: string }).version;
}
