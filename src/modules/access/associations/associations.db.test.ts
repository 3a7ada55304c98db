import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { addMonths } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import {
  followLinks,
  followProtection,
  lockAssociations,
  recordAssociations,
  replaceEnrolmentAssociations,
  sightLevels,
  visibleNumbers,
  whySeen,
} from '#modules/access/index.ts';
import { todayOf } from '#platform/act.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';

const database = testDatabase();
let actors: Actors;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
});

const today = todayOf(new Date());
const school = 'S.K001' as OrganisationCode;
const other = 'S.K002' as OrganisationCode;
const act = { at: new Date(), today, isMinistry: false };
const context = { parameter: <Value>(name: string) => database.jurisdiction.parameter<Value>(name) };
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
let counter = 100_000_000;
const newNumber = () => {
  counter += 1;
  return String(counter) as StudentNumber;
};

type Row = { organisation: OrganisationCode; from: string; to: string | null };
const enrol = (rows: Row[], number: StudentNumber) =>
  database.write(async (tx) =>
    replaceEnrolmentAssociations(tx, {
      known: await lockAssociations(tx, [number]),
      rows: rows.map((row) => ({ studentNumber: number, ...row })),
      context,
      act,
    }),
  );
const create = (number: StudentNumber, organisation = school) =>
  database.write((tx) =>
    recordAssociations(
      tx,
      [{ studentNumber: number, organisation, kind: 'creation', from: dayFromNow(-30), to: null }],
      context,
    ),
  );
const sees = async (actor: keyof Actors, number: StudentNumber) =>
  (await visibleNumbers(database.db, actors[actor], [number])).has(number);
const why = async (actor: keyof Actors, number: StudentNumber) => whySeen(database.db, actors[actor], number);

/** Which of some numbers a query of a table's rows shows to a reader, judged by the database alone. */
async function shown(
  organisations: string,
  numbers: StudentNumber[],
  { sealed = 'no' } = {},
): Promise<StudentNumber[]> {
  return database.db.transaction().execute(async (tx) => {
    await sql`select set_config('matricula.organisations', ${organisations}, true), set_config('matricula.protected', ${sealed}, true)`.execute(
      tx,
    );
    await sql`set local role matricula_application`.execute(tx);
    const { rows } = await sql<{ student_number: StudentNumber }>`
      select distinct student_number from access.student_association where student_number = any(${numbers}::bpchar[]) order by 1`.execute(
      tx,
    );
    return rows.map((row) => row.student_number);
  });
}

