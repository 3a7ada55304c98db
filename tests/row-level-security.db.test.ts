import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Asker, askers, expectTable, type TableGuard } from '#entrypoints/access-matrix.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { commandActor, createAuthoriser, roles } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { bindSight, noSight, type Sight } from '#platform/database/sight.ts';
import { route } from '#platform/http/route.ts';
import { type BuiltRegister, buildRegister } from '#support/build-register.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

// What the database itself shows and refuses, whatever a service forgot to ask.
const database = testDatabase();
let register: BuiltRegister;
let guards: TableGuard[];

beforeAll(async () => {
  register = await buildRegister(database);
  const { rows } = await database.pool.query<TableGuard>(
    'select table_name as "table", guard, why from access.table_guard order by 1',
  );
  guards = rows;
});

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'migration', 'graphile_worker', 'public', 'pg_toast')`;
const list = async <Row extends object>(query: string) => (await database.pool.query<Row>(query)).rows;
const readers = ['matricula_application', 'matricula_reader'] as const;

describe('the catalogue', () => {
  test('knows for every table how it is guarded', async () => {
    const tables = await list<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and ${ours} order by 1`);
    expect(tables.length).toBeGreaterThan(30);
    expect(tables.map((it) => it.name)).toEqual(guards.map((it) => it.table));
  });

  test('has row security and policies of both kinds of role on every guarded table, and none elsewhere', async () => {
    const found = await list<{ table: string; secured: boolean; sight: string | null; work: string | null }>(`
      select n.nspname || '.' || c.relname as table, c.relrowsecurity as secured,
             (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = c.oid and p.polname = 'sight') as sight,
             (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = c.oid and p.polname = 'work') as work
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and ${ours}`);
    const byTable = new Map(found.map((it) => [it.table, it]));
    const wrong = guards.filter(({ table, guard }) => {
      const { secured, sight, work } = byTable.get(table) ?? { secured: null, sight: null, work: null };
      const isGuarded = ['student', 'organisation', 'special'].includes(guard);
      return isGuarded ? !(secured && sight && work === 'true') : secured !== false;
    });
    expect(wrong).toEqual([]);
  });

  test('lets no reader write anywhere, nor read what is kept back, nor any partition beside its table', async () => {
    const rights = await list<{ table: string; grantee: string; right: string }>(`
      select g.table_schema || '.' || g.table_name as table, g.grantee, g.privilege_type as right
        from information_schema.role_table_grants g where g.grantee in ('matricula_application', 'matricula_reader')`);
    expect(rights.length).toBeGreaterThan(20);
    expect(rights.filter((it) => it.right !== 'SELECT')).toEqual([]);
    const open = new Set(guards.filter((it) => it.guard !== 'kept_back').map((it) => it.table));
    expect(rights.filter((it) => !open.has(it.table) && !it.table.startsWith('published.'))).toEqual([]);
  });

  test('lets the worker touch neither the record of acts nor the owner’s own tables', async () => {
    const rights = await list<{ table: string }>(`
      select distinct g.table_schema || '.' || g.table_name as table from information_schema.role_table_grants g
       where g.grantee = 'matricula_worker' and g.privilege_type <> 'SELECT' and g.table_schema in ('audit', 'migration')`);
    expect(rights).toEqual([]);
  });

  test('shows no student through an open table', async () => {
    const columns = await list<{ table: string }>(`
      select table_schema || '.' || table_name as table from information_schema.columns where column_name = 'student_number'`);
    const open = new Set(guards.filter((it) => it.guard === 'open').map((it) => it.table));
    expect(columns.filter((it) => open.has(it.table))).toEqual([]);
  });

  test('has every published view read with the rights of whoever asks, but the names of colleagues', async () => {
    const views = await list<{ view: string }>(`
      select c.relname as view from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'published' and c.relkind = 'v' and not coalesce(c.reloptions::text[] @> array['security_invoker=true'], false)`);
    expect(views.map((it) => it.view)).toEqual(['account']);
  });

  test('has no function with its owner’s rights but those that were reviewed, each with a fixed search path', async () => {
    const functions = await list<{ name: string; config: string[] | null }>(`
      select n.nspname || '.' || p.proname as name, p.proconfig as config from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and ${ours} order by 1`);
    expect(
      functions.filter((it) => !it.config?.some((line) => line.startsWith('search_path='))).map((it) => it.name),
    ).toEqual([]);
    expect(functions.map((it) => it.name).filter((name) => !(name in reviewed))).toEqual([]);
  });
});

