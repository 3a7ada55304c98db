import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { identityRoutes } from './routes.ts';
import { studentScanner } from './service/scan.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes]);
const today = todayOf(new Date());

/** A student of S.K001, enrolled there. */
async function newStudent(): Promise<StudentNumber> {
  const { jurisdiction, write } = database;
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries: [buildQuery()], jurisdiction }));
  if (!number) throw new Error('no student was made');
  const items = [buildEnrolmentItem({ studentNumber: number, schoolCode: 'S.K001' })];
  const rules = jurisdiction.ruleContext(today);
  await write((tx, act) => buildEnrolments(tx, act, { items, rules, organisation: 'S.K001' }));
  return number;
}

const read = (number: string, { as = actors.registrar, query = '' } = {}) =>
  server.call({ as, url: `/v1/students/${number}/contacts${query}` });

const mailing = {
  kind: 'mailing',
  format: 'Mail-CA',
  street: '12 First Avenue',
  city: 'Kestrel Bay',
  province: 'AB',
  postalCode: 'T5A 0A1',
  country: 'CA',
  effectiveOn: '2026-01-01',
};
const rural = { ...mailing, street: null, site: '6', compartment: '10', ruralRoute: '8' };
const surveyed = { ...mailing, format: 'ATS', street: null, postalCode: null, landLocation: 'ne 12 045 7 w4' };

async function add(number: string, facts: object, as: Actor = actors.registrar) {
  const { headers } = await read(number);
  const body = { guid: buildObjectGuid(), ...facts };
  const url = `/v1/students/${number}/addresses`;
  return server.call({ as, method: 'POST', url, body, headers: { 'if-match': String(headers['etag'] ?? '"1"') } });
}

type Shown = { street: string | null; isPreferred: boolean; isInForce: boolean; endsOn: string | null };
const shown = async (number: string, query = ''): Promise<Shown[]> => (await read(number, { query })).body.addresses;
const preferred = async (number: string, query = '') =>
  (await shown(number, query)).filter((it) => it.isPreferred).map((it) => it.street);

