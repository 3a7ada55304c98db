import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { poolOf } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import type { HeadPayload } from './service/heads.ts';
import { type LedgerKey, openKey } from './service/keys.ts';
import { sealLedger } from './service/seal.ts';
import { describeState } from './service/state.ts';

// A ledger grows by a seal every two seconds. Here it has thousands, up to a signed head, and is sealed once more.
const database = testDatabase();
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000);
const queries: { text: string; values: unknown[] }[] = [];
let services: Services;
let key: LedgerKey;
let folder: string;

beforeAll(async () => {
  poolOf(database.worker).on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (config: string | { text: string; values?: unknown[] }, ...rest: unknown[]) => {
        const text = typeof config === 'string' ? config : config.text;
        const values = (typeof config === 'string' ? (rest[0] as unknown[]) : config.values) ?? [];
        if (/^\s*(select|with)\b/i.test(text) && text.includes('ledger_seal')) queries.push({ text, values });
        return query(config, ...rest);
      },
    });
  });
  folder = await mkdtemp(join(tmpdir(), 'matricula-ledger-'));
  const plain = testServices(database);
  services = { ...plain, config: { ...plain.config, dataFolder: folder } };
  key = await openKey(services.config);
  await append();
  await seal();
  await database.pool.query(`
    insert into access.ledger_seal
    select month, n, first_tx, first_read_id, last_tx, last_read_id, rows, first_at, last_at, sha256(n::text::bytea), marks, sealed_at
      from access.ledger_seal, generate_series(2, 5000) n`);
  await sealLedger(services, key, { at: day(1) });
  await database.pool.query('vacuum analyze access.ledger_seal');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const append = (name = 'Harpreet Sandhu') =>
  database.pool.query(
    `select access.append_reads('account', '01990000-0000-7000-8000-000000000004', null, $1, 'school_registrar', 'S.K001',
       'getStudent', 'records', $2, array['400000000']::bpchar[], array[2])`,
    [name, randomUUID()],
  );

/** Another test file's transaction may hold the horizon back for a moment. */
async function seal(at = day(0)): Promise<void> {
  await vi.waitUntil(async () => (await sealLedger(services, key, { at })) > 0, { timeout: 20_000, interval: 20 });
}

async function readHead(): Promise<HeadPayload> {
  const file = JSON.parse(await readFile(join(folder, 'ledger/head.json'), 'utf8')) as { payload: string };
  return JSON.parse(file.payload) as HeadPayload;
}

type Plan = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** How many seals a plan took into its hands. */
function sealsRead(plan: Plan): number {
  const rows = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  const own = plan['Relation Name'] === 'ledger_seal' ? rows * plan['Actual Loops'] : 0;
  return (plan.Plans ?? []).reduce((sum, it) => sum + sealsRead(it), own);
}

async function costOf({ text, values }: { text: string; values: unknown[] }): Promise<number> {
  const { rows } = await database.pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, format json) ${text}`,
    values,
  );
  return rows.flatMap((row) => row['QUERY PLAN']).reduce((sum, it) => sum + sealsRead(it.Plan), 0);
}

test('sealing, signing and telling the state read a few seals, however many there are', async () => {
  queries.length = 0;
  await append('Noor Haddad');
  await seal(day(1));
  await describeState(services);
  expect(queries.length).toBeGreaterThan(2);
  for (const it of queries) expect(await costOf(it), it.text).toBeLessThan(20);
});

test('a head tells as many rows as there are under all seals, those before the last head and those after it', async () => {
  const { rows } = await database.pool.query(
    'select count(*)::integer as seals, sum(rows)::integer as rows from access.ledger_seal',
  );
  expect((await readHead()).months).toMatchObject(rows);
  expect((await describeState(services)).sealedRows).toBe(rows[0]?.rows);
});

test('a last head that is not what was signed, or that the chain contradicts, is not believed: everything is added up', async () => {
  const client = await database.pool.connect();
  const sum = async () => {
    const { rows } = await client.query<{ rows: number }>('select sum(rows)::integer as rows from access.ledger_seal');
    return rows[0]?.rows;
  };
  try {
    await client.query('set session_replication_role = replica');
    await client.query('create temp table kept as select * from access.ledger_head');
    await client.query(
      `update access.ledger_head set payload = replace(payload, '"rows":', '"rows":7') where head = 2`,
    );
    expect((await describeState(services)).sealedRows).toBe(await sum());
    await client.query('update access.ledger_head h set payload = k.payload from kept k where k.head = h.head');
    await client.query(
      `update access.ledger_seal set digest = sha256('x'), rows = 2, marks = '\\x0102030405060708' where ordinal = 5000`,
    );
    expect((await describeState(services)).sealedRows).toBe(await sum());
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
});
