import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FieldGroup } from '#kernel/field-groups.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testLedger, testServer } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let own: StudentNumber;
let foreign: StudentNumber;
let hidden: StudentNumber;

beforeAll(async () => {
  const { write, jurisdiction } = database;
  await write((tx) => buildOrganisations(tx));
  actors = await write((tx) => buildActors(tx));
  const make = async (organisation: string) => {
    const queries = [buildQuery({ organisation })];
    const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
    if (!number) throw new Error('no student was made');
    return number;
  };
  own = await make('S.K001');
  foreign = await make('S.K003');
  hidden = await make('S.K001');
  await write((tx, act) => applyItems(tx, act, { items: [buildItem('restrictions', hidden)], jurisdiction }));
});

const get = (as: Actor, url: string) => server.call({ as, url });
type Shown = { groups?: FieldGroup[]; door?: string; purpose?: string };
const look = (
  actor: Actor,
  numbers: readonly string[],
  { groups = ['identity'], door = 'getStudent', purpose = 'records' }: Shown = {},
) =>
  testLedger(database).append({
    actor,
    door,
    purpose,
    requestId: randomUUID(),
    reads: numbers.map((number) => ({ subjects: [number], groups })),
  });
const day = 86_400_000;
const span = () => `from=${new Date(Date.now() - day).toISOString()}&to=${new Date(Date.now() + day).toISOString()}`;

