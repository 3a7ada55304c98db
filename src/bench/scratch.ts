import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#platform/config.ts';
import { openDatabase, type Pool } from '#platform/database/database.ts';
import { startOrJoinEmbedded } from '#platform/database/embedded.ts';
import { prepareDatabase } from '#platform/database/prepare.ts';
import { openFileStore } from '#platform/files/files.ts';
import { readJurisdiction } from '#platform/jurisdiction.ts';
import { openLog } from '#platform/log.ts';
import type { Services } from '#platform/services.ts';

/** A database and a folder of a bench's own, on the server that the program uses. */
export type Scratch = {
  services: Services;
  ownerPool: Pool;
  pool: Pool;
  url: string;
  folder: string;
  close(): Promise<void>;
};

/** Where a bench's database is made: on a server that is named, else on the one that the program itself uses. */
export type Place = { checkout: string; adminUrl: string | null };

/** Makes an empty register beside the real one; `close` drops it again. */
export async function openScratch({ checkout, adminUrl: named }: Place): Promise<Scratch> {
  const config = readConfig(checkout);
  const given = named ?? config.databaseUrl;
  const server = given === null ? await startOrJoinEmbedded({ checkout }) : null;
  const adminUrl = given ?? server?.adminUrl ?? '';
  const name = `matricula_bench_${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'matricula-bench-'));
  await asAdmin(adminUrl, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const owner = openDatabase(url.href, { connectionsMax: 2, applicationName: name });
  const { db, pool } = openDatabase(url.href, { applicationName: name, role: 'worker' });
  const reading = openDatabase(url.href, { applicationName: name, role: 'application' });
  const close = async () => {
    await Promise.all([owner.db.destroy(), db.destroy(), reading.db.destroy()]);
    await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
    await server?.stop();
  };
  try {
    await prepareDatabase(owner, { checkout, jurisdiction: 'demonstration' });
    const jurisdiction = await readJurisdiction(db);
    const files = openFileStore(db, join(folder, 'files'));
    const logger = openLog(config.logLevel);
    const services = { db, readingPool: reading.pool, config, logger, jurisdiction, files, demonstration: false };
    return { services, ownerPool: owner.pool, pool, url: url.href, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const { db, pool } = openDatabase(url, { connectionsMax: 1 });
  try {
    await pool.query(statement);
  } finally {
    await db.destroy();
  }
}
