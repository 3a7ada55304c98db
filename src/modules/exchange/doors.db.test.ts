import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { showStudentNumber } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildExtract,
  buildFamilies,
  buildFamily,
  buildGuid,
  buildLines,
  buildStudentRow,
  joinRows,
  withFile,
} from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { countRows, digestRegister } from '#support/register.ts';
import { testServer, testServices } from '#support/server.ts';
import { exchangeCommands } from './commands.ts';
import type { SubmissionItem } from './contract.ts';
import { exchangeJobs } from './jobs.ts';
import { receiveFile } from './service/receive.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { post, run, show, submit } = submissions(database, server);
const student = (list: SubmissionItem[], file = 'students') => list.find((it) => it.file === file);
const sendItems = (as: Actor, body: object, headers: Record<string, string> = {}) =>
  server.call({
    as,
    method: 'POST',
    url: '/v1/submissions/items',
    body: { organisation: as.organisation, ...body },
    headers,
  });

/** Tells the job of a decided task, as the worker would. */
async function releaseDecided(taskId: string) {
  const job = exchangeJobs.find((it) => it.name === 'identity.match-task-decided');
  await job?.run({ taskId } as never, { ...testServices(database), signal: new AbortController().signal });
}

/** A student of whom a person must decide: a number was given that is somebody else's. */
async function buildDoubtful(localId: string) {
  const owner = buildFamily();
  const { items } = await submit(await buildExtract(owner), { as: actors.registrar });
  return buildFamily(localId, { student_number: items[0].studentNumber });
}

test('who may not submit is refused, and a viewer may look', async () => {
  const { status, body } = await post(await buildExtract(buildFamilies(1)), { as: actors.viewer });
  expect([status, body.code]).toEqual([403, 'http.not_allowed']);
  expect((await server.call({ as: actors.viewer, url: '/v1/submissions' })).status).toBe(200);
  expect((await server.call({ as: null, url: '/v1/submissions' })).status).toBe(401);
});

test('nobody submits for an organisation out of reach', async () => {
  const { status, body } = await post(await buildExtract({}), { as: actors.registrar, organisation: 'S.K003' });
  const nobody = await post(await buildExtract({}), { as: actors.ministry, organisation: 'S.NONE' });
  expect([nobody.status, nobody.body.code]).toEqual([422, 'exchange.organisation_unknown']);
  expect([status, body.code]).toEqual([403, 'access.organisation_out_of_reach']);
  expect(
    (await sendItems(actors.registrar, { organisation: 'S.K003', items: [{ file: 'students', fields: {} }] })).status,
  ).toBe(403);
});

test('another organisation’s submission is word for word one that does not exist, at every door', async () => {
  const { submissionId } = await submit(await buildExtract(buildFamilies(1)), { as: actors.registrar });
  const doors = [
    ['GET', ''],
    ['GET', '/items'],
    ['GET', '/events'],
    ['GET', '/report'],
    ['POST', '/cancel'],
    ['POST', '/items/1/resubmit'],
    ['GET', `/comparison/${submissionId}`],
  ] as const;
  for (const [method, door] of doors) {
    const ask = async (id: string) => {
      const body = door.endsWith('resubmit') ? { fields: {} } : undefined;
      const answer = await server.call({
        as: actors.otherRegistrar,
        method,
        url: `/v1/submissions/${id}${door}`,
        body,
      });
      return [answer.status, { ...answer.body, requestId: null }];
    };
    const others = await ask(submissionId);
    expect(others[0]).toBe(404);
    expect(others).toEqual(await ask('0197a0f2-6c1e-7d33-8a55-00000000dead'));
  }
});

test('a list holds the submissions within reach, newest first, page by page', async () => {
  const mine = [];
  for (const rehearse of [true, true, true])
    mine.push(
      (await submit(await buildExtract({}), { as: actors.otherRegistrar, rehearse, organisation: 'S.K002' }))
        .submissionId,
    );
  const first = (await server.call({ as: actors.otherRegistrar, url: '/v1/submissions?limit=2' })).body;
  const second = (await server.call({ as: actors.otherRegistrar, url: `/v1/submissions?limit=2&cursor=${first.next}` }))
    .body;
  expect([...first.items, ...second.items].map((it) => it.submissionId)).toEqual(mine.reverse());
  expect(second.next).toBeNull();
  const authority = (await server.call({ as: actors.authority, url: '/v1/submissions?organisation=S.K002' })).body;
  expect(authority.items).toHaveLength(3);
});

