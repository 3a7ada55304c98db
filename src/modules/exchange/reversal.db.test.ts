import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { jobs } from '#entrypoints/modules.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { seededRandom } from '#kernel/random.ts';
import { makePrinter } from '#platform/terminal.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildEnrolmentRow,
  buildExtract,
  buildGuid,
  buildManifest,
  buildFamilies as families,
  buildFamily as family,
  type Rows,
  joinRows as together,
} from '#support/build-exchange.ts';
import { applyItems, buildItem } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { alterFamily } from '#support/random-extract.ts';
import { presentState } from '#support/reversal.ts';
import { testServer, testServices } from '#support/server.ts';
import { exchangeCommands } from './commands.ts';
import type { Reversal, SubmissionEffect, SubmissionItem } from './contract.ts';
import { reversalRoutes } from './reversal-routes.ts';
import { exchangeRoutes } from './routes.ts';
import { runReversal } from './service/reversal/reverse.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...exchangeRoutes, ...reversalRoutes]);
const { submit, show, items, post, run } = submissions(database, server);

const body = { reason: 'The wrong file was sent' };
const effectsOf = async (id: string, query = ''): Promise<SubmissionEffect[]> =>
  (await server.call({ as: actors.authority, url: `/v1/submissions/${id}/effects?limit=1000${query}` })).body.items;
const preview = async (id: string): Promise<Reversal> =>
  (await server.call({ as: actors.authority, url: `/v1/submissions/${id}/reversal` })).body;
const ask = (id: string, as = actors.authority) =>
  server.call({ as, method: 'POST', url: `/v1/submissions/${id}/reversal`, body });
const goOn = (id: string, signal = new AbortController().signal) => runReversal(testServices(database), id, { signal });
async function reverse(id: string): Promise<Reversal> {
  const answer = await ask(id);
  if (answer.status !== 202) throw new Error(answer.text);
  await goOn(id);
  return preview(id);
}

const second = { organisation_code: 'S.K002' };
const send = async (rows: Rows) => submit(await buildExtract(rows), { as: actors.registrar });
const sendOther = async (rows: Rows) =>
  submit(await buildExtract({ manifest: [buildManifest(second)], ...rows }), { as: actors.otherRegistrar });
async function column<Value>(query: ReturnType<typeof sql<{ value: Value }>>): Promise<Value[]> {
  return (await query.execute(database.db)).rows.map((it) => it.value);
}
const statusOf = (numbers: string[]) =>
  column(
    sql<{
      value: string;
    }>`select status as value from identity.student where student_number = any(${numbers}::bpchar[])`,
  );
const phonesOf = (number: string) =>
  column(
    sql<{ value: string }>`select number as value from identity.phone where student_number = ${number} order by 1`,
  );
const numbersOf = (list: SubmissionItem[]) => [...new Set(list.flatMap((it) => it.studentNumber ?? []))].sort();
const told = (list: SubmissionEffect[]) =>
  list.map((it) => `${it.kind} ${it.change} ${it.stays?.reason ?? 'back'}`).sort();

/** What a school knows of somebody else's student: the same person under an own id, enrolled here too. */
function alsoAt(school: string, rows: ReturnType<typeof family>, localId: string): Rows {
  const [student] = rows.students;
  return {
    students: [{ ...student, local_student_id: localId, guid: buildGuid() }],
    enrolments: [buildEnrolmentRow({ local_student_id: localId, school_code: school })],
  };
}

