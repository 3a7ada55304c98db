import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { bindSight } from '#platform/database/sight.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { restrictionRoutes } from '../restrictions/routes.ts';
import { identityRoutes } from '../routes.ts';
import { noteRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...restrictionRoutes, ...noteRoutes]);
const today = todayOf(new Date());

/** A student of some schools, enrolled there. */
async function newStudent(schools: [string, ...string[]] = ['S.K001']): Promise<StudentNumber> {
  const { jurisdiction, write } = database;
  const queries = [buildQuery({ organisation: schools[0] })];
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
  if (!number) throw new Error('no student was made');
  const items = schools.map((schoolCode) => buildEnrolmentItem({ studentNumber: number, schoolCode }));
  await write((tx, act) => buildEnrolments(tx, act, { items, rules: jurisdiction.ruleContext(today) }));
  return number;
}

const urlOf = (number: string, tail = '') => `/v1/students/${number}/notes${tail}`;
function write(number: string, body: object = {}, as: Actor = actors.registrar) {
  const whole = { kind: 'general', audience: 'associated', text: 'Likes maps', ...body };
  return server.call({ as, method: 'POST', url: urlOf(number), body: whole });
}
const act = (number: string, tail: string, body: object, as: Actor = actors.registrar) =>
  server.call({ as, method: 'POST', url: urlOf(number, `/${tail}`), body });
const correct = (number: string, id: string, text: string, as?: Actor) => act(number, `${id}/correct`, { text }, as);
const reason = 'Written about the wrong student';
const voidIt = (number: string, id: string, as?: Actor) => act(number, `${id}/void`, { reason }, as);
const read = (number: string, tail = '', as: Actor = actors.registrar) => server.call({ as, url: urlOf(number, tail) });
const texts = async (number: string, tail = '', as?: Actor): Promise<string[]> =>
  (await read(number, tail, as)).body.items.map((it: { text: string }) => it.text);
const codes = (body: { errors?: { code: string }[] }) => (body.errors ?? []).map((it) => it.code);