/** Functions that run with their owner's rights, and why each may. */
const reviewed: Readonly<Record<string, string>> = {
  'access.append_reads': 'adds rows to the ledger, which nobody may write directly',
  'access.begin_ledger_era': 'marks once that the ledger begins',
  'access.ensure_ledger_month': 'makes the ledger’s partition of a month',
  'access.is_protected': 'answers for one number; the list of protected numbers stays out of reach',
  'audit.begin_act': 'writes the act; nobody may write there directly',
  'audit.record_delete': 'trigger: writes what changed',
  'audit.record_insert': 'trigger: writes what changed',
  'audit.record_update': 'trigger: writes what changed',
  'audit.redact_disposed':
    'takes the images of disposed rows out of the record of changes, under an approved disposal alone',
  'audit.refuse_out_of_reach': 'reads the changes of one act to judge them; answers nothing',
  'exchange.analyse_items': 'takes statistics of one table',
  'identity.restrictions_on_guardians':
    'tells of one student the restrictions that hide nobody and decide whether guardians have rights',
  'platform.add_job': 'queues a job in tables that belong to the queue',
};

/** The sight in which a role reads; nobody's is empty. */
async function sightOf(asker: Asker): Promise<Sight> {
  const today = '2026-11-24';
  if (asker === 'nobody') return { ...noSight, account: null, today };
  const organisation = { everything: 'O.1', authority: 'A.K001', organisation: 'S.K001', nothing: 'S.K001' }[
    roles[asker].reach
  ] as OrganisationCode;
  const actor = {
    ...(await commandActor(database.db, organisation)),
    role: asker,
    permissions: new Set<string>(roles[asker].permissions),
  };
  return { ...(await createAuthoriser(database.worker, database.jurisdiction).reachOf(actor)), account: null, today };
}

describe('a connection', () => {
  test('that said nothing of who reads sees no row of any guarded table', async () => {
    const held = await countAll(database.pool);
    const seen = await countAll(database.applicationPool);
    const guarded = guards
      .filter((it) => ['student', 'organisation', 'special'].includes(it.guard))
      .map((it) => it.table);
    expect(guarded.filter((table) => (held.get(table) ?? 0) > 0).length).toBeGreaterThan(12);
    expect(guarded.filter((table) => seen.get(table) !== 0)).toEqual([]);
  });

  test('whose sight could not be said reads nothing at all', async () => {
    const bound = bindSight(database.applicationPool, { ...noSight, account: 'a\u0000', today: '2026-11-24' });
    await expect(sql`select from identity.student`.execute(bound)).rejects.toThrow('invalid byte sequence');
  });

  test('never keeps the sight of whoever had it before', async () => {
    const ministry = bindSight(database.applicationPool, {
      organisations: null,
      seesProtected: true,
      account: null,
      today: '2026-11-24',
    });
    const nobody = bindSight(database.applicationPool, { ...noSight, account: null, today: '2026-11-24' });
    const count = async (db: typeof nobody) =>
      (await sql<{ n: number }>`select count(*) as n from identity.student`.execute(db)).rows[0]?.n;
    const seen = await Promise.all(Array.from({ length: 200 }, (_, i) => count(i % 2 === 0 ? ministry : nobody)));
    expect(seen.filter((_, i) => i % 2 === 1).every((n) => n === 0)).toBe(true);
    expect(seen.filter((_, i) => i % 2 === 0).every((n) => (n ?? 0) > 0)).toBe(true);
  });

  test.each(readers)('as %s cannot write, take on another role for good, or turn row security off', async (role) => {
    const client = await database.pool.connect();
    try {
      await client.query(`set role ${role}`);
      await expect(client.query(`update identity.student set family_name = 'X'`)).rejects.toThrow('permission denied');
      await expect(client.query('delete from audit.act')).rejects.toThrow('permission denied');
      await client.query('set row_security = off');
      await expect(client.query('select * from identity.student')).rejects.toThrow('row-level security');
      await client.query('reset row_security');
      await expect(client.query('alter table identity.student disable row level security')).rejects.toThrow(
        'must be owner',
      );
    } finally {
      await client.query('reset role');
      client.release(true);
    }
  });
});

