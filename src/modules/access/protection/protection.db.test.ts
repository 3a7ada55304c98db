import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '#entrypoints/modules.ts';
import type { Actor } from '#platform/actor.ts';
import {
  type AnyRoute,
  eventsAnswer,
  type RouteContext,
  readsInTheFile,
  route,
  streamAnswer,
} from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServer, testServices } from '#support/server.ts';
import { saying } from '#support/sign-in.ts';
import { createAuthoriser } from '../index.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let second: Actor;
let hidden = '';

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  second = { ...actors.ministry, accountId: '01990000-0000-7000-8000-0000000000b2', name: 'Second Officer' };
  const { jurisdiction } = database;
  [hidden = ''] = await database.write((tx, act) => buildStudents(tx, act, { queries: [buildQuery()], jurisdiction }));
  await database.write((tx, act) =>
    applyItems(tx, act, { items: [buildItem('restrictions', hidden as never)], jurisdiction }),
  );
});

const reason = 'The police ask where the child goes to school';
const list = async (as: Actor) => (await server.call({ as, url: '/v1/sealed-openings' })).body.items;
const post = (as: Actor, url: string, body: object = {}) => server.call({ as, method: 'POST', url, body });
const ask = (as: Actor, breakGlass = false) => post(as, '/v1/sealed-openings', { reason, breakGlass });
/** Somebody else each time, since one may have but one opening. */
let people = 0;
function newOfficer(): Actor {
  people += 1;
  return { ...actors.ministry, accountId: `01990000-0000-7000-8000-0000000c${String(people).padStart(4, '0')}` };
}
/** As the jurisdiction says that a second person must let in. */
async function withSecondPerson<Result>(work: () => Promise<Result>): Promise<Result> {
  const { jurisdiction } = database;
  const parameter = jurisdiction.parameter;
  jurisdiction.parameter = <Value>(name: string) =>
    name === 'access.sealed_second_person' ? (true as Value) : parameter<Value>(name);
  try {
    return await work();
  } finally {
    jurisdiction.parameter = parameter;
  }
}