describe('a note', () => {
  test('is kept as it was given, with its author and moment, the latest first', async () => {
    const number = await newStudent();
    const { status, body } = await write(number, { kind: 'family', text: 'Zoe\u0301 :\r\n\tᐃᓄᒃ, Анна  ' });
    expect([status, body.text]).toEqual([201, 'Zo\u00e9 :\n\tᐃᓄᒃ, Анна  ']);
    expect(body).toMatchObject({
      author: actors.registrar.name,
      organisation: 'S.K001',
      kindWords: { en: 'Talk with the family' },
      voided: null,
      mayChange: true,
    });
    await write(number, { text: 'Second' });
    expect((await texts(number))[0]).toBe('Second');
  });

  test('is corrected by a following one, once; both stay readable', async () => {
    const number = await newStudent();
    const { noteId } = (await write(number, { text: 'Moves to Calgary' })).body;
    const both = await Promise.all(['Moves to Red Deer', 'Moves to Banff'].map((it) => correct(number, noteId, it)));
    expect(both.map((it) => it.status).sort()).toEqual([201, 409]);
    const [later, first] = (await read(number)).body.items;
    expect(later).toMatchObject({ corrects: noteId, correctedBy: null, mayChange: true });
    expect(first).toMatchObject({ text: 'Moves to Calgary', correctedBy: later.noteId, mayChange: false });
    expect((await voidIt(number, noteId)).body.code).toBe('note.corrected');
  });

  test('is voided with a reason, once and for good; what a voided one corrected stands again', async () => {
    const number = await newStudent();
    const { noteId } = (await write(number, { text: 'First' })).body;
    const second = (await correct(number, noteId, 'Second')).body.noteId;
    expect((await act(number, `${second}/void`, {})).status).toBe(400);
    const both = await Promise.all([voidIt(number, second), voidIt(number, second)]);
    expect(both.map((it) => it.status).sort()).toEqual([200, 409]);
    const [voided, first] = (await read(number)).body.items;
    expect(voided).toMatchObject({ text: 'Second', voided: { reason, by: actors.registrar.name } });
    expect(first).toMatchObject({ correctedBy: null, mayChange: true });
    expect((await correct(number, second, 'Third')).body.code).toBe('note.voided');
    expect((await correct(number, noteId, 'Third')).status).toBe(201);
    expect((await voidIt(number, buildObjectGuid())).body.code).toBe('note.not_found');
  });

  test('is never edited, not even by the database’s own worker', async () => {
    const number = await newStudent();
    const { noteId } = (await write(number)).body;
    const edit = (what: string) =>
      database.write((tx) => sql.raw(`update identity.note set ${what} where note_id = '${noteId}'`).execute(tx));
    await expect(edit(`body = 'Other'`)).rejects.toThrow('a note is never edited');
    await expect(edit(`audience = 'ministry'`)).rejects.toThrow('a note is never edited');
    await voidIt(number, noteId);
    await expect(edit('voided_at = null, voided_by = null, void_reason = null')).rejects.toThrow('never edited');
  });

  test('is shown as it was known at a moment', async () => {
    const number = await newStudent();
    const { noteId } = (await write(number)).body;
    const then = encodeURIComponent(new Date().toISOString());
    await correct(number, noteId, 'Likes charts');
    const { body } = await read(number, `?asKnownAt=${then}`);
    expect(body.items).toMatchObject([{ text: 'Likes maps', correctedBy: null }]);
    expect(await texts(number)).toHaveLength(2);
  });

  test('is found by its letters, capitals or not, and no sign stands for others', async () => {
    const number = await newStudent();
    for (const text of ['Takes the BUS to Évreux', '100 % there', 'Walks']) await write(number, { text });
    const found = (text: string) => texts(number, `?text=${encodeURIComponent(text)}`);
    expect(await found('bus')).toEqual(['Takes the BUS to Évreux']);
    expect(await found('évreux')).toEqual(['Takes the BUS to Évreux']);
    expect(await found('%')).toEqual(['100 % there']);
    expect(await found('_')).toEqual([]);
    expect((await read(number, '?text=%00')).status).toBe(400);
  });

  test('comes in pages that miss none and show none twice', async () => {
    const number = await newStudent();
    const all = ['1', '2', '3', '4', '5'];
    for (const text of all) await write(number, { text });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await read(number, `?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      seen.push(...body.items.map((it: { text: string }) => it.text));
      cursor = body.next;
    } while (cursor);
    expect(seen).toEqual(all.reverse());
  });
});

test('a text that would be shown otherwise than it was written, or to its end by nobody, is refused by name', async () => {
  const number = await newStudent();
  const refused = async (text: string) => codes((await write(number, { text })).body);
  expect(await refused('')).toEqual(['STU-0015']);
  expect(await refused(' \n\t… ')).toEqual(['STU-0015']);
  expect(await refused('line\n'.repeat(300))).toEqual(['STU-0016']);
  expect(await refused('x'.repeat(4001))).toEqual(['STU-0016']);
  expect(await refused(`${'😀'.repeat(3999)}a`)).toEqual([]);
  expect(await refused('paid \u202e001')).toEqual(['STU-0011']);
  expect(await refused('bell\u0007')).toEqual(['STU-0012']);
  expect(await refused('nul\u0000')).toEqual(['STU-0012']);
  expect(await refused('half \ud800 of one')).toEqual(['STU-0012']);
  expect(await refused('p\u0430id')).toEqual(['STU-0013']);
  expect(await refused(`z${'\u0301'.repeat(9)}`)).toEqual(['STU-0014']);
  const { body } = await write(number, { text: 'ok\nno \u2066' });
  expect(body.errors[0]).toMatchObject({ pointer: '/body/text', message: { en: expect.stringContaining('Line 2') } });
  expect(codes((await write(number, { kind: 'gossip' })).body)).toEqual(['NOT-0010']);
  expect((await write(number, { audience: 'everybody' })).status).toBe(400);
  expect((await write(number, { title: 'x' })).status).toBe(400);
  const { noteId } = (await write(number)).body;
  expect(codes((await correct(number, noteId, ' ')).body)).toEqual(['STU-0015']);
  expect(codes((await act(number, `${noteId}/void`, { reason: 'p\u0430id' })).body)).toEqual(['STU-0013']);
});

describe('the audience of a note', () => {
  /** A student of two schools of one authority, with a note of S.K001 for each audience and one of the ministry's own. */
  async function withNotes() {
    const number = await newStudent(['S.K001', 'S.K002']);
    await write(number, { text: 'for all' });
    const own = (await write(number, { text: 'for us', audience: 'organisation' })).body.noteId;
    const secret = await write(number, { text: 'for the ministry', audience: 'ministry' }, actors.ministry);
    return { number, own, secret: secret.body.noteId };
  }

  test('reads it in lists, searches and history, and nobody else does', async () => {
    const { number } = await withNotes();
    const seen = async (as: Actor) => (await texts(number, '', as)).sort();
    expect(await seen(actors.ministry)).toEqual(['for all', 'for the ministry', 'for us']);
    expect(await seen(actors.authority)).toEqual(['for all', 'for us']);
    expect(await seen(actors.registrar)).toEqual(['for all', 'for us']);
    expect(await seen(actors.otherRegistrar)).toEqual(['for all']);
    expect(await texts(number, '?text=us', actors.otherRegistrar)).toEqual([]);
    const history = async (as: Actor) => (await server.call({ as, url: `/v1/students/${number}/history` })).text;
    expect(await history(actors.ministry)).toContain('for the ministry');
    expect(await history(actors.registrar)).not.toContain('for the ministry');
    expect(await history(actors.otherRegistrar)).not.toContain('for us');
    expect(await history(actors.otherRegistrar)).toContain('for all');
    expect(await history(actors.viewer)).not.toContain('for all');
  });

  test('is asked of the database too, of today and of then', async () => {
    const { number } = await withNotes();
    const sight = (organisations: string[] | null) =>
      bindSight(database.applicationPool, {
        organisations: organisations as OrganisationCode[] | null,
        seesProtected: false,
        account: null,
        today,
      });
    const count = async (organisations: string[] | null) => {
      const { rows } = await sql<{ now: number; past: number }>`
        select (select count(*)::integer from identity.note where student_number = ${number}) as now,
               (select count(*)::integer from audit.known_rows(null::identity.note, array[${number}]::bpchar[], now())) as past`.execute(
        sight(organisations),
      );
      return rows[0];
    };
    expect(await count(null)).toEqual({ now: 3, past: 3 });
    expect(await count(['S.K001'])).toEqual({ now: 2, past: 2 });
    expect(await count(['S.K002'])).toEqual({ now: 1, past: 1 });
    expect(await count(['S.K003'])).toEqual({ now: 0, past: 0 });
  });

  test('of whom one is not hears of it as of a note that was never written', async () => {
    const { number, own, secret } = await withNotes();
    for (const id of [secret, buildObjectGuid()])
      expect((await correct(number, id, 'x')).body.code).toBe('note.not_found');
    expect((await voidIt(number, own, actors.otherRegistrar)).body.code).toBe('note.not_found');
  });

  test('stays that of the first note when another corrects it', async () => {
    const { number, own } = await withNotes();
    const { body } = await correct(number, own, 'for us, mended', actors.ministry);
    expect(body).toMatchObject({ organisation: 'S.K001', submittedBy: 'O.1', audience: 'organisation' });
    expect(await texts(number)).toContain('for us, mended');
    expect(await texts(number, '', actors.otherRegistrar)).toEqual(['for all']);
  });

  test('is never narrower than its author, and a school changes its own notes alone', async () => {
    const { number } = await withNotes();
    expect(codes((await write(number, { audience: 'ministry' })).body)).toEqual(['NOT-0020']);
    const [{ noteId, mayChange }] = (await read(number, '', actors.otherRegistrar)).body.items;
    expect(mayChange).toBe(false);
    expect((await voidIt(number, noteId, actors.otherRegistrar)).body.code).toBe('access.organisation_out_of_reach');
    expect((await voidIt(number, noteId, actors.authority)).status).toBe(200);
  });

  test('needs the permission, and sight of the student: a protected one’s notes are nobody’s without the right', async () => {
    const { number } = await withNotes();
    expect((await read(number, '', actors.viewer)).body.code).toBe('http.not_allowed');
    const { headers } = await server.call({ as: actors.ministry, url: `/v1/students/${number}` });
    const body = { guid: buildObjectGuid(), kind: 'CourtOrdered', effectiveOn: today };
    const url = `/v1/students/${number}/restrictions`;
    const seen = { 'if-match': String(headers['etag']) };
    expect((await server.call({ as: actors.ministry, method: 'POST', url, body, headers: seen })).status).toBe(200);
    const hidden = await read(number);
    const never = await read('000000000');
    expect([hidden.status, hidden.body.code]).toEqual([404, never.body.code]);
    expect((await write(number)).body.code).toBe('identity.student_not_found');
    expect(await texts(number, '', actors.ministry)).toHaveLength(3);
  });
});
