import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { beginEra, beginning, ensureMonth, type LedgerRow, listMonths, readRows, readWords } from '../store/rows.ts';
import * as store from '../store/seals.ts';
import { digestOf, digestWords, firstDigest, markBytes, nextDigest, type WordDigests } from './chain.ts';
import { type HeadPayload, sumLedger } from './heads.ts';
import { type HeadFile, type LedgerKey, openKey, writeHeadFile } from './keys.ts';

/** A run that is sealed together: long enough to be cheap, short enough that a broken one is soon looked through. */
const sealRowsMax = 4096;
/** What one pass takes from a month before it looks at the others. */
const passRowsMax = 16 * sealRowsMax;

type Sealing = Pick<Services, 'db' | 'config'>;

/**
 * Seals what is complete, in every month, and returns how many rows. Nobody who reads or appends waits for it: it takes rows
 * whose transactions have all ended (store/rows.ts), and writes beside them. One process seals at a time; another finds it taken.
 */
export async function sealLedger(
  services: Sealing,
  key: LedgerKey,
  { at = new Date(), rowsMax = Number.POSITIVE_INFINITY }: { at?: Date; rowsMax?: number } = {},
): Promise<number> {
  const { db } = services;
  let sealed = 0;
  for (;;) {
    const pass = await sealOnce(db, at);
    sealed += pass.rows;
    if (!pass.isMore || sealed >= rowsMax) break;
  }
  if (sealed > 0 || (await isHeadDue(db, at))) await signHeads(services, key, at);
  return sealed;
}

async function sealOnce(db: Db, at: Date): Promise<{ rows: number; isMore: boolean }> {
  return db.transaction().execute(async (tx) => {
    if (!(await store.takeSealing(tx))) return { rows: 0, isMore: false };
    const last = await store.findLastSeals(tx);
    let rows = 0;
    let isMore = false;
    for (const month of await listMonths(tx)) {
      const found = await collect(db, month, last.get(month));
      if (found.length === 0) continue;
      // Read after the rows: whatever they point to was written before them.
      const words = digestWords(await readWords(tx, found));
      await store.insertSeals(tx, makeSeals(found, words, { month, last: last.get(month) }), at);
      rows += found.length;
      isMore ||= found.length === passRowsMax;
    }
    return { rows, isMore };
  });
}

async function collect(db: Db, month: string, last: store.Seal | undefined): Promise<LedgerRow[]> {
  const found: LedgerRow[] = [];
  for await (const rows of readRows(db, { month, after: last?.last ?? beginning, limit: passRowsMax }))
    found.push(...rows);
  return found;
}

/** Links rows to the chain of their month, in runs. */
function makeSeals(
  rows: readonly LedgerRow[],
  words: WordDigests,
  { month, last }: { month: string; last: store.Seal | undefined },
): store.Seal[] {
  const seals: store.Seal[] = [];
  let digest: Buffer = last?.digest ?? firstDigest(month);
  for (let start = 0; start < rows.length; start += sealRowsMax) {
    const run = rows.slice(start, start + sealRowsMax);
    const marks = Buffer.alloc(markBytes * run.length);
    let firstAt = Number.POSITIVE_INFINITY;
    let lastAt = 0;
    for (const [place, row] of run.entries()) {
      digest = nextDigest(digest, row, words);
      digest.copy(marks, place * markBytes, 0, markBytes);
      firstAt = Math.min(firstAt, row.at);
      lastAt = Math.max(lastAt, row.at);
    }
    const [first, end] = [run[0], run.at(-1)];
    if (!first || !end) break;
    seals.push({
      month,
      ordinal: (last?.ordinal ?? 0) + seals.length + 1,
      first: { tx: first.tx, readId: first.readId },
      last: { tx: end.tx, readId: end.readId },
      rows: run.length,
      firstAt: new Date(firstAt / 1000),
      lastAt: new Date(lastAt / 1000),
      digest,
      marks,
    });
  }
  return seals;
}

/**
 * Signs what the ledger amounts to: once a day (UTC) as a numbered head in the database and in a file of its own, and after every
 * seal as `head.json`, so that a tail cut off within the day shows as well.
 */
async function signHeads({ db, config }: Sealing, key: LedgerKey, at: Date): Promise<void> {
  const written = await db.transaction().execute(async (tx) => {
    if (!(await store.takeSealing(tx))) return null;
    const before = await store.findLastHead(tx);
    const sums = await sumLedger(tx, config, before);
    const months = sums.map((it) => ({ ...it, digest: it.digest.toString('hex') }));
    const previous = before ? digestOf(before.payload).toString('hex') : null;
    const live = write({ head: null, signedAt: at.toISOString(), previous, months }, key);
    if (before && dayOf(before.signedAt) >= dayOf(at)) return { live, daily: null };
    const head = (before?.head ?? 0) + 1;
    const daily = write({ head, signedAt: at.toISOString(), previous, months }, key);
    const signature = Buffer.from(daily.signature, 'base64');
    await store.insertHead(tx, { head, payload: daily.payload, signature, keyId: key.keyId, signedAt: at });
    return { live, daily: { head, file: daily } };
  });
  if (!written) return;
  if (written.daily) await writeHeadFile(config, written.daily.head, written.daily.file);
  await writeHeadFile(config, null, written.live);
}

function write(head: HeadPayload, key: LedgerKey): HeadFile {
  const payload = JSON.stringify(head);
  return { payload, signature: key.sign(payload).toString('base64'), keyId: key.keyId, publicKey: key.publicPem };
}

/** A day on which nobody read anything has its head as well. */
async function isHeadDue(db: Db, at: Date): Promise<boolean> {
  const last = await store.findLastHead(db);
  return !last || dayOf(last.signedAt) < dayOf(at);
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

const pauseMs = 2000;

/**
 * Seals every two seconds until it is stopped: a loop of its own in the process that runs the jobs, since the queue's schedule
 * counts in minutes. What fails is logged and tried again with the next round; after a stop the next start goes on where it stood.
 */
export async function startSealing(services: Services): Promise<{ stop(): Promise<void> }> {
  const { db, logger } = services;
  const key = await openKey(services.config);
  if (await beginEra(db)) logger.warn('the database counts its transactions anew; the ledger begins another era');
  await prepareMonths(db, new Date());
  const abort = new AbortController();
  const running = (async () => {
    while (!abort.signal.aborted) {
      await sealLedger(services, key).catch((error: unknown) =>
        logger.error({ err: error }, 'the ledger was not sealed'),
      );
      await wait(pauseMs, undefined, { signal: abort.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}

/** Makes the partitions of this month and the next two, so that no reader has to. */
export async function prepareMonths(db: Db, now: Date): Promise<void> {
  for (const ahead of [0, 1, 2])
    await ensureMonth(db, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
}
