import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem } from '#support/build-identity.ts';
import { type BuiltRegister, buildRegister } from '#support/build-register.ts';
import { testDatabase } from '#support/database.ts';
import { outlineOf } from '#support/pdf.ts';
import { testServer } from '#support/server.ts';

// What the register knew at a moment: the record of changes, read back to it.
const database = testDatabase();
const server = testServer(database);
let register: BuiltRegister;
/** After the register was made, and before the changes that the tests look behind. */
let then: string;
const enrolment = buildEnrolmentItem({ studentNumber: '' });

beforeAll(async () => {
  register = await buildRegister(database);
  await enrol({ grade: '6' });
  await pause();
  then = new Date().toISOString();
  await pause();
  const address = buildItem('addresses', register.own, { street: '900 Later Lane NW' });
  const paper = buildItem('identification', register.own, {
    documentType: 'ABBirthCert',
    familyName: 'Afterwards',
    givenName: 'Wren',
  });
  await database.write((tx, act) =>
    applyItems(tx, act, { items: [address, paper], jurisdiction: database.jurisdiction }),
  );
  await enrol({ grade: '7' });
});

/** Acts of one millisecond are one moment. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

function enrol(facts: { grade: string }) {
  return database.write((tx, act) =>
    buildEnrolments(tx, act, {
      items: [{ ...enrolment, ...facts, studentNumber: register.own }],
      rules: database.jurisdiction.ruleContext(act.today),
    }),
  );
}

const get = (url: string, as = register.actors.registrar) => server.call({ as, url });
const of = (number: StudentNumber, tail = '', moment = then) =>
  `/v1/students/${number}${tail}${tail.includes('?') ? '&' : '?'}asKnownAt=${encodeURIComponent(moment)}`;

describe('a student as known at a moment', () => {
  test('has the name, the documents and the addresses of then, and today those of today', async () => {
    const today = await get(`/v1/students/${register.own}`);
    expect(today.body.legalName).toContain('Afterwards');
    const header = await get(of(register.own));
    expect([header.status, header.body.legalName.includes('Afterwards')]).toEqual([200, false]);
    expect(header.body.version).toBeLessThan(today.body.version);
    const contacts = await get(of(register.own, '/contacts'));
    const streets = contacts.body.addresses.map((it: { street: string }) => it.street);
    expect(streets).not.toContain('900 Later Lane NW');
    expect(streets).toHaveLength(1);
    const identity = await get(of(register.own, '/identity'));
    expect(JSON.stringify(identity.body)).not.toContain('Afterwards');
  });

  test('has the enrolments of then, with the status of the day that is asked about', async () => {
    const grades = async (url: string) => (await get(url)).body.items.map((it: { grade: string }) => it.grade).sort();
    expect(await grades(`/v1/students/${register.own}/enrolments`)).toContain('7');
    expect(await grades(of(register.own, '/enrolments'))).not.toContain('7');
    const long = await get(of(register.own, '/enrolments?asOf=2035-01-01'));
    expect(long.body.items.map((it: { status: string }) => it.status)).not.toContain('active');
  });

  test('is not known before the register knew of it, and a moment to come is refused', async () => {
    const before = await get(of(register.own, '', '2001-01-01T00:00:00Z'));
    expect([before.status, before.body.code]).toEqual([404, 'identity.not_known_then']);
    const ahead = await get(of(register.own, '', '2101-01-01T00:00:00Z'));
    expect([ahead.status, ahead.body.code]).toEqual([400, 'http.moment_ahead']);
    const unread = await get(of(register.own, '', 'yesterday'));
    expect([unread.status, unread.body.code]).toEqual([400, 'http.invalid_request']);
  });

  test('is seen by those who see the student today, and by nobody else, in the words of one who does not exist', async () => {
    for (const number of [register.elsewhere, register.hiddenOwn, '900000009' as StudentNumber]) {
      for (const tail of ['', '/identity', '/contacts', '/enrolments', '/record.pdf']) {
        const now = await get(`/v1/students/${number}${tail}`);
        const past = await get(of(number, tail));
        expect([tail, past.status, past.body.code]).toEqual([tail, 404, now.body.code]);
      }
    }
  });

  test('that was protected then is not said to have been, but to those with the right', async () => {
    await database.write(async (tx) => {
      await sql`update identity.student set is_restricted = true where student_number = ${register.sister}`.execute(tx);
    });
    await pause();
    const moment = new Date().toISOString();
    await pause();
    await database.write(async (tx) => {
      await sql`update identity.student set is_restricted = false where student_number = ${register.sister}`.execute(
        tx,
      );
    });
    const asViewer = await get(of(register.sister, '', moment), register.actors.ministryViewer);
    const asMinistry = await get(of(register.sister, '', moment), register.actors.ministry);
    expect([asViewer.body.isRestricted, asMinistry.body.isRestricted]).toEqual([false, true]);
  });

  test('is printed with a mark that says so', async () => {
    const answer = await server.call({ as: register.actors.registrar, url: of(register.own, '/record.pdf') });
    expect(answer.status).toBe(200);
    expect(outlineOf(answer.bytes)[0]).not.toContain('Afterwards');
  });
});

describe('lists and counts as known at a moment', () => {
  const year = enrolment.schoolYear;

  test('a class list shows the grades and names of then', async () => {
    const list = `/v1/schools/S.K001/enrolments?schoolYear=${year}`;
    const lineOf = async (url: string) =>
      (await get(url)).body.items.filter((it: { enrolmentId: string }) => it.enrolmentId === enrolment.enrolmentId);
    expect(await lineOf(list)).toMatchObject([{ grade: '7', familyName: 'Afterwards' }]);
    const [past] = await lineOf(`${list}&asKnownAt=${then}`);
    expect(past.grade).toBe('6');
    expect(past.familyName).not.toBe('Afterwards');
  });

  test('a protected student is on no list of then without the right', async () => {
    const list = `/v1/schools/S.K001/enrolments?schoolYear=${year}&asKnownAt=${then}`;
    const numbers = (await get(list)).body.items.map((it: { studentNumber: string }) => it.studentNumber);
    expect(numbers).toContain(register.own);
    expect(numbers).not.toContain(register.hiddenOwn);
  });

  test('a count of then is that of the lists of then, and wants an organisation of those who reach everything', async () => {
    const count = `/v1/enrolment-counts?schoolYear=${year}&asKnownAt=${then}`;
    const school = await get(`${count}&organisation=S.K001`);
    expect(school.body.byGrade.find((it: { grade: string }) => it.grade === '7')).toBeUndefined();
    const list = await get(`/v1/schools/S.K001/enrolments?schoolYear=${year}&asKnownAt=${then}`);
    const students = new Set(list.body.items.map((it: { studentNumber: string }) => it.studentNumber));
    expect(school.body.students).toBe(students.size);
    const whole = await get(count, register.actors.ministry);
    expect([whole.status, whole.body.code]).toEqual([400, 'enrolment.too_wide_for_then']);
  });
});

test('the history of every table of students replays to the present', async () => {
  const { rows: tables } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where t.tgname = 'audit_insert'
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'student_number' and not a.attisdropped)
     order by 1`.execute(database.db);
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const table = sql.table(name);
    const known = sql`audit.known_rows(null::${table}, array(select distinct student_number from audit.change where table_name = ${name}), now())`;
    const { rows } = await sql<{ lost: number; kept: number }>`
      select (select count(*)::integer from (select to_jsonb(t) from ${table} t except select to_jsonb(k) from ${known} k) d) as lost,
             (select count(*)::integer from (select to_jsonb(k) from ${known} k except select to_jsonb(t) from ${table} t) d) as kept`.execute(
      database.db,
    );
    expect([name, rows[0]]).toEqual([name, { lost: 0, kept: 0 }]);
  }
});

/** What is of today by its nature: the record of changes itself, what a change is judged by, who may see and who looked, consent, work and privacy. */
const ofToday = new Set([
  'getStudentHistory',
  'getStudentSight',
  'getEnrolment',
  'getEnrolmentGrounds',
  'listStudentLooks',
  'printStudentLooks',
  'listDisagreements',
  'getStudentRetention',
  'getConsentEvidence',
  'listConsents',
]);

test('every part of a student’s record can be asked for a moment, or is of today by its nature', () => {
  const parts = routes.filter((it) => it.method === 'GET' && it.path.startsWith('/v1/students/:number'));
  const asked = parts.filter((it) => it.query?.safeParse({ asKnownAt: then }).success === true);
  const forgotten = parts.filter((it) => !asked.includes(it) && !ofToday.has(it.operationId));
  expect(forgotten.map((it) => it.operationId)).toEqual([]);
  expect([...ofToday].filter((name) => !parts.some((it) => it.operationId === name))).toEqual([]);
});
