import type { Services } from '#platform/services.ts';
import { beginning, countUnsealed, listMonths } from '../store/rows.ts';
import { findLastHead, findLastSeals } from '../store/seals.ts';
import { sumLedger } from './heads.ts';
import { readHeadFile } from './keys.ts';

/** How far the ledger is sealed, and what stands in its latest head file. */
export async function describeState({ db, config }: Pick<Services, 'db' | 'config'>) {
  const last = await findLastSeals(db);
  const months = await listMonths(db);
  const waiting = await Promise.all(
    months.map((month) => countUnsealed(db, { month, after: last.get(month)?.last ?? beginning })),
  );
  const sums = await sumLedger(db, config, await findLastHead(db));
  const head = await readHeadFile(config, null);
  const oldest = waiting.flatMap((it) => it.oldestAt ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  return {
    head: head && { payload: head.payload, signature: head.signature, keyId: head.keyId },
    sealedRows: sums.reduce((sum, it) => sum + it.rows, 0),
    unsealedRows: waiting.reduce((sum, it) => sum + it.rows, 0),
    oldestUnsealedAt: oldest?.toISOString() ?? null,
  };
}
