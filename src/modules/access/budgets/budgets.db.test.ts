import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { admitReads } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildClass } from '#support/build-exports.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { countRows } from '#support/register.ts';
import { testServer } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let counter = 0;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

/** Numbers of people, `from` the first to the last. */
const people = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String(100000000 + from + i));
/** The same way of working under an account that has read nobody. */
const fresh = (actor: Actor, changes: Partial<Actor> = {}): Actor => {
  counter += 1;
  return { ...actor, accountId: `0199ffff-0000-7000-8000-${String(counter).padStart(12, '0')}`, ...changes };
};
const noon = new Date(2026, 9, 1, 12, 10);
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const assurance = (steppedUpAt: Date) => ({
  sessionId: 's',
  signedInAt: noon,
  secondFactorAt: noon,
  steppedUpAt,
});

async function read(actor: Actor, numbers: string[], now = noon): Promise<string> {
  try {
    await admitReads(database.db, {
      actor,
      people: numbers,
      now,
      parameters: database.jurisdiction,
    });
    return 'admitted';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const alarmsOf = async (actor: Actor) => {
  const { rows } = await sql<{ details: Record<string, unknown> }>`
    select details from access.alarm where kind = 'budget_spent' and account_id is not distinct from ${actor.accountId}
       and client_id is not distinct from ${actor.clientId ?? null}`.execute(database.db);
  return rows;
};

describe('a registrar', () => {
  test('reads a thousand different people in an hour, and is asked who it is before the next', async () => {
    const actor = fresh(actors.registrar);
    expect(await read(actor, people(1, 999))).toBe('admitted');
    expect(await read(actor, people(1000, 1000))).toBe('admitted');
    expect(await read(actor, people(1001, 1001))).toBe('http.step_up_needed');
  });

  test('reads the same people again at no cost, also when the budget is spent', async () => {
    const actor = fresh(actors.registrar);
    await read(actor, people(1, 1000));
    await read(actor, people(1001, 1001));
    const before = await countRows(database.db, 'access.read_budget_person');
    expect(await read(actor, people(1, 1000))).toBe('admitted');
    expect(await read(actor, ['100000007', '100000007'])).toBe('admitted');
    expect(await countRows(database.db, 'access.read_budget_person')).toBe(before);
  });

  test('goes on after proving who it is, up to the second limit; then all stops, with one alarm', async () => {
    const actor = fresh(actors.registrar);
    await read(actor, people(1, 1000));
    expect(await read(actor, people(1001, 1100), minutes(1))).toBe('http.step_up_needed');
    const before = { ...actor, assurance: assurance(minutes(0.5)) };
    expect(await read(before, people(1001, 1100), minutes(2))).toBe('http.step_up_needed');
    const proved = { ...actor, assurance: assurance(minutes(2)) };
    expect(await read(proved, people(1001, 2500), minutes(3))).toBe('admitted');
    expect(await read(proved, people(2501, 2501), minutes(4))).toBe('access.budget_spent');
    expect(await read(proved, people(2502, 2502), minutes(5))).toBe('access.budget_spent');
    expect(await alarmsOf(actor)).toEqual([{ details: { name: actor.name, people: 2500, window: 'hour' } }]);
  });

  test('begins anew with the hour, but not with the day', async () => {
    const actor = fresh(actors.registrar);
    for (const [hour, from] of [0, 1, 2].entries()) {
      expect(await read(actor, people(from * 1000 + 1, from * 1000 + 1000), minutes(hour * 60))).toBe('admitted');
    }
    expect(await read(actor, people(3001, 3001), minutes(180))).toBe('http.step_up_needed');
    expect(await read(actor, people(1, 1000), minutes(180))).toBe('admitted');
    expect(await read(actor, people(3001, 3001), minutes(24 * 60))).toBe('admitted');
  });

  test('is refused a list that would overrun as a whole, and nobody in it is counted', async () => {
    const actor = fresh(actors.registrar);
    await read(actor, people(1, 990));
    expect(await read(actor, people(981, 1001))).toBe('http.step_up_needed');
    expect(await read(actor, people(991, 1000))).toBe('admitted');
  });

  test('learns nothing by the refusal: who does not exist is refused like somebody new', async () => {
    const actor = fresh(actors.registrar);
    expect(await read(actor, [])).toBe('admitted');
    await read(actor, people(1, 1000));
    expect(await read(actor, [])).toBe('http.step_up_needed');
    const proved = { ...actor, assurance: assurance(minutes(1)) };
    expect(await read(proved, [], minutes(1))).toBe('admitted');
    await read(proved, people(1001, 2500), minutes(1));
    expect(await read(proved, [], minutes(2))).toBe(await read(proved, people(9001, 9001), minutes(2)));
  });
});

test('parallel requests cannot overrun the limit together', async () => {
  const actor = fresh(actors.viewer);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => read(actor, people(i * 100 + 1, i * 100 + 100))),
  );
  expect(answers.filter((it) => it === 'admitted')).toHaveLength(5);
  const { rows } = await sql<{ people: number; set: number }>`
    select people, (select count(*) from access.read_budget_person p where p.actor_key = b.actor_key) as set
      from access.read_budget b where actor_key = ${`account:${actor.accountId}`} and window_kind = 'hour'`.execute(
    database.db,
  );
  expect(rows).toEqual([{ people: 500, set: 500 }]);
});

