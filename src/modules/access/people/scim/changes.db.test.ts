import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { findAccountActors } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { buildGrants } from '#support/build-access.ts';
import { testDatabase } from '#support/database.ts';
import { at, type Directory, directoryServer, refusalOf, scimUrns } from '#support/scim.ts';
import { reinstatePerson, suspendPerson } from '../service/moves.ts';

const database = testDatabase();
const { made, connect } = directoryServer(database);
let authority: Directory;
let school: Directory;
let built = 0;

beforeAll(() => {
  ({ authority, school } = made);
});

async function opened(body: object = {}, by = authority) {
  built += 1;
  const roles = [{ value: 'school_viewer' }];
  const whole = { userName: `c.${built}@kestrel.example`, displayName: `Person ${built}`, roles };
  const answered = await by.post({ ...whole, ...at('S.K001'), ...body });
  expect(answered.status, answered.text).toBe(201);
  return answered.body;
}
const put = (id: string, body: object, headers: Record<string, string> = {}) =>
  authority.ask('PUT', `/Users/${id}`, { body: { schemas: [scimUrns.user], ...body }, headers });
const get = async (id: string) => (await authority.get(`/Users/${id}`)).body;
const actorOf = async (id: string) => (await findAccountActors(database.worker, [id])).get(id);

/** What somebody was ever granted: where, what, whether it was taken back, and by whom. */
async function grantsOf(id: string) {
  const { rows } = await sql<{ place: string; name: string; by: string | null }>`
    select organisation_code as place, name, revoked_by as by from access.account_grant where account_id = ${id}
     order by granted_at, organisation_code, kind desc`.execute(database.db);
  return rows.map(({ place, name, by }) => [place, name, by]);
}

async function signIn(id: string): Promise<void> {
  await sql`insert into access.session (token_sha256, session_id, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent, way)
    values (encode(sha256(${id}::text::bytea), 'hex'), gen_random_uuid(), ${id}, now(), now(), 3600, now() + interval '1 hour', 'test', 'password')`.execute(
    database.db,
  );
}
async function sessionsOf(id: string): Promise<number> {
  const { rows } = await sql`select from access.session where account_id = ${id}`.execute(database.db);
  return rows.length;
}