test('a file larger than the limit is refused while it streams', async () => {
  const services = { ...testServices(database), config: { ...testServices(database).config, uploadBytesMax: 1000 } };
  const input = {
    actor: actors.registrar,
    organisation: actors.registrar.organisation,
    fileName: 'x.zip',
    isRehearsal: false,
    isQueued: false,
  };
  await expect(
    receiveFile(services, { ...input, stream: Readable.from([Buffer.alloc(600), Buffer.alloc(600)]) }),
  ).rejects.toMatchObject({ code: 'files.too_large', status: 413 });
});

test('a student in doubt is held with all rows; sent again there is no second task; the decision applies the rows', async () => {
  const doubtful = await buildDoubtful('H1');
  const content = await buildExtract(doubtful);
  const held = await submit(content, { as: actors.registrar });
  expect(held).toMatchObject({ state: 'finished', rows: { total: 4, held: 4 }, students: { held: 1, new: 0 } });
  const tasks = await countRows(database.db, 'identity.match_task');
  const again = await submit(content, { as: actors.registrar });
  expect(again).toMatchObject({ rows: { held: 4 } });
  expect(await countRows(database.db, 'identity.match_task')).toBe(tasks);
  const taskOf = async ({ submissionId }: { submissionId: string }) => {
    const { body } = await server.call({ as: actors.ministry, url: `/v1/submissions/${submissionId}/items` });
    return student(body.items)?.matchTaskId;
  };
  const taskId = (await taskOf(held)) ?? '';
  expect([await taskOf(again), student(held.items)?.matchTaskId]).toEqual([taskId, null]);

  const decided = await server.call({
    as: actors.ministry,
    method: 'POST',
    url: `/v1/match-tasks/${taskId}/decision`,
    body: { decision: 'new' },
  });
  expect(decided.status).toBe(200);
  await releaseDecided(taskId);
  await releaseDecided(taskId);
  const after = await show(actors.registrar, held.submissionId);
  expect(after).toMatchObject({ rows: { held: 0, refused: 0, waiting: 0 }, students: { held: 0, new: 1 } });
  const { body } = await server.call({ as: actors.registrar, url: `/v1/submissions/${held.submissionId}/items` });
  expect(new Set(body.items.map((it: SubmissionItem) => it.studentNumber)).size).toBe(1);
  expect(student(body.items)).toMatchObject({ fate: 'added', isNewNumber: true, studentNumber: expect.any(String) });
  expect(await show(actors.registrar, again.submissionId)).toMatchObject({ rows: { held: 0, unchanged: 4 } });
});

test('a mended row is taken, and with it the rows of the student that waited for it', async () => {
  const broken = buildFamily('M1', { birth_date: '09-03-2015' });
  const submission = await submit(await buildExtract(joinRows(broken, buildFamily('M2'))), { as: actors.registrar });
  expect(submission).toMatchObject({ rows: { added: 4, refused: 4 }, students: { new: 1, refused: 1 } });
  const item = submission.items.find((it: SubmissionItem) => it.file === 'students' && it.fate === 'refused');
  const url = `/v1/submissions/${submission.submissionId}/items/${item.ordinal}/resubmit`;
  const still = await server.call({
    as: actors.registrar,
    method: 'POST',
    url,
    body: { fields: { ...item.fields, birth_date: '2015/03/09' } },
  });
  expect(still.body.item).toMatchObject({
    fate: 'refused',
    isMended: true,
    remarks: [{ code: 'exchange.date_form', field: 'birth_date' }],
  });
  const mended = await server.call({
    as: actors.registrar,
    method: 'POST',
    url,
    body: { fields: { ...item.fields, birth_date: '2015-03-09' } },
  });
  expect(mended.status).toBe(200);
  expect(mended.body.item).toMatchObject({ fate: 'added', isMended: true, isNewNumber: true });
  expect(mended.body.changed.map((it: SubmissionItem) => it.fate)).toEqual(['added', 'added', 'added', 'added']);
  expect(await show(actors.registrar, submission.submissionId)).toMatchObject({
    rows: { total: 8, added: 8, refused: 0 },
    students: { new: 2, refused: 0 },
  });
  const done = await server.call({ as: actors.registrar, method: 'POST', url, body: { fields: item.fields } });
  expect([done.status, done.body.code]).toEqual([409, 'exchange.item_not_mendable']);
  const none = await server.call({
    as: actors.registrar,
    method: 'POST',
    url: url.replace(`/${item.ordinal}/`, '/99/'),
    body: { fields: {} },
  });
  expect([none.status, none.body.code]).toEqual([404, 'exchange.item_not_found']);
});

