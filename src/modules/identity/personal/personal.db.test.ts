import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import {
  applyItems,
  buildIdentityContext,
  buildItem,
  buildObjectGuid,
  buildQuery,
  buildStudentItem,
  buildStudents,
} from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { restrictionRoutes } from '../restrictions/routes.ts';
import { identityRoutes } from '../routes.ts';
import { identifyStudents } from '../service/identify.ts';
import { studentScanner } from '../service/scan.ts';
import { personalRoutes } from './routes.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database, [...identityRoutes, ...restrictionRoutes, ...personalRoutes]);
const today = todayOf(new Date());

/** A student of S.K001, enrolled there. */
async function newStudent(facts: Parameters<typeof buildQuery>[0] = {}): Promise<StudentNumber> {
  const { jurisdiction, write } = database;
  const queries = [buildQuery(facts)];
  const [number] = await write((tx, act) => buildStudents(tx, act, { queries, jurisdiction }));
  if (!number) throw new Error('no student was made');
  const items = [buildEnrolmentItem({ studentNumber: number, schoolCode: 'S.K001' })];
  const rules = jurisdiction.ruleContext(today);
  await write((tx, act) => buildEnrolments(tx, act, { items, rules, organisation: 'S.K001' }));
  return number;
}

const read = (number: string, as: Actor = actors.registrar) =>
  server.call({ as, url: `/v1/students/${number}/personal` });

const permit = {
  status: '5',
  effectiveOn: '2026-08-15',
  documentType: 'CAStudyPermit',
  documentExpiresOn: '2028-08-31',
};

type Sending = { as?: Actor; version?: string };

async function add(number: string, facts: object, { as = actors.registrar, version }: Sending = {}) {
  const seen = version ?? String((await read(number)).headers['etag'] ?? '"1"');
  const body = { guid: buildObjectGuid(), ...facts };
  const url = `/v1/students/${number}/citizenships`;
  return server.call({ as, method: 'POST', url, body, headers: { 'if-match': seen } });
}

const shown = async (number: string) =>
  (await read(number)).body.citizenships.map((it: { status: string; isCurrent: boolean }) => [it.status, it.isCurrent]);

