import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Scratch } from './scratch.ts';

const columns = 'ordinal, file, row_number, subject, guid, payload';

/**
 * The physical limit: how many seconds the server takes to store the rows that were submitted, as they are, in a table without an index, a
 * constraint or a trigger. No pipeline that keeps every row can be faster than that.
 */
export async function measureLimit({ ownerPool, folder }: Scratch): Promise<number> {
  const client = await ownerPool.connect();
  const path = join(folder, 'rows.copy');
  try {
    await client.query(`create table public.bare as select ${columns} from exchange.submission_item with no data`);
    const rows = client.query(copyTo(`copy (select ${columns} from exchange.submission_item) to stdout`));
    await pipeline(rows, createWriteStream(path));
    const began = performance.now();
    const bare = client.query(copyFrom(`copy public.bare (${columns}) from stdin`));
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), bare);
    return (performance.now() - began) / 1000;
  } finally {
    client.release();
  }
}
