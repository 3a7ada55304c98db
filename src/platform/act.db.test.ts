import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#support/database.ts';

const database = testDatabase();

beforeAll(async () => {
  await database.pool.query(`
    create schema sample;
    create table sample.thing (student_number char(9), place integer, colour text, constraint thing_pkey primary key (student_number, place));
    select audit.watch('sample.thing');`);
});

const changes = async () =>
  (
    await database.pool.query(
      `select operation, student_number, row_key, before, after, act_id from audit.change where table_name = 'sample.thing' order by change_id`,
    )
  ).rows;

describe('an act', () => {
  test('records every row that it adds, changes and takes away, before and after, under one number', async () => {
    await database.write((tx) =>
      sql`insert into sample.thing values ('123456789', 1, 'red'), ('123456789', 2, 'blue')`.execute(tx),
    );
    await database.write((tx) => sql`update sample.thing set colour = 'green' where place = 1`.execute(tx));
    await database.write((tx) => sql`delete from sample.thing where place = 2`.execute(tx));
    const seen = await changes();
    expect(seen.map((row) => [row.operation, row.row_key.place, row.before?.colour, row.after?.colour])).toEqual([
      ['insert', 1, undefined, 'red'],
      ['insert', 2, undefined, 'blue'],
      ['update', 1, 'red', 'green'],
      ['delete', 2, 'blue', undefined],
    ]);
    expect(new Set(seen.map((row) => row.student_number))).toEqual(new Set(['123456789']));
    expect(new Set(seen.map((row) => row.act_id)).size).toBe(3);
  });

  test('does not record an update that left the row as it was', async () => {
    const before = (await changes()).length;
    await database.write((tx) => sql`update sample.thing set colour = colour`.execute(tx));
    expect((await changes()).length).toBe(before);
  });

  test('that fails leaves nothing behind, not even itself', async () => {
    const count = async () => (await database.pool.query('select count(*) as n from audit.act')).rows[0].n;
    const before = await count();
    const broken = database.write(async (tx) => {
      await sql`insert into sample.thing values ('123456789', 3, 'red')`.execute(tx);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await count()).toBe(before);
  });

  test('is over with its transaction: the next write on the same connection is refused', async () => {
    await database.write((tx) => sql`insert into sample.thing values ('123456789', 4, 'red')`.execute(tx));
    await expect(database.pool.query(`insert into sample.thing values ('123456789', 5, 'red')`)).rejects.toThrow(
      'a change outside an act',
    );
  });
});