describe('what a submission did', () => {
  test('is listed with the student, before, after and the act, and what stands on it', async () => {
    const rows = family();
    const { items: first } = await send(rows);
    const [phone] = rows.phones;
    const [enrolment] = rows.enrolments;
    const again = {
      students: rows.students,
      phones: [{ ...phone, number: '7805550199' }],
      enrolments: [{ ...enrolment, exit_on: '2026-10-01', exit_type: 'withdrawal' }],
    } as Rows;
    const { submissionId } = await send(again);
    const [studentNumber] = numbersOf(first);
    const act = { kind: 'exchange.apply' };
    expect(await effectsOf(submissionId)).toMatchObject([
      { kind: 'phone', change: 'changed', studentNumber, act, after: { number: '7805550199' }, stays: null },
      {
        kind: 'enrolment',
        change: 'ended',
        studentNumber,
        act,
        before: { exit_on: null },
        after: { exit_on: '2026-10-01' },
      },
    ]);
    expect(await preview(submissionId)).toMatchObject({ state: 'possible', putBack: 2, stays: 0, numbers: 0 });
    await send({ students: rows.students, phones: [{ ...phone, number: '7805550198' }] } as Rows);
    expect(told(await effectsOf(submissionId))).toEqual(['enrolment ended back', 'phone changed stated_again']);
    expect(told(await effectsOf(submissionId, '&stays=true'))).toEqual(['phone changed stated_again']);
  });

  test('comes in pages that miss nothing and say nothing twice', async () => {
    const { body: posted } = await post(await buildExtract(families(5)), { as: actors.registrar });
    await run(posted.submissionId, { batchStudents: 2 });
    const all = await effectsOf(posted.submissionId);
    const paged: SubmissionEffect[] = [];
    for (let cursor = ''; ; ) {
      const url = `/v1/submissions/${posted.submissionId}/effects?limit=7${cursor}`;
      const { body: page } = await server.call({ as: actors.authority, url });
      paged.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(all.length).toBe(5 * 6);
    expect(paged).toEqual(all);
  });
});

describe('a reversal', () => {
  test.each([1, 2, 3])('leaves the register in the state before the submission (seed %i)', async (seed) => {
    const random = seededRandom(`reversal ${seed}`);
    const ours = Array.from({ length: 6 }, () => family());
    const theirs = Array.from({ length: 4 }, () => family());
    await send(together(...ours));
    await sendOther(
      together(
        ...theirs.map((it) => ({ ...it, enrolments: [{ ...it.enrolments[0], school_code: 'S.K002' }] }) as Rows),
      ),
    );
    const before = await presentState(database.db);
    const submission = await send(
      together(
        families(3),
        ...ours.map((it) => alterFamily(it, random)),
        ...theirs.map((it, place) => alsoAt('S.K001', it, `T${seed}${place}`)),
      ),
    );
    expect(await presentState(database.db)).not.toEqual(before);
    const expected = await preview(submission.submissionId);
    expect(expected).toMatchObject({ stays: 0, numbers: 3 });
    expect(await reverse(submission.submissionId)).toMatchObject({ ...expected, state: 'finished', ...done() });
    expect(await presentState(database.db)).toEqual(before);
    expect((await effectsOf(submission.submissionId)).every((it) => it.isPutBack)).toBe(true);
  });

  test('is one act in the history of every student, and what was known before is still known', async () => {
    const rows = family();
    const { items: first } = await send(rows);
    const [phone] = rows.phones;
    const { submissionId } = await send({
      students: rows.students,
      phones: [{ ...phone, number: '7805550144' }],
    } as Rows);
    const between = new Date();
    await reverse(submissionId);
    const [number = ''] = numbersOf(first);
    expect(await phonesOf(number)).toEqual([phone?.number]);
    expect(
      await column(
        sql<{
          value: string;
        }>`select number as value from audit.known_rows(null::identity.phone, array[${number}]::bpchar[], ${between})`,
      ),
    ).toEqual(['7805550144']);
    const acts = await column(
      sql<{
        value: number;
      }>`select distinct act_id as value from published.student_change where kind = 'exchange.reverse' and student_number = ${number}`,
    );
    expect(acts).toHaveLength(1);
    expect((await show(actors.registrar, submissionId)).reversedAt).not.toBeNull();
  });

  test('lets numbers go that the submission issued; the mended file gets in under new ones', async () => {
    const rows = families(2);
    const { submissionId, items: first } = await send(rows);
    const numbers = numbersOf(first);
    await reverse(submissionId);
    expect(await statusOf(numbers)).toEqual(['deactivated', 'deactivated']);
    const second = await send(rows);
    expect(second).toMatchObject({ rows: { total: 8, added: 8 }, students: { new: 2, matched: 0 } });
    expect(numbersOf(second.items).filter((it) => numbers.includes(it))).toEqual([]);
    const issued = await column(
      sql<{
        value: number;
      }>`select count(*) as value from identity.number_issued where student_number = any(${numbers}::bpchar[])`,
    );
    expect(issued).toEqual([2]);
  });

  test('leaves what somebody changed since, and a number that another school uses with its documents', async () => {
    const rows = family();
    const { submissionId, items: first } = await send(rows);
    const [number = ''] = numbersOf(first);
    await sendOther(alsoAt('S.K002', rows, 'X1'));
    expect(told(await effectsOf(submissionId))).toEqual([
      'enrolment created back',
      'guardian created back',
      'identification created number_in_use',
      'own_id created back',
      'phone created back',
      'student created stated_again',
    ]);
    expect(await reverse(submissionId)).toMatchObject({ putBack: 4, stays: 2, numbers: 0 });
    const after = await effectsOf(submissionId);
    expect(after.filter((it) => !it.isPutBack).map((it) => it.kind)).toEqual(['student', 'identification']);
    expect(await statusOf([number])).toEqual(['active']);
    expect(await phonesOf(number)).toEqual([]);
  });

  test('leaves what a later file states again, although that file changed nothing', async () => {
    const rows = family();
    const { submissionId, items: first } = await send(rows);
    await send({ students: rows.students, phones: rows.phones });
    const { stays } = await reverse(submissionId);
    expect(stays).toBe(4);
    expect(await phonesOf(numbersOf(first)[0] ?? '')).toEqual([rows.phones[0]?.number]);
    expect(await statusOf(numbersOf(first))).toEqual(['active']);
  });

  test('puts back what the daily round concluded from its enrolments', async () => {
    const round = jobs.find((it) => it.name === 'enrolment.process-responsible');
    const process = () => round?.run({}, { ...testServices(database), signal: new AbortController().signal });
    await process();
    const before = await presentState(database.db);
    const { submissionId } = await send(families(2));
    await process();
    const responsible = 'enrolment.responsible_school';
    expect((await presentState(database.db))[responsible]).toHaveLength((before[responsible]?.length ?? 0) + 2);
    expect(await reverse(submissionId)).toMatchObject({ stays: 0, numbers: 2 });
    expect(await presentState(database.db)).toEqual(before);
  });

  test('neither tells of nor touches a student who was put under protection since, for those without the right', async () => {
    const { submissionId, items: list } = await send(together(family(), family()));
    const [hidden = '', open = ''] = numbersOf(list);
    const { jurisdiction } = database;
    const items = [buildItem('restrictions', hidden as StudentNumber)];
    await database.write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
    expect([...new Set((await effectsOf(submissionId)).map((it) => it.studentNumber))]).toEqual([open]);
    expect(await reverse(submissionId)).toMatchObject({ putBack: 6, stays: 0, numbers: 1 });
    expect(await statusOf([hidden])).toEqual(['active']);
    expect(await statusOf([open])).toEqual(['deactivated']);
    expect(await phonesOf(hidden)).toHaveLength(1);
  });

  test('takes back who waits for a person: nobody decides about rows that were never to be sent', async () => {
    const { items: known } = await send(family());
    // Stated by a number that does not go with the name: in doubt.
    const { students } = family('M2', { student_number: numbersOf(known)[0] ?? '' });
    const [twin] = students;
    const { submissionId, rows: counts } = await send({ students });
    expect(counts.held).toBe(1);
    await reverse(submissionId);
    const tasks = await column(
      sql<{ value: number }>`select count(*) as value from identity.match_task where submission_id = ${submissionId}`,
    );
    expect(tasks).toEqual([0]);
    const [item] = await items(actors.registrar, submissionId);
    const mend = await server.call({
      as: actors.registrar,
      method: 'POST',
      url: `/v1/submissions/${submissionId}/items/${item.ordinal}/resubmit`,
      body: { fields: twin },
    });
    expect([mend.status, mend.body.code]).toEqual([409, 'exchange.reversed_already']);
  });
});

describe('whoever asks', () => {
  test('needs the right, and the organisation within reach', async () => {
    const { submissionId } = await send(family());
    expect((await ask(submissionId, actors.registrar)).status).toBe(403);
    expect((await ask(submissionId, actors.otherRegistrar)).status).toBe(403);
    expect((await ask('0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e')).status).toBe(404);
    expect((await server.call({ as: actors.registrar, url: `/v1/submissions/${submissionId}/effects` })).status).toBe(
      403,
    );
  });

  test('is refused a second time, after the day, for a rehearsal, and while it runs', async () => {
    const { submissionId } = await send(family());
    await reverse(submissionId);
    expect((await ask(submissionId)).body).toMatchObject({ status: 409, code: 'exchange.reversed_already' });
    const late = await send(family());
    await sql`update exchange.submission set finished_at = now() - interval '25 hours' where submission_id = ${late.submissionId}`.execute(
      database.db,
    );
    expect((await ask(late.submissionId)).body).toMatchObject({ status: 409, code: 'exchange.reversal_too_late' });
    expect(await preview(late.submissionId)).toMatchObject({ state: 'impossible' });
    const rehearsed = await submit(await buildExtract(family()), { as: actors.registrar, rehearse: true });
    expect((await ask(rehearsed.submissionId)).body).toMatchObject({
      status: 409,
      code: 'exchange.nothing_to_reverse',
    });
    const { body: waiting } = await post(await buildExtract(family()), { as: actors.registrar });
    expect((await ask(waiting.submissionId)).body).toMatchObject({ status: 409, code: 'exchange.still_running' });
  });

  test('at the same moment as somebody else, one is served', async () => {
    const { submissionId } = await send(family());
    const answers = await Promise.all([ask(submissionId), ask(submissionId), ask(submissionId)]);
    expect(answers.map((it) => it.status).sort()).toEqual([202, 409, 409]);
    await Promise.all([goOn(submissionId), goOn(submissionId)]);
    expect(await preview(submissionId)).toMatchObject({ state: 'finished', putBack: 6, stays: 0, numbers: 1 });
  });
});

test('a reversal that fails half-way, or is stopped, goes on where it stood and counts nothing twice', async () => {
  const { body: posted } = await post(await buildExtract(families(6)), { as: actors.registrar });
  const { submissionId } = posted;
  await run(submissionId, { batchStudents: 2 });
  await ask(submissionId);
  const list: SubmissionItem[] = await items(actors.registrar, submissionId);
  const last = list
    .filter((it) => it.file === 'students')
    .sort((a, b) => ((a.localStudentId ?? '') < (b.localStudentId ?? '') ? -1 : 1))
    .at(-1);
  await sql`create function public.break_phone() returns trigger language plpgsql as $$ begin
    if old.student_number = ${sql.lit(last?.studentNumber)} then raise exception 'broken'; end if; return old; end $$`.execute(
    database.db,
  );
  await sql`create trigger break_phone before delete on identity.phone for each row execute function public.break_phone()`.execute(
    database.db,
  );
  await expect(goOn(submissionId)).rejects.toThrow('broken');
  expect(await preview(submissionId)).toMatchObject({ state: 'running', putBack: 4 * 6 });
  const stopped = AbortSignal.abort();
  expect(await goOn(submissionId, stopped)).toBe('interrupted');
  await sql`drop trigger break_phone on identity.phone`.execute(database.db);
  expect(await goOn(submissionId)).toBe('finished');
  expect(await preview(submissionId)).toMatchObject({ state: 'finished', putBack: 6 * 6, stays: 0, numbers: 6 });
});

test('a file that comes while another is reversed is not touched by it, whoever is first', async () => {
  const all = Array.from({ length: 12 }, () => family());
  const { body: first } = await post(await buildExtract(together(...all)), { as: actors.registrar });
  await run(first.submissionId, { batchStudents: 3 });
  await ask(first.submissionId);
  const changed = all.map(
    (it) => ({ students: it.students, phones: [{ ...it.phones[0], number: '7805550177' }] }) as Rows,
  );
  const { body: next } = await post(await buildExtract(together(...changed)), { as: actors.registrar });
  await Promise.all([goOn(first.submissionId), run(next.submissionId, { batchStudents: 2 })]);
  const list: SubmissionItem[] = await items(actors.registrar, next.submissionId);
  expect(list.filter((it) => it.fate === 'refused')).toEqual([]);
  const numbers = numbersOf(list);
  expect(numbers).toHaveLength(12);
  expect(await statusOf(numbers)).toEqual(numbers.map(() => 'active'));
  for (const number of numbers) expect(await phonesOf(number)).toEqual(['7805550177']);
  expect(await preview(first.submissionId)).toMatchObject({ state: 'finished' });
});

test('the command line tells what a reversal would put back, and reverses with a reason that says enough', async () => {
  const { submissionId } = await send(family());
  const command = exchangeCommands.find((it) => it.name === 'submissions reverse');
  const call = async (values: Record<string, string>) => {
    let said = '';
    const print = makePrinter(true, { write: (part) => (said += part) }, { write: () => true });
    const { signal } = new AbortController();
    const open = async () => ({ ...testServices(database), databaseUrl: database.url });
    await command?.run({ values, positionals: [submissionId], print, checkout: '.', signal, open });
    return JSON.parse(said);
  };
  expect(await call({})).toMatchObject({ state: 'possible', putBack: 6, numbers: 1 });
  await expect(call({ reason: 'short' })).rejects.toThrow('--reason says why');
  expect(await call(body)).toMatchObject({ state: 'finished', putBack: 6, reason: body.reason });
});

function done() {
  return {
    until: expect.any(String),
    askedAt: expect.any(String),
    askedBy: expect.any(String),
    reason: body.reason,
    finishedAt: expect.any(String),
  };
}
