import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { addDays, schoolYearOf } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const get = (as: Actor, url: string) => server.call({ as, url });
const today = todayOf(new Date());
const school = 'S.K001';
const other = 'S.K002';

async function newStudent(creator = school): Promise<StudentNumber> {
  const { jurisdiction } = database;
  const [number] = await database.write((tx, act) =>
    buildStudents(tx, act, { queries: [buildQuery({ organisation: creator })], jurisdiction }),
  );
  if (!number) throw new Error('no number');
  await database.write((tx, act) =>
    applyItems(tx, act, { items: [buildItem('addresses', number), buildItem('guardians', number)], jurisdiction }),
  );
  return number;
}
const enrol = (number: StudentNumber, at: string, facts: object = {}) => {
  const item = buildEnrolmentItem({
    studentNumber: number,
    schoolCode: at,
    schoolYear: schoolYearOf(today),
    startOn: addDays(today, -20),
    exitOn: addDays(today, 200),
    exitType: 'completion',
    ...facts,
  });
  return database
    .write((tx, act) =>
      buildEnrolments(tx, act, {
        items: [item],
        rules: database.jurisdiction.ruleContext(act.today),
        organisation: at,
      }),
    )
    .then((fates) => ({ item, fate: fates[0]?.fate }));
};
const movesOf = async (as: Actor, state = 'live') => (await get(as, `/v1/moves?state=${state}`)).body.items;
const say = (as: Actor, moveId: string, kind: string, words?: string) =>
  server.call({
    as,
    method: 'POST',
    url: `/v1/moves/${moveId}/statements`,
    body: { kind, ...(words ? { words } : {}) },
  });

/** A student of S.K001 whom S.K002 has enrolled now. */
async function newMove() {
  const number = await newStudent();
  const old = await enrol(number, school);
  const fresh = await enrol(number, other);
  const move = (await movesOf(actors.otherRegistrar)).find(
    (it: { studentNumber: string }) => it.studentNumber === number,
  );
  return {
    number,
    url: `/v1/students/${number}`,
    old: old.item,
    fresh: fresh.item,
    moveId: move?.moveId as string,
    move,
  };
}

