import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { openDatabase } from '#platform/database/database.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildExtract,
  buildFamilies,
  buildFamily,
  buildGuid,
  buildLines,
  buildManifest,
  joinRows,
} from '#support/build-exchange.ts';
import { applyItems, buildItem } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { countRows, digestRegister } from '#support/register.ts';
import { testServer, testServices } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';
import { exchangeJobs } from './jobs.ts';
import { receiveItems } from './service/receive.ts';

// What a careless or malicious sender, or two people at the same instant, might do to the pipeline.

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { post, run, show, submit, items } = submissions(database, server);
const call = (as: Actor, url: string, body: object = {}) => server.call({ as, method: 'POST', url, body });
const manifest = buildLines({});
const sendLines = (...lines: string[]) =>
  submit(`${manifest}${lines.join('\n')}\n`, { as: actors.registrar, type: 'application/x-ndjson' });
const codesOf = (list: SubmissionItem[]) =>
  list.map((it) => [it.row, it.fate, ...it.remarks.map((remark) => `${remark.code} ${remark.field ?? ''}`.trim())]);
const ofStudent = (list: SubmissionItem[], subject: string) => list.filter((it) => it.localStudentId === subject);

async function release(taskId: string) {
  const job = exchangeJobs.find((it) => it.name === 'identity.match-task-decided');
  await job?.run({ taskId } as never, { ...testServices(database), signal: new AbortController().signal });
}

test('more batches over the API at once than the pool has connections all come to their end', async () => {
  const small = openDatabase(database.url, { connectionsMax: 20 });
  try {
    const services = { ...testServices(database), db: small.db };
    const { organisation } = actors.registrar;
    const sent = Array.from({ length: 24 }, (_, place) => {
      const [student] = buildFamily().students;
      const one = [{ file: 'students', fields: { ...student } as Record<string, string> }];
      return receiveItems(services, {
        actor: actors.registrar,
        organisation,
        items: one,
        isRehearsal: place % 2 === 0,
      });
    });
    const all = Promise.all(sent);
    expect(await Promise.race([all, wait(20_000, 'they wait for each other')])).toHaveLength(24);
  } finally {
    await small.db.destroy();
  }
}, 40_000);

test('half characters, zero characters and names that JSON swallows are refused in their row, and nothing else suffers', async () => {
  const sound = JSON.stringify({ file: 'students', fields: buildFamily('N1').students[0] });
  const { state, items: list } = await sendLines(
    '{"file":"\\ud800","fields":{}}',
    '{"file":"students","fields":{"local_student_id":"N2","x\\ud800":"1","y\\u0000":"2"}}',
    sound.replace('"gender":"F"', '"gender":"F","gender":"M"'),
    '{"file":"students","fields":{"__proto__":"x","local_student_id":"N4"}}',
    sound.replace('"local_student_id":"N1"', '"local_student_id":9007199254740993'),
    `${'x'.repeat(499)}💥💥`,
    sound.replace('"gender":"F"', `"gender":"${'x'.repeat(38)}💥"`),
    JSON.stringify({ file: 'students', fields: buildFamily('N8').students[0] }).replace('"gender"', '" gender "'),
  );
  expect(state).toBe('finished');
  expect(codesOf(list).map(([row, fate, code]) => [row, fate, code])).toEqual([
    [2, 'refused', 'exchange.file_unknown'],
    [3, 'refused', 'exchange.field_missing guid'],
    [4, 'refused', 'exchange.field_twice'],
    [5, 'refused', 'exchange.field_twice'],
    [6, 'refused', 'exchange.item_form'],
    [7, 'refused', 'exchange.not_json'],
    [8, 'refused', 'exchange.code_form gender'],
    [9, 'refused', 'exchange.field_missing gender'],
  ]);
});

test('an item with more fields than any file has is a bad request: the answer would name each', async () => {
  const fields = Object.fromEntries(Array.from({ length: 101 }, (_, place) => [`field_${place}`, 'x']));
  const { status, body } = await call(actors.registrar, '/v1/submissions/items', {
    organisation: 'S.K001',
    file: 'students',
    fields,
  });
  expect([status, body.code]).toEqual([400, 'http.invalid_request']);
});

