import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, expect, test } from 'vitest';
import { makeExport } from '#modules/privacy/exports/service/make.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOneRoster, buildUser, joinUsers } from '#support/build-oneroster.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer, testServices } from '#support/server.ts';
import { traceFile } from './service/trace.ts';

const database = testDatabase();
const server = testServer(database);
const { submit } = submissions(database, server);
let actors: Actors;
let identity: string;
let receiverKey: string;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  identity = await generateIdentity();
  receiverKey = await identityToRecipient(identity);
});

const steppedUp = (actor: Actor): Actor => {
  const now = new Date();
  return { ...actor, assurance: { sessionId: 's', signedInAt: now, secondFactorAt: now, steppedUpAt: now } };
};
const post = (as: Actor, url: string, body?: object) =>
  server.call({ as: steppedUp(as), method: 'POST', url, ...(body ? { body } : {}) });

const columns = [
  'student_number',
  'local_student_id',
  'family_name',
  'given_name',
  'middle_name',
  'birth_date',
  'gender',
  'school_code',
  'school_name',
  'grade',
  'start_on',
  'exit_on',
  'exit_type',
  'programming_type',
];
const ask = (changes: object = {}) =>
  post(actors.registrar, '/v1/exports', {
    organisations: ['S.K001'],
    schoolYear: 2027,
    status: 'year',
    purpose: 'system_load',
    purposeText: 'Loading the school’s new system in September',
    columns,
    format: 'oneroster',
    receiverName: 'Northlight SIS',
    receiverKey,
    ...changes,
  });

async function fetchPlain(): Promise<Buffer> {
  const { exportId } = (await ask()).body;
  await post(actors.authority, `/v1/exports/${exportId}/approvals`, { note: 'Looks right' });
  await post(actors.ministry, `/v1/exports/${exportId}/approvals`, { note: 'Looks right' });
  expect(await makeExport(testServices(database), exportId)).toBe('made');
  const file = await post(actors.registrar, `/v1/exports/${exportId}/fetches`);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(file.bytes));
}

test('a OneRoster export that two people allowed comes in again as unchanged, and tells whose copy it is', async () => {
  const own = (id: string) => ({ identifier: id, middleName: 'Grace' });
  const rows = joinUsers(
    buildUser({ user: own('10441') }),
    buildUser({ user: own('10442'), role: { endDate: '2027-01-29', 'metadata.programmingTimeframe': 'evening' } }),
    buildUser({ user: own('10443'), demographics: { sex: 'unspecified' }, role: { beginDate: '2026-08-27' } }),
  );
  const first = await submit(await buildOneRoster(rows), { as: actors.registrar });
  expect(first).toMatchObject({ students: { new: 3 } });
  const content = await fetchPlain();
  const again = await submit(content, { as: actors.registrar });
  expect(again).toMatchObject({ state: 'finished', layoutVersion: 'OneRoster 1.2', schoolYear: 2027 });
  expect(again.items.map((it: { file: string; fate: string }) => `${it.file} ${it.fate}`)).toEqual([
    'orgs unchanged',
    'academicSessions unchanged',
    ...Array(3).fill('users unchanged'),
    ...Array(3).fill('demographics unchanged'),
    ...Array(3).fill('roles unchanged'),
  ]);
  const [trace] = await traceFile(database.db, content);
  expect(trace?.evidence.map((it) => it.kind)).toEqual(['label', 'references']);
});

test('columns that OneRoster needs or has no place for are said before anybody is asked to approve', async () => {
  const missing = await ask({ columns: ['student_number', 'grade'] });
  expect([missing.status, missing.body.code]).toEqual([422, 'privacy.export_columns_missing']);
  const homeless = await ask({ columns: [...columns, 'guardian_names'] });
  expect([homeless.status, homeless.body.code]).toEqual([422, 'privacy.export_columns_homeless']);
});
