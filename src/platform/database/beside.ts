import { sql } from 'kysely';
import type { Tx } from './database.ts';

const place = sql`hashtextextended('matricula reversal', 0)`;

/**
 * For transactions that write about students whom they do not lock: until they end no submission is taken back beside them, and none sees
 * a student whom a taking back is about to let go. Call it first.
 */
export async function besideReversals(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${place})`.execute(tx);
}

/** For a batch of a taking back: waits for those who write, and lets the others wait until the batch is done. Call it first. */
export async function aloneAsReversal(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${place})`.execute(tx);
}
