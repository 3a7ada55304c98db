import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildExtract, buildFamily, buildGuid, type Rows } from '#support/build-exchange.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';

// Addresses as a school's file states them.
let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { submit } = submissions(database, server);

type Addresses = NonNullable<Rows['addresses']>;
const place = { city: 'Kestrel Bay', province: 'AB', country: 'CA', effective_on: '2026-09-01' };
const post = { kind: 'mailing', format: 'Mail-CA', postal_code: 'T5A 0A1', ...place };

/** A student of a file, and the sending of addresses with the student. */
function newStudent() {
  const { students, enrolments } = buildFamily();
  const local_student_id = students[0]?.local_student_id ?? '';
  const send = async (rows: Addresses) => {
    const addresses = rows.map((it) => ({ local_student_id, ...it }));
    const zip = await buildExtract({ students, enrolments, addresses });
    const submission = await submit(zip, { as: actors.registrar });
    return { ...submission, rows: submission.items.filter((it: SubmissionItem) => it.file === 'addresses') };
  };
  return { send };
}

async function kept(number: string) {
  const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/contacts` });
  return body.addresses;
}

test('rural, surveyed and preferred addresses of a file are kept, and are unchanged when the file comes again', async () => {
  const { send } = newStudent();
  const rows = [
    { guid: buildGuid(), ...post, site: '6', compartment: '10', rural_route: '8', is_preferred: 'Y' },
    { guid: buildGuid(), kind: 'physical', format: 'ATS', ...place, land_location: 'se 3 45 7 w5' },
    { guid: buildGuid(), ...post, kind: 'delivery', street: '12 Larch Crescent' },
  ];
  const first = await send(rows);
  expect(first.rows.map((it: SubmissionItem) => it.fate)).toEqual(['added', 'added', 'added']);
  const addresses = await kept(first.items[0].studentNumber);
  const physical = addresses.find((it: { kind: string }) => it.kind === 'physical');
  expect(physical).toMatchObject({ landLocation: 'SE-3-45-7-W5', isPreferred: false });
  expect(addresses.filter((it: { isPreferred: boolean }) => it.isPreferred)).toMatchObject([{ ruralRoute: '8' }]);
  expect((await send(rows)).rows.map((it: SubmissionItem) => it.fate)).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

test('what cannot be is refused row by row, at its column, and the right rows are kept', async () => {
  const { send } = newStudent();
  const { rows } = await send([
    { guid: buildGuid(), kind: 'physical', format: 'ATS', ...place, land_location: 'NE-12-45-7-W9' },
    { guid: buildGuid(), ...post },
    { guid: buildGuid(), ...post, street: '1 Elm', rural_route: 'RR#8' },
    { guid: buildGuid(), ...post, street: '1 Elm', is_general_delivery: 'perhaps' },
    { guid: buildGuid(), ...post, street: '1 Elm' },
  ]);
  const told = rows.map((it: SubmissionItem) => [it.fate, it.remarks.map((remark) => [remark.code, remark.field])]);
  expect(told).toEqual([
    ['refused', [['ADR-0171', 'land_location']]],
    ['refused', [['ADR-0159', 'street']]],
    ['refused', [['ADR-0173', 'rural_route']]],
    ['refused', [['exchange.value_not_allowed', 'is_general_delivery']]],
    ['added', []],
  ]);
});
