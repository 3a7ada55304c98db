import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import {
  buildEnrolmentRow,
  buildExtract,
  buildGuid,
  buildFamilies as families,
  buildFamily as family,
  joinRows as together,
} from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { countRows, digestRegister } from '#support/register.ts';
import { testServer } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';
import { exchangeRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, exchangeRoutes);
const { post, run, show, submit } = submissions(database, server);

const fatesOf = (list: SubmissionItem[]) => list.map((item) => `${item.file} ${item.row} ${item.fate}`);
const codesOf = (list: SubmissionItem[]) =>
  list.flatMap((item) => item.remarks.map((it) => `${item.file} ${it.code} ${it.field}`));

test('an extract makes students, and says which number each has', async () => {
  const submission = await submit(await buildExtract(families(3)), { as: actors.registrar });
  expect(submission).toMatchObject({
    state: 'finished',
    stage: 'rescanned',
    schoolYear: 2027,
    software: 'Northlight SIS',
    rows: { total: 12, added: 12, refused: 0, held: 0, waiting: 0 },
    students: { new: 3, matched: 0, held: 0, refused: 0 },
  });
  expect(submission.items[0]).toMatchObject({
    fate: 'added',
    isNewNumber: true,
    studentNumber: expect.stringMatching(/^\d{9}$/),
  });
  expect(submission.stages.map((it: { stage: string }) => it.stage)).toEqual([
    'received',
    'read',
    'checked',
    'identified',
    'applied',
    'rescanned',
  ]);
});

test('the same file again changes nothing in the register and says when it was sent before', async () => {
  const content = await buildExtract(families(2));
  const first = await submit(content, { as: actors.registrar });
  const students = await countRows(database.db, 'identity.student');
  const changes = await countRows(database.db, 'audit.change');
  const second = await submit(content, { as: actors.registrar });
  expect(second).toMatchObject({
    rows: { total: 8, unchanged: 8 },
    students: { new: 0, matched: 2 },
    repeats: { submissionId: first.submissionId },
  });
  expect(second.remarks.map((it: { code: string }) => it.code)).toEqual(
    expect.arrayContaining(['exchange.repeated_file', 'exchange.nothing_changed']),
  );
  expect(await countRows(database.db, 'identity.student')).toBe(students);
  expect(await countRows(database.db, 'audit.change')).toBe(changes);
});

test('a rehearsal gives the fates of the real run, and nothing in the register changes', async () => {
  const rows = together(families(4), family('R1', { birth_date: '2099-01-01' }), {
    phones: [
      { guid: buildGuid(), local_student_id: 'nobody', kind: 'home', number: '7805550142', effective_on: '2026-09-01' },
    ],
  });
  const content = await buildExtract(rows);
  const before = await digestRegister(database.db);
  const rehearsed = await submit(content, { as: actors.registrar, rehearse: true });
  expect(await digestRegister(database.db)).toEqual(before);
  expect(rehearsed).toMatchObject({ state: 'finished', isRehearsal: true, students: { new: 4 } });
  expect(rehearsed.items[0]).toMatchObject({ isNewNumber: true, studentNumber: null });
  const real = await submit(content, { as: actors.registrar });
  expect(real.repeats).toBeNull();
  expect(fatesOf(real.items)).toEqual(fatesOf(rehearsed.items));
  expect(codesOf(real.items)).toEqual(codesOf(rehearsed.items));
  const { body } = await server.call({
    as: actors.registrar,
    url: `/v1/submissions/${real.submissionId}/comparison/${rehearsed.submissionId}`,
  });
  expect(body).toMatchObject({ isSame: true, differing: [] });
});

test('a run that was stopped goes on where it stood, and ends like one that was not', async () => {
  const content = await buildExtract(families(6));
  const { body } = await post(content, { as: actors.registrar });
  const abort = new AbortController();
  // Stops the runner as soon as the first batch is in the register.
  const watching = (async () => {
    for (;;) {
      const { rows } = await sql<{
        done: number;
      }>`select count(*) as done from exchange.item_fate where submission_id = ${body.submissionId}`.execute(
        database.db,
      );
      if ((rows[0]?.done ?? 0) > 0) return abort.abort();
    }
  })();
  const end = await run(body.submissionId, { signal: abort.signal, batchStudents: 1 });
  await watching;
  expect(end).toBe('interrupted');
  const between = await show(actors.registrar, body.submissionId);
  expect(between).toMatchObject({ state: 'running', rows: { total: 24 } });
  expect(between.rows.waiting).toBeGreaterThan(0);
  const students = await countRows(database.db, 'identity.student');
  expect(await run(body.submissionId, { batchStudents: 4 })).toBe('ended');
  const after = await show(actors.registrar, body.submissionId);
  expect(after).toMatchObject({
    state: 'finished',
    rows: { total: 24, added: 24, waiting: 0 },
    students: { new: 6, matched: 0 },
  });
  expect(await countRows(database.db, 'identity.student')).toBe(students + 6 - between.students.new);
});

