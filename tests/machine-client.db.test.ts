import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { runSubmission } from '#modules/exchange/index.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildLines, buildStudentRow } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { buildMachine, machineServer } from '#support/machines.ts';
import { testServices } from '#support/server.ts';

// The story of a school's system: a key, a token, a file, the fate of each row, all through the doors that vendors use.
const database = testDatabase();
const server = machineServer(database);
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

test('a machine submits a file for a school it stands for, follows each row, and every act tells that it was the machine', async () => {
  const machine = await buildMachine(database, actors.authority, {
    represents: ['S.K001', 'S.K002'] as never,
    scopes: ['submissions.write', 'students.read'],
  });
  const token = await server.token(machine);
  const headers = { authorization: `Bearer ${token}`, 'matricula-organisation': 'S.K001' };
  const content = buildLines({
    students: [
      buildStudentRow({ family_name: 'Adeyemi' }),
      buildStudentRow({ family_name: 'Bouchard', birth_date: '2015-13-09' }),
    ],
  });
  const sent = await server.ask('/v1/submissions?organisation=S.K001&fileName=september.ndjson', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body: content,
  });
  expect(sent.status).toBe(202);
  const { submissionId } = sent.body;
  await runSubmission(testServices(database), submissionId, { signal: new AbortController().signal });

  const shown = await server.ask(`/v1/submissions/${submissionId}`, { headers });
  expect(shown.body).toMatchObject({
    state: 'finished',
    receivedBy: 'Kestrel River SIS',
    rows: { total: 2, added: 1, refused: 1 },
  });
  const items = await server.ask(`/v1/submissions/${submissionId}/items`, { headers });
  expect(items.body.items.map((it: { fate: string }) => it.fate).sort()).toEqual(['added', 'refused']);
  const number = items.body.items.find((it: { fate: string }) => it.fate === 'added').studentNumber.replaceAll('-', '');
  expect((await server.ask(`/v1/students/${number}`, { headers })).status).toBe(200);

  const { rows } = await sql<{ actor_kind: string; actor_client_id: string; actor_account_id: string | null }>`
    select distinct a.actor_kind, a.actor_client_id, a.actor_account_id
      from audit.change c join audit.act a using (act_id) where c.student_number = ${number}`.execute(database.db);
  expect(rows).toEqual([{ actor_kind: 'client', actor_client_id: machine.clientId, actor_account_id: null }]);
});

test('the same machine reaches nothing of a school that it does not stand for', async () => {
  const machine = await buildMachine(database, actors.authority, { represents: ['S.K002'] as never });
  const token = await server.token(machine);
  const submissions = await server.get('/v1/submissions', token);
  expect([submissions.status, submissions.body.items]).toEqual([200, []]);
  const { rows } = await sql<{ student_number: string; submission_id: string }>`
    select s.student_number, u.submission_id from identity.student s, exchange.submission u`.execute(database.db);
  expect((await server.get(`/v1/students/${rows[0]?.student_number}`, token)).status).toBe(404);
  expect((await server.get(`/v1/submissions/${rows[0]?.submission_id}`, token)).status).toBe(404);
  const refused = await server.ask('/v1/submissions?organisation=S.K001&fileName=x.ndjson', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: buildLines({ students: [buildStudentRow()] }),
  });
  expect([refused.status, refused.body.code]).toEqual([403, 'access.organisation_out_of_reach']);
});

test('a repeated request of one machine is not answered with what another got under the same key', async () => {
  const [one, two] = [await buildMachine(database, actors.authority), await buildMachine(database, actors.authority)];
  const submit = async (token: string) =>
    server.ask('/v1/submissions/items', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'same' },
      body: JSON.stringify({
        organisation: 'S.K001',
        rehearse: true,
        file: 'students',
        fields: buildStudentRow(),
      }),
    });
  const [first, second] = [await submit(await server.token(one)), await submit(await server.token(two))];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.headers.get('idempotency-replayed')).toBeNull();
  expect(second.body.submissionId).not.toBe(first.body.submissionId);
});