test('a machine client has a budget of its own kind, which no proof opens', async () => {
  const client: Actor = { ...actors.registrar, kind: 'client', accountId: null, clientId: 'sis-1' };
  expect(await read(client, people(1, 10_000))).toBe('admitted');
  expect(await read({ ...client, assurance: assurance(minutes(1)) }, people(10_001, 10_001))).toBe(
    'access.budget_spent',
  );
  expect(await read({ ...client, clientId: 'sis-2' }, people(10_001, 10_001))).toBe('admitted');
  expect(await alarmsOf(client)).toHaveLength(1);
});

test('the command line and the program itself are not counted', async () => {
  const command: Actor = { ...actors.registrar, kind: 'command', accountId: null };
  expect(await read(command, people(1, 20_000))).toBe('admitted');
});

describe('a larger budget', () => {
  const grantTo = (accountId: string | null, changes: object = {}) => ({
    accountId,
    hourPeople: 1500,
    dayPeople: 4000,
    reason: 'Checks every record before the count day',
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    ...changes,
  });
  const steppedUp = (actor: Actor): Actor => ({ ...actor, assurance: assurance(new Date()) });
  const grant = (as: Actor, body: object) =>
    server.call({ as: steppedUp(as), method: 'POST', url: '/v1/budget-exceptions', body });

  test('is granted by somebody else, for a time, and widens what may be read until it is ended', async () => {
    const actor = actors.registrar;
    const granted = await grant(actors.authority, grantTo(actor.accountId));
    expect([granted.status, granted.body.name]).toEqual([201, actor.name]);
    const now = new Date();
    expect(await read(actor, people(1, 1400), now)).toBe('admitted');
    const own = await server.call({ as: actor, url: '/v1/budget' });
    expect(own.body.hour).toMatchObject({ people: 1400, first: 1500, second: 2500 });
    const url = `/v1/budget-exceptions/${granted.body.exceptionId}`;
    const ended = await server.call({ as: actors.authority, method: 'DELETE', url });
    expect(ended.body.ended.by).toBe(actors.authority.name);
    expect(await read(actor, people(1401, 1401), now)).toBe('http.step_up_needed');
  });

  test('is never one’s own, nor for an account out of reach, nor without end', async () => {
    const code = async (as: Actor, body: object) => (await grant(as, body)).body.code;
    expect(await code(actors.authority, grantTo(actors.authority.accountId))).toBe('access.exception_for_yourself');
    const unknown = await code(actors.authority, grantTo('0199ffff-0000-7000-8000-00000000ffff'));
    expect([await code(actors.authority, grantTo(actors.ministry.accountId)), unknown]).toEqual([
      'access.account_not_found',
      'access.account_not_found',
    ]);
    const late = { endsAt: new Date(Date.now() + 40 * 86_400_000).toISOString() };
    expect(await code(actors.ministry, grantTo(actors.registrar.accountId, late))).toBe('access.exception_too_long');
    const past = { endsAt: new Date(Date.now() - 1000).toISOString() };
    expect(await code(actors.ministry, grantTo(actors.registrar.accountId, past))).toBe('access.exception_too_long');
  });
});