test('a row mended in a rehearsal changes the answer and not the register', async () => {
  const submission = await submit(await buildExtract(buildFamily('MR', { birth_date: '?' })), {
    as: actors.registrar,
    rehearse: true,
  });
  const before = await digestRegister(database.db);
  const item = student(submission.items);
  const url = `/v1/submissions/${submission.submissionId}/items/${item?.ordinal}/resubmit`;
  const { body } = await server.call({
    as: actors.registrar,
    method: 'POST',
    url,
    body: { fields: { ...item?.fields, birth_date: '2015-03-09' } },
  });
  expect(body.item).toMatchObject({ fate: 'added', isNewNumber: true, studentNumber: null });
  expect(await digestRegister(database.db)).toEqual(before);
});

test('items over the API are answered at once, each with its own fate', async () => {
  const fields = buildStudentRow({
    local_student_id: 'J1',
    family_name: 'Quillfeather',
    given_name: 'Zenobia',
    birth_date: '2014-02-11',
  });
  const items = [
    { file: 'students', fields: { ...fields, is_deceased: false, suffix: null } },
    {
      file: 'phones',
      fields: { guid: buildGuid(), local_student_id: 'J1', kind: 'fax', number: '1', effective_on: '2026-09-01' },
    },
    { file: 'marks', fields: {} },
  ];
  const rehearsed = await sendItems(actors.registrar, { items, rehearse: true });
  expect(rehearsed.body).toMatchObject({ isRehearsal: true, rows: { added: 1, refused: 2 } });
  const { status, body } = await sendItems(actors.registrar, { items });
  expect(status).toBe(200);
  expect(body.items.map((it: SubmissionItem) => [it.ordinal, it.fate, it.remarks[0]?.code])).toEqual([
    [1, 'added', undefined],
    [2, 'refused', 'exchange.value_not_allowed'],
    [3, 'refused', 'exchange.file_unknown'],
  ]);
  const one = await sendItems(actors.registrar, { file: 'students', fields });
  expect(one.body.items).toMatchObject([{ fate: 'unchanged', studentNumber: body.items[0].studentNumber }]);
});

test('a batch that is too large or of another form is a bad request', async () => {
  const item = { file: 'students', fields: {} };
  expect((await sendItems(actors.registrar, { items: Array.from({ length: 1001 }, () => item) })).status).toBe(400);
  expect((await sendItems(actors.registrar, { items: [] })).status).toBe(400);
  expect((await sendItems(actors.registrar, { items: [item], colour: 'red' })).status).toBe(400);
});

test('items repeated under one Idempotency-Key are one submission', async () => {
  const items = [
    {
      file: 'students',
      fields: buildStudentRow({ family_name: 'Wexcombe', given_name: 'Ottilie', birth_date: '2013-05-21' }),
    },
  ];
  const headers = { 'idempotency-key': 'k-1' };
  const first = await sendItems(actors.registrar, { items }, headers);
  const second = await sendItems(actors.registrar, { items }, headers);
  expect(second.body).toEqual(first.body);
});

