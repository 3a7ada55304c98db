import { sql } from 'kysely';
import type { Db } from '#platform/database/database.ts';

const schemas = ['organisations', 'access', 'validation', 'identity', 'enrolment', 'audit'];
/** Whatever tells who asked, and not what the register holds. */
const leftOut = ['access.session'];
const isOfLedger = (name: string) => /^access\.(person_read|ledger_)/.test(name);

/** A digest of every table of the register, for tests that nothing in it changed. */
export async function digestRegister(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables
    where schemaname = any(${schemas}) order by 1`.execute(db);
  const digests: Record<string, string> = {};
  for (const { name } of rows.filter((row) => !leftOut.includes(row.name) && !isOfLedger(row.name))) {
    const { rows: found } = await sql<{ digest: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${sql.table(name)} t`.execute(
      db,
    );
    digests[name] = found[0]?.digest ?? '';
  }
  return digests;
}

export async function countRows(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}
