import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Place } from './rows.ts';

/** A run of rows sealed together: a link of the month's chain. */
export type Seal = {
  month: string;
  ordinal: number;
  first: Place;
  last: Place;
  rows: number;
  firstAt: Date;
  lastAt: Date;
  digest: Buffer;
  marks: Buffer;
};

type SealRow = {
  month: string;
  ordinal: number;
  first_tx: number;
  first_read_id: number;
  last_tx: number;
  last_read_id: number;
  rows: number;
  first_at: Date;
  last_at: Date;
  digest: Buffer;
  marks: Buffer;
};

function toSeal(row: SealRow): Seal {
  return {
    month: row.month,
    ordinal: row.ordinal,
    first: { tx: row.first_tx, readId: row.first_read_id },
    last: { tx: row.last_tx, readId: row.last_read_id },
    rows: row.rows,
    firstAt: row.first_at,
    lastAt: row.last_at,
    digest: row.digest,
    marks: row.marks,
  };
}

/** Only one seals at a time, in all processes; false = somebody else does. Lasts as long as the transaction. */
export async function takeSealing(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(4711, 11) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}

const sealColumns = sql`s.month, s.ordinal, s.first_tx, s.first_read_id, s.last_tx, s.last_read_id, s.rows, s.first_at, s.last_at, s.digest, s.marks`;

/**
 * The months that have a chain (`m`), and the last seal of each. Sealing asks for them every two seconds, over a table that grows by
 * a row each time: so they are found by steps through its key, never by reading it.
 */
const chainedMonths = sql`m as (
      (select s.month from access.ledger_seal s order by s.month limit 1)
      union all
      select (select s.month from access.ledger_seal s where s.month > m.month order by s.month limit 1)
        from m where m.month is not null)`;
const lastOfMonth = sql`(
      select ${sealColumns} from access.ledger_seal s where s.month = m.month order by s.ordinal desc limit 1)`;

/** The end of each month's chain. */
export async function findLastSeals(reader: Reader): Promise<Map<string, Seal>> {
  const { rows } = await sql<SealRow>`
    with recursive ${chainedMonths} select s.* from m cross join lateral ${lastOfMonth} s order by s.month`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.month, toSeal(row)]));
}

/** A month's chain from an ordinal on, a piece at a time. */
export async function* listSeals(reader: Reader, month: string): AsyncGenerator<Seal> {
  for (let after = 0; ; ) {
    const { rows } = await sql<SealRow>`
      select ${sealColumns} from access.ledger_seal s where s.month = ${month} and s.ordinal > ${after} order by s.ordinal limit 500`.execute(
      reader,
    );
    yield* rows.map(toSeal);
    const last = rows.at(-1);
    if (!last) return;
    after = last.ordinal;
  }
}

export async function insertSeals(tx: Tx, seals: readonly Seal[], sealedAt: Date): Promise<void> {
  const rows = seals.map(
    (
      it,
    ) => sql`(${it.month}, ${it.ordinal}, ${it.first.tx}, ${it.first.readId}, ${it.last.tx}, ${it.last.readId}, ${it.rows},
                 ${it.firstAt}, ${it.lastAt}, ${it.digest}, ${it.marks}, ${sealedAt})`,
  );
  await sql`
    insert into access.ledger_seal (month, ordinal, first_tx, first_read_id, last_tx, last_read_id, rows, first_at, last_at,
                                    digest, marks, sealed_at)
    values ${sql.join(rows)}`.execute(tx);
}

export type MonthSum = { month: string; seals: number; rows: number; digest: Buffer };
/** The same as a head tells it: the hash in hexadecimal. */
export type ToldSum = Omit<MonthSum, 'digest'> & { digest: string };

/**
 * What every month's chain amounts to. `told` are sums up to a seal of each month, and only what was sealed since is added to them;
 * where the chain has not that hash at that place, they count for nothing and the month is added up from its beginning.
 */
export async function sumMonths(reader: Reader, told: readonly ToldSum[]): Promise<MonthSum[]> {
  const { rows } = await sql<MonthSum>`
    with recursive ${chainedMonths}
    select e.month, e.ordinal as seals, e.digest,
           (coalesce(k.rows, 0) + coalesce((select sum(s.rows) from access.ledger_seal s
              where s.month = e.month and s.ordinal > coalesce(k.seals, 0)), 0))::bigint as rows
      from m cross join lateral ${lastOfMonth} e
      left join lateral (
        select t.seals, t.rows
          from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (month text, seals integer, rows bigint, digest text)
          join access.ledger_seal s on s.month = t.month and s.ordinal = t.seals and encode(s.digest, 'hex') = t.digest
         where t.month = e.month) k on true
     order by e.month`.execute(reader);
  return rows;
}

export type Head = { head: number; payload: string; signature: Buffer; keyId: string; signedAt: Date };

const headColumns = sql`head, payload, signature, key_id as "keyId", signed_at as "signedAt"`;

export async function listHeads(reader: Reader): Promise<Head[]> {
  const { rows } = await sql<Head>`select ${headColumns} from access.ledger_head order by head`.execute(reader);
  return rows;
}

export async function findLastHead(reader: Reader): Promise<Head | null> {
  const { rows } = await sql<Head>`select ${headColumns} from access.ledger_head order by head desc limit 1`.execute(
    reader,
  );
  return rows[0] ?? null;
}

export async function insertHead(tx: Tx, head: Head): Promise<void> {
  await sql`
    insert into access.ledger_head (head, payload, signature, key_id, signed_at)
    values (${head.head}, ${head.payload}, ${head.signature}, ${head.keyId}, ${head.signedAt})`.execute(tx);
}