test('a submission that waits is cancelled at once, one that is over cannot be', async () => {
  const { body } = await post(await buildExtract(buildFamilies(2)), { as: actors.registrar });
  const url = `/v1/submissions/${body.submissionId}/cancel`;
  expect((await server.call({ as: actors.registrar, method: 'POST', url })).body).toMatchObject({ state: 'cancelled' });
  await run(body.submissionId);
  expect(await show(actors.registrar, body.submissionId)).toMatchObject({ state: 'cancelled', rows: { total: 0 } });
  const again = await server.call({ as: actors.registrar, method: 'POST', url });
  expect([again.status, again.body.code]).toEqual([409, 'exchange.not_running']);
});

test('a submission that runs is stopped behind the batch under way; what was applied stays', async () => {
  const { body } = await post(await buildExtract(buildFamilies(8)), { as: actors.registrar });
  const running = run(body.submissionId, { batchStudents: 1 });
  for (;;) {
    const { rows } = await show(actors.registrar, body.submissionId);
    if (rows.added > 0) break;
  }
  await server.call({ as: actors.registrar, method: 'POST', url: `/v1/submissions/${body.submissionId}/cancel` });
  await running;
  const { state, rows, students } = await show(actors.registrar, body.submissionId);
  expect(state).toBe('cancelled');
  expect(rows.added).toBe(students.new * 4);
  expect(rows.added + rows.waiting).toBe(32);
});

test('of a restricted student, whoever lacks the right sees neither the number nor what the register knows', async () => {
  const { submissionId, items } = await submit(await buildExtract(buildFamily('P1')), { as: actors.registrar });
  const number = student(items)?.studentNumber ?? '';
  await database.write((tx) =>
    sql`update identity.student set is_restricted = true where student_number = ${number}`.execute(tx),
  );
  const url = `/v1/submissions/${submissionId}`;
  const seen = await server.call({ as: actors.registrar, url: `${url}/items` });
  expect(seen.text).not.toContain(number);
  expect(seen.body.items.flatMap((it: SubmissionItem) => it.remarks)).toEqual([]);
  const report = await server.call({ as: actors.registrar, url: `${url}/report?format=csv` });
  expect(report.text).not.toContain(showStudentNumber(number));
  expect((await server.call({ as: actors.ministry, url: `${url}/items` })).text).toContain(number);
});

