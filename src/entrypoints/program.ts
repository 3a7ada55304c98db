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
  const { db, pool } = openDatabase(databaseUrl);
  const close = async () => {
    await db.destroy();
    await server?.stop();
  };
  try {
    await prepareDatabase({ db, pool }, { checkout, jurisdiction: config.jurisdiction, report });
    const services = {
      db,
      databaseUrl,
      config,
      logger: openLog(config.logLevel),
      jurisdiction: await readJurisdiction(db),
      files: openFileStore(db, join(config.dataFolder, 'files')),
      demonstration: hasDemonstration(config, server !== null),
    };
    return { services, pool, isEmbedded: server !== null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Demonstration sign-ins need no password, so they exist only where nobody else can reach them, unless forced. */
export function hasDemonstration(config: Config, isEmbedded: boolean): boolean {
  if (config.demonstration !== 'auto') return config.demonstration === 'force';
  return isEmbedded && loopback.has(config.host) && config.jurisdiction === 'demonstration';
}
