import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Actors, buildActors, buildGrants } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { insertClient, type NewClient } from '../clients/store/clients.ts';
import { findAccountActors } from '../index.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let built = 0;

const ids = {
  officer: '01990000-0000-7000-8000-000000000001',
  registrar: '01990000-0000-7000-8000-000000000004',
  otherRegistrar: '01990000-0000-7000-8000-000000000005',
  viewer: '01990000-0000-7000-8000-000000000006',
  secondOfficer: '01990000-0000-7000-8000-000000000007',
  support: '01990000-0000-7000-8000-000000000009',
};

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** Somebody who did not prove lately that it is they. */
const unproved = (name: keyof Actors) => ({ ...actors[name], assurance: null });

const post = (as: Actors[keyof Actors], url: string, body: object) => server.call({ as, method: 'POST', url, body });

/** Somebody new at an organisation, with a base role. */
async function open(body: object = {}, as = actors.registrar) {
  built += 1;
  const given = {
    userName: `p.${built}`,
    name: `Person ${built}`,
    organisation: 'S.K001',
    role: 'school_viewer',
    reason: 'New here',
  };
  return post(as, '/v1/people', { ...given, ...body });
}
const opened = async (body: object = {}, as = actors.registrar): Promise<string> =>
  (await open(body, as)).body.person.accountId;
const give = (as: Actors[keyof Actors], accountId: string, body: object, way = 'grants') =>
  post(as, `/v1/people/${accountId}/${way}`, { organisation: 'S.K001', kind: 'permission', reason: 'Needed', ...body });
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const permissionsOf = async (accountId: string) => [
  ...((await findAccountActors(database.worker, [accountId])).get(accountId)?.permissions ?? []),
];