describe('associations', () => {
  test('whoever issued the number sees the student until the first enrolment, wherever that is', async () => {
    const student = newNumber();
    await create(student);
    expect([await sees('registrar', student), await sees('otherRegistrar', student)]).toEqual([true, false]);
    expect(await why('registrar', student)).toMatchObject({ name: 'creation', level: 'full' });
    await enrol([{ organisation: other, from: dayFromNow(-10), to: null }], student);
    expect([await sees('registrar', student), await sees('otherRegistrar', student)]).toEqual([false, true]);
  });

  test('sight by creation comes back when the only enrolment is deleted, and the school of the deleted one sees nothing', async () => {
    const student = newNumber();
    await create(student);
    await enrol([{ organisation: other, from: dayFromNow(60), to: null }], student);
    await enrol([], student);
    expect([await sees('registrar', student), await sees('otherRegistrar', student)]).toEqual([true, false]);
    await enrol([{ organisation: other, from: dayFromNow(-10), to: null }], student);
    expect([await sees('registrar', student), await sees('otherRegistrar', student)]).toEqual([false, true]);
  });

  test('a school sees a former student as the last one for six months, as a recent one for a year, then no more', async () => {
    const student = newNumber();
    const left = async (to: string) => {
      await enrol([{ organisation: other, from: dayFromNow(-900), to }], student);
      return (await why('otherRegistrar', student))?.name ?? null;
    };
    expect(await left(dayFromNow(3))).toBe('current_enrolment');
    expect(await left(addMonths(today, -5))).toBe('last_enrolment');
    expect(await left(addMonths(today, -7))).toBe('recent_enrolment');
    expect(await left(addMonths(today, -13))).toBeNull();
  });

  test('a school is the last one no longer when the student is enrolled elsewhere', async () => {
    const student = newNumber();
    await enrol(
      [
        { organisation: school, from: dayFromNow(-400), to: dayFromNow(-40) },
        { organisation: other, from: dayFromNow(-30), to: null },
      ],
      student,
    );
    expect((await why('registrar', student))?.name).toBe('recent_enrolment');
    expect((await why('otherRegistrar', student))?.name).toBe('current_enrolment');
    expect(await why('authority', student)).toMatchObject({ name: 'current_enrolment', organisation: other });
  });

  test('an organisation whose access is highly limited sees a former student only while it is the last school', async () => {
    const student = newNumber();
    await database.write((tx) =>
      sql`insert into access.limited_organisation values ('A.K001', 'high', 'no usage agreement', now())`.execute(tx),
    );
    await enrol([{ organisation: school, from: dayFromNow(-900), to: addMonths(today, -5) }], student);
    expect(await sees('registrar', student)).toBe(true);
    await enrol([{ organisation: school, from: dayFromNow(-900), to: addMonths(today, -7) }], student);
    expect(await sees('registrar', student)).toBe(false);
    await database.write((tx) => sql`delete from access.limited_organisation`.execute(tx));
  });

  test('an exam registration gives sight until the day of the exam, keeping the record while it is kept', async () => {
    const student = newNumber();
    const ground = { studentNumber: student, organisation: school, from: dayFromNow(-30) };
    const record = (kind: 'exam_registration' | 'custodian', to: string | null) =>
      database.write((tx) => recordAssociations(tx, [{ ...ground, kind, to }], context));
    await record('exam_registration', dayFromNow(2));
    expect(await why('registrar', student)).toMatchObject({ name: 'exam_registration', endsOn: dayFromNow(2) });
    await record('exam_registration', dayFromNow(-2));
    expect(await sees('registrar', student)).toBe(false);
    await record('custodian', null);
    expect(await why('registrar', student)).toMatchObject({ name: 'custodian', endsOn: null });
  });

  test('an authority sees through its schools, the ministry always', async () => {
    const student = newNumber();
    await enrol([{ organisation: school, from: dayFromNow(-5), to: null }], student);
    expect([await sees('authority', student), await sees('ministry', student)]).toEqual([true, true]);
    expect((await why('ministryViewer', student))?.name).toBe('ministry');
  });

  test('a student enrolled for later is seen by the school that waits', async () => {
    const student = newNumber();
    await enrol([{ organisation: school, from: dayFromNow(60), to: null }], student);
    expect(await sees('registrar', student)).toBe(true);
  });

  test('the same again writes nothing', async () => {
    const student = newNumber();
    await create(student);
    const version = async () =>
      (await sql<{ xmin: string }>`select xmin::text from access.student_association order by 1`.execute(database.db))
        .rows;
    await enrol([{ organisation: school, from: dayFromNow(60), to: null }], student);
    const before = await version();
    await enrol([{ organisation: school, from: dayFromNow(60), to: null }], student);
    expect(await version()).toEqual(before);
  });

  test('a thousand students take as many statements as one', async () => {
    const numbers = Array.from({ length: 1001 }, (_, index) => String(200_000_000 + index) as StudentNumber);
    const statements = async (some: StudentNumber[]) => {
      let queries = 0;
      const counting = database.db.withPlugin({
        transformQuery: ({ node }) => {
          queries += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      await counting.transaction().execute(async (tx) =>
        replaceEnrolmentAssociations(tx, {
          known: await lockAssociations(tx, some),
          rows: some.map((studentNumber) => ({ studentNumber, organisation: school, from: '2026-09-01', to: null })),
          context,
          act,
        }),
      );
      return queries;
    };
    expect(await statements(numbers.slice(1))).toBe(await statements(numbers.slice(0, 1)));
    expect((await visibleNumbers(database.db, actors.registrar, numbers)).size).toBe(1001);
  });
});

describe('the numbers of one person', () => {
  const link = (numbers: StudentNumber[], person: StudentNumber | null) =>
    database.write((tx) =>
      followLinks(tx, {
        numbers,
        persons: person ? numbers.map((studentNumber) => ({ studentNumber, person })) : [],
      }),
    );

  test('are seen by whoever sees one of them, until they are unlinked', async () => {
    const [one, two, three] = [newNumber(), newNumber(), newNumber()];
    await enrol([{ organisation: school, from: dayFromNow(-5), to: null }], one);
    await enrol([{ organisation: other, from: dayFromNow(-5), to: null }], two);
    await link([one, two, three], one);
    for (const number of [one, two, three])
      expect([await sees('registrar', number), await sees('otherRegistrar', number)]).toEqual([true, true]);
    expect(await shown('S.K001', [one, two, three])).toEqual([one, two, three]);
    expect((await why('registrar', three))?.name).toBe('linked_number');
    await link([one, two, three], null);
    expect([await sees('registrar', two), await sees('registrar', three)]).toEqual([false, false]);
    expect(await sees('registrar', one)).toBe(true);
  });

  test('follow an enrolment under any of them that begins or ends after they were linked', async () => {
    const [one, two] = [newNumber(), newNumber()];
    await link([one, two], one);
    await enrol([{ organisation: school, from: dayFromNow(-700), to: null }], two);
    expect(await sees('registrar', one)).toBe(true);
    await enrol([{ organisation: school, from: dayFromNow(-700), to: addMonths(today, -13) }], two);
    expect(await sees('registrar', one)).toBe(false);
  });
});

describe('protection', () => {
  const turn = (number: StudentNumber, isRestricted: boolean) =>
    database.write((tx) => followProtection(tx, [{ studentNumber: number, isRestricted }]));

  test('hides a student from the database’s readers without the right at once, whatever associations come later', async () => {
    const student = newNumber();
    await enrol([{ organisation: school, from: dayFromNow(-5), to: null }], student);
    await turn(student, true);
    await enrol(
      [
        { organisation: school, from: dayFromNow(-5), to: null },
        { organisation: other, from: dayFromNow(-3), to: null },
      ],
      student,
    );
    expect(await shown('S.K001', [student])).toEqual([]);
    expect(await shown('S.K002', [student])).toEqual([]);
    expect(await shown('*', [student])).toEqual([]);
    expect(await shown('S.K002', [student], { sealed: 'yes' })).toEqual([student]);
    await turn(student, false);
    expect(await shown('S.K002', [student])).toEqual([student]);
  });
});

test('levels say full where nothing limits the sight', async () => {
  const student = newNumber();
  await enrol([{ organisation: school, from: dayFromNow(-5), to: null }], student);
  expect([...(await sightLevels(database.db, actors.registrar, [student]))]).toEqual([[student, 'full']]);
});
