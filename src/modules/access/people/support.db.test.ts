import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actors, buildActors, buildGrants } from '#support/build-access.ts';
import { buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { findAccountActors } from '../index.ts';

// Somebody of support sees nothing of an organisation unless it lets them in, for what it says and for as long as it says.
const database = testDatabase();
const server = testServer(database);
const support = '01990000-0000-7000-8000-000000000009';
let actors: Actors;
let ours: string;
let theirs: string;

beforeAll(async () => {
  const { write, jurisdiction } = database;
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
  // A neighbour who may do the same, at a school of their own.
  const accountId = actors.otherRegistrar.accountId as string;
  await write((tx) => buildGrants(tx, [{ accountId, organisation: 'S.K002', name: 'support.open' }]));
  actors.otherRegistrar = (await findAccountActors(database.worker, [accountId])).get(accountId) as Actors['ministry'];
  const build = async (organisation: string) => {
    const queries = [buildQuery({ organisation })];
    const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
    return number as string;
  };
  ours = await build('S.K001');
  theirs = await build('S.K002');
});

const post = (as: Actors[keyof Actors], url: string, body: object = {}) =>
  server.call({ as, method: 'POST', url, body });
const open = (as: Actors[keyof Actors], body: object = {}) =>
  post(as, '/v1/support-accesses', {
    accountId: support,
    organisation: 'S.K001',
    scope: 'read',
    purpose: 'A report that does not add up',
    hours: 2,
    ...body,
  });
const end = (as: Actors[keyof Actors], id: string) => post(as, `/v1/support-accesses/${id}/end`);
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const supporter = async () => {
  const found = (await findAccountActors(database.worker, [support])).get(support);
  if (!found) throw new Error('the demonstration has nobody of support');
  return found;
};
const look = async (number: string) =>
  (await server.call({ as: await supporter(), url: `/v1/students/${number}` })).status;

describe('an access of support', () => {
  test('lets somebody read the students of the organisation that opened it, and nobody else’s, until it ends it', async () => {
    expect(await look(ours)).toBe(403);
    const { status, body } = await open(actors.registrar);
    expect([status, body.state, body.organisation.code]).toEqual([201, 'open', 'S.K001']);
    expect([await look(ours), await look(theirs)]).toEqual([200, 404]);
    const { permissions } = await supporter();
    expect([permissions.has('student.write'), permissions.has('restricted.read')]).toEqual([false, false]);
    expect((await end(actors.registrar, body.supportAccessId)).body.state).toBe('ended');
    expect(await look(ours)).toBe(403);
    expect(codeOf(await end(actors.registrar, body.supportAccessId))).toEqual([409, 'people.support_over']);
  });

  test('shows what was read under it to who opened it, and raises an alarm when it is opened', async () => {
    const { body } = await open(actors.registrar);
    await look(ours);
    const trace = (await server.call({ as: actors.registrar, url: `/v1/support-accesses/${body.supportAccessId}` }))
      .body;
    expect(trace.reads).toMatchObject([{ studentNumber: ours, operation: 'getStudent' }]);
    const { rows } =
      await sql`select from access.alarm where kind = 'support_opened' and account_id = ${support}`.execute(
        database.db,
      );
    expect(rows.length).toBeGreaterThan(0);
    await end(actors.registrar, body.supportAccessId);
  });

  test('ends by itself at its hour', async () => {
    const { body } = await open(actors.registrar);
    await database.write((tx) =>
      sql`update access.support_access set opened_at = now() - interval '3 hours', expires_at = now() - interval '1 second'
           where support_access_id = ${body.supportAccessId}`.execute(tx),
    );
    expect(await look(ours)).toBe(403);
    const { items } = (await server.call({ as: actors.registrar, url: '/v1/support-accesses' })).body;
    expect(items.find((it: { supportAccessId: string }) => it.supportAccessId === body.supportAccessId).state).toBe(
      'expired',
    );
  });

  test('to work is given only by who may do that work, and only for what support does', async () => {
    const { body } = await open(actors.registrar, { scope: 'write' });
    const { permissions } = await supporter();
    expect([permissions.has('student.write'), permissions.has('people.manage')]).toEqual([true, false]);
    await end(actors.registrar, body.supportAccessId);
  });

  test('is opened by the organisation or its authority, never by another or by the ministry', async () => {
    expect(codeOf(await open(actors.otherRegistrar))).toEqual([403, 'access.organisation_out_of_reach']);
    expect(codeOf(await open(actors.ministry))).toEqual([422, 'people.support_too_wide']);
    expect(codeOf(await open(actors.viewer))).toEqual([403, 'http.not_allowed']);
  });

  test('is refused for longer than the jurisdiction says, for nobody of support, without a purpose, and twice at once', async () => {
    expect(codeOf(await open(actors.registrar, { hours: 168 }))).toEqual([422, 'people.support_too_long']);
    const stranger = { accountId: '01990000-0000-7000-8000-000000000006' };
    expect(codeOf(await open(actors.registrar, stranger))).toEqual([422, 'people.support_account_unknown']);
    for (const wrong of [{ purpose: ' ' }, { hours: 0 }, { hours: -1 }, { scope: 'all' }, { hack: 1 }])
      expect(codeOf(await open(actors.registrar, wrong))).toEqual([400, 'http.invalid_request']);
    const both = await Promise.all([open(actors.registrar), open(actors.registrar)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const opened = both.find(({ status }) => status === 201);
    await end(actors.registrar, opened?.body.supportAccessId);
  });

  test('of another organisation is answered as one that does not exist', async () => {
    const { body } = await open(actors.registrar);
    const url = `/v1/support-accesses/${body.supportAccessId}`;
    const unknown = '/v1/support-accesses/01990000-0000-7000-8000-00000000dead';
    for (const it of [url, unknown])
      expect(codeOf(await server.call({ as: actors.otherRegistrar, url: it }))).toEqual([
        404,
        'people.support_not_found',
      ]);
    expect(codeOf(await end(actors.otherRegistrar, body.supportAccessId))).toEqual([404, 'people.support_not_found']);
    expect((await server.call({ as: actors.otherRegistrar, url: '/v1/support-accesses' })).body.items).toEqual([]);
    await end(actors.registrar, body.supportAccessId);
  });
});