describe('who looked', () => {
  test('is told in plain words in both languages, many answers in one go as one look', async () => {
    await get(actors.registrar, `/v1/students/${own}`);
    await get(actors.registrar, `/v1/students/${own}/contacts`);
    await get(actors.ministryViewer, `/v1/students/${own}`);
    const { status, body } = await get(actors.registrar, `/v1/students/${own}/looks`);
    expect(status).toBe(200);
    expect(body.items.map((it: { reader: { name: string }; reads: number }) => [it.reader.name, it.reads])).toEqual([
      [actors.ministryViewer.name, 1],
      [actors.registrar.name, 2],
    ]);
    const [, registrar] = body.items;
    expect(registrar.groups).toEqual(['identity', 'contacts', 'guardians']);
    expect(registrar.words.en).toMatch(
      /^On \d+ \w+ \d{4} at \d\d:\d\d Harpreet Sandhu, school registrar at .+, looked at your name and birth date, how you can be reached and who your guardians are, to register you\.$/,
    );
    expect(registrar.words.fr).toMatch(/^Le .+ à \d+ h \d\d, Harpreet Sandhu, .+ a consulté votre nom/);
  });

  test('shows the look at the list itself to whoever looks next', async () => {
    const { body } = await get(actors.ministry, `/v1/students/${own}/looks`);
    expect(body.items.some((it: { groups: string[] }) => it.groups.includes('ledger'))).toBe(true);
  });

  test('is given as a page of text to be printed, in the language asked for', async () => {
    const { status, text, headers } = await get(actors.registrar, `/v1/students/${own}/looks/letter?lang=fr`);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toMatch(/^Qui a consulté votre dossier\nNuméro d’élève \d{4}-\d{4}-\d\n/);
    expect(text).toContain('Harpreet Sandhu');
  });

  test('is nobody’s business who may not see the student, word for word as for nobody at all', async () => {
    for (const tail of ['looks', 'looks/letter']) {
      const answers = await Promise.all(
        [foreign, hidden, '000000000'].map((number) => get(actors.registrar, `/v1/students/${number}/${tail}`)),
      );
      expect(new Set(answers.map((it) => `${it.status} ${it.body.code} ${it.body.title}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(404);
    }
    expect((await get(actors.viewer, `/v1/students/${own}/looks`)).status).toBe(403);
    expect((await get(actors.ministry, `/v1/students/${hidden}/looks`)).status).toBe(200);
  });

  test('has pages that miss nothing and repeat nothing, though many rows have one time', async () => {
    await Promise.all(
      Array.from({ length: 23 }, (_, i) => look(actors.otherRegistrar, [foreign], { door: `door${i % 5}` })),
    );
    const ids: number[] = [];
    let cursor = '';
    do {
      const { body } = await get(actors.ministry, `/v1/ledger/reads?student=${foreign}&limit=5${cursor}`);
      ids.push(...body.items.map((it: { readId: number }) => it.readId));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(23);
  });

  test('can be reported as wrong: an alarm at the organisation for which was read; once, however often it is sent', async () => {
    const { body } = await get(actors.registrar, `/v1/students/${own}/looks`);
    const [ministry] = body.items.filter((it: { reader: { role: string } }) => it.reader.role === 'ministry_viewer');
    const report = (readId: number, note: unknown = 'Nobody there has anything to do with me') =>
      server.call({
        as: actors.registrar,
        method: 'POST',
        url: `/v1/students/${own}/looks/${readId}/report`,
        body: { note },
        headers: { 'idempotency-key': `report-${readId}` },
      });
    expect((await report(ministry.readId)).status).toBe(201);
    expect((await report(ministry.readId)).status).toBe(201);
    const { rows } = await database.pool.query(
      `select organisation_code, student_number, details from access.alarm where kind = 'read_reported'`,
    );
    expect(rows).toEqual([
      {
        organisation_code: 'O.1',
        student_number: own,
        details: expect.objectContaining({ name: actors.ministryViewer.name }),
      },
    ]);
    expect((await report(999_999_999)).body.code).toBe('ledger.look_not_found');
    expect((await report(ministry.readId + 1, '')).status).toBe(400);
  });
});

describe('the ledger of an organisation', () => {
  type Item = { reader: { name: string; organisation: { code: string } }; door: string; studentNumber: string };
  const list = async (as: Actor, query = '') => {
    const { status, body } = await get(as, `/v1/ledger/reads?limit=1000${query}`);
    return { status, code: body.code, items: (body.items ?? []) as Item[] };
  };

  test('shows who read whom for the organisations within reach, and for no other', async () => {
    const codes = (items: Item[]) => new Set(items.map((it) => it.reader.organisation.code));
    const authority = await list(actors.authority);
    expect(codes(authority.items)).toEqual(new Set(['S.K001', 'S.K002']));
    expect(codes((await list(actors.ministry)).items).size).toBeGreaterThan(2);
    expect(await list(actors.authority, '&organisation=S.K003')).toMatchObject({
      status: 403,
      code: 'access.organisation_out_of_reach',
    });
    expect((await list(actors.registrar)).status).toBe(403);
  });

  test('is filtered by account, student, door, purpose and time', async () => {
    await look(actors.viewer, [own], { door: 'getSomething', purpose: 'legal' });
    const one = await list(
      actors.ministry,
      `&account=${actors.viewer.accountId}&door=getSomething&purpose=legal&student=${own}`,
    );
    expect(one.items.map((it) => [it.reader.name, it.door, it.studentNumber])).toEqual([
      [actors.viewer.name, 'getSomething', own],
    ]);
    expect((await list(actors.ministry, `&to=${new Date(Date.now() - day).toISOString()}`)).items).toEqual([]);
    expect((await list(actors.ministry, '&from=yesterday')).status).toBe(400);
  });
});

describe('the drill', () => {
  const crowd = Array.from({ length: 250 }, (_, i) => String(700_000_000 + i));
  const of = (actor: Actor) => `account=${actor.accountId}&${span()}`;

  test('says how many people’s which fields an account read, through which doors, on which days', async () => {
    await look(actors.otherRegistrar, crowd, { groups: ['identity', 'enrolments'], door: 'listSchoolEnrolments' });
    await look(actors.otherRegistrar, crowd.slice(0, 50), { groups: ['contacts'], door: 'getStudentContacts' });
    const { status, body } = await get(actors.authority, `/v1/ledger/drill?${of(actors.otherRegistrar)}`);
    expect(status).toBe(200);
    expect(body.people).toBe(251); // the crowd, and the foreign student of above
    expect(body.reads).toBe(250 + 50 + 23);
    expect(body.groups).toContainEqual({ group: 'contacts', people: 50 });
    expect(body.groups).toContainEqual({ group: 'enrolments', people: 250 });
    expect(body.doors[0]).toMatchObject({ door: 'listSchoolEnrolments', reads: 250, people: 250 });
    expect(body.readers.map((it: { name: string }) => it.name)).toEqual([actors.otherRegistrar.name]);
  });

  test('keeps to the span, to the instant', async () => {
    const before = `account=${actors.otherRegistrar.accountId}&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z`;
    expect((await get(actors.ministry, `/v1/ledger/drill?${before}`)).body).toMatchObject({
      people: 0,
      reads: 0,
      firstAt: null,
    });
    expect(
      (
        await get(
          actors.ministry,
          `/v1/ledger/drill?account=${actors.viewer.accountId}&from=2020-02-01T00:00:00Z&to=2020-01-01T00:00:00Z`,
        )
      ).status,
    ).toBe(400);
    expect((await get(actors.ministry, `/v1/ledger/drill?${span()}`)).status).toBe(400);
    expect((await get(actors.ministry, `/v1/ledger/drill?client=x&${of(actors.viewer)}`)).status).toBe(400);
  });

  test('does not reach beyond the asker’s organisations, and does not tell who exists there', async () => {
    const out = await get(actors.authority, `/v1/ledger/drill?${of(actors.ministry)}`);
    const never = await get(
      actors.authority,
      `/v1/ledger/drill?account=0199ffff-0000-7000-8000-000000000000&${span()}`,
    );
    expect([out.status, out.body.code, out.body.title]).toEqual([404, 'ledger.reader_unknown', never.body.title]);
    expect((await get(actors.registrar, `/v1/ledger/drill?${of(actors.registrar)}`)).status).toBe(403);
  });

  test('lists the people page by page and as one file, and every number it shows is itself in the ledger', async () => {
    const asked = of(actors.otherRegistrar);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(actors.ministry, `/v1/ledger/drill/people?${asked}&limit=100${cursor}`);
      seen.push(...body.items.map((it: { studentNumber: string }) => it.studentNumber));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(new Set(seen).size).toBe(251);
    const { text } = await get(actors.ministry, `/v1/ledger/drill/people.csv?${asked}`);
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe('student_number,field_groups,reads,first_at,last_at');
    expect(lines.slice(1).map((line) => line.slice(0, 9))).toEqual(seen);
    expect(lines.find((line) => line.startsWith('700000000'))).toMatch(/^700000000,identity contacts enrolments,2,/);
    const { rows } = await database.pool.query<{ people: number }>(
      `select count(distinct student_number) as people from access.person_read join access.ledger_manner using (manner_id) where door = 'downloadDrilledPeople'`,
    );
    expect(rows[0]?.people).toBe(251);
  });

  test('of whoever lacks the right is as if nobody protected had ever been read, and whole with the right', async () => {
    const account = (place: number): Actor => ({
      ...actors.registrar,
      accountId: randomUUID(),
      name: `Reader ${place}`,
    });
    const [mixed, secret] = [account(1), account(2)];
    await look(mixed, [own, hidden], { groups: ['identity'] });
    await look(secret, [hidden], { groups: ['contacts'] });
    const asked = (actor: Actor, tail: string, as: Actor) => get(as, `/v1/ledger/drill${tail}?${of(actor)}`);
    const whole = (await asked(mixed, '', actors.ministry)).body;
    expect([whole.people, whole.reads]).toEqual([2, 2]);
    const { body } = await asked(mixed, '', actors.authority);
    expect([body.people, body.reads, body.answers]).toEqual([1, 1, 1]);
    expect([body.doors[0].people, body.days[0].people, body.groups]).toEqual([
      1,
      1,
      [{ group: 'identity', people: 1 }],
    ]);
    for (const tail of ['/people', '/people.csv']) {
      expect((await asked(mixed, tail, actors.authority)).text).not.toContain(hidden);
      expect((await asked(mixed, tail, actors.ministry)).text).toContain(hidden);
      expect((await asked(secret, tail, actors.authority)).body.code).toBe('ledger.reader_unknown');
    }
    expect((await asked(secret, '', actors.authority)).body.code).toBe('ledger.reader_unknown');
    expect((await asked(secret, '', actors.ministry)).body.people).toBe(1);
  });

  test('drafts the notices as text, Markdown and a tagged PDF, in both languages', async () => {
    const draft = (query: string) =>
      get(actors.ministry, `/v1/ledger/drill/notice?${of(actors.otherRegistrar)}&${query}`);
    const text = await draft('to_whom=people&lang=en');
    expect(text.text).toContain('251 people');
    expect((await draft('to_whom=commissioner&lang=fr&format=md')).text).toMatch(/^# Avis d’accès non autorisé/);
    const pdf = await draft('to_whom=organisation&lang=fr&format=pdf');
    expect([pdf.status, pdf.headers['content-type'], pdf.bytes.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect((await draft('to_whom=everybody')).status).toBe(400);
  });
});

describe('the key', () => {
  test('is published to everybody', async () => {
    const { status, body } = await server.call({ as: null, url: '/v1/ledger/key' });
    expect([status, body.algorithm]).toEqual([200, 'Ed25519']);
    expect(body.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect((await get(actors.ministry, '/v1/ledger/state')).status).toBe(200);
  });
});