describe('a citizenship status', () => {
  test('is added beside those before it; the one in force today is marked', async () => {
    const number = await newStudent();
    await add(number, permit);
    await add(number, { status: '2', effectiveOn: addDays(today, 30), documentType: 'CAPermResVisa' });
    await add(number, { status: '9', effectiveOn: '2020-01-01' });
    expect(await shown(number)).toEqual([
      ['2', false],
      ['5', true],
      ['9', false],
    ]);
    const { body } = await read(number);
    expect(body.citizenships[1]).toMatchObject({
      statusWords: { en: 'Temporary resident' },
      documentTypeWords: { fr: 'Permis d’études' },
      submittedBy: 'S.K001',
    });
  });

  test('holds from birth when a birth certificate of the country is shown, and needs a day otherwise', async () => {
    const number = await newStudent({ birthDate: '2015-03-09' });
    await add(number, { status: '1', documentType: 'CABirthCert' });
    expect((await read(number)).body.citizenships[0]).toMatchObject({ effectiveOn: '2015-03-09', isCurrent: true });
    const { body } = await add(number, { status: '1', documentType: 'CAPassport' });
    expect(body.errors.map((it: { code: string }) => it.code)).toEqual(['CIT-0020']);
  });

  test('that is taken back stays listed, and may be restored', async () => {
    const number = await newStudent();
    const guid = buildObjectGuid();
    await add(number, { status: '1', documentType: 'CABirthCert' });
    await add(number, { ...permit, guid });
    await add(number, { ...permit, guid, isDeleted: true });
    expect(await shown(number)).toEqual([
      ['5', false],
      ['1', true],
    ]);
    expect((await add(number, { ...permit, guid })).body.fate).toBe('unchanged');
    expect((await add(number, { ...permit, guid, isDeleted: false })).body.fate).toBe('changed');
    expect((await shown(number))[0]).toEqual(['5', true]);
  });

  test('that was never recorded cannot be taken back: nothing changes', async () => {
    const number = await newStudent();
    expect((await add(number, { ...permit, isDeleted: true })).body).toMatchObject({ fate: 'unchanged' });
    expect(await shown(number)).toEqual([]);
  });

  test('counts the student’s version up, and one made from an older version is refused', async () => {
    const number = await newStudent();
    const version = String((await read(number)).headers['etag']);
    const first = await add(number, permit, { version });
    const rival = await add(number, { status: '1', documentType: 'CABirthCert' }, { version });
    expect([first.status, rival.status, rival.body.code]).toEqual([200, 412, 'http.stale_version']);
    expect(await shown(number)).toEqual([['5', true]]);
  });

  test('of two made at once from one version is recorded once', async () => {
    const number = await newStudent();
    const version = String((await read(number)).headers['etag']);
    const both = await Promise.all([add(number, permit, { version }), add(number, permit, { version })]);
    expect(both.map((it) => it.status).sort()).toEqual([200, 412]);
    expect(await shown(number)).toHaveLength(1);
  });

  test('may depend on a guardian of the student, with that guardian’s status', async () => {
    const [number, other] = [await newStudent(), await newStudent()];
    const guardianId = buildObjectGuid();
    const { jurisdiction } = database;
    const items = [buildItem('guardians', number, { guid: guardianId, givenName: 'Anne' })];
    await database.write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
    const depending = { ...permit, guardianId, guardianStatus: '1' };
    expect((await add(number, depending)).status).toBe(200);
    expect((await read(number)).body.guardians).toEqual([{ guardianId, name: 'Anne Tremblay' }]);
    expect((await add(other, depending)).body.errors[0].code).toBe('CIT-0030');
    expect((await add(number, { ...permit, guardianId })).body.errors[0].code).toBe('CIT-0031');
  });

  test('belongs with its GUID to one student for ever', async () => {
    const [number, other] = [await newStudent(), await newStudent()];
    const guid = buildObjectGuid();
    await add(number, { ...permit, guid });
    expect((await add(other, { ...permit, guid })).body.errors[0].code).toBe('STU-0020');
  });
});

describe('a citizenship status is refused', () => {
  const cases: [string, object, string][] = [
    ['with a document that supports another status', { ...permit, status: '1' }, 'CIT-0040'],
    [
      'with a document that supports none',
      { status: '1', effectiveOn: '2020-01-01', documentType: 'ABMarriageCert' },
      'CIT-0040',
    ],
    ['with a study permit without its last day', { ...permit, documentExpiresOn: null }, 'CIT-0024'],
    ['before birth', { ...permit, effectiveOn: '1815-08-15' }, 'CIT-0021'],
    ['from a day far ahead', { status: '9', effectiveOn: '2199-01-01' }, 'CIT-0022'],
    ['with a document that ends before it begins', { ...permit, documentExpiresOn: '2026-08-14' }, 'CIT-0023'],
    ['with a document that never ends', { ...permit, documentExpiresOn: '2199-12-31' }, 'CIT-0023'],
    ['with an unknown status', { ...permit, status: '3', documentType: null }, 'CIT-0010'],
    ['with an unknown country', { ...permit, country: 'QQ' }, 'CIT-0010'],
    ['with an unknown document', { ...permit, documentType: 'LibraryCard' }, 'CIT-0010'],
    ['with a status that is no longer recorded', { status: '6', effectiveOn: '2020-01-01' }, 'CIT-0011'],
    [
      'with a guardian’s status that it does not depend on',
      { status: '1', effectiveOn: '2020-01-01', guardianStatus: '5' },
      'CIT-0129',
    ],
    ['with a control character', { ...permit, status: '5\u0007' }, 'CIT-0010'],
  ];

  test.each(cases)('%s, naming the rule', async (_name, facts, code) => {
    const number = await newStudent();
    const { status, body } = await add(number, facts);
    expect([status, body.code]).toEqual([422, 'identity.refused_by_rule']);
    expect(body.errors.map((it: { code: string }) => it.code)).toContain(code);
    expect(await shown(number)).toEqual([]);
  });

  test('with a field that nobody knows, or a day that is none', async () => {
    const number = await newStudent();
    expect((await add(number, { ...permit, citizenshipDocumentId: buildObjectGuid() })).status).toBe(400);
    expect((await add(number, { ...permit, effectiveOn: '2026-02-30' })).status).toBe(400);
  });

  test('without the version that was seen', async () => {
    const number = await newStudent();
    const url = `/v1/students/${number}/citizenships`;
    const body = { guid: buildObjectGuid(), ...permit };
    const { status, body: problem } = await server.call({ as: actors.registrar, method: 'POST', url, body });
    expect([status, problem.code]).toEqual([428, 'http.version_needed']);
  });
});

