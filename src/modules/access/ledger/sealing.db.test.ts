import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '#platform/services.ts';
import { makeTurns } from '#platform/turns.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import type { Break } from './rules/breaks.ts';
import { type LedgerKey, openKey } from './service/keys.ts';
import { sealLedger } from './service/seal.ts';
import { verifyLedger } from './service/verify.ts';

// Whoever owns the database can do what no role of the program can: these tests do it, and look whether it shows.
const database = testDatabase();
let services: Services;
let key: LedgerKey;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-ledger-'));
  const plain = testServices(database);
  services = { ...plain, config: { ...plain.config, dataFolder: folder } };
  key = await openKey(services.config);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const appendSql = `select access.append_reads('account', '01990000-0000-7000-8000-000000000004', null, $1, 'school_registrar', 'S.K001',
  'getStudent', 'records', $2, $3::bpchar[], array_fill(2, array[cardinality($3::bpchar[])]))`;
const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(400_000_000 + i));
const append = (count: number, client: pg.Pool | pg.PoolClient = database.pool, name = 'Harpreet Sandhu') =>
  client.query(appendSql, [name, randomUUID(), numbers(count)]);

/** Seals until nothing is left: another test file's transaction may hold the horizon back for a moment. */
async function sealAll(at = new Date()): Promise<void> {
  await expect
    .poll(
      async () => {
        await sealLedger(services, key, { at });
        return (await verifyLedger(services)).unsealed.rows;
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(0);
}

/** Does something as the owner of the database, without its triggers, and takes it back when the ledger was looked at. */
async function tampering(statements: string[]): Promise<Break[]> {
  const client = await database.pool.connect();
  const copies = ['person_read', 'ledger_seal', 'ledger_head', 'ledger_reader'];
  try {
    await client.query(`set session_replication_role = replica`);
    for (const it of copies) await client.query(`create temp table kept_${it} as select * from access.${it}`);
    for (const it of statements) await client.query(it);
    const { breaks, isSound } = await verifyLedger(services);
    expect(isSound).toBe(breaks.length === 0);
    return breaks;
  } finally {
    for (const it of copies) {
      await client.query(`delete from access.${it}`);
      await client.query(`insert into access.${it} overriding system value select * from kept_${it}`);
      await client.query(`drop table kept_${it}`);
    }
    await client.query('reset session_replication_role');
    client.release();
  }
}

const row = (place: number) =>
  `(select tx, read_id from access.person_read order by tx, read_id offset ${place - 1} limit 1)`;
const place = (expected: number) => `(tx, read_id) = ${row(expected)}`;

describe('sealing', () => {
  test('takes every row that stands, in runs, and what it sealed verifies', async () => {
    await append(10);
    await append(5000);
    await append(3);
    // The first head is signed with the first seal, and must tell of these rows: nothing may hold the horizon back.
    const held = 'select count(*)::integer as n from access.person_read where tx >= access.ledger_horizon()';
    const count = async () => (await database.pool.query<{ n: number }>(held)).rows[0]?.n;
    await expect.poll(count, { timeout: 20_000, interval: 20 }).toBe(0);
    await sealAll();
    const { isSound, breaks, rows, seals, heads } = await verifyLedger(services);
    expect({ isSound, breaks, rows, heads }).toEqual({ isSound: true, breaks: [], rows: 5013, heads: 1 });
    expect(seals).toBeGreaterThan(1);
    expect(await sealLedger(services, key)).toBe(0);
  });

  test('leaves out a row of a transaction under way, and those that came after it, until it ends; none waits and none is lost', async () => {
    const slow = await database.pool.connect();
    await slow.query('begin');
    await append(2, slow, 'Slow Reader');
    await append(3, database.pool, 'Quick Reader');
    await sealLedger(services, key);
    // The slow one came first: sealing the quick one now would put a row in front of a sealed one when it ends.
    expect((await verifyLedger(services)).unsealed.rows).toBe(3);
    await slow.query('commit');
    slow.release();
    await sealAll();
    expect(await verifyLedger(services)).toMatchObject({ isSound: true, rows: 5018 });
  });

  test('goes right while many read at once, some slowly, some in vain, and several seal', async () => {
    let isDone = false;
    const seal = async () => {
      while (!isDone) await sealLedger(services, key);
    };
    const read = async (i: number) => {
      const client = await database.pool.connect();
      await client.query('begin');
      await append(1 + (i % 7), client, `Reader ${i % 5}`);
      await client.query('select pg_sleep($1)', [(i % 4) / 100]);
      await client.query(i % 6 === 0 ? 'rollback' : 'commit');
      client.release();
    };
    const sealers = [seal(), seal(), seal()];
    const turns = makeTurns(15); // the server of the tests is shared
    await Promise.all(Array.from({ length: 120 }, (_, i) => turns.take(() => read(i))));
    isDone = true;
    await Promise.all(sealers);
    await sealAll();
    const { rows } = await database.pool.query<{ rows: number }>('select count(*) as rows from access.person_read');
    expect(await verifyLedger(services)).toMatchObject({ isSound: true, rows: rows[0]?.rows });
  });

  test('signs a head once a day, and each names the one before', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    await sealAll(tomorrow);
    await sealAll(tomorrow);
    expect(await verifyLedger(services)).toMatchObject({ isSound: true, heads: 2 });
  });

  test('keeps its key outside the database, for its owner’s eyes alone, and the same for whoever opens it at once', async () => {
    expect((await stat(join(folder, 'ledger/key.pem'))).mode & 0o777).toBe(0o600);
    const fresh = await mkdtemp(join(tmpdir(), 'matricula-ledger-'));
    const opened = await Promise.all(Array.from({ length: 10 }, () => openKey({ dataFolder: fresh })));
    expect(new Set(opened.map((it) => it.keyId)).size).toBe(1);
    await rm(fresh, { recursive: true });
  });

  test('shows its key without writing it again, and takes no half-written file for a key', async () => {
    const shown = join(folder, 'ledger/keys', `${key.keyId}.pem`);
    const before = await stat(shown);
    await openKey(services.config);
    expect((await stat(shown)).ino).toBe(before.ino);
    const draft = `${shown}.${randomUUID()}`;
    await writeFile(draft, '-----BEGIN');
    expect(await verifyLedger(services)).toMatchObject({ isSound: true });
    await rm(draft);
  });
});

describe('a database that was restored elsewhere and counts its transactions anew', () => {
  test('goes on behind what is sealed', async () => {
    // As if everything sealed had been written by a server far ahead of this one.
    const ahead = await mkdtemp(join(tmpdir(), 'matricula-ledger-'));
    await database.pool.query(`insert into access.ledger_era values (1, 5000000000, now())`);
    await append(4, database.pool, 'Elsewhere');
    await sealAll();
    await database.pool.query(`insert into access.ledger_era values (2, 0, now())`);
    expect((await database.pool.query('select access.begin_ledger_era() as begun')).rows[0]).toEqual({ begun: true });
    expect((await database.pool.query('select access.begin_ledger_era() as begun')).rows[0]).toEqual({ begun: false });
    await append(4, database.pool, 'Here');
    await sealAll();
    expect(await verifyLedger(services)).toMatchObject({ isSound: true });
    await rm(ahead, { recursive: true });
  });
});

describe('what the owner of the database does behind the program’s back shows', () => {
  const first = (breaks: Break[]) => breaks[0];

  test('a row that was taken out', async () => {
    const breaks = await tampering([`delete from access.person_read where ${place(7)}`]);
    expect(first(breaks)).toMatchObject({ kind: 'row_missing', ordinal: 1, place: 7 });
  });

  test('a row that was changed: whose record, what was shown, when, by whom', async () => {
    for (const change of [
      `student_number = '999999999'`,
      'field_groups = 1',
      `at = at + interval '1 second'`,
      'reader_id = (select max(reader_id) from access.ledger_reader)',
      `request_id = '00000000-0000-4000-8000-000000000000'`,
    ]) {
      const breaks = await tampering([`update access.person_read set ${change} where ${place(9)}`]);
      expect([change, first(breaks)]).toEqual([
        change,
        expect.objectContaining({ kind: 'row_changed', ordinal: 1, place: 9 }),
      ]);
    }
  });

  test('a name or a role that was changed afterwards', async () => {
    const breaks = await tampering([`update access.ledger_reader set name = 'Somebody Else' where reader_id = 1`]);
    expect(first(breaks)).toMatchObject({ kind: 'row_changed', ordinal: 1, place: 1 });
  });

  test('two rows that changed places', async () => {
    const breaks = await tampering([
      `with pair as (select tx, read_id, student_number, row_number() over (order by tx, read_id) as n from access.person_read
                      where ${place(3)} or ${place(4)})
       update access.person_read p set student_number = other.student_number from pair own, pair other
        where (p.tx, p.read_id) = (own.tx, own.read_id) and own.n <> other.n`,
    ]);
    expect(first(breaks)).toMatchObject({ kind: 'row_changed', ordinal: 1, place: 3 });
  });

  test('a row that was put among the sealed ones', async () => {
    const breaks = await tampering([
      `insert into access.person_read select tx, read_id * 1000 + 1, at, request_id, reader_id, manner_id, field_groups, student_number
         from access.person_read where ${place(2)}`,
    ]);
    expect(first(breaks)).toMatchObject({ kind: 'row_added', ordinal: 1 });
  });

  test('the end of the ledger that was cut off, together with its seals', async () => {
    const breaks = await tampering([
      `delete from access.ledger_seal where ordinal = (select max(ordinal) from access.ledger_seal)`,
      `delete from access.person_read p where (tx, read_id) > (select last_tx, last_read_id from access.ledger_seal order by ordinal desc limit 1)`,
    ]);
    expect(breaks.map((it) => it.kind)).toEqual(['tail_cut']);
  });

  test('a seal that was changed, one that is missing, and all that are', async () => {
    const changed = await tampering([`update access.ledger_seal set digest = sha256('x') where ordinal = 2`]);
    expect(changed.map((it) => [it.kind, it.ordinal])).toContainEqual(['seal_changed', 2]);
    const missing = await tampering([`delete from access.ledger_seal where ordinal = 1`]);
    expect(first(missing)).toMatchObject({ kind: 'seal_missing', ordinal: 1 });
    const none = await tampering([`delete from access.ledger_seal`]);
    expect(first(none)).toMatchObject({ kind: 'tail_cut' });
  });

  test('heads that were exchanged, altered, signed by another, or taken out, though the files went the same way', async () => {
    const files = ['heads/000001.json', 'heads/000002.json'].map((name) => join(folder, 'ledger', name));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const swap = `update access.ledger_head a set payload = b.payload, signature = b.signature from access.ledger_head b where a.head <> b.head`;
    try {
      expect((await tampering([swap])).map((it) => it.kind)).toContain('head_changed');
      await Promise.all(files.map((file, i) => writeFile(file, texts[1 - i] ?? '')));
      expect((await tampering([swap])).map((it) => [it.kind, it.ordinal])).toEqual([
        ['head_changed', 1],
        ['head_changed', 2],
      ]);
    } finally {
      await Promise.all(files.map((file, i) => writeFile(file, texts[i] ?? '')));
    }
    const altered = await tampering([
      `update access.ledger_head set payload = replace(payload, '"rows":', '"rows":1') where head = 1`,
    ]);
    expect(altered.map((it) => [it.kind, it.ordinal])).toContainEqual(['head_changed', 1]);
    const forged = await tampering([`update access.ledger_head set key_id = 'another' where head = 2`]);
    expect(forged.map((it) => [it.kind, it.ordinal])).toEqual([['head_unknown_key', 2]]);
    const gone = await tampering([`delete from access.ledger_head where head = 2`]);
    expect(gone.map((it) => [it.kind, it.ordinal])).toEqual([['head_missing', 2]]);
  });

  test('a chain that was wholly recomputed over changed rows, by what the signed heads still say', async () => {
    const client = await database.pool.connect();
    await client.query('set session_replication_role = replica');
    const kept = join(folder, 'ledger/head.json');
    const text = await readFile(kept, 'utf8');
    try {
      await client.query('create temp table kept_seal as select * from access.ledger_seal');
      await client.query('create temp table kept_head as select * from access.ledger_head');
      await client.query(`update access.person_read set field_groups = 4 where ${place(5)}`);
      await client.query('delete from access.ledger_seal');
      // The program itself is used to seal anew: the forger has everything but yesterday's signature.
      await sealAll();
      const { breaks } = await verifyLedger(services);
      expect(breaks.map((it) => it.kind)).toContain('chain_rewritten');
      await client.query(`update access.person_read set field_groups = 2 where ${place(5)}`);
      await client.query('delete from access.ledger_seal');
      await client.query('insert into access.ledger_seal select * from kept_seal');
    } finally {
      await client.query('reset session_replication_role');
      client.release();
      await writeFile(kept, text);
    }
    expect(await verifyLedger(services)).toMatchObject({ isSound: true });
  });

  test('and a span that does not hold the break is sound by itself', async () => {
    const from = new Date(Date.now() + 3_600_000);
    expect(await verifyLedger(services, { from })).toMatchObject({ isSound: true, rows: 0 });
    expect((await verifyLedger(services, { to: new Date() })).rows).toBeGreaterThan(5000);
  });
});