test('one GUID on every row of a large file is told in good time', async () => {
  const { students } = buildFamily();
  const rows = Array.from({ length: 20_000 }, (_, place) => ({ ...students[0], local_student_id: `G${place}` }));
  const before = performance.now();
  const { rows: counts, items: list } = await submit(await buildExtract({ students: rows }), { as: actors.registrar });
  expect(counts).toMatchObject({ total: 20_000, refused: 20_000 });
  expect(list[0].remarks[0].message.en).toBe('The same GUID stands on line 3, 4, 5, 6, 7 too');
  expect(performance.now() - before).toBeLessThan(20_000);
});

test('marks that turn the reading direction, and names without a letter, are refused', async () => {
  const { items: list } = await submit(
    await buildExtract(
      joinRows(
        { students: buildFamily('U1', { given_name: 'Amara\u202enaj' }).students },
        { students: buildFamily('U2', { family_name: '\u200b', given_name: '\u200d' }).students },
        { students: buildFamily('U3', { family_name: 'B\ufffdlanger' }).students },
        { students: buildFamily('U4', { family_name: 'نک\u200cنام' }).students },
      ),
    ),
    { as: actors.registrar },
  );
  expect(codesOf(list).map(([, ...rest]) => rest)).toEqual([
    ['refused', 'exchange.control_character given_name'],
    ['refused', 'NAM-0010 family_name'],
    ['refused', 'exchange.control_character family_name'],
    ['added'],
  ]);
});

test('a GUID that names another student’s document makes no new student', async () => {
  const owner = buildFamily('D1');
  const { family_name = '', given_name = '', birth_date } = owner.students[0] ?? {};
  const document = { guid: buildGuid(), local_student_id: 'D1', document_type: 'RegForm', gender: 'F' };
  const rows = joinRows(owner, {
    identification: [{ ...document, family_name, given_name, birth_date: birth_date ?? '' }],
  });
  await submit(await buildExtract(rows), { as: actors.registrar });
  const before = await countRows(database.db, 'identity.student');
  const { items: list } = await submit(await buildExtract(buildFamily('D2', { guid: document.guid })), {
    as: actors.registrar,
  });
  expect(codesOf(list)[0]).toEqual([2, 'refused', 'STU-0020 guid']);
  expect(await countRows(database.db, 'identity.student')).toBe(before);
});

/** A student of S.K001 with a birth certificate, put under protection afterwards. */
async function buildProtected(localId: string) {
  const family = buildFamily(localId);
  const { family_name = '', given_name = '', birth_date = '' } = family.students[0] ?? {};
  const proof = {
    local_student_id: localId,
    document_type: 'ABBirthCert',
    family_name,
    given_name,
    birth_date,
    gender: 'F',
  };
  const rows = joinRows(family, {
    identification: [{ ...proof, guid: buildGuid(), issued_on: addDays(birth_date, 90) }],
  });
  const first = await submit(await buildExtract(rows), { as: actors.registrar });
  const number: StudentNumber = first.items[0].studentNumber;
  await database.write((tx, act) =>
    applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction: database.jurisdiction }),
  );
  return { family, proof, number };
}

test('rows about a protected student without the student’s own row are refused as of one whom nobody knows', async () => {
  const { proof } = await buildProtected('R1');
  const before = await digestRegister(database.db);
  const address = {
    kind: 'mailing',
    format: 'Mail-CA',
    street: '1 First',
    city: 'Here',
    province: 'AB',
    country: 'CA',
  };
  const about = (local_student_id: string) => ({
    identification: [{ ...proof, local_student_id, guid: buildGuid(), birth_date: '2026-01-01' }],
    addresses: [
      { ...address, postal_code: 'T5A 0A1', guid: buildGuid(), local_student_id, effective_on: '2026-09-01' },
    ],
  });
  const sent = await submit(await buildExtract(joinRows(about('R1'), about('R0'))), { as: actors.registrar });
  const wordsOf = (subject: string) =>
    ofStudent(sent.items, subject).map((it) => [it.file, it.fate, it.remarks[0]?.message.en.replace(subject, '…')]);
  expect(wordsOf('R1')).toEqual(wordsOf('R0'));
  expect(wordsOf('R1').map(([, fate]) => fate)).toEqual(['refused', 'refused']);
  expect(await digestRegister(database.db)).toMatchObject({ 'identity.address': before['identity.address'] });
});

