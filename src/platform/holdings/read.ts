import { sql } from 'kysely';
import type { Reader, Tx } from '../database/database.ts';
import type { HeldRow, Holding } from './holding.ts';

const identifier = /^[a-z_][a-z0-9_]*$/;

/** The condition on a held row `t`: one of its number columns is one of the numbers. */
function isAbout(holding: Holding, numbers: readonly string[]) {
  const columns = holding.numbers ?? ['student_number'];
  for (const column of columns) if (!identifier.test(column)) throw new Error(`${column} is no column`);
  const each = columns.map((column) => sql`t.${sql.ref(column)} = any(${numbers}::bpchar[])`);
  return sql`(${sql.join(each, sql` or `)})`;
}

function sourceOf({ rows, table }: Holding) {
  return rows ? sql`(${sql.raw(rows)})` : sql.table(table);
}

/** The rows about some numbers, in order of their day and key, as plain values. */
export async function readHolding(reader: Reader, holding: Holding, numbers: readonly string[]): Promise<HeldRow[]> {
  const order = holding.dated
    ? sql`order by t.${sql.ref(holding.dated)}, to_jsonb(t)::text`
    : sql`order by to_jsonb(t)::text`;
  const { rows } = await sql<{ row: HeldRow }>`
    select to_jsonb(t) as row from ${sourceOf(holding)} t where ${isAbout(holding, numbers)} ${order}`.execute(reader);
  return rows.map(({ row }) => row);
}

export type HeldCount = { number: string; rows: number; latest: string | null };

/** How many rows of a table each of some numbers has, and the latest day among them; numbers without rows are left out. */
export async function countHolding(reader: Reader, holding: Holding, numbers: readonly string[]): Promise<HeldCount[]> {
  const day = holding.dated ? sql`max(t.${sql.ref(holding.dated)})::date::text` : sql`null::text`;
  // Where a table holds two numbers a row belongs to the first: the other person's own term decides about theirs.
  const column = sql.ref(`t.${(holding.numbers ?? ['student_number'])[0]}`);
  const { rows } = await sql<HeldCount>`
    select ${column}::text as number, count(*)::integer as rows, ${day} as latest
      from ${sourceOf(holding)} t where ${column} = any(${numbers}::bpchar[]) group by 1`.execute(reader);
  return rows;
}

export type Disposed = { table: string; number: string; digest: string; fileId: string | null };

/**
 * Destroys the rows of some numbers, and returns for each a digest that only whoever holds the salt can compare with a copy.
 * Runs inside an act; the record of changes is redacted by {@link redactHistory} in the same transaction.
 */
export async function disposeHolding(
  tx: Tx,
  holding: Holding,
  { numbers, salt }: { numbers: readonly string[]; salt: Buffer },
): Promise<Disposed[]> {
  if (typeof holding.onDisposal === 'object' && 'keep' in holding.onDisposal) return [];
  if (holding.beforeDisposal) {
    const [before = '', after = ''] = holding.beforeDisposal.split('{numbers}');
    await sql`${sql.raw(before)}${numbers}::bpchar[]${sql.raw(after)}`.execute(tx);
  }
  const column = sql.ref(`t.${(holding.numbers ?? ['student_number'])[0]}`);
  const table = sql.table(holding.table);
  const digest = sql`encode(sha256(${salt}::bytea || convert_to(to_jsonb(gone)::text, 'utf8')), 'hex')`;
  // Cleared rows are read before they change, since the answer of an update is the row after it.
  const statement =
    holding.onDisposal === 'delete'
      ? sql`with gone as (delete from ${table} t where ${column} = any(${numbers}::bpchar[]) returning t.*)`
      : sql`with gone as materialized (select t.* from ${table} t where ${column} = any(${numbers}::bpchar[]) for update),
              cleared as (update ${table} t set ${assignments(holding.onDisposal.clear)} where ${column} = any(${numbers}::bpchar[]))`;
  const file = holding.file ? sql`gone.${sql.ref(holding.file)}` : sql`null::uuid`;
  const { rows } = await sql<Omit<Disposed, 'table'>>`
    ${statement} select gone.${sql.ref((holding.numbers ?? ['student_number'])[0] ?? 'student_number')}::text as number, ${digest} as digest, ${file} as "fileId"
      from gone order by 1, 2`.execute(tx);
  return rows.map((row) => ({ table: holding.table, ...row }));
}

function assignments(clear: Readonly<Record<string, string>>) {
  return sql.join(Object.entries(clear).map(([column, value]) => sql`${sql.ref(column)} = ${sql.raw(value)}`));
}

/**
 * Takes the images of disposed rows out of the record of changes, and leaves who changed which row when. The one door to it is a function
 * of the database (docs/decisions/0010-disposal-and-the-record-of-changes.md). Returns how many changes of each number were redacted.
 */
export async function redactHistory(
  tx: Tx,
  {
    disposalId,
    tables,
    numbers,
    salt,
  }: {
    disposalId: string;
    tables: readonly { table: string; isKeyPersonal: boolean }[];
    numbers: readonly string[];
    salt: Buffer;
  },
): Promise<Map<string, number>> {
  const names = tables.map((it) => it.table);
  const { rows } = await sql<{ number: string; images: number }>`
    select student_number::text as number, count(*)::integer as images from audit.change
     where student_number = any(${numbers}::bpchar[]) and table_name = any(${names}::text[])
       and not coalesce(before ? 'disposal', false) and not coalesce(after ? 'disposal', false) group by 1`.execute(tx);
  for (const { table, isKeyPersonal } of tables)
    await sql`select audit.redact_disposed(${disposalId}::uuid, ${table}, ${numbers}::bpchar[], ${salt}::bytea, ${isKeyPersonal})`.execute(
      tx,
    );
  return new Map(rows.map((row) => [row.number, row.images]));
}