describe('a document', () => {
  test('that supports a citizenship only proves no name', async () => {
    const number = await newStudent();
    const { headers } = await read(number);
    const body = {
      guid: buildObjectGuid(),
      documentType: 'CACitizenshipCard',
      familyName: 'Roy',
      givenName: 'Zoé',
      birthDate: '2015-03-09',
      gender: 'F',
    };
    const called = await server.call({
      as: actors.registrar,
      method: 'POST',
      url: `/v1/students/${number}/identification-records`,
      body,
      headers: { 'if-match': String(headers['etag']) },
    });
    expect(called.body.errors.map((it: { code: string }) => it.code)).toContain('IDN-0041');
  });
});

describe('personal information', () => {
  test('of a student out of sight, or protected, answers as of a number that was never given', async () => {
    const number = await newStudent();
    const headers = { 'if-match': String((await read(number)).headers['etag']) };
    const { jurisdiction } = database;
    const items = [buildItem('restrictions', number)];
    await database.write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
    const body = { guid: buildObjectGuid(), ...permit };
    for (const asked of [number, '000000000']) {
      const seen = await read(asked);
      expect([seen.status, seen.body.code]).toEqual([404, 'identity.student_not_found']);
      const url = `/v1/students/${asked}/citizenships`;
      const sent = await server.call({ as: actors.registrar, method: 'POST', url, body, headers });
      expect([sent.status, sent.body.code]).toEqual([404, 'identity.student_not_found']);
    }
    expect((await read(number, actors.ministry)).status).toBe(200);
  });

  test('is not written by whoever may only read', async () => {
    const number = await newStudent();
    expect((await add(number, permit, { as: actors.viewer })).body.code).toBe('http.not_allowed');
  });
});

async function state(number: string, facts: object, as: Actor = actors.registrar) {
  const { headers } = await read(number);
  const url = `/v1/students/${number}/personal`;
  return server.call({ as, method: 'PATCH', url, body: facts, headers: { 'if-match': String(headers['etag']) } });
}

