import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#support/database.ts';
import { type Directory, directoryServer, scimUrns } from '#support/scim.ts';

// The requests that two widely used directories document, in their order and with their peculiarities: capitals in operations, truth as
// text, values that find themselves by filters. A change that breaks one of them breaks every school that uses it.
const database = testDatabase();
const { made } = directoryServer(database);
let school: Directory;

beforeAll(() => {
  ({ school } = made);
});

const find = (filter: string, more = '') => school.get(`/Users?filter=${encodeURIComponent(filter)}${more}`);

test('the sequence of Entra ID: look, create, read, rename, change of role, soft delete, restore, delete', async () => {
  const nobody = await find('userName eq "7f3d5a1e-probe"');
  expect([nobody.status, nobody.body.totalResults, nobody.body.Resources]).toEqual([200, 0, []]);
  const created = await school.ask('POST', '/Users', {
    body: {
      schemas: [scimUrns.user, scimUrns.enterprise],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: 'Ines_Okoye@kestrel.example',
      active: true,
      emails: [{ primary: true, type: 'work', value: 'ines.okoye@kestrel.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Ines Okoye', familyName: 'Okoye', givenName: 'Ines' },
      roles: [],
    },
  });
  expect(created.status, created.text).toBe(201);
  const { id } = created.body;
  expect((await school.get(`/Users/${id}`)).body).toEqual(created.body);
  const found = await find('externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"');
  expect(found.body.Resources).toEqual([created.body]);

  const renamed = await school.patch(
    id,
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ines.adeyemi@kestrel.example' },
    { op: 'Replace', path: 'name.familyName', value: 'Adeyemi' },
    { op: 'Replace', path: 'name.formatted', value: 'Ines Adeyemi' },
    { op: 'Replace', path: 'userName', value: 'Ines_Adeyemi@kestrel.example' },
  );
  expect(renamed.status, renamed.text).toBe(200);
  expect(renamed.body).toMatchObject({
    userName: 'ines_adeyemi@kestrel.example',
    displayName: 'Ines Adeyemi',
    emails: [{ value: 'ines.adeyemi@kestrel.example' }],
  });
  // As one operation without a path, whose keys are paths.
  const spread = await school.patch(id, {
    op: 'Add',
    value: { displayName: 'Ines A.', 'name.givenName': 'Inés', 'emails[type eq "work"].value': 'ines@kestrel.example' },
  });
  expect(spread.body).toMatchObject({ displayName: 'Ines A.', name: { givenName: 'Inés' } });

  const withRole = await school.patch(id, {
    op: 'Add',
    path: 'roles[primary eq "True"].value',
    value: 'school_viewer',
  });
  expect(withRole.body.roles).toMatchObject([{ value: 'school_viewer', primary: true }]);
  const other = { op: 'Replace', path: 'roles[primary eq "True"].value', value: 'school_registrar' };
  expect((await school.patch(id, other)).body.roles).toMatchObject([{ value: 'school_registrar', primary: true }]);
  const complex = [{ primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Alarms', value: 'alarm.read' }];
  const added = await school.patch(id, { op: 'Add', path: 'entitlements', value: complex });
  expect(added.body.entitlements).toMatchObject([{ value: 'alarm.read' }]);

  const softly = await school.patch(id, { op: 'Replace', path: 'active', value: 'False' });
  expect(softly.body.active).toBe(false);
  expect((await school.patch(id, { op: 'Replace', path: 'active', value: 'True' })).body.active).toBe(true);
  expect((await school.ask('DELETE', `/Users/${id}`)).status).toBe(204);
  expect((await school.get(`/Users/${id}`)).status).toBe(404);
});

test('the sequence of Okta: probe, look, create, read, replace, deactivate, activate, import in pages', async () => {
  expect((await school.get('/Users?startIndex=1&count=2')).status).toBe(200);
  const missing = await find('userName eq "leo.mercredi@kestrel.example"', '&startIndex=1&count=100');
  expect(missing.body).toMatchObject({ schemas: [scimUrns.list], totalResults: 0, startIndex: 1, itemsPerPage: 0 });
  const whole = {
    schemas: [scimUrns.user],
    userName: 'leo.mercredi@kestrel.example',
    name: { givenName: 'Leo', familyName: 'Mercredi' },
    emails: [{ primary: true, value: 'leo.mercredi@kestrel.example', type: 'work' }],
    displayName: 'Leo Mercredi',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  };
  const headers = { 'content-type': 'application/scim+json; charset=utf-8', accept: 'application/scim+json' };
  const created = await school.ask('POST', '/Users', { body: whole, headers });
  expect(created.status, created.text).toBe(201);
  expect(created.text).not.toMatch(/password|1mz050nq/);
  const { id } = created.body;
  expect((await school.get(`/Users/${id}`)).body.userName).toBe('leo.mercredi@kestrel.example');

  const replaced = await school.ask('PUT', `/Users/${id}`, {
    body: {
      ...whole,
      id,
      name: { givenName: 'Léo', familyName: 'Mercredi' },
      displayName: 'Léo Mercredi',
      meta: created.body.meta,
    },
    headers,
  });
  expect([replaced.status, replaced.body.name.formatted]).toEqual([200, 'Léo Mercredi']);
  const off = await school.patch(id, { op: 'replace', value: { active: false } });
  expect([off.status, off.body.active]).toEqual([200, false]);
  const on = await school.ask('PUT', `/Users/${id}`, { body: { ...whole, active: true }, headers });
  expect(on.body.active).toBe(true);

  const again = await school.ask('POST', '/Users', { body: whole, headers });
  expect([again.status, again.body.scimType, again.body.schemas]).toEqual([409, 'uniqueness', [scimUrns.error]]);
  const imported = await school.get('/Users?startIndex=1&count=100');
  expect(imported.body.Resources.map((it: { id: string }) => it.id)).toContain(id);
});

test('what a directory asks of the register itself is answered', async () => {
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', `/Schemas/${scimUrns.user}`])
    expect((await school.get(path)).status, path).toBe(200);
});
