import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeTables } from '#platform/database/describe.ts';
import { migrate, readMigrations } from '#platform/database/migrate.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
const checkout = join(import.meta.dirname, '../..');

describe('every table', () => {
  test('has a comment, and so has each of its columns', async () => {
    const tables = (await describeTables(database.pool)).filter(
      ({ kind, schema }) => kind === 'table' && schema !== 'migration',
    );
    expect(tables.length).toBeGreaterThan(20);
    const silent = tables.flatMap((table) => [
      ...(table.comment ? [] : [`${table.schema}.${table.table}`]),
      ...table.columns
        .filter((column) => !column.comment)
        .map((column) => `${table.schema}.${table.table}.${column.column}`),
    ]);
    expect(silent).toEqual([]);
  });

  test('is watched by the audit triggers, or stands in the list of exceptions with its reason', async () => {
    const { rows } = await database.pool.query<{ table_name: string; triggers: number; why: string | null }>(`
      select n.nspname || '.' || c.relname as table_name, u.why,
             (select count(*)::integer from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('audit_insert', 'audit_update', 'audit_delete')) as triggers
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join audit.unwatched u on u.table_name = n.nspname || '.' || c.relname
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'migration', 'graphile_worker', 'public')`);
    expect(rows.length).toBeGreaterThan(20);
    expect(
      rows.filter((row) => (row.why === null ? row.triggers !== 3 : row.triggers !== 0)).map((row) => row.table_name),
    ).toEqual([]);
  });

  test('that a student owns has the student number first in its primary key, and no foreign key to another student’s rows', async () => {
    const { rows } = await database.pool.query<{ table_name: string }>(`
      select n.nspname || '.' || c.relname as table_name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'student_number'
        join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
       where c.relkind = 'r' and n.nspname in ('identity', 'enrolment') and a.attnotnull
         and c.relname not in ('guid_owner', 'local_student', 'student_key', 'search_token', 'number_issued')
         and k.conkey[1] <> a.attnum`);
    expect(rows).toEqual([]);
  });
});

describe('the audit record', () => {
  test('refuses a write outside an act', async () => {
    await expect(
      database.pool.query(
        `insert into organisations.organisation (code, kind, name, source) values ('S.X', 'school', 'X', 'test')`,
      ),
    ).rejects.toThrow('a change outside an act');
  });

  test('cannot be altered or emptied', async () => {
    await database.write(async () => undefined);
    await expect(database.pool.query('update audit.act set actor_name = $1', ['somebody else'])).rejects.toThrow(
      'written once',
    );
    await expect(database.pool.query('delete from audit.act')).rejects.toThrow('written once');
    await expect(database.pool.query('truncate audit.change')).rejects.toThrow('written once');
  });
});

describe('migrations', () => {
  test('do no harm when they run twice, or twenty times at once', async () => {
    const migrations = await readMigrations(join(checkout, 'db/migrations'));
    const applied = await Promise.all(Array.from({ length: 20 }, () => migrate(database.pool, migrations)));
    expect(applied).toEqual(Array(20).fill(0));
  });

  test('refuse a database that is newer than the program', async () => {
    const migrations = await readMigrations(join(checkout, 'db/migrations'));
    await expect(migrate(database.pool, migrations.slice(0, 1))).rejects.toThrow('start the newer program');
  });

  test('refuse a database whose migrations were edited afterwards', async () => {
    const [first, ...rest] = await readMigrations(join(checkout, 'db/migrations'));
    if (!first) throw new Error('there is no migration');
    await expect(migrate(database.pool, [{ ...first, digest: 'other' }, ...rest])).rejects.toThrow(
      'edited after it was applied',
    );
  });
});
