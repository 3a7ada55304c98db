import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { identityRoutes } from '../routes.ts';
import { guardianRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...guardianRoutes]);
const today = todayOf(new Date());

/** A student of S.K001 with a guardian. */
async function newFamily(facts: Parameters<typeof buildQuery>[0] = {}) {
  const { jurisdiction, write } = database;
  const queries = [buildQuery(facts)];
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
  if (!number) throw new Error('no student was made');
  const items = [buildEnrolmentItem({ studentNumber: number, schoolCode: 'S.K001' })];
  const rules = jurisdiction.ruleContext(today);
  await write((tx, act) => buildEnrolments(tx, act, { items, rules, organisation: 'S.K001' }));
  const guardianId = buildObjectGuid();
  await apply(buildItem('guardians', number, { guid: guardianId }));
  return { number, guardianId };
}

const apply = (item: ReturnType<typeof buildItem>) =>
  database.write((tx, act) => applyItems(tx, act, { items: [item], jurisdiction: database.jurisdiction }));

const read = (number: string, { as = actors.registrar, query = '' } = {}) =>
  server.call({ as, url: `/v1/students/${number}/contacts${query}` });

async function send(number: string, tail: string, facts: object, as: Actor = actors.registrar) {
  const { headers } = await read(number);
  const body = { guid: buildObjectGuid(), ...facts };
  const url = `/v1/students/${number}/${tail}`;
  return server.call({ as, method: 'POST', url, body, headers: { 'if-match': String(headers['etag'] ?? '"1"') } });
}

const order = {
  kind: 'no_pick_up',
  effectiveOn: '2026-09-01',
  orderType: 'parenting_order',
  orderReference: 'Court of King’s Bench 2604 11873',
  details: 'The aunt collects on Fridays',
};
const limit = (number: string, facts: object, as?: Actor) => send(number, 'guardian-limits', facts, as);
const guardian = async (number: string, asked: Parameters<typeof read>[1] = {}) =>
  (await read(number, asked)).body.guardians[0];

describe('what a guardian may not do', () => {
  test('is told to whoever sees the student in full, and the order behind it to those with the right alone', async () => {
    const { number, guardianId } = await newFamily();
    expect((await limit(number, { guardianId, ...order })).body).toMatchObject({ fate: 'added' });
    const [told] = (await guardian(number)).limits;
    expect(told).toMatchObject({ kind: 'no_pick_up', isInForce: true, order: { reference: order.orderReference } });
    const viewed = await read(number, { as: actors.viewer });
    expect(viewed.body.guardians[0].limits[0]).toMatchObject({ kind: 'no_pick_up', isInForce: true, order: null });
    expect(viewed.text).not.toContain('11873');
    expect(viewed.text).not.toContain('aunt');
  });

  test('is in the history for those with the right alone', async () => {
    const { number, guardianId } = await newFamily();
    await limit(number, { guardianId, ...order });
    const history = (as: Actor) => server.call({ as, url: `/v1/students/${number}/history` });
    expect((await history(actors.registrar)).text).toContain('11873');
    expect((await history(actors.viewer)).text).not.toContain('11873');
  });

  test('holds for its days, and its end is stated and taken away', async () => {
    const { number, guardianId } = await newFamily();
    const guid = buildObjectGuid();
    await limit(number, { guid, guardianId, ...order, expiresOn: addDays(today, -1) });
    expect((await guardian(number)).limits[0].isInForce).toBe(false);
    await limit(number, { guid, guardianId, ...order, expiresOn: null });
    expect((await guardian(number)).limits[0]).toMatchObject({ isInForce: true, expiresOn: null });
  });

  test('that was taken back is shown to those with the right alone, and was known before', async () => {
    const { number, guardianId } = await newFamily();
    const guid = buildObjectGuid();
    await limit(number, { guid, guardianId, ...order });
    const then = (await guardian(number)).limits[0].recordedAt;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await limit(number, { guid, guardianId, ...order, isDeleted: true });
    expect((await guardian(number)).limits[0]).toMatchObject({ isDeleted: true, isInForce: false });
    expect((await guardian(number, { as: actors.viewer })).limits).toEqual([]);
    expect((await guardian(number, { query: `?asKnownAt=${then}` })).limits[0].isDeleted).toBe(false);
  });

  const cases: [string, object, string][] = [
    ['of an unknown kind', { kind: 'no_ice_cream' }, 'GRD-0040'],
    ['by an unknown paper', { orderType: 'hearsay' }, 'GRD-0040'],
    ['of somebody who is no guardian of the student', { guardianId: buildObjectGuid() }, 'GRD-0041'],
    ['by an order without its file number', { orderReference: null }, 'GRD-0042'],
    ['that ends before it begins', { expiresOn: '2026-08-31' }, 'GRD-0043'],
    ['by a paper of a day to come', { orderIssuedOn: addDays(today, 1) }, 'GRD-0043'],
    ['that begins far ahead', { effectiveOn: '2126-09-01' }, 'GRD-0044'],
    ['with a control character', { details: 'Wait\u0007' }, 'STU-0010'],
  ];
  test.each(cases)('is refused %s, naming the rule', async (_name, facts, code) => {
    const { number, guardianId } = await newFamily();
    const { status, body } = await limit(number, { guardianId, ...order, ...facts });
    expect([status, body.code]).toEqual([422, 'identity.refused_by_rule']);
    expect(body.errors.map((it: { code: string }) => it.code)).toContain(code);
    expect((await guardian(number)).limits).toEqual([]);
  });

  test('is refused with an unknown field, by whoever may only read, and of a protected student as of nobody', async () => {
    const { number, guardianId } = await newFamily();
    expect((await limit(number, { guardianId, ...order, judge: 'x' })).status).toBe(400);
    expect((await limit(number, { guardianId, ...order }, actors.viewer)).body.code).toBe('http.not_allowed');
    await apply(buildItem('restrictions', number));
    for (const asked of [number, '000000000' as StudentNumber])
      expect((await limit(asked, { guardianId, ...order })).body.code).toBe('identity.student_not_found');
  });
});

describe('the rights of a guardian', () => {
  test('of an adult have ended, and a last day beyond majority is refused', async () => {
    const birthDate = addMonths(today, -12 * 18);
    const { number, guardianId } = await newFamily({ birthDate });
    expect((await guardian(number)).rights).toEqual({ isInForce: false, endsOn: addDays(today, -1), because: 'age' });
    expect((await read(number, { query: `?asOf=${today}` })).body.guardians).toEqual([]);
    const later = { relationship: 'parent', familyName: 'Tremblay', givenName: 'Anne', expiresOn: addDays(today, 100) };
    const { body } = await send(number, 'guardians', { guid: guardianId, ...later });
    expect(body.errors.map((it: { code: string }) => it.code)).toEqual(['GRD-0031']);
  });

  test('end with independence and last by a restriction, also for those who may not see restrictions', async () => {
    const { number } = await newFamily({ birthDate: '2015-03-09' });
    await apply(buildItem('restrictions', number, { kind: 'IndependentUnder18', effectiveOn: '2026-09-01' }));
    expect((await guardian(number)).rights).toMatchObject({ isInForce: false, because: 'independent' });
    expect((await read(number)).body.restrictions).toEqual([]);
    const adult = await newFamily({ birthDate: '2005-01-01' });
    await apply(buildItem('restrictions', adult.number, { kind: 'StudentOver18withGuardian' }));
    expect((await guardian(adult.number)).rights).toMatchObject({ isInForce: true, endsOn: null });
  });
});
