import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildOneRoster, buildUser, joinUsers, type OneRosterRows } from '#support/build-oneroster.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { digestRegister } from '#support/register.ts';
import { testServer } from '#support/server.ts';
import type { SubmissionItem } from './contract.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const { submit } = submissions(database, server);
const send = async (rows: OneRosterRows, options: Parameters<typeof buildOneRoster>[1] & { rehearse?: boolean } = {}) =>
  submit(await buildOneRoster(rows, options), { as: actors.registrar, rehearse: options.rehearse ?? false });
const fatesOf = (list: SubmissionItem[]) =>
  list.map((it) => [
    `${it.file} ${it.row}`,
    it.fate,
    ...it.remarks
      .filter((remark) => remark.code.startsWith('exchange.'))
      .map((remark) => `${remark.code.replace('exchange.', '')} ${remark.field ?? ''}`.trim()),
  ]);
const ofFile = (list: SubmissionItem[], ...files: string[]) => fatesOf(list.filter((it) => files.includes(it.file)));

test('a OneRoster zip makes students with their enrolments, and every row has its fate', async () => {
  const sent = await send(joinUsers(buildUser(), buildUser()));
  expect(sent).toMatchObject({
    state: 'finished',
    layoutVersion: 'OneRoster 1.2',
    software: 'Northlight SIS',
    schoolYear: 2027,
    students: { new: 2, matched: 0, held: 0, refused: 0 },
  });
  expect(fatesOf(sent.items)).toEqual([
    ['orgs 2', 'unchanged'],
    ['academicSessions 2', 'unchanged', 'read_for_others'],
    ['users 2', 'added'],
    ['users 3', 'added'],
    ['demographics 2', 'added'],
    ['demographics 3', 'added'],
    ['roles 2', 'added'],
    ['roles 3', 'added'],
  ]);
});
