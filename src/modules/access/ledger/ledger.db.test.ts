import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#platform/actor.ts';
import { noSight } from '#platform/database/sight.ts';
import type { ReadEntry, ReadLedger } from '#platform/http/reads.ts';
import { type PersonRead, readsInTheFile, route, streamAnswer } from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { makeTurns } from '#platform/turns.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer, testServices } from '#support/server.ts';
import { unpackGroups } from './rules/groups.ts';
import { createReadLedger } from './service/append.ts';

const database = testDatabase();
let actors: Actors;
beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

const People = z.strictObject({ people: z.array(z.string()), note: z.string() });
const shown = (people: readonly string[], ...groups: PersonRead['groups']): PersonRead => ({
  subjects: people,
  groups,
});

const routes = [
  route({
    method: 'GET',
    path: '/v1/sample-people',
    operationId: 'listSamplePeople',
    summary: 'Some people',
    tag: 'sample',
    permission: 'signed-in',
    query: z.strictObject({ numbers: z.string(), fail: z.string().optional() }),
    answers: { 200: People },
    errors: [],
    reads: ({ people }: z.infer<typeof People>) => [shown(people, 'existence'), shown(people.slice(0, 1), 'contacts')],
    handle: ({ query }) => {
      if (query.fail) throw new Error('the handler failed');
      return { people: query.numbers.split(','), note: 'seen' };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/sample-file',
    operationId: 'getSampleFile',
    summary: 'A file',
    tag: 'sample',
    permission: 'signed-in',
    answers: { 200: null },
    produces: 'text/csv',
    errors: [],
    reads: readsInTheFile,
    handle: ({ context }) => {
      async function* lines() {
        for (const number of ['200000001', '200000002']) {
          await context.noteReads([shown([number], 'submitted')]);
          yield `${number}\n`;
        }
      }
      return streamAnswer(Readable.from(lines()), { type: 'text/csv', reads: [shown(['200000000'], 'existence')] });
    },
  }),
];
const server = testServer(database, routes);

type Kept = { who: string; organisation: string; door: string; purpose: string; student: string; groups: number };
async function keptOf(student: string): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select r.name as who, r.organisation_code as organisation, m.door, m.purpose, p.student_number as student, p.field_groups as groups
      from access.person_read p join access.ledger_reader r using (reader_id) join access.ledger_manner m using (manner_id)
     where p.student_number = ${student} order by p.read_id`.execute(database.db);
  return rows;
}
const list = (as: Actor, numbers: string, headers: Record<string, string> = {}) =>
  server.call({ as, url: `/v1/sample-people?numbers=${numbers}`, headers });

describe('a read of a record', () => {
  test('stands in the ledger when the answer arrives: who, for whom, through which door, why, what, and whose', async () => {
    expect((await list(actors.registrar, '100000001,100000002')).status).toBe(200);
    const [first] = await keptOf('100000001');
    expect({ ...first, groups: unpackGroups(first?.groups ?? 0) }).toEqual({
      who: actors.registrar.name,
      organisation: 'S.K001',
      door: 'listSamplePeople',
      purpose: 'registration',
      student: '100000001',
      groups: ['existence', 'contacts'],
    });
    expect((await keptOf('100000002')).map((it) => unpackGroups(it.groups))).toEqual([['existence']]);
  });

  test('is one row for each person of the answer, whatever the answer says of one twice', async () => {
    await list(actors.registrar, '100000003,100000003,100000004');
    expect(await keptOf('100000003')).toHaveLength(1);
    expect(await keptOf('100000004')).toHaveLength(1);
  });

  test('carries the purpose that the request names, from the closed list', async () => {
    await list(actors.registrar, '100000005', { 'matricula-purpose': 'emergency' });
    expect((await keptOf('100000005')).map((it) => it.purpose)).toEqual(['emergency']);
    const { status, body } = await list(actors.registrar, '100000006', { 'matricula-purpose': 'curiosity' });
    expect([status, body.code]).toEqual([400, 'http.purpose_unknown']);
    expect(body.params.known).toContain('teaching');
    expect(await keptOf('100000006')).toEqual([]);
  });

  test('that failed or showed nobody leaves no row', async () => {
    const { status } = await server.call({ as: actors.viewer, url: '/v1/sample-people?numbers=100000007&fail=yes' });
    expect(status).toBe(500);
    expect(await keptOf('100000007')).toEqual([]);
  });

  test('of a file stands before the piece that shows it leaves', async () => {
    const { status, text } = await server.call({ as: actors.viewer, url: '/v1/sample-file' });
    expect([status, text]).toEqual([200, '200000001\n200000002\n']);
    for (const number of ['200000000', '200000001', '200000002']) expect(await keptOf(number)).toHaveLength(1);
  });
});

describe('the server', () => {
  const over = async (ledger: ReadLedger) => {
    const app = await createServer({
      services: testServices(database),
      routes,
      authoriser: { actorOf: async () => actors.registrar, may: () => true, reachOf: async () => noSight },
      ledger,
    });
    const response = await app.inject({
      url: '/v1/sample-people?numbers=100000010',
      headers: { authorization: 'Bearer x' },
    });
    await app.close();
    return response;
  };

  test('does not send an answer that the ledger did not take', async () => {
    const ledger = createReadLedger(testServices(database));
    const broken: ReadLedger = { ...ledger, append: () => Promise.reject(new Error('the disk is full')) };
    const response = await over(broken);
    expect([response.statusCode, response.json().code]).toEqual([503, 'http.read_not_recorded']);
    expect(response.body).not.toContain('100000010');
  });

  test('asks before the append whether so much may be read, and appends nothing when not', async () => {
    const asked: ReadEntry[] = [];
    const refusing: ReadLedger = {
      ...createReadLedger(testServices(database)),
      admit: async (entry) => {
        asked.push(entry);
        throw Object.assign(new Error('the budget is spent'), { statusCode: 403 });
      },
    };
    const response = await over(refusing);
    expect(response.statusCode).toBe(404);
    expect(asked.map((it) => [it.actor.name, it.door, it.reads.map((read) => read.subjects)])).toEqual([
      [actors.registrar.name, 'listSamplePeople', [['100000010']]],
    ]);
    expect(await keptOf('100000010')).toEqual([]);
  });
});

describe('the table', () => {
  const insertAt = (at: string) => sql`select access.ensure_ledger_month(${at}::timestamptz)`.execute(database.db);

  test('gets its month on demand, and many who need it at once get one', async () => {
    await Promise.all(Array.from({ length: 20 }, () => insertAt('2031-05-31T23:59:59.999Z')));
    const { rows } = await sql<{ name: string; bound: string }>`
      select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'access.person_read'::regclass and c.relname = 'person_read_2031_05'`.execute(database.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.bound).toContain("FROM ('2031-05-01 00:00:00+00') TO ('2031-06-01 00:00:00+00')");
  });

  test('cannot be changed or emptied, in any of its partitions, not even by its owner', async () => {
    await list(actors.registrar, '100000020');
    const { rows } = await sql<{ name: string }>`
      select 'access.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'access' and c.relkind in ('r', 'p') and (c.relname ~ '^person_read' or c.relname ~ '^ledger_')`.execute(
      database.db,
    );
    expect(rows.length).toBeGreaterThan(7);
    const current = rows.find((it) => /person_read_\d/.test(it.name) && !it.name.endsWith('2031_05'))?.name ?? '';
    for (const name of ['access.person_read', current]) {
      await expect(database.pool.query(`update ${name} set field_groups = 0`)).rejects.toThrow('written once');
      await expect(database.pool.query(`delete from ${name}`)).rejects.toThrow('written once');
    }
    for (const { name } of rows) await expect(database.pool.query(`truncate ${name}`)).rejects.toThrow('written once');
  });

  test('gives no role of the program a right to change, remove or forge a row', async () => {
    const { rows } = await sql<{ role: string; table: string; right: string }>`
      select r.rolname as role, c.relname as table, p.right
        from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['insert', 'update', 'delete', 'truncate']) as p("right")
       where r.rolname like 'matricula_%' and n.nspname = 'access' and c.relkind in ('r', 'p')
         and (c.relname ~ '^person_read' or c.relname ~ '^ledger_') and has_table_privilege(r.oid, c.oid, p.right)`.execute(
      database.db,
    );
    expect(rows.map((it) => `${it.role} ${it.right} ${it.table}`).sort()).toEqual([
      'matricula_worker insert ledger_head',
      'matricula_worker insert ledger_seal',
    ]);
  });

  test('takes many reads at once, and none of them waits for another or is lost', async () => {
    const numbers = Array.from({ length: 100 }, (_, i) => String(300_000_000 + i));
    const ledger = createReadLedger(testServices(database));
    const append = (door: string) =>
      ledger.append({
        actor: actors.authority,
        door,
        purpose: 'records',
        requestId: randomUUID(),
        reads: [shown(numbers, 'enrolments')],
      });
    const turns = makeTurns(15); // the server of the tests is shared
    await Promise.all(Array.from({ length: 40 }, (_, i) => turns.take(() => append(`door${i % 7}`))));
    const { rows } = await sql<{ rows: number; requests: number; readers: number }>`
      select count(*) as rows, count(distinct request_id) as requests, count(distinct reader_id) as readers
        from access.person_read where student_number between '300000000' and '300000099'`.execute(database.db);
    expect(rows[0]).toEqual({ rows: 4000, requests: 40, readers: 1 });
  });
});
