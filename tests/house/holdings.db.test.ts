import { describe, expect, test } from 'vitest';
import { holdings } from '#entrypoints/holdings.ts';
import { retentionKinds } from '#modules/privacy/index.ts';
import { testDatabase } from '../support/database.ts';

// Whoever asks what is held about them is told everything, and whatever is held goes when its term is over. So every table that holds
// a student number is declared by its module (holdings.ts), column by column. A new table or column that is not, fails here.
const database = testDatabase();

/** Tables in which a number can stand, by the name or the type of their columns; partitions go with their parent. */
async function tablesOfPeople(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(`
    select distinct n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema', 'migration', 'graphile_worker', 'public')
       and (a.attname like '%student_number%' or format_type(a.atttypid, a.atttypmod) in ('character(9)', 'character(9)[]'))
     order by 1`);
  return rows.map((row) => row.name);
}

async function columnsOf(source: string): Promise<string[]> {
  const { fields } = await database.pool.query(`select * from ${source} limit 0`);
  return fields.map((field) => field.name);
}

describe('everything that is held about people', () => {
  test('is declared: no table with a student number is forgotten', async () => {
    const declared = new Set(holdings.map((it) => it.table));
    const tables = await tablesOfPeople();
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => !declared.has(table))).toEqual([]);
  });

  test('is declared to the last column, and nothing that is not there', async () => {
    for (const { table, rows, columns } of holdings) {
      const there = await columnsOf(rows ? `(${rows}) as held` : table);
      expect([table, Object.keys(columns).sort()]).toEqual([table, [...there].sort()]);
    }
  });

  test('stands under a kind of record that the retention schedule knows, and speaks both languages', () => {
    const known = retentionKinds(database.jurisdiction, '2026-09-01');
    expect(holdings.filter((it) => !known.includes(it.recordKind)).map((it) => it.table)).toEqual([]);
    for (const { table, title } of holdings)
      expect([table, title.en === '', title.fr === '']).toEqual([table, false, false]);
  });

  test('says of a withheld column why, in both languages', () => {
    const silent = holdings.flatMap((it) =>
      Object.entries(it.columns)
        .filter(([, column]) => 'withheld' in column && (column.withheld.en === '' || column.withheld.fr === ''))
        .map(([name]) => `${it.table}.${name}`),
    );
    expect(silent).toEqual([]);
  });
});
