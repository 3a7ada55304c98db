import { describe, expect, test } from 'vitest';
import type { StudentNumber } from '#kernel/ids.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { outlineOf } from '#support/pdf.ts';
import { testServer } from '#support/server.ts';

let actors: Actors;
let student: StudentNumber;
let protectedStudent: StudentNumber;
let thai: StudentNumber;

const database = testDatabase(async ({ write, jurisdiction }) => {
  await write(async (tx, act) => {
    await buildOrganisations(tx);
    actors = await buildActors(tx);
    const names = [
      { familyName: 'Nguyễn', givenName: 'Zoë' },
      { familyName: 'Adeyemi', givenName: 'Amara' },
      { familyName: 'ใจดี', givenName: 'สมชาย' },
    ];
    const queries = names.map((name) => buildQuery({ ...name, birthDate: '2015-03-09' }));
    const numbers = await buildStudents(tx, act, { queries, jurisdiction });
    [student, protectedStudent, thai] = numbers as [StudentNumber, StudentNumber, StudentNumber];
    await applyItems(tx, act, {
      items: [
        buildItem('identification', student, { familyName: 'Nguyễn', givenName: 'Zoë' }),
        buildItem('addresses', student),
        buildItem('guardians', student),
        buildItem('restrictions', protectedStudent),
      ],
      jurisdiction,
    });
    await buildEnrolments(tx, act, {
      items: numbers.map((studentNumber) => buildEnrolmentItem({ studentNumber })),
      rules: jurisdiction.ruleContext(act.today),
    });
  });
});
const server = testServer(database);
const addressOf = (number: string, query = '') => `/v1/students/${number}/record.pdf${query}`;

/** The never issued number stands for every student who does not exist. */
const nobody = '900000000';

describe('the student record', () => {
  test('is a PDF that the student’s own registrar is handed, never to be kept by a cache', async () => {
    const answer = await server.call({ as: actors.registrar, url: addressOf(student) });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
    expect(answer.headers['content-disposition']).toContain(`student-record-${student}.pdf`);
    expect(outlineOf(answer.bytes)).toEqual([
      'Nguyễn, Zoë',
      'The student',
      'Proof of identity',
      'Enrolments',
      'Addresses and telephones',
      'Guardians',
      'Open findings',
      `Student record ${student.slice(0, 4)}-${student.slice(4, 8)}-${student.slice(8)}`,
    ]);
  });

  test('speaks the language that is asked for', async () => {
    const french = await server.call({ as: actors.registrar, url: addressOf(student, '?lang=fr') });
    expect(outlineOf(french.bytes).slice(1, 4)).toEqual(['L’élève', 'Preuve d’identité', 'Inscriptions']);
    const wrong = await server.call({ as: actors.registrar, url: addressOf(student, '?lang=de') });
    expect(wrong.status).toBe(400);
  });

  test('of a student at another school does not exist, word for word as of nobody', async () => {
    const problemOf = async (number: string) => {
      const { status, body } = await server.call({ as: actors.otherRegistrar, url: addressOf(number) });
      const { requestId: _request, ...problem } = body;
      return { status, problem };
    };
    expect(await problemOf(student)).toEqual(await problemOf(nobody));
    expect(await problemOf(student)).toMatchObject({ status: 404, problem: { code: 'identity.student_not_found' } });
  });

  test('of a protected student is printed for those with the right only', async () => {
    const registrar = await server.call({ as: actors.registrar, url: addressOf(protectedStudent) });
    expect(registrar.status).toBe(404);
    const ministry = await server.call({ as: actors.ministry, url: addressOf(protectedStudent) });
    expect(outlineOf(ministry.bytes)[0]).toBe('Adeyemi, Amara');
  });

  test('is not printed without a session', async () => {
    expect((await server.call({ as: null, url: addressOf(student) })).status).toBe(401);
  });

  test('with letters that no font has is refused, naming them', async () => {
    const { status, body } = await server.call({ as: actors.registrar, url: addressOf(thai) });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'pdf.glyph_missing' });
    expect(body.params.text).toMatch(/สมชาย|ใจดี/);
  });
});
