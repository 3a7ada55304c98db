import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { loadEnrolments } from '#modules/enrolment/index.ts';
import { isRegisterEmpty } from '#modules/identity/index.ts';
import { systemActor } from '#platform/actor.ts';
import { readConfig } from '#platform/config.ts';
import type { Services } from '#platform/services.ts';
import { readBatches } from '#province/read.ts';
import { testDatabase } from '#support/database.ts';
import { testServer, testServices } from '#support/server.ts';
import { demonstrationJobs, demonstrationRoutes, ensureDemonstration, listSignIns } from './demonstration.ts';

const database = testDatabase();
const server = testServer(database, demonstrationRoutes);
let folder: string;
let services: Services;
const lines: string[] = [];
const report = (line: string) => void lines.push(line);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-demonstration-'));
  const config = readConfig(folder, { MATRICULA_DATA: folder, MATRICULA_DEMONSTRATION_STUDENTS: '120' });
  services = { ...testServices(database), config };
  await ensureDemonstration(services, report);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('an empty register gets its people, and accounts to sign in with', async () => {
  expect(await isRegisterEmpty(database.db)).toBe(false);
  expect(lines.join('\n')).toContain('120 students');
  expect((await listSignIns(services)).map((it) => it.organisation)).toContain('S.K001');
});

test('the next start neither invents nor loads anything', async () => {
  lines.length = 0;
  await ensureDemonstration(services, report);
  expect(lines).toEqual([]);
});

test('a load that was broken off goes on where it stood', async () => {
  lines.length = 0;
  await rm(join(folder, 'province', 'loaded'));
  await ensureDemonstration(services, report);
  expect(lines).toHaveLength(1);
});

test('September comes behind the running program, and twice does no harm', async () => {
  const [job] = demonstrationJobs;
  const run = () => job?.run({}, { ...services, signal: new AbortController().signal });
  await run();
  const numbers: StudentNumber[] = [];
  for await (const batch of readBatches(join(folder, 'province'), 'september/students.ndjson', 500))
    numbers.push(...batch.map((it) => it.student_number));
  const enrolments = await loadEnrolments(database.db, numbers);
  expect(numbers.every((it) => enrolments.get(it)?.some((one) => one.schoolYear === 2027))).toBe(true);
  await run();
  expect(await loadEnrolments(database.db, numbers)).toEqual(enrolments);
});

test('the ready files of a register elsewhere are not offered, and a name that is none is not found', async () => {
  const as = systemActor('test');
  const missing = await server.call({ as, url: '/v1/demonstration/files/..%2F..%2Fpackage.json' });
  expect(missing.status).toBe(404);
  const guest = await server.call({ as: null, url: '/v1/demonstration/files' });
  expect(guest.status).toBe(401);
});