async function countAll(pool: typeof database.pool): Promise<Map<string, number | null>> {
  const counts = new Map<string, number | null>();
  for (const { table } of guards) {
    const counted = await pool.query<{ n: number }>(`select count(*) as n from ${table}`).catch(() => null);
    counts.set(table, counted ? Number(counted.rows[0]?.n) : null);
  }
  return counts;
}

describe.each(askers)('as %s', (asker) => {
  test('every table shows what the matrix says', async () => {
    const sight = bindSight(database.applicationPool, await sightOf(asker));
    const wrong: string[] = [];
    for (const guard of guards) {
      const expected = expectTable(guard, asker);
      const actual = await lookAt(sight, guard, asker);
      if (actual !== null && actual !== expected) wrong.push(`${guard.table}: ${actual}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** What a role sees of a table; null where the register has no rows that would tell, or the table has a rule of its own. */
async function lookAt(
  sight: ReturnType<typeof bindSight>,
  { table, guard }: TableGuard,
  asker: Asker,
): Promise<string | null> {
  if (guard === 'special') return null;
  const seen = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(sight).catch(() => null);
  if (seen === null) return 'refused';
  const n = Number(seen.rows[0]?.n);
  const held = Number((await database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n);
  if (held === 0) return null;
  if (guard === 'open') return n === held ? 'all' : 'some';
  // A register whose rows are all of others tells nothing of a school; of nobody it tells enough.
  if (n === 0) return asker === 'nobody' ? 'none' : null;
  if (guard === 'organisation')
    return n === held && roles[asker as 'ministry_records'].reach === 'everything' ? 'all' : 'own';
  const numbers = await sql<{
    student_number: string;
  }>`select distinct student_number from ${sql.table(table)}`.execute(sight);
  return nameOf(new Set(numbers.rows.map((it) => it.student_number)), { n, held });
}

function nameOf(numbers: Set<string>, { n, held }: { n: number; held: number }): string {
  if (n === held) return 'all';
  if (numbers.has(register.elsewhere)) return numbers.has(register.hidden) ? 'some' : 'all but protected';
  return numbers.has(register.hidden) || numbers.has(register.hiddenOwn) ? 'own and protected' : 'own';
}

describe('an act whose service forgot to judge', () => {
  const forgetful = route({
    method: 'POST',
    path: '/v1/forgetful/:number',
    operationId: 'forget',
    summary: 'Changes any student',
    tag: 'sample',
    permission: 'signed-in',
    params: z.strictObject({ number: z.string() }),
    answers: { 204: null },
    errors: [],
    handle: ({ params, actor, context }) =>
      perform(context.register, { kind: 'test.forget', actor }, (tx) =>
        sql`update identity.student set gender = 'X' where student_number = ${params.number}`.execute(tx),
      ),
  });
  const server = testServer(database, [forgetful]);
  const genderOf = async (number: string) =>
    (await database.pool.query('select gender from identity.student where student_number = $1', [number])).rows[0]
      .gender;

  test('is undone by the database, and answered as for what does not exist, when the student is out of reach or protected', async () => {
    for (const number of [register.elsewhere, register.hidden, register.hiddenOwn, register.sister]) {
      const { status, body } = await server.call({
        as: register.actors.registrar,
        method: 'POST',
        url: `/v1/forgetful/${number}`,
      });
      expect([status, body.code, await genderOf(number)]).toEqual([404, 'http.not_found', 'F']);
    }
  });

  test('stands when the student is in reach: the school’s own, the authority’s, anybody’s for the ministry', async () => {
    for (const [who, number] of [
      ['registrar', register.own],
      ['authority', register.sister],
      ['ministry', register.hidden],
    ] as const) {
      const { status } = await server.call({
        as: register.actors[who],
        method: 'POST',
        url: `/v1/forgetful/${number}`,
      });
      expect([who, status, await genderOf(number)]).toEqual([who, 204, 'X']);
    }
  });
});