describe('whoever watches budgets', () => {
  test('reads what each role may and who read how many today, of the organisations in reach alone', async () => {
    await read(actors.otherRegistrar, people(1, 1000), new Date());
    await read(actors.otherRegistrar, people(1001, 1002), new Date());
    await read(actors.ministry, people(1, 3), new Date());
    const { status, body } = await server.call({ as: actors.ministry, url: '/v1/budgets' });
    expect(status).toBe(200);
    expect(body.limits.find((it: { role: string }) => it.role === 'school_registrar')).toMatchObject({
      roleName: { en: 'School registrar' },
      hour: { first: 1000, second: 2500 },
      day: { first: 3000, second: 6000 },
    });
    const nameOf = (it: { id: string }) => it.id;
    const own = body.readers.find((it: { id: string }) => it.id === actors.otherRegistrar.accountId);
    expect(own).toMatchObject({ kind: 'account', dayPeople: 1000, isAsked: true, isStopped: false });
    expect(body.readers.map(nameOf)).toContain(actors.ministry.accountId);
    const within = (await server.call({ as: actors.authority, url: '/v1/budgets' })).body.readers.map(nameOf);
    expect(within).not.toContain(actors.ministry.accountId);
    expect((await server.call({ as: actors.registrar, url: '/v1/budgets' })).status).toBe(403);
  });
});

describe('at the door', () => {
  type Budgets = Record<string, { hour: number[]; day: number[] }>;
  let numbers: string[];

  beforeAll(async () => {
    numbers = await buildClass(database, { from: 1, count: 5, school: 'S.K001' });
    const budgets = database.jurisdiction.parameter<Budgets>('access.read_budgets');
    budgets['school_viewer'] = { hour: [2, 3], day: [20, 30] };
  });

  const open = (as: Actor, number: string | undefined) => server.call({ as, url: `/v1/students/${number}` });

  test('the answer that would overrun does not leave, nor tells whether somebody is there', async () => {
    const as = { ...actors.viewer, assurance: assurance(new Date(Date.now() - 60_000)) };
    expect([(await open(as, numbers[0])).status, (await open(as, numbers[1])).status]).toEqual([200, 200]);
    const [more, nobody] = [await open(as, numbers[2]), await open(as, '000000000')];
    expect([more.status, more.body.code]).toEqual([403, 'http.step_up_needed']);
    expect({ ...more.body, requestId: '' }).toEqual({ ...nobody.body, requestId: '' });
    const [list, none] = ['Family', 'Nobodysname'].map((q) => server.call({ as, url: `/v1/students?q=${q}` }));
    expect({ ...(await list)?.body, requestId: '' }).toEqual({ ...(await none)?.body, requestId: '' });
    expect((await list)?.text).not.toContain('Given');
    expect((await open(as, numbers[0])).status).toBe(200);
  });

  test('after proof the second limit stands, and says when to come again', async () => {
    const as = { ...actors.viewer, assurance: assurance(new Date(Date.now() + 1000)) };
    expect((await open(as, numbers[2])).status).toBe(200);
    const stopped = await open(as, numbers[3]);
    expect([stopped.status, stopped.body.code]).toEqual([429, 'access.budget_spent']);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(stopped.headers['retry-after'])).toBeLessThanOrEqual(3600);
    expect(stopped.text).not.toContain('Family');
    expect(await alarmsOf(actors.viewer)).toHaveLength(1);
  });
});
