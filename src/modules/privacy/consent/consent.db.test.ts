import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { hasConsent } from '#modules/privacy/index.ts';
import { todayOf } from '#platform/act.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

let actors: Actors;
let child: StudentNumber;
let grown: StudentNumber;
let second: StudentNumber;
const today = todayOf(new Date());

const database = testDatabase(async ({ write, jurisdiction }) => {
  await write(async (tx, act) => {
    await buildOrganisations(tx);
    actors = await buildActors(tx);
    const births = [addMonths(today, -12 * 10), addMonths(today, -12 * 20), addMonths(today, -12 * 20)];
    const numbers = await buildStudents(tx, act, {
      queries: births.map((birthDate) => buildQuery({ birthDate })),
      jurisdiction,
    });
    [child, grown, second] = numbers as [StudentNumber, StudentNumber, StudentNumber];
    await sql`insert into access.person_number (student_number, person_number) values (${grown}, ${grown}), (${second}, ${grown})`.execute(
      tx,
    );
  });
});
const server = testServer(database);

const give = (number: StudentNumber, facts: Record<string, unknown> = {}, as = actors.registrar) =>
  server.call({
    as,
    method: 'POST',
    url: `/v1/students/${number}/consents`,
    body: {
      kind: 'research',
      givenBy: 'guardian',
      giverName: 'Anne Wunderlich',
      words: 'Signed at the desk',
      givenOn: today,
      ...facts,
    },
  });
const consents = async (numbers: StudentNumber[], on = today) => [
  ...(await hasConsent(database.worker, { numbers, kind: 'research', on })),
];

describe('a consent', () => {
  test('is given by a guardian for a child and by the student when of age, never the other way round', async () => {
    expect((await give(child, { givenBy: 'student' })).body.code).toBe('consent.too_young');
    expect((await give(grown)).body.code).toBe('consent.too_old');
    const given = await give(child);
    expect([given.status, given.body.kinds.find((it: { kind: string }) => it.kind === 'research').holds]).toEqual([
      201,
      true,
    ]);
    expect(given.body.items[0]).toMatchObject({
      giverName: 'Anne Wunderlich',
      holdsToday: true,
      words: 'Signed at the desk',
    });
  });

  test('stands once, holds from its day on, and by a guardian ends by itself on the birthday that the law names', async () => {
    expect((await give(child)).body.code).toBe('consent.given_already');
    const eighteenth = addMonths(today, 12 * 8);
    expect(await consents([child, grown])).toEqual([child]);
    expect(await consents([child], addDays(today, -1))).toEqual([]);
    expect(await consents([child], addDays(eighteenth, -1))).toEqual([child]);
    expect(await consents([child], eighteenth)).toEqual([]);
  });

  test('counts for every number of the person', async () => {
    await give(second, { givenBy: 'student', givenOn: addDays(today, -3) }, actors.ministry);
    expect((await consents([grown, second])).sort()).toEqual([grown, second].sort());
  });

  test('that is withdrawn holds no longer, and can be given again', async () => {
    const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${child}/consents` });
    const withdraw = () =>
      server.call({
        as: actors.registrar,
        method: 'POST',
        url: `/v1/students/${child}/consents/${body.items[0].consentId}/withdrawal`,
        body: { withdrawnOn: today, words: 'By telephone' },
      });
    expect((await withdraw()).body.items[0]).toMatchObject({
      withdrawnOn: today,
      withdrawal: 'By telephone',
      holdsToday: false,
    });
    expect((await withdraw()).body.code).toBe('consent.not_given');
    expect(await consents([child])).toEqual([]);
    expect((await give(child)).status).toBe(201);
  });

  test('has its signed form, which lies sealed and comes back as it was', async () => {
    const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${child}/consents` });
    const url = `/v1/students/${child}/consents/${body.items[0].consentId}/evidence`;
    expect(
      (
        await server.call({
          as: actors.registrar,
          method: 'PUT',
          url,
          body: 'Wunderlich signs',
          headers: { 'content-type': 'application/pdf' },
        })
      ).status,
    ).toBe(204);
    expect((await server.call({ as: actors.viewer, url })).text).toBe('Wunderlich signs');
    for (const table of ['privacy.consent', 'audit.change', 'platform.stored_file']) {
      const { rows } = await database.pool.query(`select from ${table} t where t::text ilike '%wunderlich%'`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  test('for what no law names, on a day to come, or of a student out of sight is refused', async () => {
    expect((await give(child, { kind: 'fun' })).body.code).toBe('consent.kind_unknown');
    expect((await give(child, { givenOn: addDays(today, 1) })).body.code).toBe('consent.future_day');
    expect((await give(child, {}, actors.otherRegistrar)).body.code).toBe('identity.student_not_found');
    expect((await give(child, {}, actors.viewer)).status).toBe(403);
  });
});
