import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AlarmInput, raiseAlarm } from '#modules/access/index.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

const spent = (organisation: string, changes: Partial<AlarmInput> = {}): AlarmInput => ({
  kind: 'budget_spent',
  organisation,
  details: { name: 'Harpreet <b>Sandhu</b> {people}', people: 2500 },
  ...changes,
});

async function raise(input: AlarmInput): Promise<string> {
  await database.write((tx, act) => raiseAlarm(tx, act, input));
  const { rows } = await sql<{ id: string }>`
    select alarm_id as id from access.alarm order by raised_at desc, alarm_id desc limit 1`.execute(database.db);
  return rows[0]?.id ?? '';
}

const list = async (as: keyof Actors, query = '') => {
  const { status, body } = await server.call({ as: actors[as], url: `/v1/alarms${query}` });
  expect(status).toBe(200);
  return body.items as { alarmId: string; words: { en: string; fr: string }; studentNumber: string | null }[];
};
const settle = (as: keyof Actors, alarmId: string, body: object = { verdict: 'explained', outcome: 'All is well' }) =>
  server.call({ as: actors[as], method: 'POST', url: `/v1/alarms/${alarmId}/settlement`, body });

describe('alarms', () => {
  test('are listed within reach alone, the latest first, and counted so', async () => {
    const mine = await raise(spent('S.K001'));
    const others = await raise(spent('S.K003'));
    const ofAuthority = (await list('authority')).map((it) => it.alarmId);
    expect([ofAuthority.includes(mine), ofAuthority.includes(others)]).toEqual([true, false]);
    expect((await list('ministry')).slice(0, 2).map((it) => it.alarmId)).toEqual([others, mine]);
    const count = await server.call({ as: actors.authority, url: '/v1/alarms/count' });
    expect(count.body).toEqual({ open: ofAuthority.length, unseen: ofAuthority.length });
    const outOfReach = await server.call({ as: actors.authority, url: '/v1/alarms?organisation=S.K003' });
    expect(outOfReach.body.code).toBe('access.organisation_out_of_reach');
  });

  test('speak both languages, and what a person wrote in them fills no second place', async () => {
    await raise(spent('S.K001'));
    const [latest] = await list('ministry');
    expect(latest?.words).toEqual({
      en: 'Harpreet <b>Sandhu</b> {people} has read 2500 people and was stopped',
      fr: 'Harpreet <b>Sandhu</b> {people} a lu 2500 dossiers et a été arrêté',
    });
  });

  test('about a protected student do not exist for those without the right', async () => {
    await sql`insert into access.protected_student (student_number) values ('900000001')`.execute(database.db);
    const id = await raise(spent('O.1', { studentNumber: '900000001' }));
    expect((await list('ministry')).some((it) => it.alarmId === id && it.studentNumber === '900000001')).toBe(true);
    expect((await list('ministryViewer')).some((it) => it.alarmId === id)).toBe(false);
  });

  test('are settled once, with what was found, by somebody whom they are not about', async () => {
    const own = actors.authority.accountId;
    const about = await raise(spent('A.K001', { accountId: own }));
    expect((await settle('authority', about)).body.code).toBe('access.alarm_about_you');
    expect((await settle('ministry', about, { verdict: 'explained', outcome: '' })).status).toBe(400);
    const settled = await settle('ministry', about);
    expect(settled.body.settled).toMatchObject({ verdict: 'explained', outcome: 'All is well' });
    expect((await settle('ministry', about)).body.code).toBe('access.alarm_settled');
    expect((await list('ministry')).some((it) => it.alarmId === about)).toBe(false);
    expect((await list('ministry', '?state=settled')).some((it) => it.alarmId === about)).toBe(true);
  });

  test('are settled by nobody who did to another what they are about', async () => {
    const { accountId } = actors.registrar;
    const id = await raise({ ...spent('S.K001', { accountId, byAccountId: actors.authority.accountId }) });
    expect((await settle('authority', id)).body.code).toBe('access.alarm_about_you');
    expect((await settle('ministry', id)).status).toBe(200);
  });

  test('out of reach are answered as those that do not exist', async () => {
    const others = await raise(spent('S.K003'));
    const hidden = await settle('authority', others);
    const never = await settle('authority', '0199ffff-0000-7000-8000-000000000000');
    expect([hidden.status, hidden.body.code]).toEqual([404, 'access.alarm_not_found']);
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
  });

  test('remember who looked first', async () => {
    const id = await raise(spent('S.K001'));
    const see = (as: keyof Actors) => server.call({ as: actors[as], method: 'POST', url: `/v1/alarms/${id}/sight` });
    await see('ministryViewer');
    expect((await see('ministry')).body.seen.by).toBe(actors.ministryViewer.name);
  });

  test('are paged without losing or repeating one', async () => {
    const first = await server.call({ as: actors.ministry, url: '/v1/alarms?limit=2' });
    const second = await server.call({ as: actors.ministry, url: `/v1/alarms?limit=1000&cursor=${first.body.next}` });
    const ids = [...first.body.items, ...second.body.items].map((it: { alarmId: string }) => it.alarmId);
    expect(ids).toEqual((await list('ministry', '?limit=1000')).map((it) => it.alarmId));
  });
});
