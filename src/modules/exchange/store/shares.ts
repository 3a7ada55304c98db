import { sql } from 'kysely';
import type { Db, Reader } from '#platform/database/database.ts';

/** What waits to be worked. A batch over the API is run by its own request; only one that broke off long ago is taken up. */
export const isWaiting = sql`s.state in ('queued', 'running')
  and (s.format <> 'json' or (s.stage <> 'received' and s.received_at < now() - interval '10 minutes'))`;

/** How many are looked at for one that nobody works just now. */
const lookedAt = 20;

/**
 * The submissions that wait, by their turn: the share that was served longest ago first, within it the one served longest ago, then the
 * oldest. `isLong`: reading and rehearsing of a large one, which cannot be parted.
 */
export async function listByShare(
  reader: Reader,
  longBytes: number,
): Promise<{ submissionId: string; isLong: boolean }[]> {
  const { rows } = await sql<{ submissionId: string; isLong: boolean }>`
    with served as (
      select share_of, max(served_at) as at from exchange.submission where served_at > now() - interval '1 hour' group by share_of)
    select s.submission_id as "submissionId", (s.is_rehearsal or s.stage = 'received') and s.size_bytes > ${longBytes} as "isLong"
      from exchange.submission s left join served on served.share_of = s.share_of
     where ${isWaiting}
     order by served.at nulls first, s.served_at nulls first, s.submission_id limit ${lookedAt}`.execute(reader);
  return rows;
}

export async function countUnfinished(reader: Reader): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from exchange.submission s where ${isWaiting}`.execute(reader);
  return rows[0]?.count ?? 0;
}

export async function isUnfinished(reader: Reader, submissionId: string): Promise<boolean> {
  const { rows } =
    await sql`select from exchange.submission s where s.submission_id = ${submissionId} and ${isWaiting}`.execute(
      reader,
    );
  return rows.length > 0;
}

export async function markServed(db: Db, submissionId: string): Promise<void> {
  await sql`update exchange.submission set served_at = clock_timestamp() where submission_id = ${submissionId}`.execute(
    db,
  );
}