test('what a person released to a protected student still waits for the school: row, filter, count and summary', async () => {
  const { family, proof, number } = await buildProtected('R2');
  const late = { ...proof, guid: buildGuid(), birth_date: '2026-01-01' };
  const sent = await submit(await buildExtract(joinRows(family, { identification: [late] })), { as: actors.registrar });
  const seen = async () => ({
    items: await items(actors.registrar, sent.submissionId),
    held: await items(actors.registrar, sent.submissionId, '&fate=held'),
    added: await items(actors.registrar, sent.submissionId, '&fate=added'),
    byRule: await items(actors.registrar, sent.submissionId, '&rule=IDN-0228'),
    submission: await show(actors.registrar, sent.submissionId),
  });
  const before = await seen();
  const [first] = await items(actors.ministry, sent.submissionId);
  await call(actors.ministry, `/v1/match-tasks/${first?.matchTaskId}/decision`, { decision: 'same', number });
  await release(first?.matchTaskId ?? '');
  expect(await seen()).toEqual(before);
  expect(new Set(before.items.map((it: SubmissionItem) => it.fate))).toEqual(new Set(['held']));
  const released: SubmissionItem[] = await items(actors.ministry, sent.submissionId);
  expect(released.map((it) => it.fate)).toContain('refused');
  expect(released.every((it) => it.studentNumber === number)).toBe(true);
  expect(await items(actors.ministry, sent.submissionId, '&rule=IDN-0228')).toHaveLength(1);
});

test('the same rows sent again about a protected student wait for a person again, though one decided before', async () => {
  const { family, number } = await buildProtected('R3');
  const sent = await submit(await buildExtract(family), { as: actors.registrar });
  const [first] = await items(actors.ministry, sent.submissionId);
  await call(actors.ministry, `/v1/match-tasks/${first?.matchTaskId}/decision`, { decision: 'same', number });
  await release(first?.matchTaskId ?? '');
  const again = await submit(await buildExtract(family), { as: actors.registrar });
  expect(again.rows).toMatchObject({ held: sent.rows.total, added: 0, changed: 0, unchanged: 0 });
  const { ordinal, fields } = again.items[0];
  const url = `/v1/submissions/${sent.submissionId}/items/${ordinal}/resubmit`;
  expect((await call(actors.registrar, url, { fields })).body.item).toMatchObject({
    fate: 'held',
    studentNumber: null,
  });
});

test('rows about a student of another school who is not enrolled by them are refused, and nothing of the student is touched', async () => {
  const family = buildFamily('N1');
  const theirs = await submit(await buildExtract(family), { as: actors.registrar });
  expect(theirs.rows).toMatchObject({ refused: 0, held: 0 });
  const before = await digestRegister(database.db);
  const anew = <Row extends object>(rows: Row[]) => rows.map((row) => ({ ...row, guid: buildGuid() }));
  const about = {
    manifest: [buildManifest({ organisation_code: 'S.K002' })],
    students: anew(family.students),
    phones: anew(family.phones),
  };
  const sent = await submit(await buildExtract(about), { as: actors.otherRegistrar });
  expect(
    new Set(sent.items.map((it: SubmissionItem) => `${it.fate} ${it.remarks[0]?.code} ${it.studentNumber}`)),
  ).toEqual(new Set(['refused exchange.student_not_enrolled null']));
  const after = await digestRegister(database.db);
  for (const table of Object.keys(before).filter((it) => it.startsWith('identity.') && !it.includes('match_')))
    expect([table, after[table]]).toEqual([table, before[table]]);
});

test('a row mended by several people at the same moment is taken once', async () => {
  const sent = await submit(await buildExtract(buildFamily('M1', { birth_date: '?' })), { as: actors.registrar });
  const { ordinal, fields } = sent.items[0];
  const url = `/v1/submissions/${sent.submissionId}/items/${ordinal}/resubmit`;
  const mended = { fields: { ...fields, birth_date: '2012-02-03' } };
  const answers = await Promise.all([1, 2, 3].map(() => call(actors.registrar, url, mended)));
  expect(answers.map((it) => it.body.code ?? it.body.item.fate).sort()).toEqual([
    'added',
    'exchange.item_not_mendable',
    'exchange.item_not_mendable',
  ]);
  expect(await show(actors.registrar, sent.submissionId)).toMatchObject({
    rows: { added: 4 },
    students: { new: 1, refused: 0 },
  });
});

