import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';

let actors: Actors;
const database = testDatabase(async ({ write }) => {
  await write(buildOrganisations);
  actors = await write(buildActors);
});
const server = testServer(database);
const get = async (query = '') => (await server.call({ as: actors.registrar, url: `/v1/reference-data${query}` })).body;

test('reference data hold the years by kind, the codes with their validity, parameters and organisations', async () => {
  const { schoolYears, codeTables, parameters, organisations } = await get();
  const kinds = schoolYears.map((it: { kind: string }) => it.kind);
  expect(kinds.filter((it: string) => it === 'current')).toHaveLength(1);
  const accepted = schoolYears.filter((it: { isAccepted: boolean }) => it.isAccepted);
  expect(accepted.map((it: { kind: string }) => it.kind)).toEqual(['historical', 'historical', 'current', 'future']);
  expect(codeTables.find((it: { class: string }) => it.class === 'grade').values[0]).toMatchObject({
    code: 'EC',
    from: null,
  });
  expect(parameters.map((it: { name: string }) => it.name)).toContain('exchange.open_years');
  expect(organisations).toContainEqual(expect.objectContaining({ code: 'S.K001', authorityCode: 'A.K001' }));
});

test('with the version of an earlier answer only what changed since is answered', async () => {
  const { version } = await get();
  const same = await get(`?since=${version}`);
  expect(same).toEqual({
    version,
    schoolYears: null,
    codeTables: [],
    goneTables: [],
    parameters: null,
    organisations: null,
  });
  const other = version.replace(/codes-grade\.[\w-]{8}/, 'codes-grade.AAAAAAAA~codes-old_table.BBBBBBBB');
  const changed = await get(`?since=${other}`);
  expect(changed.codeTables.map((it: { class: string }) => it.class)).toEqual(['grade']);
  expect(changed.goneTables).toEqual(['old_table']);
});

test('a version that is none answers everything, and one of another form is refused', async () => {
  const all = await get('?since=0');
  expect(all.organisations).not.toBeNull();
  expect(all.codeTables.length).toBeGreaterThan(10);
  const { status } = await server.call({ as: actors.registrar, url: '/v1/reference-data?since=%00' });
  expect(status).toBe(400);
});

test('the zip holds the same as CSV files', async () => {
  const { status, bytes } = await server.call({ as: actors.registrar, url: '/v1/reference-data/files' });
  expect(status).toBe(200);
  for (const name of ['school_years', 'codes', 'parameters', 'organisations'])
    expect(bytes.includes(`${name}.csv`)).toBe(true);
});
