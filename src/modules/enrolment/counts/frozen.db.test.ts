import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { schoolYearOf } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { EnrolmentItem } from '#modules/enrolment/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolmentStudents, buildEnrolments } from '#support/build-enrolment.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

// What a frozen count stands against: acts that run while it is frozen, rivals, and whatever happens afterwards.
const today = todayOf(new Date());
let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
});
const server = testServer(database);
const rules = () => database.jurisdiction.ruleContext(today);

let students = 0;
/** Each test freezes a year of its own; all are past whenever the tests run. */
let year = schoolYearOf(today);

async function newStudent(facts: object = {}): Promise<StudentNumber> {
  students += 1;
  const studentNumber = String(530000000 + students) as StudentNumber;
  await database.write((tx) => buildEnrolmentStudents(tx, [{ studentNumber, ...facts }]));
  return studentNumber;
}

type Changes = Partial<Omit<EnrolmentItem, 'schoolCode' | 'studentNumber'>> & { schoolCode?: string };
const enrolled = (studentNumber: StudentNumber, changes: Changes = {}) =>
  buildEnrolmentItem({ studentNumber, schoolYear: year, startOn: `${year - 1}-09-01`, ...changes });

/** An enrolment of now, so that the school still sees the student. */
const thisYear = (studentNumber: StudentNumber) =>
  enrolled(studentNumber, { schoolYear: schoolYearOf(today), startOn: `${schoolYearOf(today) - 1}-09-01` });

function apply(items: EnrolmentItem[], at = new Date()) {
  const actor = systemActor('test', 'O.1' as never); // a code of the test's own organisations
  return perform(database.db, { kind: 'exchange.apply', actor, at }, (tx, act) =>
    buildEnrolments(tx, act, { items, rules: rules() }),
  );
}

const freeze = () =>
  server.call({
    as: actors.ministry,
    method: 'POST',
    url: '/v1/counts',
    body: { kind: 'autumn', schoolYear: year },
  });
const figures = async (countId: string) =>
  (await server.call({ as: actors.ministry, url: `/v1/counts/${countId}` })).body;
const differences = async (countId: string, { as = actors.ministry, query = '' } = {}) =>
  (await server.call({ as, url: `/v1/counts/${countId}/differences?limit=100${query}` })).body;