describe('a school that enrols another school’s student', () => {
  test('sees the minimum and its own enrolment; nothing else is shown, by any door', async () => {
    const { number, url, fresh, move } = await newMove();
    expect(move).toMatchObject({ state: 'open', maySay: ['answer'], oldClaim: { organisation: school } });
    const header = (await get(actors.otherRegistrar, url)).body;
    expect([header.sight, header.studentNumber, header.gender, header.proofQuality]).toEqual([
      'minimum',
      number,
      null,
      null,
    ]);
    expect(header.displayName).not.toBeNull();
    for (const tail of ['/identity', '/contacts', '/history', '/record.pdf'])
      expect((await get(actors.otherRegistrar, url + tail)).body.code).toBe('access.minimum_sight');
    const found = async (as: Actor) => (await get(as, `/v1/students?q=${number}`)).body.students[0];
    expect(await found(actors.otherRegistrar)).toMatchObject({ studentNumber: number, gender: null, isDeceased: null });
    expect(await found(actors.registrar)).toMatchObject({ gender: expect.any(String), isDeceased: false });
    const { items } = (await get(actors.otherRegistrar, `${url}/enrolments`)).body;
    expect(items.map((it: { enrolmentId: string }) => it.enrolmentId)).toEqual([fresh.enrolmentId]);
    expect((await get(actors.registrar, `${url}/enrolments`)).body.items).toHaveLength(2);
  });

  test('under another number of the same person sees no more by it', async () => {
    const [number, another] = [await newStudent(), await newStudent()];
    await enrol(number, school);
    const link = { other: another, reason: 'the same child under two names' };
    const as = actors.ministry;
    expect((await server.call({ as, method: 'POST', url: `/v1/students/${number}/links`, body: link })).status).toBe(
      200,
    );
    await enrol(another, other);
    const sights = async () =>
      Promise.all(
        [number, another].map(async (it) => (await get(actors.otherRegistrar, `/v1/students/${it}`)).body.sight),
      );
    expect(await sights()).toEqual(['minimum', 'minimum']);
    await enrol(another, other, { grade: '7' });
    expect(await sights()).toEqual(['minimum', 'minimum']);
    const mine = async (from: Actor) =>
      (await movesOf(from)).find((it: { studentNumber: string }) => it.studentNumber === another);
    expect((await say(actors.registrar, (await mine(actors.registrar)).moveId, 'confirm')).status).toBe(200);
    expect(await sights()).toEqual(['full', 'full']);
  });

  test('is held to the minimum by the database itself', async () => {
    const { number } = await newMove();
    const rows = async (table: string, organisations: string) =>
      database.db.transaction().execute(async (tx) => {
        await sql`select set_config('matricula.organisations', ${organisations}, true)`.execute(tx);
        await sql`set local role matricula_application`.execute(tx);
        return (await sql`select from ${sql.table(table)} where student_number = ${number}::bpchar`.execute(tx)).rows
          .length;
      });
    const tables = [
      'identity.student',
      'identity.address',
      'identity.guardian',
      'identity.identification_record',
      'enrolment.school_enrolment',
    ];
    const seen = async (organisation: string) => Promise.all(tables.map((table) => rows(table, organisation)));
    expect(await seen(other)).toEqual([1, 0, 0, 0, 1]);
    expect(await seen(school)).toEqual([1, 1, 1, 1, 2]);
    expect(await rows('audit.change', other)).toBe(0);
    expect(await rows('access.student_move', other)).toBe(1);
    expect(await rows('access.student_move', 'S.K003')).toBe(0);
  });

  test('sees everything once the old school confirms', async () => {
    const { url, moveId } = await newMove();
    const { status, body } = await say(actors.registrar, moveId, 'confirm');
    expect([status, body.state, body.statements]).toMatchObject([
      200,
      'confirmed',
      [{ kind: 'confirm', organisation: school }],
    ]);
    expect((await get(actors.otherRegistrar, `${url}/contacts`)).status).toBe(200);
    expect((await say(actors.registrar, moveId, 'contest', 'no')).body.code).toBe('access.move_settled');
  });

  test('sees everything once a guardian’s word is recorded, or the old enrolment has its exit', async () => {
    const one = await newMove();
    expect((await say(actors.ministry, one.moveId, 'guardian', 'The mother telephoned')).body.state).toBe('confirmed');
    expect((await get(actors.otherRegistrar, `${one.url}/contacts`)).status).toBe(200);
    const two = await newMove();
    await enrol(two.number, school, { ...two.old, exitOn: addDays(today, -1), exitType: 'withdrawal' });
    expect((await get(actors.otherRegistrar, `${two.url}/contacts`)).status).toBe(200);
    expect((await get(actors.otherRegistrar, `/v1/moves/${two.moveId}`)).body.state).toBe('left');
  });

  test('sees everything when the time has passed and nobody said anything', async () => {
    const { number, url, moveId } = await newMove();
    await database.write((tx) =>
      sql`update access.student_move set until_on = ${addDays(today, -1)} where move_id = ${moveId}`.execute(tx),
    );
    await database.db.executeQuery(
      sql`update access.student_association set minimum_until = ${addDays(today, -1)} where student_number = ${number} and organisation_code = ${other}`.compile(
        database.db,
      ),
    );
    expect((await get(actors.otherRegistrar, `${url}/contacts`)).status).toBe(200);
    expect((await get(actors.otherRegistrar, `/v1/moves/${moveId}`)).body.state).toBe('elapsed');
  });

  test('leaves no move when it takes its enrolment back', async () => {
    const { number, url, fresh, moveId } = await newMove();
    await enrol(number, other, { ...fresh, isDeleted: true });
    expect((await get(actors.registrar, `/v1/moves/${moveId}`)).body.state).toBe('withdrawn');
    expect((await get(actors.otherRegistrar, url)).status).toBe(404);
  });
});

describe('rival claims', () => {
  test('meet with both statements and their history; the ministry decides', async () => {
    const { url, moveId } = await newMove();
    expect((await say(actors.registrar, moveId, 'contest')).body.code).toBe('access.words_needed');
    expect((await say(actors.registrar, moveId, 'contest', 'In class this morning')).body.state).toBe('contested');
    expect((await say(actors.otherRegistrar, moveId, 'answer', 'Moved on Friday')).status).toBe(200);
    expect((await say(actors.otherRegistrar, moveId, 'confirm')).body.code).toBe('access.move_settled');
    const seen = (await movesOf(actors.ministry)).find((it: { moveId: string }) => it.moveId === moveId);
    expect(seen.statements.map((it: { words: string }) => it.words)).toEqual([
      'In class this morning',
      'Moved on Friday',
    ]);
    expect(seen.maySay).toEqual(['guardian', 'grant', 'deny']);
    expect((await say(actors.ministry, moveId, 'deny', 'The family has not moved')).body.state).toBe('denied');
    expect((await get(actors.otherRegistrar, `${url}/contacts`)).status).toBe(403);
    expect((await say(actors.ministry, moveId, 'grant', 'It has now')).body.state).toBe('granted');
    expect((await get(actors.otherRegistrar, `${url}/contacts`)).status).toBe(200);
    expect((await movesOf(actors.registrar, 'settled')).map((it: { moveId: string }) => it.moveId)).toContain(moveId);
  });

  test('are nobody else’s business', async () => {
    const { moveId } = await newMove();
    const stranger = { ...actors.registrar, organisation: 'S.K003' as Actor['organisation'], accountId: null };
    const never = '0199ffff-0000-7000-8000-000000000000';
    const [known, unknown] = [await get(stranger, `/v1/moves/${moveId}`), await get(stranger, `/v1/moves/${never}`)];
    expect([known.status, { ...known.body, requestId: '' }]).toEqual([404, { ...unknown.body, requestId: '' }]);
    expect(await movesOf(stranger)).toEqual([]);
    expect((await say(actors.viewer, moveId, 'confirm')).status).toBe(403);
    expect((await say(stranger, moveId, 'confirm')).status).toBe(404);
  });

  test('about a protected student exist for nobody without the right', async () => {
    const { number, moveId } = await newMove();
    await database.write((tx, act) =>
      applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction: database.jurisdiction }),
    );
    for (const actor of [actors.registrar, actors.otherRegistrar, actors.ministryViewer]) {
      expect((await get(actor, `/v1/moves/${moveId}`)).status).toBe(404);
      expect((await movesOf(actor)).map((it: { moveId: string }) => it.moveId)).not.toContain(moveId);
    }
    expect((await get(actors.ministry, `/v1/moves/${moveId}`)).status).toBe(200);
  });

  test('of two who enrol one student at the same second both stand, and one is held to the minimum', async () => {
    // Of a third school: whoever issued the number sees the student in full already, and is not new.
    const number = await newStudent('S.K003');
    await Promise.all([enrol(number, school), enrol(number, other)]);
    const levels = await Promise.all(
      [actors.registrar, actors.otherRegistrar].map(
        async (actor) => (await get(actor, `/v1/students/${number}`)).body.sight,
      ),
    );
    expect(levels.sort()).toEqual(['full', 'minimum']);
  });
});