describe('the right to minority-language schooling and the language at home', () => {
  /** The authority of S.K001 becomes one of a type. */
  const ofType = (type: string) =>
    database.write(async (tx) => {
      await sql`update organisations.organisation set type = ${type}
        where code = (select authority_code from organisations.organisation where code = 'S.K001')`.execute(tx);
    });

  test('are single values: stated, replaced, and cleared by null; what is not stated stays', async () => {
    await ofType('public');
    const number = await newStudent();
    expect((await state(number, { languageRight: 'Y', languageAtHome: 'fr' })).body).toMatchObject({ fate: 'changed' });
    await state(number, { languageRight: 'C' });
    expect((await read(number)).body).toMatchObject({
      languageRight: { value: 'C', mayAsk: true },
      languageAtHome: 'fr',
      maturity: { reason: 'age' },
    });
    expect((await state(number, { languageRight: 'C' })).body.fate).toBe('unchanged');
    await state(number, { languageRight: null });
    expect((await read(number)).body.languageRight.value).toBeNull();
  });

  test('are refused with an unknown code, and with a field that nobody knows', async () => {
    await ofType('public');
    const number = await newStudent();
    const codes = async (facts: object) =>
      (await state(number, facts)).body.errors.map((it: { code: string }) => it.code);
    expect(await codes({ languageRight: 'Q' })).toEqual(['STU-0060']);
    expect(await codes({ languageAtHome: 'Elvish' })).toEqual(['STU-0030']);
    expect((await state(number, { maturity: '2027-09-01' })).status).toBe(400);
  });

  test('are asked by some authorities only: another one is refused the right, and may still state the language', async () => {
    await ofType('private');
    const number = await newStudent();
    expect((await read(number)).body.languageRight.mayAsk).toBe(false);
    expect((await state(number, { languageRight: 'Y' })).body.errors[0].code).toBe('STU-0061');
    expect((await state(number, { languageAtHome: 'fr' })).status).toBe(200);
    expect((await state(number, { languageRight: 'Y' }, actors.ministry)).status).toBe(200);
    await ofType('public');
  });

  test('come by file as well: what is left out stays, and whoever may not ask the right is refused it', async () => {
    const { jurisdiction, write } = database;
    const query = buildQuery();
    const [number] = await write((tx, act) =>
      buildStudents(tx, act, { queries: [{ ...query, draft: { ...query.draft, languageRight: 'B' } }], jurisdiction }),
    );
    if (!number) throw new Error('no student was made');
    const right = async () => (await read(number)).body.languageRight.value;
    const send = async (facts: object) => {
      const items = [buildStudentItem(query, number, facts)];
      const [fate] = await write((tx, act) => applyItems(tx, act, { items, jurisdiction }));
      return [fate?.fate, fate?.fired.map((it) => it.code)];
    };
    expect(await right()).toBe('B');
    await send({ languageRight: 'Y' });
    await send({ languageAtHome: 'fr' });
    expect(await right()).toBe('Y');
    expect(await send({ languageRight: 'Q' })).toEqual(['refused', ['STU-0060']]);
    await ofType('private');
    expect(await send({ languageRight: 'B' })).toEqual(['refused', ['STU-0061']]);
    const asked = buildQuery();
    const queries = [{ ...asked, draft: { ...asked.draft, languageRight: 'B' } }];
    const context = buildIdentityContext({ at: new Date(), today }, jurisdiction);
    const [decision] = await identifyStudents(database.db, queries, context);
    expect(decision?.rejections.map((it) => it.code)).toEqual(['STU-0061']);
    await ofType('public');
  });

  test('of a student out of sight answer as of a number that was never given', async () => {
    const url = '/v1/students/000000000/personal';
    const headers = { 'if-match': '"1"' };
    const called = await server.call({
      as: actors.registrar,
      method: 'PATCH',
      url,
      body: { languageRight: 'Y' },
      headers,
    });
    expect(called.body.code).toBe('identity.student_not_found');
  });
});

describe('a re-scan', () => {
  test('finds the right to minority-language schooling of somebody who is no citizen, and a permit that ends', async () => {
    const number = await newStudent();
    await state(number, { languageRight: 'Y' }, actors.ministry);
    await add(number, { ...permit, documentExpiresOn: addDays(today, 30) });
    const [result] = await studentScanner(database.db, [number], database.jurisdiction.ruleContext(today));
    expect(result?.fired.map((it) => it.code).sort()).toEqual(['CIT-0060', 'STU-0062']);
  });

  test('looks at a permit again on the day on which it is to be asked about', async () => {
    const number = await newStudent();
    const ends = addDays(today, 200);
    await add(number, { ...permit, documentExpiresOn: ends });
    const [result] = await studentScanner(database.db, [number], database.jurisdiction.ruleContext(today));
    expect([result?.fired, result?.rescanOn]).toEqual([[], addDays(ends, -60)]);
  });
});
