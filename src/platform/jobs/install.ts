import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

/** Makes the queue's own tables; its makers version them apart from ours. */
export async function installJobQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
}
