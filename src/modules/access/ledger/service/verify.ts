import type { Db } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import type { Break } from '../rules/breaks.ts';
import { beginning, countUnsealed, type LedgerRow, listMonths, readRows, readWords } from '../store/rows.ts';
import { findLastSeals, listSeals, type Seal } from '../store/seals.ts';
import { digestWords, firstDigest, markBytes, nextDigest, type WordDigests } from './chain.ts';
import { judgeHeads } from './heads.ts';

export type Span = { from?: Date; to?: Date };

export type Verification = {
  isSound: boolean;
  /** Everything that does not add up, heads first, then month by month; within a month in order. */
  breaks: Break[];
  months: number;
  seals: number;
  rows: number;
  heads: number;
  /** Rows that are not sealed yet: those of the last seconds. */
  unsealed: { rows: number; oldestAt: Date | null };
};

/** So many breaks of one month are named; a ledger that was worked over has no end of them. */
const breaksMax = 20;

/**
 * Recomputes the ledger: every row's link, every run's seal, every head's signature, and what the heads and their
 * files outside the database say of the chains. With a span only the runs that have a row in it are recomputed.
 */
export async function verifyLedger(
  { db, config }: Pick<Services, 'db' | 'config'>,
  span: Span = {},
): Promise<Verification> {
  const ends = await findLastSeals(db);
  const words = digestWords(await readWords(db));
  const heads = await judgeHeads({ db, config });
  const months = [...new Set([...(await listMonths(db)), ...ends.keys(), ...heads.months])].sort();
  const sums: Verification = {
    isSound: true,
    breaks: [...heads.breaks],
    months: 0,
    seals: 0,
    rows: 0,
    heads: heads.count,
    unsealed: { rows: 0, oldestAt: null },
  };
  for (const month of months) {
    const end = ends.get(month);
    const found = await verifyMonth(db, { month, end, span, words });
    sums.breaks.push(...found.breaks.slice(0, breaksMax), ...heads.judgeMonth(month, found.known));
    sums.seals += found.seals;
    sums.rows += found.rows;
    if (found.seals > 0) sums.months += 1;
    const waiting = await countUnsealed(db, { month, after: end?.last ?? beginning });
    sums.unsealed.rows += waiting.rows;
    sums.unsealed.oldestAt ??= waiting.oldestAt;
  }
  return { ...sums, isSound: sums.breaks.length === 0 };
}

type MonthFound = {
  breaks: Break[];
  seals: number;
  rows: number;
  /** What the seals themselves say, for the heads to be compared with. */
  known: { ordinal: number; digest: string; rows: number }[];
};

type Asked = { month: string; end: Seal | undefined; span: Span; words: WordDigests };

async function verifyMonth(db: Db, { month, end, span, words }: Asked): Promise<MonthFound> {
  const found: MonthFound = { breaks: [], seals: 0, rows: 0, known: [] };
  if (!end) return found;
  const rows = new RowFeed(db, month, end);
  let before: Seal | undefined;
  let sum = 0;
  for await (const seal of listSeals(db, month)) {
    if (seal.ordinal > end.ordinal) break;
    for (let missing = (before?.ordinal ?? 0) + 1; missing < seal.ordinal; missing += 1)
      found.breaks.push({ kind: 'seal_missing', month, ordinal: missing, place: null, row: null });
    sum += seal.rows;
    found.known.push({ ordinal: seal.ordinal, digest: seal.digest.toString('hex'), rows: sum });
    if (isWithin(seal, span)) {
      const run = await rows.takeUpTo(before, seal);
      const judged = judgeRun(run, { seal, before: before?.digest ?? firstDigest(month), words });
      if (judged) found.breaks.push(judged);
      found.seals += 1;
      found.rows += run.length;
    }
    before = seal;
  }
  await rows.end();
  return found;
}

function isWithin({ firstAt, lastAt }: Seal, { from, to }: Span): boolean {
  return (from === undefined || lastAt >= from) && (to === undefined || firstAt <= to);
}

/** The rows of a month, given out run by run; a run that is not asked for is skipped without being read. */
class RowFeed {
  #feed: AsyncGenerator<LedgerRow[]> | null = null;
  #held: LedgerRow[] = [];
  #read: Seal | undefined;
  readonly #db: Db;
  readonly #month: string;
  readonly #end: Seal;

  constructor(db: Db, month: string, end: Seal) {
    this.#db = db;
    this.#month = month;
    this.#end = end;
  }

  /** All rows behind the run before, up to the last of this one: also those that nobody sealed. */
  async takeUpTo(before: Seal | undefined, seal: Seal): Promise<LedgerRow[]> {
    if (!this.#feed || this.#read !== before) {
      await this.end();
      this.#feed = readRows(this.#db, { month: this.#month, after: before?.last ?? beginning, upTo: this.#end.last });
    }
    const run: LedgerRow[] = [];
    for (;;) {
      const cut = this.#held.findIndex((row) => isBehind(row, seal.last));
      run.push(...this.#held.splice(0, cut === -1 ? this.#held.length : cut));
      if (cut !== -1) break;
      const next = await this.#feed.next();
      if (next.done) break;
      this.#held = next.value;
    }
    this.#read = seal;
    return run;
  }

  async end(): Promise<void> {
    await this.#feed?.return(undefined);
    this.#feed = null;
    this.#held = [];
  }
}

function isBehind(row: LedgerRow, { tx, readId }: Seal['last']): boolean {
  return row.tx > tx || (row.tx === tx && row.readId > readId);
}

type Judging = { seal: Seal; before: Buffer; words: WordDigests };

/** The first thing that does not add up in a run, or null. The run before is taken at its word: its own breaks are told with it. */
function judgeRun(run: readonly LedgerRow[], { seal, before, words }: Judging): Break | null {
  const { month, ordinal, marks } = seal;
  let digest = before;
  for (const [i, row] of run.entries()) {
    digest = nextDigest(digest, row, words);
    const isAsSealed = i < seal.rows && digest.compare(marks, i * markBytes, (i + 1) * markBytes, 0, markBytes) === 0;
    if (!isAsSealed)
      return { kind: kindOf(run.length, seal.rows), month, ordinal, place: i + 1, row: `${row.tx}/${row.readId}` };
  }
  if (run.length < seal.rows) return { kind: 'row_missing', month, ordinal, place: run.length + 1, row: null };
  if (!digest.equals(seal.digest)) return { kind: 'seal_changed', month, ordinal, place: null, row: null };
  return null;
}

function kindOf(found: number, sealed: number): 'row_missing' | 'row_added' | 'row_changed' {
  if (found < sealed) return 'row_missing';
  return found > sealed ? 'row_added' : 'row_changed';
}
