import type { Pool } from '#platform/database/database.ts';

/** An invented ledger: who read how much, and when. */
export type Ledger = {
  seconds: number;
  students: number;
  /** Clients by their names. */
  typical: string;
  heavy: string;
  typicalReads: number;
  heavyReads: number;
  from: string;
  to: string;
  studentAt(place: number): string;
};

type Wanted = { rows: number; note: (text: string) => void };

const months = ['2026_06', '2026_07', '2026_08'] as const;
const students = 4_000_000;
/** One row in twenty is the heavy key's; the others are shared out evenly. */
const heavyEvery = 20;
const typicalReads = 50_000;
/** As many rows as one transaction writes. */
const chunkRows = 1_000_000;

/**
 * Fills the ledger by set-based statements, month by month: the rows first, then the indexes, then the month becomes a partition. So it
 * is made in minutes; what a row costs that comes by itself is measured apart (appends).
 */
export async function makeLedger(pool: Pool, { rows, note }: Wanted): Promise<Ledger> {
  const readers = Math.max(1, Math.round((rows * (1 - 1 / heavyEvery)) / typicalReads));
  const began = performance.now();
  await pool.query(
    `insert into access.ledger_reader (kind, client_id, name, role, organisation_code)
     select 'client', 'bench-' || i, 'Bench key ' || i, 'client', 'S.K001' from generate_series(0, $1::integer) as i`,
    [readers],
  );
  await pool.query(
    `insert into access.ledger_manner (door, purpose) select 'door' || i, 'exchange' from generate_series(1, 30) as i`,
  );
  for (const [at, month] of months.entries()) {
    const first = Math.floor((rows * at) / months.length);
    const last = Math.floor((rows * (at + 1)) / months.length);
    await makeMonth(pool, { month, first, last, readers });
    note(
      `${month}: ${(last - first).toLocaleString('en-CA')} rows, ${Math.round((performance.now() - began) / 1000)} s`,
    );
  }
  return {
    seconds: (performance.now() - began) / 1000,
    students,
    typical: 'bench-1',
    heavy: 'bench-0',
    typicalReads: Math.round((rows * (1 - 1 / heavyEvery)) / readers),
    heavyReads: Math.round(rows / heavyEvery),
    from: '2026-06-01T00:00:00.000Z',
    to: '2026-09-01T00:00:00.000Z',
    studentAt: (place) => String(100_000_000 + ((place * 2_654_435) % students)),
  };
}

type Month = { month: string; first: number; last: number; readers: number };

async function makeMonth(pool: Pool, { month, first, last, readers }: Month): Promise<void> {
  const table = `access.person_read_${month}`;
  const starts = `${month.replace('_', '-')}-01 00:00:00+00`;
  await pool.query(`create table ${table} (like access.person_read including defaults including constraints)`);
  for (let from = first; from < last; from += chunkRows) {
    const upTo = Math.min(last, from + chunkRows);
    // Reads of one minute come from many keys, students are spread by a multiplicative hash, and time runs on: as in life.
    await pool.query(
      `insert into ${table} (tx, read_id, at, request_id, reader_id, manner_id, field_groups, student_number)
       select pg_current_xact_id()::text::bigint, nextval('access.ledger_read_id'),
              timestamptz '${starts}' + (i - $3::bigint) * ($4::float8 * interval '1 microsecond'),
              lpad(to_hex(i / 10), 32, '0')::uuid,
              (select min(reader_id) from access.ledger_reader) + case when i % ${heavyEvery} = 0 then 0 else 1 + ((i * 2654435761) % 4294967296 % $5)::integer end,
              (select min(manner_id) from access.ledger_manner) + (i % 30)::integer,
              1 + (i % 127)::integer, (100000000 + (i * 2654435761) % ${students})::text
         from generate_series($1::bigint, $2::bigint - 1) as i`,
      [from, upTo, first, (28 * 86_400_000_000) / (last - first), readers],
    );
  }
  await pool.query(`alter table ${table} add primary key (tx, read_id, at)`);
  await pool.query(`create index on ${table} (reader_id, at) include (student_number, field_groups, manner_id)`);
  await pool.query(`create index on ${table} (student_number, at)`);
  await pool.query(
    `alter table access.person_read attach partition ${table} for values from ('${starts}') to (timestamptz '${starts}' + interval '1 month')`,
  );
  // What autovacuum does by itself to a table that only grows.
  await pool.query(`vacuum (analyze) ${table}`);
}

export async function measureDisk(pool: Pool): Promise<{ tableBytes: number; indexBytes: number }> {
  const { rows } = await pool.query<{ table: number; index: number }>(
    `select sum(pg_table_size(i.inhrelid))::bigint as "table", sum(pg_indexes_size(i.inhrelid))::bigint as index
       from pg_inherits i where i.inhparent = 'access.person_read'::regclass`,
  );
  return { tableBytes: rows[0]?.table ?? 0, indexBytes: rows[0]?.index ?? 0 };
}