test('a rehearsal that was stopped begins anew and ends the same', async () => {
  const { body } = await post(await buildExtract(families(3)), { as: actors.registrar, rehearse: true });
  const abort = new AbortController();
  abort.abort();
  expect(await run(body.submissionId, { signal: abort.signal })).toBe('interrupted');
  await run(body.submissionId);
  expect(await show(actors.registrar, body.submissionId)).toMatchObject({
    state: 'finished',
    rows: { total: 12, added: 12 },
    students: { new: 3 },
  });
});

test('one submission is run by one runner', async () => {
  const { body } = await post(await buildExtract(families(5)), { as: actors.registrar });
  const ends = await Promise.all([1, 2, 3].map(() => run(body.submissionId, { batchStudents: 1 })));
  expect(ends.filter((end) => end === 'ended').length).toBeGreaterThan(0);
  expect(await show(actors.registrar, body.submissionId)).toMatchObject({
    state: 'finished',
    rows: { added: 20 },
    students: { new: 5 },
  });
});

test('a student whose rows break us stands alone; everybody else is applied', async () => {
  await sql`create function pg_temp_poison() returns trigger language plpgsql as $$ begin
    if new.number = '7805559999' then raise exception 'poison'; end if; return new; end $$`.execute(database.db);
  await sql`create trigger poison before insert on identity.phone for each row execute function pg_temp_poison()`.execute(
    database.db,
  );
  const poisoned = family('POISON');
  const rows = together(
    families(3),
    { ...poisoned, phones: [{ ...poisoned.phones[0], number: '7805559999' }] },
    families(3),
  );
  const submission = await submit(await buildExtract(rows), { as: actors.registrar });
  await sql`drop trigger poison on identity.phone`.execute(database.db);
  expect(submission).toMatchObject({
    state: 'finished',
    rows: { total: 28, added: 24, refused: 4 },
    students: { new: 6, refused: 1 },
  });
  const refused = submission.items.filter((item: SubmissionItem) => item.fate === 'refused');
  expect(
    refused.every(
      (item: SubmissionItem) => item.localStudentId === 'POISON' && item.remarks[0]?.code === 'exchange.internal_error',
    ),
  ).toBe(true);
});

test('fates that do not add up are a loud failure', async () => {
  await sql`create function lose_fate() returns trigger language plpgsql as $$ begin
    if new.file = 'guardians' then return null; end if; return new; end $$`.execute(database.db);
  await sql`create trigger lose before insert on exchange.item_fate for each row execute function lose_fate()`.execute(
    database.db,
  );
  const submission = await submit(await buildExtract(families(1)), { as: actors.registrar });
  await sql`drop trigger lose on exchange.item_fate`.execute(database.db);
  expect(submission).toMatchObject({ state: 'failed', failureReference: expect.any(String) });
});

test('two schools that send one new student at the same second get one number', async () => {
  const one = family('A1');
  const student = one.students[0];
  const other = {
    students: [{ ...student, guid: buildGuid(), local_student_id: 'B1' }],
    enrolments: [buildEnrolmentRow({ local_student_id: 'B1', school_code: 'S.K002' })],
  };
  const manifest = [{ layout_version: '1', organisation_code: 'S.K002', school_year: '2027' }];
  const [first, second] = await Promise.all([
    submit(await buildExtract(one), { as: actors.registrar }),
    submit(await buildExtract({ manifest, ...other }), { as: actors.otherRegistrar }),
  ]);
  expect(first.students.new + second.students.new).toBe(1);
  expect(second.items[0].studentNumber).toBe(first.items[0].studentNumber);
});

test('rows about a student without a row are taken once the school has submitted that student, and refused before', async () => {
  const one = family('K1');
  const phone = {
    guid: buildGuid(),
    local_student_id: 'K1',
    kind: 'mobile',
    number: '7805550199',
    effective_on: '2026-09-02',
  } as const;
  const before = await submit(await buildExtract({ phones: [phone] }), { as: actors.registrar });
  expect(codesOf(before.items)).toEqual(['phones exchange.student_absent local_student_id']);
  await submit(await buildExtract(one), { as: actors.registrar });
  const after = await submit(await buildExtract({ phones: [phone] }), { as: actors.registrar });
  expect(after).toMatchObject({ rows: { added: 1 }, students: { matched: 1 } });
});