describe('an address', () => {
  test('is shown with its label, rural, surveyed and abroad as well as in a town', async () => {
    const number = await newStudent();
    expect((await add(number, mailing)).body).toMatchObject({ fate: 'added' });
    expect((await add(number, { ...rural, kind: 'delivery' })).body).toMatchObject({ fate: 'added' });
    expect((await add(number, { ...surveyed, kind: 'physical' })).body).toMatchObject({ fate: 'added' });
    const { body } = await read(number);
    const labels = body.addresses.map((it: { kind: string; label: { en: string[] } }) => [it.kind, it.label.en]);
    expect(Object.fromEntries(labels)).toEqual({
      mailing: ['12 FIRST AVENUE', 'KESTREL BAY AB  T5A 0A1'],
      delivery: ['SITE 6 COMP 10', 'RR 8', 'KESTREL BAY AB  T5A 0A1'],
      physical: ['NE-12-45-7-W4', 'KESTREL BAY AB'],
    });
  });

  test('ends when the next of its kind begins, which may lie ahead', async () => {
    const number = await newStudent();
    const moving = addDays(today, 30);
    await add(number, mailing);
    await add(number, { ...mailing, street: '3 Kingfisher Way', effectiveOn: moving });
    const [next, now] = await shown(number);
    expect([now?.endsOn, now?.isInForce, next?.endsOn, next?.isInForce]).toEqual([
      addDays(moving, -1),
      true,
      null,
      false,
    ]);
    expect((await shown(number, `?asOf=${moving}`)).map((it) => it.street)).toEqual(['3 Kingfisher Way']);
    expect((await shown(number, `?asOf=${today}`)).map((it) => it.street)).toEqual(['12 First Avenue']);
  });

  test('is preferred alone: marking one takes the mark from another of the same days', async () => {
    const number = await newStudent();
    const [post, farm] = [buildObjectGuid(), buildObjectGuid()];
    await add(number, { ...mailing, guid: post });
    await add(number, { ...surveyed, street: 'The farm', kind: 'physical', guid: farm });
    expect(await preferred(number)).toEqual(['12 First Avenue']);
    await add(number, { ...surveyed, street: 'The farm', kind: 'physical', guid: farm, isPreferred: true });
    expect(await preferred(number)).toEqual(['The farm']);
    await add(number, { ...mailing, guid: post, isPreferred: true });
    expect(await preferred(number)).toEqual(['12 First Avenue']);
    const ahead = addDays(today, 90);
    await add(number, { ...mailing, street: '3 Kingfisher Way', effectiveOn: ahead, isPreferred: true });
    expect(await preferred(number)).toEqual(['12 First Avenue']);
    expect(await preferred(number, `?asOf=${ahead}`)).toEqual(['3 Kingfisher Way']);
  });

  test('ends on a stated day, and a null takes that day away; what is not stated stays', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await add(number, { ...mailing, guid });
    await add(number, { ...mailing, guid, expiresOn: today });
    expect((await shown(number))[0]?.endsOn).toBe(today);
    expect((await add(number, { ...mailing, guid })).body.fate).toBe('unchanged');
    expect((await add(number, { ...mailing, guid, expiresOn: null })).body.fate).toBe('changed');
    expect((await shown(number))[0]?.endsOn).toBeNull();
  });

  test('of another format keeps none of the parts of the former', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await add(number, { ...rural, isGeneralDelivery: true, guid });
    const moved = { ...mailing, format: 'Mail-US', city: 'Helena', province: 'MT', postalCode: '59601', country: 'US' };
    expect((await add(number, { ...moved, guid })).body.fate).toBe('changed');
    expect((await read(number)).body.addresses[0]).toMatchObject({
      site: null,
      ruralRoute: null,
      isGeneralDelivery: false,
    });
  });

  test('that is taken back stays listed, holds on no day, and may be restored', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await add(number, { ...mailing, guid });
    await add(number, { ...mailing, guid, isDeleted: true });
    expect((await read(number)).body.addresses[0]).toMatchObject({
      isDeleted: true,
      isInForce: false,
      isPreferred: false,
    });
    expect(await shown(number, `?asOf=${today}`)).toEqual([]);
    expect((await add(number, { ...mailing, guid, isDeleted: false })).body.fate).toBe('changed');
    expect(await preferred(number)).toEqual(['12 First Avenue']);
    expect((await add(number, { ...mailing, isDeleted: true })).body.fate).toBe('unchanged');
  });

  test('is answered as it was known at a moment, with what was preferred then', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await add(number, { ...mailing, guid });
    const then = (await read(number)).body.addresses[0].recordedAt;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await add(number, { ...mailing, guid, isDeleted: true });
    const { body } = await read(number, { query: `?asKnownAt=${then}` });
    expect(body.addresses[0]).toMatchObject({ isDeleted: false, isPreferred: true });
  });

  test('that contradicts another of its kind is asked about, and the other is named', async () => {
    const number = await newStudent();
    await add(number, mailing);
    await add(number, { ...mailing, street: '3 Kingfisher Way' });
    const rules = database.jurisdiction.ruleContext(today);
    const [result] = await studentScanner(database.db, [number], rules);
    const found = result?.fired.filter((it) => it.code === 'ADR-1030').map((it) => it.params['place']);
    expect(found?.sort()).toEqual([
      '12 First Avenue, Kestrel Bay AB T5A 0A1',
      '3 Kingfisher Way, Kestrel Bay AB T5A 0A1',
    ]);
  });
});

