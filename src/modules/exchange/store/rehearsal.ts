import { type ControlledTransaction, sql } from 'kysely';
import type { Db } from '#platform/database/database.ts';
import type { DB } from '#platform/database/types.ts';

export type RehearsalTx = ControlledTransaction<DB>;

/** Does work in one transaction that is rolled back whatever comes of it. */
export async function inRehearsal<Result>(db: Db, work: (tx: RehearsalTx) => Promise<Result>): Promise<Result> {
  const tx = await db.startTransaction().execute();
  try {
    return await work(tx);
  } finally {
    await tx.rollback().execute();
  }
}

/** Does a part of the work so that its failure undoes that part alone. */
export async function savepoint<Result>(tx: RehearsalTx, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint part`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint part`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx);
    await sql`release savepoint part`.execute(tx);
    throw error;
  }
}