test('progress is told as events, also when it is over', async () => {
  const { submissionId } = await submit(await buildExtract(buildFamilies(1)), { as: actors.registrar });
  const { text, headers } = await server.call({ as: actors.registrar, url: `/v1/submissions/${submissionId}/events` });
  expect(headers['content-type']).toContain('text/event-stream');
  expect(text).toMatch(/^event: end\ndata: \{.*"state":"finished"/);
});

test('items are found by fate, file and rule', async () => {
  const rows = joinRows(buildFamily('Q1'), buildFamily('Q2', { gender: '' }));
  const { submissionId } = await submit(await buildExtract(rows), { as: actors.registrar });
  const find = async (query: string) =>
    (await server.call({ as: actors.registrar, url: `/v1/submissions/${submissionId}/items?${query}` })).body.items
      .length;
  expect(await find('fate=refused')).toBe(4);
  expect(await find('fate=added&file=students')).toBe(1);
  expect(await find('rule=exchange.field_missing')).toBe(1);
  expect(await find('student=Q2')).toBe(4);
  const page = (await server.call({ as: actors.registrar, url: `/v1/submissions/${submissionId}/items?limit=3` })).body;
  const rest = (
    await server.call({
      as: actors.registrar,
      url: `/v1/submissions/${submissionId}/items?limit=100&cursor=${page.next}`,
    })
  ).body;
  expect([...page.items, ...rest.items].map((it) => it.ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('the report is the same in Excel and NDJSON, and in either language', async () => {
  const { submissionId } = await submit(await buildExtract(buildFamily('X1', { gender: '', suffix: '=1+1' })), {
    as: actors.registrar,
  });
  const url = `/v1/submissions/${submissionId}/report`;
  const lines = (await server.call({ as: actors.registrar, url: `${url}?format=ndjson&lang=fr&fate=refused` })).text
    .trim()
    .split('\n');
  expect(lines).toHaveLength(4);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    fate: 'refused',
    file: 'students',
    row: '2',
    field: 'gender',
    message: 'gender est vide et doit être indiqué',
  });
  const services = testServices(database);
  await withFile('', async (path) => {
    const output = exchangeCommands.find((it) => it.name === 'submissions report');
    await output?.run({
      values: { format: 'xlsx', lang: 'en', out: path },
      positionals: [submissionId],
      print: silent(),
      checkout: '.',
      signal: new AbortController().signal,
      open: async () => ({ ...services, databaseUrl: database.url }),
    });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.read(createReadStream(path));
    const sheet = workbook.getWorksheet('fates');
    expect(sheet?.rowCount).toBe(5);
    expect(sheet?.getRow(2).getCell(11).value).toBe('gender is empty and must be given');
  });
});

function silent() {
  const said: string[] = [];
  const objects: unknown[] = [];
  return {
    isJson: true,
    said,
    objects,
    line: (text = '') => said.push(text),
    json: (value: unknown) => objects.push(value),
    table: () => undefined,
    note: (text: string) => said.push(text),
    progress: () => undefined,
  };
}

test('the command line submits, says what was refused, and ends with 0; a refused file ends with 1', async () => {
  const command = exchangeCommands.find((it) => it.name === 'submit');
  const call = async (content: Buffer | string, values: Record<string, string | boolean>) =>
    withFile(content, async (path) => {
      const print = silent();
      const exit = await command?.run({
        values,
        positionals: [path],
        print,
        checkout: '.',
        signal: new AbortController().signal,
        open: async () => ({ ...testServices(database), databaseUrl: database.url }),
      });
      return { exit, text: print.said.join('\n'), answer: print.objects[0] };
    });
  const content = await buildExtract(joinRows(buildFamily('L1'), buildFamily('L2', { gender: '' })));
  const rehearsed = await call(content, { as: 'S.K001', rehearse: true });
  expect(rehearsed).toMatchObject({ exit: 0, answer: { isRehearsal: true, rows: { added: 4, refused: 4 } } });
  const done = await call(content, { as: 'S.K001' });
  expect(done).toMatchObject({ exit: 0, answer: { isRehearsal: false, rows: { added: 4, refused: 4 } } });
  expect(done.text).toContain('students line 3, gender: gender is empty and must be given. Fill in gender');
  const refused = await call('nothing', { as: 'S.K001' });
  expect(refused).toMatchObject({ exit: 1, answer: { state: 'refused' } });
  await expect(call(content, {})).rejects.toThrow('--as names the organisation');
});

test('the command line takes a file for an extract, and nothing else', async () => {
  const runOn = (name: string, path: string, values: Record<string, string>) =>
    exchangeCommands
      .find((it) => it.name === name)
      ?.run({
        values,
        positionals: [path],
        print: silent(),
        checkout: '.',
        signal: new AbortController().signal,
        open: async () => ({ ...testServices(database), databaseUrl: database.url }),
      });
  for (const [path, words] of [
    ['/', 'is no file'],
    ['/dev/zero', 'is no file'],
    ['/nothing/there', 'there is no file'],
  ])
    await expect(runOn('submit', path ?? '', { as: 'S.K001' })).rejects.toThrow(words);
  const { submissionId } = await submit(await buildExtract(buildFamilies(1)), { as: actors.registrar });
  await expect(
    runOn('submissions report', submissionId, { format: 'csv', lang: 'en', out: '/nothing/there' }),
  ).rejects.toThrow('cannot be written');
});

test('what a killed process left is queued again', async () => {
  const { body } = await post(buildLines(buildFamilies(1)), { as: actors.registrar, type: 'application/x-ndjson' });
  const requeue = exchangeJobs.find((it) => it.name === 'exchange.requeue');
  await requeue?.run({} as never, { ...testServices(database), signal: new AbortController().signal });
  const { rows } = await database.pool.query(`select count(*) from graphile_worker.jobs where key = $1`, [
    body.submissionId,
  ]);
  expect(rows[0].count).toBe(1);
});