describe('an address is refused', () => {
  const cases: [string, object, string][] = [
    ['that ends before it begins', { ...mailing, expiresOn: '2025-12-31' }, 'ADR-0020'],
    ['that began in another age', { ...mailing, effectiveOn: '1826-09-01' }, 'ADR-0021'],
    ['that begins far ahead', { ...mailing, effectiveOn: '2126-09-01' }, 'ADR-0021'],
    ['that ends a life later', { ...mailing, expiresOn: '2199-12-31' }, 'ADR-0021'],
    ['with a township that is none', { ...surveyed, landLocation: 'NE-12-127-7-W4' }, 'ADR-0171'],
    ['with a meridian that is none', { ...surveyed, landLocation: 'NE-12-45-7-W3' }, 'ADR-0171'],
    ['with a land location in a town', { ...mailing, landLocation: 'NE-12-45-7-W4' }, 'ADR-0170'],
    ['with a rural route abroad', { ...rural, format: 'Mail-International', street: 'x', country: 'FR' }, 'ADR-0170'],
    ['with words where a number stands', { ...rural, ruralRoute: 'RR 8' }, 'ADR-0173'],
    ['of a country that is none', { ...mailing, country: 'QQ' }, 'ADR-0010'],
    ['of a country that its format does not have', { ...mailing, country: 'FR' }, 'ADR-0172'],
    ['without anything that says where', { ...mailing, street: null }, 'ADR-0159'],
    ['without a street abroad', { ...mailing, format: 'Mail-International', street: null, country: 'FR' }, 'ADR-0159'],
    ['with a ZIP code that is none', { ...mailing, format: 'Mail-US', country: 'US', province: 'MT' }, 'ADR-0005'],
    ['with a control character in a part', { ...rural, site: '6\u0007' }, 'ADR-0173'],
  ];

  test.each(cases)('%s, naming the rule', async (_name, facts, code) => {
    const number = await newStudent();
    const { status, body } = await add(number, facts);
    expect([status, body.code]).toEqual([422, 'identity.refused_by_rule']);
    expect(body.errors.map((it: { code: string }) => it.code)).toContain(code);
    expect(await shown(number)).toEqual([]);
  });

  test('of a kind or with a field that nobody knows, or with a day in no century of the register', async () => {
    const number = await newStudent();
    expect((await add(number, { ...mailing, kind: 'holiday' })).status).toBe(400);
    expect((await add(number, { ...mailing, expiresOn: '9999-12-31' })).status).toBe(400);
    expect((await add(number, { ...mailing, latitude: 53.5 })).status).toBe(400);
  });

  test('by whoever may only read, and of a student out of sight or protected as of nobody', async () => {
    const number = await newStudent();
    expect((await add(number, mailing, actors.viewer)).body.code).toBe('http.not_allowed');
    const items = [buildItem('restrictions', number)];
    const { jurisdiction, write } = database;
    await write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
    for (const asked of [number, '000000000'])
      expect((await add(asked, mailing)).body.code).toBe('identity.student_not_found');
  });
});

describe('a telephone number', () => {
  const home = { kind: 'home', number: '780-555-0142', effectiveOn: '2026-01-01' };
  const addPhone = async (number: string, facts: object) => {
    const { headers } = await read(number);
    const body = { guid: buildObjectGuid(), ...facts };
    const url = `/v1/students/${number}/phones`;
    return server.call({
      as: actors.registrar,
      method: 'POST',
      url,
      body,
      headers: { 'if-match': String(headers['etag']) },
    });
  };
  const ends = async (number: string) =>
    (await read(number)).body.phones.map((it: { expiresOn: string | null }) => it.expiresOn);

  test('ends on a stated day, and a null takes that day away; what is not stated stays', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await addPhone(number, { ...home, guid, expiresOn: today });
    expect((await addPhone(number, { ...home, guid })).body.fate).toBe('unchanged');
    expect(await ends(number)).toEqual([today]);
    await addPhone(number, { ...home, guid, expiresOn: null });
    expect(await ends(number)).toEqual([null]);
  });

  test.each([
    ['that ends before it begins', { ...home, expiresOn: '2025-12-31' }, 'PHN-0020'],
    ['that began in another age', { ...home, effectiveOn: '1826-01-01' }, 'PHN-0021'],
    ['that ends a life later', { ...home, expiresOn: '2199-12-31' }, 'PHN-0021'],
    ['that is none', { ...home, number: '555-0142' }, 'PHN-0010'],
  ])('%s is refused, naming the rule', async (_name, facts, code) => {
    const number = await newStudent();
    const { body } = await addPhone(number, facts);
    expect(body.errors.map((it: { code: string }) => it.code)).toEqual([code]);
    expect(await ends(number)).toEqual([]);
  });
});