describe('granting', () => {
  test('a registrar who manages people opens an account that may at once what its role says, with an invitation', async () => {
    const { status, body } = await open();
    expect(status).toBe(201);
    expect(body.invitation.path).toMatch(/^\/invitation#/);
    expect(body.person).toMatchObject({ state: 'active', home: { code: 'S.K001' } });
    expect(await permissionsOf(body.person.accountId)).toContain('student.read');
  });

  test('nobody grants what they do not hold, or at an organisation out of reach', async () => {
    const accountId = await opened();
    expect(codeOf(await give(actors.registrar, accountId, { name: 'alarm.settle' }))).toEqual([403, 'people.not_held']);
    expect(codeOf(await give(actors.registrar, accountId, { name: 'people.manage', organisation: 'S.K002' }))).toEqual([
      403,
      'access.organisation_out_of_reach',
    ]);
    expect(
      codeOf(
        await give(actors.authority, accountId, {
          name: 'authority_coordinator',
          kind: 'role',
          organisation: 'A.K001',
        }),
      )[0],
    ).toBe(201);
    expect(codeOf(await open({ organisation: 'S.ZZZZ' }, actors.ministry))).toEqual([
      422,
      'access.organisation_cannot_act',
    ]);
  });

  test('nobody raises themselves, and the database says so too', async () => {
    expect(codeOf(await give(actors.registrar, ids.registrar, { name: 'alarm.read' }))).toEqual([
      403,
      'people.to_oneself',
    ]);
    const write = database.write((tx) =>
      sql`update access.account_grant set granted_by_account_id = account_id where account_id = ${ids.registrar}`.execute(
        tx,
      ),
    );
    await expect(write).rejects.toThrow('account_grant_not_to_oneself');
  });

  test('what is the ministry’s is never granted to a school, by no one and by no way', async () => {
    const accountId = await opened();
    expect(codeOf(await give(actors.ministry, accountId, { name: 'restricted.read' }, 'dangerous-grants'))).toEqual([
      422,
      'people.not_for_this_kind',
    ]);
    expect(codeOf(await give(actors.ministry, accountId, { name: 'ministry_viewer', kind: 'role' }))).toEqual([
      422,
      'people.not_for_this_kind',
    ]);
    const planted = plant(accountId, 'restricted.read');
    await expect(planted).rejects.toThrow('account_grant_ministry_apart');
    await expect(plant(accountId, 'ministry_viewer')).rejects.toThrow('account_grant_role_fits');
  });

  test('a permission is added only to a role that may have it', async () => {
    const accountId = await opened();
    expect(codeOf(await give(actors.ministry, accountId, { name: 'match.decide' }))).toEqual([
      422,
      'people.not_for_this_kind',
    ]);
    expect(codeOf(await give(actors.ministry, accountId, { name: 'student.write' }))).toEqual([
      422,
      'people.not_addable',
    ]);
    const without = await opened({ role: undefined });
    expect(codeOf(await give(actors.registrar, without, { name: 'people.manage' }))).toEqual([
      422,
      'people.not_addable',
    ]);
  });

  test('names that are no role, days in the past or backwards, and two base roles at once are refused', async () => {
    const accountId = await opened();
    const asked = (body: object) => give(actors.ministry, accountId, body).then(codeOf);
    expect(await asked({ name: 'emperor', kind: 'role' })).toEqual([422, 'people.unknown']);
    expect(await asked({ name: "x' or 1=1" })).toEqual([400, 'http.invalid_request']);
    expect(await asked({ name: 'people.manage', startsOn: dayFromNow(-3) })).toEqual([
      422,
      'people.begins_in_the_past',
    ]);
    expect(await asked({ name: 'people.manage', startsOn: dayFromNow(9), endsOn: dayFromNow(3) })).toEqual([
      422,
      'people.ends_before_start',
    ]);
    expect(await asked({ name: 'school_registrar', kind: 'role' })).toEqual([409, 'people.grant_overlaps']);
    expect(await asked({ name: 'people.manage', hack: true })).toEqual([400, 'http.invalid_request']);
  });

  test('of two who grant the same at once one succeeds', async () => {
    const accountId = await opened();
    const both = await Promise.all([1, 2].map(() => give(actors.registrar, accountId, { name: 'people.manage' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('a grant that has not begun, or is over, gives nothing', async () => {
    const accountId = await opened({ role: undefined });
    const rows = [
      {
        accountId,
        organisation: 'S.K001',
        name: 'school_registrar',
        startsOn: dayFromNow(-30),
        endsOn: dayFromNow(-2),
      },
      { accountId, organisation: 'S.K001', name: 'school_viewer', startsOn: dayFromNow(5) },
    ];
    await database.write((tx) => buildGrants(tx, rows));
    expect(await permissionsOf(accountId)).toEqual([]);
  });

  test('an account out of reach is answered as one that does not exist', async () => {
    expect(codeOf(await server.call({ as: actors.registrar, url: `/v1/people/${ids.otherRegistrar}` }))).toEqual([
      404,
      'people.person_not_found',
    ]);
    const { body } = await server.call({ as: actors.registrar, url: '/v1/people?limit=1000' });
    expect(body.items.map((it: { accountId: string }) => it.accountId)).not.toContain(ids.otherRegistrar);
  });
});

/** A grant planted past the service. */
const plant = (accountId: string, name: string) =>
  database.write((tx) =>
    sql`insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
        values (gen_random_uuid(), ${accountId}, 'S.K001', 'school', ${name.includes('.') ? 'permission' : 'role'}, ${name}, current_date + 400, now(), 'x', 'x', false)`.execute(
      tx,
    ),
  );

describe('what is dangerous', () => {
  const viewer = () => opened({ organisation: 'O.1', role: 'ministry_viewer' }, actors.ministry);
  const restricted = { organisation: 'O.1', name: 'restricted.read' };

  test('is refused on the ordinary way, and without a proof on its own', async () => {
    const accountId = await viewer();
    expect(codeOf(await give(actors.ministry, accountId, restricted))).toEqual([422, 'people.grant_is_dangerous']);
    expect(codeOf(await give(unproved('ministry'), accountId, restricted, 'dangerous-grants'))).toEqual([
      403,
      'http.step_up_needed',
    ]);
  });

  test('works only when a second person agrees, who is neither giver nor holder', async () => {
    const accountId = await viewer();
    const { body: grant } = await give(actors.ministry, accountId, restricted, 'dangerous-grants');
    expect(grant).toMatchObject({ state: 'waiting', needsSecond: true });
    expect(await permissionsOf(accountId)).not.toContain('restricted.read');
    const answer = (as: Actors[keyof Actors]) =>
      post(as, `/v1/grants/${grant.grantId}/answer`, { isAccepted: true, reason: 'Known' });
    expect(codeOf(await answer(actors.ministry))).toEqual([403, 'people.second_must_be_another']);
    expect((await answer(actors.secondOfficer)).body.state).toBe('live');
    expect(await permissionsOf(accountId)).toContain('restricted.read');
    expect(codeOf(await answer(actors.secondOfficer))).toEqual([409, 'people.grant_not_waiting']);
  });

  test('declined gives nothing', async () => {
    const accountId = await viewer();
    const { body: grant } = await give(actors.ministry, accountId, restricted, 'dangerous-grants');
    const answer = { isAccepted: false, reason: 'Not needed' };
    expect((await post(actors.secondOfficer, `/v1/grants/${grant.grantId}/answer`, answer)).body.state).toBe(
      'declined',
    );
    expect(await permissionsOf(accountId)).not.toContain('restricted.read');
  });
});

describe('what works only beside another permission', () => {
  const viewer = () => opened({ organisation: 'O.1', role: 'ministry_viewer' }, actors.ministry);
  const decide = { organisation: 'O.1', name: 'match.decide' };
  const restricted = { organisation: 'O.1', name: 'restricted.read' };
  const revoke = (grantId: string) =>
    post(actors.ministry, `/v1/grants/${grantId}/revocation`, { reason: 'Leaves the desk' });
  const statesOf = async (accountId: string) => {
    const { body } = await server.call({ as: actors.ministry, url: `/v1/people/${accountId}` });
    return Object.fromEntries(body.grants.map((it: { name: string; state: string }) => [it.name, it.state]));
  };

  test('is refused alone, with the name of what must be granted first', async () => {
    const accountId = await viewer();
    const refused = await give(actors.ministry, accountId, decide);
    expect(codeOf(refused)).toEqual([422, 'people.needs_another']);
    expect(refused.body.detail.fr).toContain('restricted.read');
    const { body: grant } = await give(actors.ministry, accountId, restricted, 'dangerous-grants');
    expect((await give(actors.ministry, accountId, { ...decide, startsOn: dayFromNow(3) })).status).toBe(201);
    expect(await permissionsOf(accountId)).not.toContain('match.decide');
    await post(actors.secondOfficer, `/v1/grants/${grant.grantId}/answer`, { isAccepted: true, reason: 'Known' });
    const late = await viewer();
    await give(actors.ministry, late, { ...restricted, startsOn: dayFromNow(5) }, 'dangerous-grants');
    expect(codeOf(await give(actors.ministry, late, decide))).toEqual([422, 'people.needs_another']);
  });

  test('gives nothing until the other works, and ends with it', async () => {
    const accountId = await viewer();
    const { body: grant } = await give(actors.ministry, accountId, restricted, 'dangerous-grants');
    expect((await give(actors.ministry, accountId, decide)).status).toBe(201);
    expect(await permissionsOf(accountId)).not.toContain('match.decide');
    await post(actors.secondOfficer, `/v1/grants/${grant.grantId}/answer`, { isAccepted: true, reason: 'Known' });
    expect(await permissionsOf(accountId)).toContain('match.decide');
    await revoke(grant.grantId);
    expect(await statesOf(accountId)).toMatchObject({ 'restricted.read': 'revoked', 'match.decide': 'revoked' });
  });

  test('ends also when the other is declined', async () => {
    const declined = await viewer();
    const { body: grant } = await give(actors.ministry, declined, restricted, 'dangerous-grants');
    await give(actors.ministry, declined, decide);
    await post(actors.secondOfficer, `/v1/grants/${grant.grantId}/answer`, { isAccepted: false, reason: 'Not needed' });
    expect(await statesOf(declined)).toMatchObject({ 'restricted.read': 'declined', 'match.decide': 'revoked' });
  });

  test('that somebody holds alone, from before, gives nothing', async () => {
    const accountId = await viewer();
    await database.write((tx) =>
      buildGrants(tx, [{ accountId, organisation: 'O.1', name: 'match.decide', startsOn: dayFromNow(-30) }]),
    );
    expect(await permissionsOf(accountId)).not.toContain('match.decide');
  });
});

describe('taking away', () => {
  test('takes effect with the next request, and cannot be done twice', async () => {
    const accountId = await opened();
    const { body: grant } = await give(actors.registrar, accountId, { name: 'people.manage' });
    const revoke = () => post(actors.registrar, `/v1/grants/${grant.grantId}/revocation`, { reason: 'Over' });
    expect((await revoke()).body.state).toBe('revoked');
    expect(await permissionsOf(accountId)).not.toContain('people.manage');
    expect(codeOf(await revoke())).toEqual([409, 'people.grant_over']);
  });

  test('of the ministry’s two administrators both cannot be removed, even at once', async () => {
    const revoke = (as: Actors[keyof Actors], grantId: string) =>
      post(as, `/v1/grants/${grantId}/revocation`, { reason: 'Race' });
    const both = await Promise.all([
      revoke(actors.secondOfficer, ids.officer),
      revoke(actors.ministry, ids.secondOfficer),
    ]);
    expect(both.map(codeOf).sort()).toEqual([
      [200, undefined],
      [409, 'people.last_administrator'],
    ]);
    // Put back, for the tests that follow.
    await database.write((tx) =>
      sql`update access.account_grant set revoked_at = null, revoked_by = null, revoked_reason = null
           where account_id in (${ids.officer}, ${ids.secondOfficer})`.execute(tx),
    );
  });

  test('a mover’s old grants end the day before, the new ones begin on the day', async () => {
    const accountId = await opened();
    const on = dayFromNow(10);
    const move = { from: 'S.K001', to: 'S.K002', role: 'school_viewer', on, reason: 'Transferred' };
    expect(codeOf(await post(actors.registrar, `/v1/people/${accountId}/moves`, move))).toEqual([
      403,
      'access.organisation_out_of_reach',
    ]);
    const { body } = await post(actors.authority, `/v1/people/${accountId}/moves`, move);
    const held = body.grants.map((it: { organisation: { code: string }; startsOn: string; endsOn: string | null }) => [
      it.organisation.code,
      it.startsOn === on,
      it.endsOn,
    ]);
    expect(held).toEqual([
      ['S.K001', false, dayFromNow(9)],
      ['S.K002', true, null],
    ]);
  });

  test('a leaver’s grants and sessions end at once, and the account closes', async () => {
    const accountId = await opened();
    await sql`insert into access.session (token_sha256, session_id, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent, way)
      values (${'b'.repeat(64)}, gen_random_uuid(), ${accountId}, now(), now(), 3600, now() + interval '1 hour', 'test', 'password')`.execute(
      database.db,
    );
    const { body } = await post(actors.registrar, `/v1/people/${accountId}/departure`, { reason: 'Left' });
    expect(body).toEqual({ endedGrants: 1, endedSessions: 1, isClosed: true, clients: [] });
    expect(await findAccountActors(database.worker, [accountId])).toEqual(new Map());
  });

  test('the machine clients that a leaver registered are told, and not those of somebody of the same name', async () => {
    const accountId = await opened();
    const { rows } = await database.pool.query<{ name: string }>(
      'select name from access.account where account_id = $1',
      [accountId],
    );
    const school = 'S.K001' as OrganisationCode;
    const client = (name: string, createdByAccountId: string): NewClient => ({
      clientId: randomUUID(),
      name,
      software: 'SIS',
      organisation: school,
      represents: [school],
      scopes: ['students.read'],
      networks: [],
      contactEmail: 'sis@school.example',
      isDpopRequired: false,
      validFrom: new Date(),
      validUntil: new Date(Date.now() + 86_400_000),
      createdAt: new Date(),
      createdBy: rows[0]?.name ?? '',
      createdByAccountId,
    });
    await database.write(async (tx) => {
      await insertClient(tx, client('Theirs', accountId));
      await insertClient(tx, client('Of a namesake', randomUUID()));
    });
    const { body } = await post(actors.registrar, `/v1/people/${accountId}/departure`, { reason: 'Left' });
    expect(body.clients.map((it: { name: string }) => it.name)).toEqual(['Theirs']);
  });

  test('who works elsewhere too keeps that when they leave one school', async () => {
    const accountId = await opened();
    await database.write((tx) => buildGrants(tx, [{ accountId, organisation: 'S.K002', name: 'school_viewer' }]));
    const { body } = await post(actors.registrar, `/v1/people/${accountId}/departure`, { reason: 'Left us' });
    expect(body).toMatchObject({ endedGrants: 1, isClosed: false });
    expect(await permissionsOf(accountId)).toContain('student.read');
  });

  test('nobody leaves or suspends by their own hand', async () => {
    for (const way of ['departure', 'suspension'])
      expect(codeOf(await post(actors.registrar, `/v1/people/${ids.registrar}/${way}`, { reason: 'x' }))).toEqual([
        403,
        'people.not_oneself',
      ]);
  });
});