describe('a user stated whole', () => {
  test('becomes what is stated: plain facts that are left out are taken away', async () => {
    const user = await opened({
      externalId: 'W-1',
      name: { givenName: 'Old', familyName: 'Name' },
      emails: [{ value: 'old@kestrel.example' }],
    });
    const { status, body } = await put(user.id, { userName: user.userName, displayName: 'New Name' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ displayName: 'New Name', name: { formatted: 'New Name' }, emails: [] });
    expect(body.name.givenName).toBeUndefined();
  });

  test('keeps its roles, permissions, place, external id and access where these are not said, and loses them where they are emptied', async () => {
    const user = await opened({ externalId: 'W-2', entitlements: [{ value: 'alarm.read' }] });
    const same = await put(user.id, { userName: user.userName, displayName: user.displayName });
    expect(same.body).toEqual(user);
    const { body } = await put(user.id, { userName: user.userName, roles: [], entitlements: null, externalId: null });
    expect([body.roles, body.entitlements, body.externalId]).toEqual([[], [], undefined]);
    expect((await actorOf(user.id))?.permissions.size).toBe(0);
  });

  test('that is stated again as it is changes nothing, however often: not a row, not the version', async () => {
    const user = await opened({ entitlements: [{ value: 'alarm.read' }], emails: [{ value: 'a@kestrel.example' }] });
    const rowsOf = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::integer as n from audit.change`.execute(database.db);
      return rows[0]?.n;
    };
    const before = await rowsOf();
    const { meta: _meta, ...whole } = user;
    for (let i = 0; i < 3; i += 1) expect((await put(user.id, whole)).body).toEqual(user);
    const again = { op: 'add', path: 'entitlements', value: [{ value: 'alarm.read' }] };
    expect((await authority.patch(user.id, again)).body).toEqual(user);
    expect(await rowsOf()).toBe(before);
  });

  test('may say what the register decides itself, which is passed over, and nothing that it does not know', async () => {
    const user = await opened();
    const whole = { userName: user.userName, displayName: user.displayName };
    const passedOver = {
      ...{ id: 'other', groups: [{ value: 'x' }], meta: { version: 'x' }, password: 'Tr0ub4dor&3', locale: 'en-US' },
      roles: [{ value: 'school_viewer', display: 'Whatever', type: 'label' }],
    };
    expect((await put(user.id, { ...whole, ...passedOver })).body).toEqual(user);
    const refused = async (body: object) => {
      const answered = await put(user.id, { ...whole, ...body });
      expect(refusalOf(answered)).toEqual([400, 'invalidValue', 'http.invalid_request']);
      return answered.body.detail.split('\n').slice(1).join();
    };
    expect(await refused({ nickName: 'Al' })).toContain('/body/nickName');
    expect(await refused({ name: { middleName: 'M' } })).toContain('/body/name/middleName');
    expect(await refused({ [scimUrns.enterprise]: { department: 'Office' } })).toContain('department');
    expect(await refused({ emails: [{ value: 'a@b.example' }, { value: 'c@d.example' }] })).toContain('at most 1');
    expect(await refused({ emails: [{ value: 'a@b.example', type: 'home' }] })).toContain('/body/emails/0/type');
    expect(await refused({ roles: [{ value: 'school_viewer' }, { value: 'school_registrar' }] })).toContain(
      'at most 1',
    );
    expect(await refused({ preferredLanguage: 'de' })).toContain('en or fr');
    expect(await refused({ USERNAME: 'twice' })).toContain('/body/USERNAME');
    expect(await refused({ displayName: 'a\u0000b' })).toContain('/body/displayName');
    expect(await get(user.id)).toEqual(user);
  });

  test('is read in any size of letters (RFC 7643, 2.1)', async () => {
    const user = await opened();
    const { body } = await put(user.id, {
      USERNAME: user.userName,
      Name: { FamilyName: 'Case', GIVENNAME: 'Any' },
      [scimUrns.enterprise.toUpperCase()]: { Organization: 'S.K001' },
    });
    expect(body).toMatchObject({ displayName: 'Any Case', name: { familyName: 'Case', givenName: 'Any' } });
  });
});

describe('a patch', () => {
  test('adds, replaces and removes attributes, parts and values by their paths', async () => {
    const user = await opened();
    const { status, body } = await authority.patch(
      user.id,
      { op: 'add', path: 'name.familyName', value: 'Path' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'path@kestrel.example' },
      { op: 'replace', path: 'displayName', value: 'Pat Path' },
      { op: 'add', path: 'entitlements', value: [{ value: 'alarm.read' }, { value: 'account.read' }] },
      { op: 'remove', path: 'entitlements[value eq "account.read"]' },
      { op: 'replace', path: `${scimUrns.user}:preferredLanguage`, value: 'fr' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      displayName: 'Pat Path',
      name: { familyName: 'Path', formatted: 'Pat Path' },
      emails: [{ value: 'path@kestrel.example', type: 'work', primary: true }],
      entitlements: [{ value: 'alarm.read' }],
      preferredLanguage: 'fr',
    });
    const removed = await authority.patch(user.id, { op: 'remove', path: 'emails' }, { op: 'remove', path: 'name' });
    expect([removed.body.emails, removed.body.name]).toEqual([[], { formatted: 'Pat Path' }]);
  });

  test('never leaves somebody with a permission that works only beside another', async () => {
    const ministry = await connect('O.1');
    const { id } = await opened({ roles: [{ value: 'ministry_viewer' }], ...at('O.1') }, ministry);
    const decides = { op: 'add', path: 'entitlements', value: [{ value: 'match.decide' }] };
    const orphan = [400, 'invalidValue', 'people.needs_another'];
    expect(refusalOf(await ministry.patch(id, decides))).toEqual(orphan);
    // Given by a person, as a directory may not; then the directory takes away what the other leans on.
    await database.write((tx) =>
      buildGrants(tx, [{ accountId: id, organisation: 'O.1', name: 'restricted.read', startsOn: '2026-01-01' }]),
    );
    expect((await ministry.patch(id, decides)).status).toBe(200);
    const removed = { op: 'remove', path: 'entitlements[value eq "restricted.read"]' };
    expect(refusalOf(await ministry.patch(id, removed))).toEqual(orphan);
    expect((await ministry.patch(id, { op: 'remove', path: 'entitlements' })).status).toBe(200);
  });

  test('is done whole or not at all', async () => {
    const user = await opened();
    const answered = await authority.patch(
      user.id,
      { op: 'replace', path: 'displayName', value: 'Half' },
      { op: 'add', path: 'entitlements', value: [{ value: 'restricted.read' }] },
    );
    expect(refusalOf(answered)).toEqual([400, 'invalidValue', 'people.not_for_this_kind']);
    expect(await get(user.id)).toEqual(user);
  });

  test('is refused by the names of RFC 7644 where it cannot be done', async () => {
    const { id } = await opened();
    const refused = async (...operations: object[]) => {
      const answered = await authority.patch(id, ...operations);
      return refusalOf(answered).slice(0, 2);
    };
    const replace = (path: string, value: unknown = 'x') => refused({ op: 'replace', path, value });
    expect(await replace('nickName')).toEqual([400, 'invalidPath']);
    expect(await replace('password')).toEqual([400, 'invalidPath']);
    expect(await replace('name.middleName')).toEqual([400, 'invalidPath']);
    expect(await replace('members[value eq "x"]')).toEqual([400, 'invalidPath']);
    expect(await replace('userName[a eq "b"]')).toEqual([400, 'invalidPath']);
    expect(await replace('urn:other:User:title')).toEqual([400, 'invalidPath']);
    expect(await replace('')).toEqual([400, 'invalidPath']);
    expect(await replace('__proto__.x')).toEqual([400, 'invalidPath']);
    expect(await replace('constructor')).toEqual([400, 'invalidPath']);
    expect(await replace('emails[type co "work"].value')).toEqual([400, 'invalidFilter']);
    expect(await replace('emails[].value')).toEqual([400, 'invalidFilter']);
    expect(await replace(`emails[type eq "${'x'.repeat(2000)}"].value`)).toEqual([400, 'invalidFilter']);
    expect(await replace('emails[type eq "work"].value')).toEqual([400, 'noTarget']);
    expect(await refused({ op: 'remove' })).toEqual([400, 'noTarget']);
    expect(await refused({ op: 'remove', path: 'entitlements[value eq "x"]' })).toEqual([400, 'noTarget']);
    for (const path of ['id', 'meta.version', 'meta', 'groups', 'roles.display', 'schemas'])
      expect((await replace(path))[1], path).toMatch(/mutability|invalidPath/);
    for (const path of ['userName', 'active', `${scimUrns.enterprise}:organization`])
      expect(await refused({ op: 'remove', path }), path).toEqual([400, 'mutability']);
    expect(await refused({ op: 'replace', path: 'active' })).toEqual([400, 'invalidValue']);
    expect(await replace('active', 'perhaps')).toEqual([400, 'invalidValue']);
    expect(await replace('emails', 'x')).toEqual([400, 'invalidValue']);
    expect(await replace('name', ['x'])).toEqual([400, 'invalidValue']);
    expect(await refused({ op: 'replace', value: 'x' })).toEqual([400, 'invalidValue']);
    expect(await refused({ op: 'move', path: 'active', value: true })).toEqual([400, 'invalidSyntax']);
    expect(await refused()).toEqual([400, 'invalidSyntax']);
    expect(await refused(...Array(101).fill({ op: 'replace', path: 'active', value: true }))).toEqual([400, 'tooMany']);
    expect(await replace('entitlements', Array(101).fill({ value: 'alarm.read' }))).toEqual([400, 'tooMany']);
    expect(refusalOf(await authority.ask('PATCH', `/Users/${id}`, { body: '{"schemas":' }))).toEqual([
      400,
      'invalidSyntax',
      'http.invalid_request',
    ]);
  });

  test('of a name follows what it touched: the shown one, the whole one, or the parts it was put together of', async () => {
    const user = await opened({ displayName: undefined, name: { givenName: 'Ana', familyName: 'Old' } });
    expect(user.displayName).toBe('Ana Old');
    const named = async (path: string, value: string) =>
      (await authority.patch(user.id, { op: 'replace', path, value })).body.displayName;
    expect(await named('name.familyName', 'New')).toBe('Ana New');
    expect(await named('name.formatted', 'Dr. Ana New')).toBe('Dr. Ana New');
    expect(await named('name.familyName', 'Newer')).toBe('Dr. Ana New');
    expect(await named('displayName', 'Ana N.')).toBe('Ana N.');
  });
});

describe('what is changed meanwhile', () => {
  test('is not overwritten: another version than the one seen is refused, by whatever door the change came', async () => {
    const user = await opened();
    const send = (version: string) =>
      put(user.id, { userName: user.userName, displayName: 'Mine' }, { 'if-match': version });
    await database.write((tx) =>
      sql`insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
          values (gen_random_uuid(), ${user.id}, 'S.K001', 'school', 'permission', 'alarm.read', current_date, now(), 'by hand', 'x', false)`.execute(
        tx,
      ),
    );
    expect(refusalOf(await send(user.meta.version))).toEqual([412, undefined, 'people.stale_person']);
    const { meta } = await get(user.id);
    const done = await send(`W/${meta.version}`);
    expect([done.status, done.headers.get('etag')]).toEqual([200, done.body.meta.version]);
    expect(done.body.meta.version).not.toBe(meta.version);
    expect((await send('*')).status).toBe(200);
    const gone = { headers: { 'if-match': '"old"' } };
    expect((await authority.ask('DELETE', `/Users/${user.id}`, gone)).status).toBe(412);
  });

  test('at once by two who saw the same is changed by one', async () => {
    const user = await opened();
    const both = await Promise.all(
      ['One', 'Two'].map((displayName) =>
        put(user.id, { userName: user.userName, displayName }, { 'if-match': user.meta.version }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('roles and permissions', () => {
  test('that are not said any more end at once and stay known; new ones begin today, given by the client', async () => {
    const user = await opened({ entitlements: [{ value: 'alarm.read' }] });
    const { body } = await authority.patch(
      user.id,
      { op: 'replace', path: 'roles', value: [{ value: 'school_registrar' }] },
      { op: 'replace', path: 'entitlements', value: [{ value: 'ledger.read' }] },
    );
    expect([body.roles[0].value, body.entitlements[0].value]).toEqual(['school_registrar', 'ledger.read']);
    expect(await grantsOf(user.id)).toEqual([
      ['S.K001', 'school_viewer', 'Kestrel River SIS'],
      ['S.K001', 'alarm.read', 'Kestrel River SIS'],
      ['S.K001', 'school_registrar', null],
      ['S.K001', 'ledger.read', null],
    ]);
    expect((await actorOf(user.id))?.role).toBe('school_registrar');
  });

  test('are not left beside a base role to which they cannot be added', async () => {
    const user = await opened({ roles: [{ value: 'school_registrar' }], entitlements: [{ value: 'ledger.read' }] });
    const lower = { op: 'replace', path: 'roles[primary eq "True"].value', value: 'school_viewer' };
    expect(refusalOf(await authority.patch(user.id, lower))).toEqual([400, 'invalidValue', 'people.not_addable']);
    const clear = { op: 'remove', path: 'entitlements' };
    expect((await authority.patch(user.id, lower, clear)).body.roles[0].value).toBe('school_viewer');
  });

  test('that were given elsewhere are neither shown nor ended', async () => {
    const user = await opened();
    await database.write((tx) =>
      sql`insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
          values (gen_random_uuid(), ${user.id}, 'S.K003', 'school', 'role', 'school_registrar', current_date, now(), 'theirs', 'x', false)`.execute(
        tx,
      ),
    );
    expect((await get(user.id)).roles).toHaveLength(1);
    expect((await authority.patch(user.id, { op: 'remove', path: 'roles' })).body.roles).toEqual([]);
    expect(await grantsOf(user.id)).toEqual([
      ['S.K001', 'school_viewer', 'Kestrel River SIS'],
      ['S.K003', 'school_registrar', null],
    ]);
  });
});

describe('a mover', () => {
  test('loses at once what was held at the old place and holds what is said at the new one', async () => {
    const user = await opened({ entitlements: [{ value: 'alarm.read' }] });
    const { status, body } = await authority.patch(user.id, {
      op: 'replace',
      path: `${scimUrns.enterprise}:organization`,
      value: 'S.K002',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      roles: [{ value: 'school_viewer' }],
      entitlements: [{ value: 'alarm.read' }],
      [scimUrns.enterprise]: { organization: 'S.K002' },
    });
    expect(await grantsOf(user.id)).toEqual([
      ['S.K001', 'school_viewer', 'Kestrel River SIS'],
      ['S.K001', 'alarm.read', 'Kestrel River SIS'],
      ['S.K002', 'school_viewer', null],
      ['S.K002', 'alarm.read', null],
    ]);
    expect((await actorOf(user.id))?.organisation).toBe('S.K002');
    expect(refusalOf(await school.get(`/Users/${user.id}`))).toEqual([404, undefined, 'scim.not_found']);
  });

  test('without any role moves too, and one whose role does not fit the new place does not', async () => {
    const bare = await opened({ roles: [] });
    const to = (organization: string) => ({ op: 'replace', value: { [scimUrns.enterprise]: { organization } } });
    expect((await authority.patch(bare.id, to('S.K002'))).body[scimUrns.enterprise]).toEqual({
      organization: 'S.K002',
    });
    const user = await opened();
    expect(refusalOf(await authority.patch(user.id, to('A.K001')))).toEqual([
      400,
      'invalidValue',
      'people.not_for_this_kind',
    ]);
    const coordinator = { op: 'replace', path: 'roles', value: [{ value: 'authority_coordinator' }] };
    expect(await get(user.id)).toEqual(user);
    expect((await authority.patch(user.id, to('A.K001'), coordinator)).body.roles[0].value).toBe(
      'authority_coordinator',
    );
  });

  test('does not leave the organisations that the client represents, nor for one that does not exist: the answer is the same', async () => {
    const user = await opened();
    const said = [];
    for (const value of ['S.K003', 'S.ZZZZ', 'O.1']) {
      const path = `${scimUrns.enterprise}:organization`;
      const answered = await authority.patch(user.id, { op: 'replace', path, value });
      expect(refusalOf(answered)).toEqual([403, undefined, 'access.organisation_out_of_reach']);
      said.push(answered.body.detail.replace(value, '…'));
    }
    expect(new Set(said).size).toBe(1);
    expect(await get(user.id)).toEqual(user);
  });
});

describe('a leaver', () => {
  test('who is not active any more is signed out at once, keeps the grants, and has no use of them until active again', async () => {
    const user = await opened();
    await signIn(user.id);
    const off = await authority.patch(user.id, { op: 'Replace', path: 'active', value: 'False' });
    expect([off.status, off.body.active, await sessionsOf(user.id)]).toEqual([200, false, 0]);
    expect(await actorOf(user.id)).toBeUndefined();
    expect((await get(user.id)).roles).toHaveLength(1);
    const on = await authority.patch(user.id, { op: 'replace', value: { active: true } });
    expect(on.body.active).toBe(true);
    expect((await actorOf(user.id))?.role).toBe('school_viewer');
  });

  test('whom a person suspended is let in again by a person: a directory that repeats that they are active is refused', async () => {
    const user = await opened();
    await signIn(user.id);
    const { registrar } = made.actors;
    const act = { kind: 'access.suspend-person', actor: registrar, requestId: 'x' };
    await perform(database.db, act, (tx, begun) => suspendPerson(tx, begun, user.id));
    expect([await sessionsOf(user.id), (await get(user.id)).active]).toEqual([0, false]);
    const { meta: _meta, ...whole } = user;
    for (const answered of [
      await put(user.id, whole),
      await authority.patch(user.id, { op: 'replace', path: 'active', value: true }),
    ])
      expect(refusalOf(answered)).toEqual([403, undefined, 'scim.suspended_by_hand']);
    const renamed = await put(user.id, { ...whole, active: undefined, displayName: 'Else' });
    expect(renamed.body).toMatchObject({ active: false, displayName: 'Else' });
    expect((await put(user.id, { ...whole, active: false })).status).toBe(200);
    expect(await actorOf(user.id)).toBeUndefined();
    await perform(database.db, { ...act, kind: 'access.reinstate-person' }, (tx, begun) =>
      reinstatePerson(tx, begun, user.id),
    );
    expect((await put(user.id, whole)).body.active).toBe(true);
  });

  test('who is deleted is not there any more, twice as little as once; the grants, the name and the acts stay known', async () => {
    const user = await opened({ externalId: 'L-1' });
    await signIn(user.id);
    const gone = await authority.ask('DELETE', `/Users/${user.id}`);
    expect([gone.status, gone.text, await sessionsOf(user.id)]).toEqual([204, '', 0]);
    for (const answered of [
      await authority.get(`/Users/${user.id}`),
      await authority.ask('DELETE', `/Users/${user.id}`),
      await authority.patch(user.id, { op: 'replace', path: 'active', value: true }),
    ])
      expect(refusalOf(answered)).toEqual([404, undefined, 'scim.not_found']);
    expect(await actorOf(user.id)).toBeUndefined();
    expect(await grantsOf(user.id)).toEqual([['S.K001', 'school_viewer', 'Kestrel River SIS']]);
    const { rows } = await sql`
      select name, disabled_reason, disabled_by from access.account where account_id = ${user.id}`.execute(database.db);
    expect(rows).toEqual([{ name: user.displayName, disabled_reason: 'left', disabled_by: 'Kestrel River SIS' }]);
  });

  test('leaves the external id free, and the user name to nobody: what somebody did is never read as another’s', async () => {
    const user = await opened({ externalId: 'L-2' });
    await authority.ask('DELETE', `/Users/${user.id}`);
    const again = await authority.post({ userName: user.userName, ...at('S.K001') });
    expect(refusalOf(again)).toEqual([409, 'uniqueness', 'people.user_name_taken']);
    expect((await opened({ externalId: 'L-2' })).externalId).toBe('L-2');
  });

  test('is closed by the organisation that they belong to, also when another granted something', async () => {
    const user = await opened();
    await database.write((tx) =>
      sql`insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
          values (gen_random_uuid(), ${user.id}, 'S.K003', 'school', 'role', 'school_registrar', current_date, now(), 'theirs', 'x', false)`.execute(
        tx,
      ),
    );
    expect((await authority.ask('DELETE', `/Users/${user.id}`)).status).toBe(204);
    expect(await actorOf(user.id)).toBeUndefined();
    expect((await grantsOf(user.id)).at(-1)).toEqual(['S.K003', 'school_registrar', null]);
  });

  test('with a last day to come stays until then, whatever a directory repeats', async () => {
    const user = await opened();
    await database.write((tx) =>
      sql`update access.account set disabled_at = now() + interval '9 days', disabled_by = 'by hand', disabled_reason = 'left'
           where account_id = ${user.id}`.execute(tx),
    );
    await put(user.id, { userName: user.userName, displayName: 'Still here', active: true });
    const { rows } = await sql<{ later: boolean }>`
      select disabled_at > now() + interval '8 days' as later from access.account where account_id = ${user.id}`.execute(
      database.db,
    );
    expect(rows).toEqual([{ later: true }]);
  });

  test('is never the last who manages the ministry’s people', async () => {
    const ministry = await connect('O.1');
    const { ministry: officer, secondOfficer } = made.actors;
    const close = (id: string | null) => ministry.ask('DELETE', `/Users/${id}`);
    const both = await Promise.all([close(officer.accountId), close(secondOfficer.accountId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused && refusalOf(refused)).toEqual([409, undefined, 'people.last_administrator']);
  });
});
