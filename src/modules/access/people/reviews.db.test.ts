import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actors, buildActors, buildGrants } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { buildAccount } from '#support/sign-in.ts';
import { findAccountActors } from '../index.ts';
import { keepReviews } from './service/reviews.ts';

// Each grant is confirmed once a year by somebody else than its holder, or it ends.
const database = testDatabase();
const server = testServer(database);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  // A neighbour who may do the same, at a school of their own.
  const accountId = actors.otherRegistrar.accountId as string;
  await database.write((tx) => buildGrants(tx, [{ accountId, organisation: 'S.K002', name: 'people.manage' }]));
  actors.otherRegistrar = (await findAccountActors(database.worker, [accountId])).get(accountId) as Actors['ministry'];
});

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const post = (as: Actors[keyof Actors], url: string, body: object) => server.call({ as, method: 'POST', url, body });
const start = (as: Actors[keyof Actors], body: object = {}) =>
  post(as, '/v1/access-reviews', { organisation: 'S.K001', ...body });
const decide = (as: Actors[keyof Actors], reviewId: string, decisions: object[]) =>
  post(as, `/v1/access-reviews/${reviewId}/decisions`, { decisions });
const read = async (reviewId: string) =>
  (await server.call({ as: actors.authority, url: `/v1/access-reviews/${reviewId}` })).body;
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const isLive = async (accountId: string) =>
  [...((await findAccountActors(database.worker, [accountId])).get(accountId)?.permissions ?? [])].length > 0;
const endOpenReviews = () =>
  database.write((tx) => sql`update access.access_review set closed_at = now() where closed_at is null`.execute(tx));

async function person() {
  const { accountId } = await database.write((tx) => buildAccount(tx, { role: 'school_viewer', password: null }));
  return accountId;
}
type Item = {
  grant: { grantId: string; accountId?: string };
  name: string;
  decision: string | null;
  accountId?: string;
};
const grantOf = async (accountId: string) =>
  (
    await sql<{ grant_id: string }>`select grant_id from access.account_grant where account_id = ${accountId}`.execute(
      database.db,
    )
  ).rows[0]?.grant_id as string;

describe('a review of access', () => {
  test('holds every live grant of the organisation, one review at a time', async () => {
    const grantId = await grantOf(await person());
    const { status, body } = await start(actors.registrar);
    expect(status).toBe(201);
    const { items } = await read(body.reviewId);
    expect(items.map((it: Item) => it.grant.grantId)).toContain(grantId);
    expect(codeOf(await start(actors.registrar))).toEqual([409, 'people.review_open_already']);
    await endOpenReviews();
  });

  test('ends what is answered so at once, keeps what is confirmed, and closes with its last answer', async () => {
    const [kept, ended] = [await person(), await person()];
    const { body } = await start(actors.registrar);
    const { items } = await read(body.reviewId);
    const answers = [
      { grantId: await grantOf(kept), decision: 'confirmed' },
      { grantId: await grantOf(ended), decision: 'ended', note: 'Works elsewhere' },
    ];
    expect((await decide(actors.registrar, body.reviewId, answers)).status).toBe(200);
    expect([await isLive(kept), await isLive(ended)]).toEqual([true, false]);
    expect(codeOf(await decide(actors.registrar, body.reviewId, answers))).toEqual([422, 'people.not_in_review']);
    const given = new Set(answers.map(({ grantId }) => grantId));
    const rest = items
      .filter((it: Item) => !given.has(it.grant.grantId))
      .map((it: Item) => ({ grantId: it.grant.grantId, decision: 'confirmed' }));
    await decide(actors.authority, body.reviewId, rest);
    expect((await read(body.reviewId)).closedAt).not.toBeNull();
    expect(codeOf(await decide(actors.authority, body.reviewId, rest))).toEqual([409, 'people.review_over']);
  });

  test('is answered by nobody about their own grants, nor by another organisation', async () => {
    const { body } = await start(actors.registrar);
    const own = { grantId: await grantOf(actors.registrar.accountId as string), decision: 'confirmed' };
    expect(codeOf(await decide(actors.registrar, body.reviewId, [own]))).toEqual([403, 'people.not_ones_own']);
    expect(codeOf(await decide(actors.otherRegistrar, body.reviewId, [own]))).toEqual([404, 'people.review_not_found']);
    expect(
      codeOf(await server.call({ as: actors.otherRegistrar, url: `/v1/access-reviews/${body.reviewId}` })),
    ).toEqual([404, 'people.review_not_found']);
    await endOpenReviews();
  });

  test('is refused with a day in the past or too far, out of reach, or with words that are no decision', async () => {
    const dayOf = (days: number) => inDays(days).toISOString().slice(0, 10);
    for (const days of [-1, 0, 400])
      expect(codeOf(await start(actors.registrar, { dueOn: dayOf(days) }))).toEqual([422, 'people.review_day']);
    expect(codeOf(await start(actors.registrar, { organisation: 'S.K002' }))).toEqual([
      403,
      'access.organisation_out_of_reach',
    ]);
    const { body } = await start(actors.registrar);
    const wrong = { grantId: await grantOf(await person()), decision: 'lapsed' };
    expect(codeOf(await decide(actors.registrar, body.reviewId, [wrong]))).toEqual([400, 'http.invalid_request']);
    expect(codeOf(await decide(actors.registrar, body.reviewId, [{ ...wrong, decision: 'ended' }]))).toEqual([
      422,
      'people.not_in_review',
    ]);
    await endOpenReviews();
  });
});

describe('the yearly job', () => {
  const keep = (now: Date) => keepReviews(database.worker, database.jurisdiction, now);

  test('begins a review where grants are a year old, once', async () => {
    expect((await keep(new Date())).begun).toBe(0);
    const accountId = await person();
    await database.write((tx) =>
      buildGrants(tx, [{ accountId, organisation: 'S.K002', name: 'school_viewer', startsOn: '2025-01-06' }]),
    );
    expect(await keep(new Date())).toEqual({ begun: 1, closed: 0 });
    expect(await keep(new Date())).toEqual({ begun: 0, closed: 0 });
    await endOpenReviews();
  });

  test('ends what nobody confirmed by the last day, and says so', async () => {
    const accountId = await person();
    const { body } = await start(actors.registrar, { dueOn: inDays(3).toISOString().slice(0, 10) });
    expect((await keep(inDays(2))).closed).toBe(0);
    expect(await isLive(accountId)).toBe(true);
    expect((await keep(inDays(5))).closed).toBe(1);
    expect(await isLive(accountId)).toBe(false);
    const { items } = await read(body.reviewId);
    expect(new Set(items.map((it: Item) => it.decision))).toEqual(new Set(['lapsed']));
    const { rows } =
      await sql`select from access.alarm where kind = 'review_lapsed' and organisation_code = 'S.K001'`.execute(
        database.db,
      );
    expect(rows).toHaveLength(1);
  });

  test('leaves the ministry somebody who manages its people, even when nobody confirmed anything', async () => {
    await start(actors.ministry, { organisation: 'O.1', dueOn: inDays(3).toISOString().slice(0, 10) });
    expect((await keep(inDays(5))).closed).toBe(1);
    const left = await Promise.all(
      [actors.ministry, actors.secondOfficer].map(({ accountId }) => isLive(accountId as string)),
    );
    expect(left.filter((it) => it)).toHaveLength(1);
  });
});
