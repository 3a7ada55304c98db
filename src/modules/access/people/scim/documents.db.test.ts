import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '#entrypoints/modules.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { testServer } from '#support/server.ts';
import { urns } from './rules/attributes.ts';

const database = testDatabase();
const server = testServer(database);
const root = '/v1/scim/v2';
let actors: Actors;
let directory: Actor;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  directory = {
    ...actors.registrar,
    kind: 'client',
    accountId: null,
    clientId: '0199ffff-0000-7000-8000-0000000000fd',
    role: 'directory',
    permissions: new Set(['scim.provision']),
  };
});
const ask = (path: string, as: Actor | null = directory) => server.call({ as, url: `${root}${path}` });

describe('what SCIM tells of itself', () => {
  test('says what it answers to whoever asks, signed in or not', async () => {
    const { status, headers, body } = await ask('/ServiceProviderConfig', null);
    expect([status, headers['content-type']]).toEqual([200, 'application/scim+json; charset=utf-8']);
    expect(body).toMatchObject({
      schemas: [urns.config],
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
      meta: { resourceType: 'ServiceProviderConfig' },
    });
  });

  test('names one kind of resource, with its extension', async () => {
    const { body } = await ask('/ResourceTypes');
    expect(body).toMatchObject({ schemas: [urns.list], totalResults: 1, startIndex: 1, itemsPerPage: 1 });
    expect(body.Resources[0]).toMatchObject({ id: 'User', endpoint: '/Users', schema: urns.user });
    expect((await ask('/ResourceTypes/User')).body).toEqual(body.Resources[0]);
  });

  test('describes each attribute by its characteristics, with no other mutability than what it does', async () => {
    const { body } = await ask('/Schemas');
    expect(body.Resources.map((it: { id: string }) => it.id)).toEqual([urns.user, urns.enterprise]);
    for (const schema of body.Resources) expect((await ask(`/Schemas/${schema.id}`)).body).toEqual(schema);
    const [userName] = body.Resources[0].attributes;
    expect(userName).toMatchObject({ name: 'userName', required: true, caseExact: false, uniqueness: 'server' });
  });

  test('is not filtered, and refuses what it does not know, in SCIM’s form', async () => {
    const told = async (path: string) => {
      const { status, headers, body } = await ask(path);
      expect([headers['content-type'], body.schemas]).toEqual(['application/scim+json; charset=utf-8', [urns.error]]);
      return [status, body.status, body.scimType, body.code];
    };
    expect(await told('/Schemas?filter=name%20eq%20%22User%22')).toEqual([403, '403', undefined, 'scim.not_filtered']);
    expect(await told('/Schemas?sortBy=name')).toEqual([400, '400', 'invalidValue', 'http.invalid_request']);
    expect(await told('/Schemas/urn:none')).toEqual([404, '404', undefined, 'scim.not_found']);
    expect(await told('/ResourceTypes/Group')).toEqual([404, '404', undefined, 'scim.not_found']);
  });
});

test('every route of SCIM speaks SCIM’s form, and every one but the description of the provider needs the scope', async () => {
  const mine = routes.filter((it) => it.path.startsWith(`${root}/`));
  expect(mine.length).toBeGreaterThan(4);
  expect(mine.filter((it) => it.form?.type !== 'application/scim+json').map((it) => it.operationId)).toEqual([]);
  expect(mine.filter((it) => it.permission !== 'scim.provision').map((it) => it.operationId)).toEqual([
    'getScimProvider',
  ]);
  const answered = async (as: Actor | null) => {
    const { status, body } = await ask('/Schemas', as);
    return [status, body.schemas, body.code];
  };
  expect(await answered(null)).toEqual([401, [urns.error], 'http.not_signed_in']);
  expect(await answered({ ...directory, permissions: new Set(['student.read']) })).toEqual([
    403,
    [urns.error],
    'http.not_allowed',
  ]);
  expect((await answered(actors.registrar))[0]).toBe(403);
});
