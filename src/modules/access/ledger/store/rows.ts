import { sql } from 'kysely';
import { copyLines } from '#platform/database/copy.ts';
import type { Db, Reader } from '#platform/database/database.ts';

/** Where a row stands in the order of sealing. */
export type Place = { tx: number; readId: number };

/** A row as the chain takes it: its place, its words (reader, manner) by key, and the bytes that are hashed. */
export type LedgerRow = Place & {
  readerId: number;
  mannerId: number;
  /** Microseconds since 1970. */
  at: number;
  bytes: Buffer;
};

/** Before every row. */
export const beginning: Place = { tx: -1, readId: -1 };

/** The months that have a partition, in order: `2026_09`. */
export async function listMonths(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select substring(c.relname from 'person_read_([0-9]{4}_[0-9]{2})$') as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'access.person_read'::regclass order by 1`.execute(reader);
  return rows.map((row) => row.month);
}

type Wanted = {
  month: string;
  /** Rows behind this place … */
  after: Place;
  /** … up to this one; absent = all that are complete: of whose transactions none is under way. */
  upTo?: Place;
  limit?: number;
};

/**
 * The rows of a month in the order of sealing, in lists as they come. In one snapshot: a row whose transaction lies below the
 * snapshot's horizon is there, and none can be added to it later, since every transaction with a lower number has ended.
 */
export async function* readRows(db: Db, { month, after, upTo, limit }: Wanted): AsyncGenerator<LedgerRow[]> {
  const starts = `${month.replace('_', '-')}-01`;
  const end = upTo ? `(p.tx, p.read_id) <= (${upTo.tx}, ${upTo.readId})` : 'p.tx < (select access.ledger_horizon())';
  const query = `select p.reader_id, p.manner_id, p.tx, p.read_id, (extract(epoch from p.at) * 1000000)::bigint, p.request_id, p.field_groups, p.student_number
      from access.person_read p
     where p.at >= timestamptz '${starts} 00:00:00+00' and p.at < timestamptz '${starts} 00:00:00+00' + interval '1 month'
       and (p.tx, p.read_id) > (${after.tx}, ${after.readId}) and ${end}
     order by p.tx, p.read_id ${limit === undefined ? '' : `limit ${limit}`}`;
  for await (const lines of copyLines(db, query)) yield lines.map(toRow);
}

function toRow(bytes: Buffer): LedgerRow {
  const [readerId = 0, mannerId = 0, tx = 0, readId = 0, at = 0] = readNumbers(bytes, 5);
  return { readerId, mannerId, tx, readId, at, bytes };
}

const tab = 0x09;
const zero = 0x30;

/** The first numbers of a line, without making text of them: this runs for every row of the ledger. */
function readNumbers(line: Buffer, count: number): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let i = 0; numbers.length < count && i < line.length; i += 1) {
    const byte = line[i] ?? tab;
    if (byte === tab) {
      numbers.push(number);
      number = 0;
    } else number = number * 10 + (byte - zero);
  }
  return numbers;
}

/** What ledger rows point to, as the text that goes into the chain with each of them; of the rows given, or of all. */
export async function readWords(
  reader: Reader,
  of?: readonly Pick<LedgerRow, 'readerId' | 'mannerId'>[],
): Promise<{ readers: Map<number, string>; manners: Map<number, string> }> {
  const idsOf = (key: 'readerId' | 'mannerId') => (of ? [...new Set(of.map((row) => row[key]))] : null);
  const [readerIds, mannerIds] = [idsOf('readerId'), idsOf('mannerId')];
  const readers = await sql<{ id: number; words: string }>`
    select reader_id as id, jsonb_build_array(kind, account_id, client_id, name, role, organisation_code)::text as words
      from access.ledger_reader where ${readerIds}::integer[] is null or reader_id = any(${readerIds}::integer[])`.execute(
    reader,
  );
  const manners = await sql<{ id: number; words: string }>`
    select manner_id as id, jsonb_build_array(door, purpose)::text as words
      from access.ledger_manner where ${mannerIds}::integer[] is null or manner_id = any(${mannerIds}::integer[])`.execute(
    reader,
  );
  const toMap = (rows: readonly { id: number; words: string }[]) => new Map(rows.map((row) => [row.id, row.words]));
  return { readers: toMap(readers.rows), manners: toMap(manners.rows) };
}

/** How many complete and incomplete rows wait behind the last sealed ones, and since when. */
export async function countUnsealed(
  reader: Reader,
  { month, after }: { month: string; after: Place },
): Promise<{ rows: number; oldestAt: Date | null }> {
  const starts = `${month.replace('_', '-')}-01 00:00:00+00`;
  const { rows } = await sql<{ rows: number; oldest_at: Date | null }>`
    select count(*) as rows, min(at) as oldest_at from access.person_read
     where at >= ${starts}::timestamptz and at < ${starts}::timestamptz + interval '1 month'
       and (tx, read_id) > (${after.tx}, ${after.readId})`.execute(reader);
  return { rows: rows[0]?.rows ?? 0, oldestAt: rows[0]?.oldest_at ?? null };
}

export async function ensureMonth(reader: Reader, moment: Date): Promise<void> {
  await sql`select access.ensure_ledger_month(${moment})`.execute(reader);
}

/** True when the database had begun to count its transactions anew. */
export async function beginEra(reader: Reader): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`select access.begin_ledger_era() as begun`.execute(reader);
  return rows[0]?.begun ?? false;
}