test('a decision that is released several times at once, while the row is sent again, counts the student once', async () => {
  const owner = await submit(await buildExtract(buildFamily()), { as: actors.registrar });
  const doubtful = buildFamily('M2', { student_number: owner.items[0].studentNumber });
  const sent = await submit(await buildExtract(doubtful), { as: actors.registrar });
  const { ordinal, fields } = sent.items[0];
  const matchTaskId = (await items(actors.ministry, sent.submissionId))[0]?.matchTaskId ?? '';
  const decide = () => call(actors.ministry, `/v1/match-tasks/${matchTaskId}/decision`, { decision: 'new' });
  expect((await Promise.all([decide(), decide()])).map((it) => it.status).sort()).toEqual([200, 409]);
  const url = `/v1/submissions/${sent.submissionId}/items/${ordinal}/resubmit`;
  await Promise.all([release(matchTaskId), release(matchTaskId), call(actors.registrar, url, { fields })]);
  const { rows, students } = await show(actors.registrar, sent.submissionId);
  expect(rows).toMatchObject({ held: 0, refused: 0, waiting: 0 });
  expect([students.held, students.refused, students.new + students.matched]).toEqual([0, 0, 1]);
});

test('a row that a cancelled run never reached can be sent again, and its student is counted once', async () => {
  const { body } = await post(await buildExtract(joinRows(buildFamilies(8), buildFamily('ZZ'))), {
    as: actors.registrar,
  });
  const running = run(body.submissionId, { batchStudents: 1 });
  while ((await show(actors.registrar, body.submissionId)).rows.added === 0) await wait(5);
  await call(actors.registrar, `/v1/submissions/${body.submissionId}/cancel`);
  await running;
  const cancelled = await show(actors.registrar, body.submissionId);
  const [own] = ofStudent(await items(actors.registrar, body.submissionId), 'ZZ');
  const url = `/v1/submissions/${body.submissionId}/items/${own?.ordinal}/resubmit`;
  expect((await call(actors.registrar, url, { fields: own?.fields ?? {} })).body.item.fate).toBe('added');
  expect((await show(actors.registrar, body.submissionId)).students).toEqual({
    ...cancelled.students,
    new: cancelled.students.new + 1,
  });
});

test('the same file twice at the same instant, and its rehearsal beside it, makes every student once', async () => {
  const content = await buildExtract(buildFamilies(20));
  const before = await countRows(database.db, 'identity.student');
  const sent = await Promise.all(
    [true, false, false].map((rehearse) => post(content, { as: actors.registrar, rehearse })),
  );
  await Promise.all(sent.map(({ body }) => run(body.submissionId, { batchStudents: 6 })));
  const ended = await Promise.all(sent.map(({ body }) => show(actors.registrar, body.submissionId)));
  expect(ended.map((it) => [it.state, it.rows.refused, it.rows.held, it.rows.waiting])).toEqual(
    ended.map(() => ['finished', 0, 0, 0]),
  );
  expect(ended.slice(1).reduce((sum, it) => sum + it.students.new, 0)).toBe(20);
  expect(await countRows(database.db, 'identity.student')).toBe(before + 20);
});

test('findings of a student are hidden in the very act that protects the student', async () => {
  const { items: list } = await submit(await buildExtract(buildFamily('F1')), { as: actors.registrar });
  const number: StudentNumber = list[0].studentNumber;
  const url = `/v1/findings?studentNumber=${number}`;
  expect((await server.call({ as: actors.registrar, url })).body.items).not.toEqual([]);
  await database.write((tx, act) =>
    applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction: database.jurisdiction }),
  );
  expect((await server.call({ as: actors.registrar, url })).body.items).toEqual([]);
  const { rows } =
    await sql`select from validation.finding where student_number = ${number} and not is_restricted`.execute(
      database.db,
    );
  expect(rows).toEqual([]);
});
