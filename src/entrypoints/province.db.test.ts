import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationCode } from '#kernel/ids.ts';
import { commandActor } from '#modules/access/index.ts';
import { loadEnrolments } from '#modules/enrolment/index.ts';
import { getSubmission, presentSubmission, receiveFile, runSubmission } from '#modules/exchange/index.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import { systemActor } from '#platform/actor.ts';
import { generateProvince } from '#province/generate.ts';
import { readBatches } from '#province/read.ts';
import { readyFiles } from '#province/ready.ts';
import { readyPeople } from '#province/ready-people.ts';
import { testDatabase } from '#support/database.ts';
import { testServices } from '#support/server.ts';
import { type LoadCounts, loadProvince } from './province-load.ts';

const database = testDatabase();
let folder: string;
let counts: LoadCounts;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matricula-load-'));
  await generateProvince({ students: 150, seed: 'load', out: folder });
  counts = await loadProvince(testServices(database), { folder, parts: ['register', 'september'] });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every row of a province is taken in', () => {
  expect(counts.refused).toEqual([]);
  expect(counts.numbers).toBeGreaterThan(250);
});

test('whoever has a line in the files is on the register with that number and this year’s enrolment', async () => {
  for await (const batch of readBatches(folder, 'september/students.ndjson', 500)) {
    const numbers = batch.map((it) => it.student_number);
    const facts = await loadStudentFacts(database.db, numbers);
    const enrolments = await loadEnrolments(database.db, numbers);
    expect([...facts.keys()].sort()).toEqual([...numbers].sort());
    for (const number of numbers) expect(enrolments.get(number)?.some((it) => it.schoolYear === 2027)).toBe(true);
  }
});

test('restricted and deceased students are so on the register', async () => {
  const lines = [];
  for await (const batch of readBatches(folder, 'register/students.ndjson', 500)) lines.push(...batch);
  const restricted = lines.filter((line) => line.rows.some((it) => it.file === 'restrictions'));
  const facts = await loadStudentFacts(
    database.db,
    lines.map((it) => it.student_number),
  );
  expect(restricted.length).toBeGreaterThan(0);
  for (const line of lines) expect(facts.get(line.student_number)?.isRestricted).toBe(restricted.includes(line));
});

test('a second load is refused, and a resumed one changes nothing', async () => {
  const services = testServices(database);
  await expect(loadProvince(services, { folder, parts: ['register'] })).rejects.toMatchObject({
    code: 'province.register_in_use',
  });
  const again = await loadProvince(services, { folder, parts: ['register', 'september'], resume: true });
  expect(again.refused).toEqual([]);
});

test('a folder that is no province is refused, and one that was not finished', async () => {
  const services = testServices(database);
  await expect(loadProvince(services, { folder: tmpdir(), parts: ['register'] })).rejects.toMatchObject({
    code: 'province.not_a_province',
  });
  const about = await readFile(join(folder, 'province.json'), 'utf8');
  await writeFile(join(folder, 'province.json'), JSON.stringify({ ...JSON.parse(about), counts: null }));
  await expect(loadProvince(services, { folder, parts: ['register'] })).rejects.toMatchObject({
    code: 'province.incomplete',
  });
  await writeFile(join(folder, 'province.json'), about);
});

describe('the ready files do what their page says', () => {
  for (const { file, name, school } of readyFiles) {
    test(name, async () => {
      const result = await submit(name, school);
      expect(result.state).toBe('finished');
      const people = readyPeople.filter((it) => it.file === file);
      const count = (expected: string) => people.filter((it) => it.expected === expected).length;
      expect(result.students).toEqual({
        new: count('new'),
        matched: count('assigned'),
        held: count('review'),
        refused: count('refused'),
      });
    });
  }
});

test('the file of another school is refused whole', async () => {
  const result = await submit('4-another-school-S.K002.zip', 'S.K001');
  expect(result.state).toBe('refused');
});

async function submit(name: string, school: string) {
  const services = testServices(database);
  const organisation = school as OrganisationCode;
  const actor = await commandActor(database.db, organisation);
  const stream = createReadStream(join(folder, 'ready', name));
  const submissionId = await receiveFile(services, {
    actor,
    organisation,
    fileName: name,
    isRehearsal: false,
    stream,
    isQueued: false,
  });
  await runSubmission(services, submissionId, { signal: new AbortController().signal });
  return presentSubmission(database.db, await getSubmission(database.db, systemActor('test'), submissionId));
}