describe('a count that is frozen while others write', () => {
  test('waits for who writes enrolments, and then knows them', async () => {
    year -= 1;
    const number = await newStudent();
    let freezing: ReturnType<typeof freeze> | undefined;
    await database.write(async (tx, act) => {
      await buildEnrolments(tx, act, { items: [enrolled(number)], rules: rules() });
      freezing = freeze();
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect((await freezing)?.body.students).toBe(1);
  });

  test('is frozen once, whoever is first', async () => {
    year -= 1;
    await apply([enrolled(await newStudent())]);
    const both = await Promise.all([freeze(), freeze(), freeze()]);
    expect(both.map((it) => it.status).sort()).toEqual([201, 409, 409]);
    expect(both.filter((it) => it.status === 409).map((it) => it.body.code)).toEqual([
      'count.frozen_already',
      'count.frozen_already',
    ]);
  });

  test('tells what a submission wrote after it as a change since, though its act had begun before', async () => {
    year -= 1;
    await apply([enrolled(await newStudent())]);
    const { body } = await freeze();
    const late = await newStudent();
    await apply([enrolled(late)], new Date(Date.parse(body.frozenAt) - 60_000));
    const then = await differences(body.countId, { query: `&knownAt=${body.frozenAt}` });
    expect([then.frozen, then.counted, then.items]).toEqual([1, 1, []]);
    const now = await differences(body.countId);
    expect([now.frozen, now.counted]).toEqual([1, 2]);
    expect(now.items).toMatchObject([{ studentNumber: late, reason: 'joined_late', act: { kind: 'exchange.apply' } }]);
  });
});

describe('differences since a freeze', () => {
  test('never name to those without the right who was protected at it', async () => {
    year -= 1;
    const hidden = await newStudent({ isRestricted: true });
    await apply([enrolled(hidden), thisYear(hidden), enrolled(await newStudent())]);
    const { body } = await freeze();
    await database.write(async (tx) => {
      await sql`update identity.student set is_restricted = false where student_number = ${hidden}`.execute(tx);
    });
    for (const as of [actors.ministryViewer, actors.registrar]) {
      const told = await differences(body.countId, { as });
      expect([told.items, told.byReason, told.outOfSight]).toEqual([[], [], 1]);
    }
    expect((await differences(body.countId)).items).toEqual([]);
  });

  test('tell of decisions about who is who those alone who may decide them', async () => {
    year -= 1;
    const number = await newStudent();
    const item = enrolled(number);
    await apply([item, thisYear(number)]);
    const { body } = await freeze();
    await apply([{ ...item, grade: '7' }]);
    await database.write(async (tx) => {
      await sql`
        insert into identity.identity_assertion (student_number, other_number, assertion_id, kind, reason, evidence, decided_by, decided_at)
        values (${number}, ${await newStudent()}, gen_random_uuid(), 'not_same', 'Twins', '{}', 'test', now())`.execute(
        tx,
      );
    });
    const actOf = async (as: Actors['ministry']) =>
      (await differences(body.countId, { as })).items.map((it: { act: { kind: string } }) => it.act.kind);
    expect(await actOf(actors.registrar)).toEqual(['exchange.apply']);
    expect(await actOf(actors.ministry)).toEqual(['test.prepare']);
  });
});

test('a frozen count never changes, and counted anew as known at the freeze it is the same, whatever happens afterwards', async () => {
  year -= 1;
  const numbers: StudentNumber[] = [];
  for (let i = 0; i < 6; i += 1) numbers.push(await newStudent(i === 5 ? { isRestricted: true } : {}));
  const schools = ['S.K001', 'S.K002', 'S.K003'];
  const items = numbers.map((number, i) => enrolled(number, { schoolCode: schools[i % 3] as string }));
  await apply(items.slice(0, 4));
  const { body } = await freeze();
  const change = fc.record({
    who: fc.nat({ max: 5 }),
    what: fc.constantFrom('state', 'delete', 'leave', 'protect', 'unprotect'),
    grade: fc.constantFrom('5', '6', '7'),
    isOfBefore: fc.boolean(),
  });
  const happen = async ({
    who,
    what,
    grade,
    isOfBefore,
  }: typeof change extends fc.Arbitrary<infer It> ? It : never) => {
    const item = items[who] as EnrolmentItem;
    const at = isOfBefore ? new Date(Date.parse(body.frozenAt) - 1000) : new Date();
    const left = { exitOn: `${year - 1}-09-15`, exitType: 'withdrawal' };
    if (what === 'state') await apply([{ ...item, grade, isDeleted: false }], at);
    else if (what === 'delete') await apply([{ ...item, isDeleted: true }], at);
    else if (what === 'leave') await apply([{ ...item, ...left, isDeleted: false }], at);
    else
      await database.write(async (tx) => {
        await sql`update identity.student set is_restricted = ${what === 'protect'} where student_number = ${item.studentNumber}`.execute(
          tx,
        );
      });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      for (const one of changes) await happen(one);
      expect(await figures(body.countId)).toEqual(body);
      const then = await differences(body.countId, { query: `&knownAt=${body.frozenAt}` });
      expect([then.frozen, then.counted, then.items]).toEqual([body.students, body.students, []]);
      const now = await differences(body.countId);
      const reasons = now.byReason as { reason: string; students: number }[];
      const sum = (...of: string[]) =>
        reasons.filter((it) => of.includes(it.reason)).reduce((total, it) => total + it.students, 0);
      const came = sum('joined_late', 'mended_in', 'reappeared');
      const went = sum('left', 'deleted', 'mended_out', 'linked', 'gone');
      expect(now.counted - now.frozen).toBe(came - went);
    }),
    { numRuns: 12 },
  );
});
