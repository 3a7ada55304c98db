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

/** The end of each month's chain. */
export async function findLastSeals(reader: Reader): Promise<Map<string, Seal>> {
  const { rows } = await sql<SealRow>`
    select distinct on (month) month, ordinal, first_tx, first_read_id, last_tx, last_read_id, rows, first_at, last_at, digest, marks
      from access.ledger_seal order by month, ordinal desc`.execute(reader);
  return new Map(rows.map((row) => [row.month, toSeal(row)]));
}

/** A month's chain from an ordinal on, a piece at a time. */
export async function* listSeals(reader: Reader, month: string): AsyncGenerator<Seal> {
  for (let after = 0; ; ) {
    const { rows } = await sql<SealRow>`
      select month, ordinal, first_tx, first_read_id, last_tx, last_read_id, rows, first_at, last_at, digest, marks
        from access.ledger_seal where month = ${month} and ordinal > ${after} order by ordinal limit 500`.execute(
      reader,
    );
    yield* rows.map(toSeal);
    const last = rows.at(-1);
    if (!last) return;
    after = last.ordinal;
  }
}

export async function insertSeals(tx: Tx, seals: readonly Seal[], sealedAt: Date): Promise<void> {
  for (const seal of seals)
    await sql`
      insert into access.ledger_seal (month, ordinal, first_tx, first_read_id, last_tx, last_read_id, rows, first_at, last_at,
                                      digest, marks, sealed_at)
      values (${seal.month}, ${seal.ordinal}, ${seal.first.tx}, ${seal.first.readId}, ${seal.last.tx}, ${seal.last.readId},
              ${seal.rows}, ${seal.firstAt}, ${seal.lastAt}, ${seal.digest}, ${seal.marks}, ${sealedAt})`.execute(tx);
}

/** What every month's chain amounts to. */
export async function sumMonths(
  reader: Reader,
): Promise<{ month: string; seals: number; rows: number; digest: Buffer }[]> {
  const { rows } = await sql<{ month: string; seals: number; rows: number; digest: Buffer }>`
    select month, max(ordinal) as seals, sum(rows)::bigint as rows,
           (select l.digest from access.ledger_seal l where l.month = s.month order by l.ordinal desc limit 1) as digest
      from access.ledger_seal s group by month order by month`.execute(reader);
  return rows;
}

export type Head = { head: number; payload: string; signature: Buffer; keyId: string; signedAt: Date };

export async function listHeads(reader: Reader): Promise<Head[]> {
  const { rows } = await sql<{ head: number; payload: string; signature: Buffer; key_id: string; signed_at: Date }>`
    select head, payload, signature, key_id, signed_at from access.ledger_head order by head`.execute(reader);
  return rows.map(({ key_id: keyId, signed_at: signedAt, ...row }) => ({ ...row, keyId, signedAt }));
}

export async function findLastHead(reader: Reader): Promise<Head | null> {
  const { rows } = await sql<{ head: number; payload: string; signature: Buffer; key_id: string; signed_at: Date }>`
    select head, payload, signature, key_id, signed_at from access.ledger_head order by head desc limit 1`.execute(
    reader,
  );
  const [row] = rows;
  return row
    ? { head: row.head, payload: row.payload, signature: row.signature, keyId: row.key_id, signedAt: row.signed_at }
    : null;
}

export async function insertHead(tx: Tx, head: Head): Promise<void> {
  await sql`
    insert into access.ledger_head (head, payload, signature, key_id, signed_at)
    values (${head.head}, ${head.payload}, ${head.signature}, ${head.keyId}, ${head.signedAt})`.execute(tx);
}