describe('the sealed register', () => {
  test('opens at once where no second person is asked for, ends by itself, and one has but one opening', async () => {
    const officer = newOfficer();
    const { status, body } = await ask(officer);
    expect([status, body.state, body.minutes, body.isMine]).toEqual([201, 'open', 60, true]);
    expect((await ask(officer)).body.code).toBe('access.opening_standing');
    expect((await post(officer, `/v1/sealed-openings/${body.openingId}/end`)).body.state).toBe('ended');
    expect((await ask(officer)).status).toBe(201);
  });

  test('is asked for once, however often one asks in the same moment: what is ended is then closed', async () => {
    const officer = newOfficer();
    const answers = await Promise.all([1, 2, 3, 4].map((it) => ask(officer, it > 2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const own = async () => (await list(officer)).filter((it: { isMine: boolean }) => it.isMine);
    const [live, ...more] = await own();
    expect([live.state, more]).toEqual(['open', []]);
    await post(second, `/v1/sealed-openings/${live.openingId}/end`);
    expect((await own()).map((it: { state: string }) => it.state)).toEqual(['ended']);
  });

  test('opens only when a second person lets in, where the jurisdiction says so; nobody lets themselves in', () =>
    withSecondPerson(async () => {
      const officer = newOfficer();
      const { body } = await ask(officer);
      expect(body.state).toBe('asked');
      const decide = (as: Actor, letIn = true) => post(as, `/v1/sealed-openings/${body.openingId}/decision`, { letIn });
      expect((await decide(officer)).body.code).toBe('access.second_person_needed');
      expect((await decide(second)).body).toMatchObject({ state: 'open', decidedBy: 'Second Officer' });
      expect((await decide(second)).body.code).toBe('access.opening_not_possible');
      const refused = (await ask(newOfficer())).body;
      const answer = await post(second, `/v1/sealed-openings/${refused.openingId}/decision`, { letIn: false });
      expect(answer.body.state).toBe('refused');
    }));

  test('asked for waits a day for the second person, then lapses: it is answered no more, and one asks again', () =>
    withSecondPerson(async () => {
      const officer = newOfficer();
      const { body } = await ask(officer);
      const hours = (Date.parse(body.decideBy) - Date.parse(body.askedAt)) / 3_600_000;
      expect([body.state, hours]).toEqual(['asked', 24]);
      await database.write((tx) =>
        sql`update access.sealed_opening set decide_by = now() where opening_id = ${body.openingId}`.execute(tx),
      );
      const found = (await list(second)).find((it: { openingId: string }) => it.openingId === body.openingId);
      expect(found).toMatchObject({ state: 'lapsed', mayDo: [] });
      const own = `/v1/sealed-openings/${body.openingId}`;
      const late = await post(second, `${own}/decision`, { letIn: true });
      expect([late.status, late.body.code]).toEqual([409, 'access.opening_lapsed']);
      expect((await post(officer, `${own}/end`)).body.code).toBe('access.opening_lapsed');
      const anew = await ask(officer);
      expect([anew.status, anew.body.state]).toEqual([201, 'asked']);
      expect((await ask(officer)).body.code).toBe('access.opening_standing');
    }));

  test('lists its openings in pages: one’s own that stands, what waits for somebody, then the latest, each once', async () => {
    const officer = newOfficer();
    for (let times = 0; times < 3; times += 1)
      await post(officer, `/v1/sealed-openings/${(await ask(officer)).body.openingId}/end`);
    await ask(newOfficer(), true);
    const standing = (await ask(officer)).body.openingId;
    const whole = await list(officer);
    const walked: { openingId: string }[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await server.call({ as: officer, url: `/v1/sealed-openings?limit=2${cursor}` });
      walked.push(...body.items);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(walked).toEqual(whole);
    expect(new Set(walked.map((it) => it.openingId)).size).toBe(walked.length);
    expect(walked[0]?.openingId).toBe(standing);
    for (const wrong of ['limit=0', 'limit=1001', 'page=2'])
      expect((await server.call({ as: officer, url: `/v1/sealed-openings?${wrong}` })).status).toBe(400);
  });

  test('is nobody’s but the few’s', async () => {
    for (const actor of [actors.ministryViewer, actors.authority, actors.registrar, actors.viewer])
      expect((await ask(actor)).status).toBe(403);
    const never = '0199ffff-0000-7000-8000-000000000000';
    expect((await post(second, `/v1/sealed-openings/${never}/end`)).body.code).toBe('access.opening_not_found');
  });

  test('broken open raises an alarm at the ministry and is reviewed by somebody else', () =>
    withSecondPerson(async () => {
      const officer = newOfficer();
      const { body } = await ask(officer, true);
      expect([body.state, body.isGlass, body.minutes]).toEqual(['open', true, 30]);
      const { rows } = await sql<{ kind: string; organisation_code: string; severity: string }>`
        select kind, organisation_code, severity from access.alarm where account_id = ${officer.accountId}`.execute(
        database.db,
      );
      expect(rows).toEqual([{ kind: 'glass_broken', organisation_code: 'O.1', severity: 'critical' }]);
      const review = (as: Actor) =>
        post(as, `/v1/sealed-openings/${body.openingId}/review`, {
          outcome: 'justified',
          note: 'Seen with the police',
        });
      expect((await review(officer)).body.code).toBe('access.second_person_needed');
      expect((await list(second))[0]).toMatchObject({ openingId: body.openingId, mayDo: ['end', 'review'] });
      expect((await review(second)).body).toMatchObject({ reviewOutcome: 'justified', reviewedBy: 'Second Officer' });
      expect((await review(second)).body.code).toBe('access.opening_not_possible');
    }));

  test('says how long it opens, whether a second person lets in, and when a broken glass is reviewed', async () => {
    const { body } = await server.call({ as: newOfficer(), url: '/v1/sealed-openings' });
    expect(body).toMatchObject({ needsSecondPerson: false, minutes: 60, glassMinutes: 30, reviewDays: 3 });
  });

  test('that was not reviewed in time says so', async () => {
    const { body } = await ask(newOfficer(), true);
    await database.write((tx) =>
      sql`update access.sealed_opening set review_by = now() - interval '1 hour', opened_at = now() - interval '9 days', ends_at = now() - interval '8 days'
           where opening_id = ${body.openingId}`.execute(tx),
    );
    const found = (await list(second)).find((it: { openingId: string }) => it.openingId === body.openingId);
    expect(found).toMatchObject({ state: 'over', isOverdue: true, mayDo: ['review'] });
  });
});

/** The program's own server, where people sign in and sessions are judged; looking again at live connections takes no time. */
async function openServer(more: readonly AnyRoute[] = []) {
  const jurisdiction = saying(database.jurisdiction, {
    'platform.event_streams': { perPersonMax: 3, recheckSeconds: 0.1 },
  });
  const services = { ...testServices(database), jurisdiction };
  const app = await createServer({
    services,
    routes: [...routes, ...more],
    ledger: testLedger(database),
    authoriser: createAuthoriser(database.worker, jurisdiction),
  });
  const call = async (method: 'GET' | 'POST', url: string, payload?: object, token = '') =>
    app.inject({
      method,
      url,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      ...(payload ? { payload } : {}),
    });
  const signIn = async (): Promise<string> => {
    const signedIn = await call('POST', '/v1/session', { accountId: actors.ministry.accountId, hold: 'bearer' });
    await sql`update access.session set stepped_up_at = now()`.execute(database.db);
    return signedIn.json().token;
  };
  return { app, call, signIn };
}

describe('a session of somebody who may open the sealed register', () => {
  test('sees protected students only while an opening lives', async () => {
    const { app, call, signIn } = await openServer();
    const token = await signIn();
    const looks = async () => (await call('GET', `/v1/students/${hidden}`, undefined, token)).statusCode;
    const session = async () => (await call('GET', '/v1/session', undefined, token)).json();
    const rights = async () => (await session()).permissions;
    expect([await looks(), (await rights()).includes('restricted.read')]).toEqual([404, false]);
    const opened = await call('POST', '/v1/sealed-openings', { reason }, token);
    expect([opened.statusCode, await looks(), (await rights()).includes('restricted.read')]).toEqual([201, 200, true]);
    const { openingId, isGlass, endsAt } = opened.json();
    expect((await session()).sealed).toEqual({ openingId, isGlass, endsAt });
    await call('POST', `/v1/sealed-openings/${openingId}/end`, {}, token);
    expect([await looks(), (await rights()).includes('restricted.read')]).toEqual([404, false]);
    expect((await session()).sealed).toBeNull();
    await app.close();
  });

  test('is told nothing more by a live connection once the opening that it began under has ended', async () => {
    const { app, call, signIn } = await openServer([streamRoute]);
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const token = await signIn();
    const listen = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/students/${hidden}/stream`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return response.body?.getReader();
    };
    const opened = await call('POST', '/v1/sealed-openings', { reason }, token);
    const line = await listen();
    expect((await line?.read())?.done).toBe(false);
    await call('POST', `/v1/sealed-openings/${opened.json().openingId}/end`, {}, token);
    // Whatever was on its way still arrives; then the line is at its end, though the source goes on and the session stands.
    let isDone = false;
    for (let told = 0; told < 100 && !isDone; told += 1) isDone = (await line?.read())?.done ?? true;
    expect(isDone).toBe(true);
    expect((await call('GET', '/v1/session', undefined, token)).statusCode).toBe(200);
    const afterwards = await listen();
    for (let told = 0; told < 20; told += 1) expect((await afterwards?.read())?.done).toBe(false);
    await afterwards?.cancel();
    await app.close();
  });

  test('gets no more of a file that still flows once the opening has ended', async () => {
    const { app, call, signIn } = await openServer([fileRoute]);
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const token = await signIn();
    const opened = await call('POST', '/v1/sealed-openings', { reason }, token);
    const response = await fetch(`http://127.0.0.1:${port}/v1/students/${hidden}/file`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const file = response.body?.getReader();
    expect((await file?.read())?.done).toBe(false);
    await call('POST', `/v1/sealed-openings/${opened.json().openingId}/end`, {}, token);
    const rest = async () => {
      for (let pieces = 0; pieces < 200; pieces += 1) if ((await file?.read())?.done) return 'whole';
      return 'still flowing';
    };
    await expect(rest()).rejects.toThrow();
    await app.close();
  });
});

/** A source that never ends by itself. */
async function* forEver(signal: AbortSignal): AsyncGenerator<{ data: unknown }> {
  while (!signal.aborted) {
    yield { data: 'news' };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const streamRoute = route({
  method: 'GET',
  path: '/v1/students/:number/stream',
  operationId: 'stream',
  summary: 'A stream',
  tag: 'Test',
  permission: 'student.read',
  params: z.strictObject({ number: z.string() }),
  answers: { 200: null },
  produces: 'text/event-stream',
  errors: [],
  handle: ({ context }) => eventsAnswer(forEver(context.signal)),
});

/** As a report is made: each piece is noted before it leaves. */
async function* pieces({ noteReads, signal }: RouteContext): AsyncGenerator<string> {
  while (!signal.aborted) {
    await noteReads([{ subjects: [hidden], groups: ['identity'] }]);
    yield 'a piece\n';
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const fileRoute = route({
  method: 'GET',
  path: '/v1/students/:number/file',
  operationId: 'file',
  summary: 'A file',
  tag: 'Test',
  permission: 'student.read',
  params: z.strictObject({ number: z.string() }),
  answers: { 200: null },
  produces: 'text/csv',
  errors: [],
  reads: readsInTheFile,
  handle: ({ context }) => streamAnswer(Readable.from(pieces(context)), { type: 'text/csv' }),
});
