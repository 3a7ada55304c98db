import { join } from 'node:path';
import { type Config, readConfig } from '#platform/config.ts';
import type { Pool } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/database.ts';
import { startOrJoinEmbedded } from '#platform/database/embedded.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { openFileStore } from '#platform/files/files.ts';
import { readJurisdiction } from '#platform/jurisdiction.ts';
import { openLog } from '#platform/log.ts';
import type { Services } from '#platform/services.ts';

export type Program = {
  services: Services & { databaseUrl: string };
  pool: Pool;
  /** True when our own PostgreSQL serves the data. */
  isEmbedded: boolean;
  close(): Promise<void>;
};

/** Opens everything a command or the server needs: the database (embedded, or DATABASE_URL's), its schema, the jurisdiction, the files. */
export async function openProgram(
  checkout: string,
  report: (line: string) => void = () => undefined,
): Promise<Program> {
  const config = readConfig(checkout);
  const server = config.databaseUrl ? null : await startOrJoinEmbedded({ checkout, report });
  const databaseUrl = config.databaseUrl ?? server?.url ?? '';
  const close = async () => {
    await work.db.destroy();
    await reading.db.destroy();
    await server?.stop();
  };
  const work = openDatabase(databaseUrl, { role: 'worker' });
  const reading = openDatabase(databaseUrl, { role: 'application' });
  try {
    await prepare(config.databaseOwnerUrl ?? databaseUrl, { checkout, jurisdiction: config.jurisdiction, report });
    const services = {
      db: work.db,
      readingPool: reading.pool,
      databaseUrl,
      config,
      logger: openLog(config.logLevel),
      jurisdiction: await readJurisdiction(work.db),
      files: openFileStore(work.db, join(config.dataFolder, 'files')),
      demonstration: hasDemonstration(config, server !== null),
    };
    return { services, pool: work.pool, isEmbedded: server !== null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Migrates as the owner of the tables, whose connections are closed again: nothing else is done in that name. */
async function prepare(ownerUrl: string, options: Parameters<typeof prepareDatabase>[1]): Promise<void> {
  const { db, pool } = openDatabase(ownerUrl, { connectionsMax: 2, applicationName: 'matricula-owner' });
  try {
    await prepareDatabase({ db, pool }, options);
  } finally {
    await db.destroy();
  }
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Demonstration sign-ins need no password, so they exist only where nobody else can reach them, unless forced. */
export function hasDemonstration(config: Config, isEmbedded: boolean): boolean {
  if (config.demonstration !== 'auto') return config.demonstration === 'force';
  return isEmbedded && loopback.has(config.host) && config.jurisdiction === 'demonstration';
}