describe('the count and the lists of moves', () => {
  const countOf = async (as: Actor) => (await get(as, '/v1/moves/count')).body;
  const idsOf = async (as: Actor, query: string) =>
    (await get(as, `/v1/moves?limit=200&${query}`)).body.items.map((it: { moveId: string }) => it.moveId);
  const gained = async (as: Actor, work: () => Promise<unknown>) => {
    const before = await countOf(as);
    await work();
    const after = await countOf(as);
    return Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));
  };

  test('tell each side what waits for it, and the ministry only what two claim', async () => {
    const all = [actors.registrar, actors.otherRegistrar, actors.ministry] as const;
    const before = await Promise.all(all.map(countOf));
    const { moveId } = await newMove();
    const waits = async () =>
      Promise.all(all.map(async (as, place) => (await countOf(as)).waiting - (before[place]?.waiting ?? 0)));
    expect(await waits()).toEqual([1, 0, 0]);
    await say(actors.registrar, moveId, 'contest', 'In class this morning');
    expect(await waits()).toEqual([0, 1, 1]);
    await say(actors.otherRegistrar, moveId, 'answer', 'Moved on Friday');
    expect(await waits()).toEqual([0, 0, 1]);
    await say(actors.ministry, moveId, 'grant', 'The lease shows it');
    expect(await waits()).toEqual([0, 0, 0]);
  });

  test('tell a move away from a move to a school, and a contested one from a quiet one', async () => {
    const quiet = await newMove();
    const rival = await newMove();
    await say(actors.registrar, rival.moveId, 'contest', 'In class this morning');
    expect(await idsOf(actors.registrar, 'side=away')).toEqual(expect.arrayContaining([quiet.moveId, rival.moveId]));
    const coming = await idsOf(actors.registrar, 'side=coming');
    expect([quiet, rival].filter(({ moveId }) => coming.includes(moveId))).toEqual([]);
    expect(await idsOf(actors.otherRegistrar, 'side=coming&state=contested')).toContain(rival.moveId);
    expect(await idsOf(actors.otherRegistrar, 'side=coming&state=contested')).not.toContain(quiet.moveId);
    expect((await get(actors.registrar, '/v1/moves?state=nonsense')).status).toBe(400);
  });

  test('agree when the old exit has passed: nothing is left to say, for either side', async () => {
    const { number, moveId } = await newMove();
    const dropped = await gained(actors.registrar, () =>
      database.write(async (tx) => {
        const end = addDays(today, -1);
        await sql`update access.student_association set exit_on = ${end}
                   where student_number = ${number} and organisation_code = ${school} and kind = 'enrolment'`.execute(
          tx,
        );
        await sql`update access.student_association set minimum_until = ${end}
                   where student_number = ${number} and organisation_code = ${other} and kind = 'enrolment'`.execute(
          tx,
        );
      }),
    );
    expect(dropped).toMatchObject({ away: -1, waiting: -1 });
    for (const as of [actors.registrar, actors.otherRegistrar, actors.ministry]) {
      expect(await idsOf(as, 'state=live')).not.toContain(moveId);
      expect(await idsOf(as, 'state=settled')).toContain(moveId);
    }
  });

  test('count nothing of a protected student for whoever lacks the right', async () => {
    const before = await countOf(actors.registrar);
    const { number } = await newMove();
    await database.write((tx, act) =>
      applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction: database.jurisdiction }),
    );
    expect(await countOf(actors.registrar)).toEqual(before);
  });
});