test('an enrolment of another school, or of a year that is not open, is refused; the rest of the student is taken', async () => {
  const one = family('E1');
  const enrolments = [
    buildEnrolmentRow({ local_student_id: 'E1', school_code: 'S.K003' }),
    buildEnrolmentRow({ local_student_id: 'E1', school_year: '2012', start_on: '2011-09-01' }),
  ];
  const { items: list } = await submit(await buildExtract({ ...one, enrolments }), { as: actors.registrar });
  expect(
    list
      .filter((it: SubmissionItem) => it.fate === 'refused')
      .map((it: SubmissionItem) => [it.row, it.remarks[0]?.code]),
  ).toEqual([
    [2, 'exchange.other_school'],
    [3, 'exchange.school_year_not_open'],
  ]);
  expect(list.filter((it: SubmissionItem) => it.fate === 'added')).toHaveLength(3);
});

test('an authority submits for its schools', async () => {
  const manifest = [{ layout_version: '1', organisation_code: 'A.K001', school_year: '2027' }];
  const one = family('AU1');
  const enrolments = [buildEnrolmentRow({ local_student_id: 'AU1', school_code: 'S.K002' })];
  const submission = await submit(await buildExtract({ manifest, ...one, enrolments }), { as: actors.authority });
  expect(submission).toMatchObject({ organisation: 'A.K001', rows: { total: 4, added: 4 } });
});

test('a GUID that comes back for another student is refused, by field', async () => {
  const one = family('G1');
  await submit(await buildExtract(one), { as: actors.registrar });
  const thief = family('G2');
  const phones = [{ ...thief.phones[0], guid: one.phones[0]?.guid ?? '' }];
  const { items: list } = await submit(await buildExtract({ ...thief, phones }), { as: actors.registrar });
  const phone = list.find((it: SubmissionItem) => it.file === 'phones');
  expect(phone).toMatchObject({ fate: 'refused', remarks: [{ severity: 'rejection', field: 'guid' }] });
  expect(phone?.remarks[0].message.en).not.toBe('No words are known for this');
});

test('a number of somebody else goes to a person; no row is applied and the owner is untouched', async () => {
  const owner = family('N1');
  const { items: list } = await submit(await buildExtract(owner), { as: actors.registrar });
  const number = list[0].studentNumber;
  const claim = family('N2', { student_number: number });
  const submission = await submit(await buildExtract(claim), { as: actors.registrar });
  expect(submission).toMatchObject({ rows: { held: 4 }, students: { held: 1 } });
  expect(codesOf(submission.items)).toContain('students exchange.held_for_person null');
  expect(JSON.stringify(submission.items)).not.toContain(owner.students[0]?.family_name);
});

test('a number whose check digit is wrong is never assigned', async () => {
  const submission = await submit(await buildExtract(family('C1', { student_number: '123456780' })), {
    as: actors.registrar,
  });
  expect(submission.students.new + submission.students.matched).toBe(0);
  expect(submission.rows.refused + submission.rows.held).toBe(4);
});

test('a file judges what other objects say of its students too, and the same file again clears nothing', async () => {
  const content = await buildExtract(family('beside'));
  await submit(content, { as: actors.registrar });
  const { rows } = await sql<{ number: string }>`
    select student_number as number from identity.local_student where local_student_id = 'beside'`.execute(database.db);
  const number = rows[0]?.number;
  await database.write((tx) =>
    sql`insert into enrolment.responsible_school (student_number, transition_id, effective_on, has_school, school_code, reason, submitted_by, version, submitted_at)
        values (${number}, ${buildGuid()}, '2026-09-01', 'yes', 'S.K002', 'new_student', 'S.K002', 1, now())`.execute(
      tx,
    ),
  );
  const standing = async () => {
    const found = await sql<{ finding_id: string; rule_code: string }>`
      select finding_id, rule_code from validation.finding
       where student_number = ${number} and state <> 'cleared' and rule_code like 'RSP-%' order by 1`.execute(
      database.db,
    );
    return found.rows;
  };
  await submit(content, { as: actors.registrar });
  const first = await standing();
  expect(first.map((it) => it.rule_code)).not.toEqual([]);
  await submit(content, { as: actors.registrar });
  expect(await standing()).toEqual(first);
});
