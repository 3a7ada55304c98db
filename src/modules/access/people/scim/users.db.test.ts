import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { findAccountActors } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { testDatabase } from '#support/database.ts';
import { at, type Directory, directoryServer, refusalOf, scimUrns } from '#support/scim.ts';
import { disableClient } from '../../clients/service/manage.ts';
import { endPerson } from '../service/moves.ts';
import { listUsers } from './service/users.ts';

const database = testDatabase();
const { made, connect } = directoryServer(database);
let authority: Directory;
let school: Directory;
let foreign: Directory;
let built = 0;

beforeAll(() => {
  ({ authority, school, foreign } = made);
});

const fresh = (body: object = {}) => {
  built += 1;
  return { userName: `u.${built}@kestrel.example`, displayName: `Person ${built}`, ...at('S.K001'), ...body };
};
const opened = async (body: object = {}, by = authority) => {
  const answered = await by.post(fresh(body));
  expect(answered.status, answered.text).toBe(201);
  return answered.body;
};
const find = (filter: string, by = authority, more = '') =>
  by.get(`/Users?filter=${encodeURIComponent(filter)}${more}`);

describe('a joiner', () => {
  test('is an account that may at once what its role says, opened and granted by the client in one act', async () => {
    const answered = await authority.post(
      fresh({
        externalId: 'X-1',
        name: { givenName: 'Alex', familyName: 'Example' },
        emails: [{ value: 'alex@kestrel.example', type: 'work', primary: true }],
        roles: [{ value: 'school_registrar' }],
        entitlements: [{ value: 'alarm.read' }],
        preferredLanguage: 'fr-CA',
      }),
    );
    const { status, body, headers } = answered;
    expect([status, headers.get('content-type')]).toEqual([201, 'application/scim+json; charset=utf-8']);
    expect(headers.get('location')).toBe(body.meta.location);
    expect(headers.get('etag')).toBe(body.meta.version);
    expect(body).toMatchObject({
      schemas: [scimUrns.user, scimUrns.enterprise],
      externalId: 'X-1',
      name: { givenName: 'Alex', familyName: 'Example' },
      active: true,
      preferredLanguage: 'fr',
      roles: [{ value: 'school_registrar', display: 'School registrar', primary: true }],
      entitlements: [{ value: 'alarm.read' }],
      [scimUrns.enterprise]: { organization: 'S.K001' },
      meta: { resourceType: 'User' },
    });
    expect((await authority.get(`/Users/${body.id}`)).body).toEqual(body);
    const actor = (await findAccountActors(database.worker, [body.id])).get(body.id);
    expect(actor).toMatchObject({ role: 'school_registrar', organisation: 'S.K001' });
    expect(actor?.permissions.has('alarm.read')).toBe(true);
    const { rows } = await sql`
      select distinct a.kind, a.actor_kind, a.actor_client_id, g.granted_by, g.granted_by_account_id, g.starts_on = current_date as today, g.ends_on
        from access.account_grant g join audit.change c on c.table_name = 'access.account_grant' and c.row_key ->> 'grant_id' = g.grant_id::text
        join audit.act a using (act_id) where g.account_id = ${body.id}`.execute(database.db);
    expect(rows).toEqual([
      {
        kind: 'access.open-person',
        actor_kind: 'client',
        actor_client_id: authority.machine.clientId,
        granted_by: 'Kestrel River SIS',
        granted_by_account_id: null,
        today: true,
        ends_on: null,
      },
    ]);
  });

  test('without a word of where belongs to the organisation for which the directory calls', async () => {
    const { userName, displayName } = fresh();
    const { body } = await school.post({ userName, displayName });
    expect(body[scimUrns.enterprise]).toEqual({ organization: 'S.K001' });
    expect([body.roles, body.entitlements]).toEqual([[], []]);
  });

  test('may be opened closed, and has no access then', async () => {
    const body = await opened({ active: false, roles: [{ value: 'school_viewer' }] });
    expect(body.active).toBe(false);
    expect(await findAccountActors(database.worker, [body.id])).toEqual(new Map());
  });

  test('is not opened at an organisation out of reach, which is answered as one that does not exist', async () => {
    const both = [await school.post(fresh(at('S.K003'))), await school.post(fresh(at('S.ZZZZ')))];
    for (const answered of both)
      expect(refusalOf(answered)).toEqual([403, undefined, 'access.organisation_out_of_reach']);
    const said = both.map(({ body }) => body.detail.replace(/S\.\w+/, '…'));
    expect(said[0]).toBe(said[1]);
  });

  test('gets no role that a directory may not give, and the refusal names it; nothing is left behind', async () => {
    const asked = async (by: Directory, body: object) => {
      const wanted = fresh(body);
      const answered = await by.post(wanted);
      expect((await find(`userName eq "${wanted.userName}"`, by)).body.totalResults).toBe(0);
      return [...refusalOf(answered), answered.body.detail.split('\n')[0]];
    };
    const role = (value: string) => ({ roles: [{ value }] });
    const added = (value: string) => ({ roles: [{ value: 'school_viewer' }], entitlements: [{ value }] });
    expect(await asked(school, role('ministry_records'))).toEqual([
      400,
      'invalidValue',
      'people.not_for_this_kind',
      expect.stringContaining('ministry_records'),
    ]);
    expect(await asked(authority, { ...at('A.K001'), ...role('ministry_viewer') })).toEqual([
      400,
      'invalidValue',
      'people.not_for_this_kind',
      expect.stringContaining('ministry_viewer'),
    ]);
    expect(await asked(school, role('Emperor'))).toEqual([
      400,
      'invalidValue',
      'people.unknown',
      expect.stringContaining('Emperor'),
    ]);
    expect(await asked(school, added('restricted.read'))).toEqual([
      400,
      'invalidValue',
      'people.not_for_this_kind',
      expect.stringContaining('restricted.read'),
    ]);
    expect(await asked(school, added('ledger.read'))).toEqual([
      400,
      'invalidValue',
      'people.not_addable',
      expect.stringContaining('ledger.read'),
    ]);
    expect(await asked(authority, added('export.approve'))).toEqual([
      403,
      undefined,
      'people.not_by_directory',
      expect.stringContaining('export.approve'),
    ]);
    const ministry = await connect('O.1');
    const officer = { ...at('O.1'), ...role('ministry_records') };
    expect(await asked(ministry, officer)).toEqual([
      403,
      undefined,
      'people.not_by_directory',
      expect.stringContaining('ministry_records'),
    ]);
  });
});

describe('what is unique', () => {
  test('a user name is, over the whole register, and the refusal says only that it is taken', async () => {
    const { userName } = await opened();
    const answered = await foreign.post({ userName: userName.toUpperCase(), ...at('S.K003') });
    expect(refusalOf(answered)).toEqual([409, 'uniqueness', 'people.user_name_taken']);
    expect(answered.text).not.toMatch(/S\.K001|A\.K001|Person/);
    expect((await find(`userName eq "${userName}"`, foreign)).body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  test('an external id is, within its directory: another directory calls people as it likes', async () => {
    const first = await opened({ externalId: 'same' });
    expect(refusalOf(await authority.post(fresh({ externalId: 'same' })))).toEqual([
      409,
      'uniqueness',
      'scim.external_id_taken',
    ]);
    const other = await opened({ externalId: 'same' }, school);
    expect((await find('externalId eq "same"')).body.Resources.map((it: { id: string }) => it.id)).toEqual([first.id]);
    expect((await find('externalId eq "same"', school)).body.Resources.map((it: { id: string }) => it.id)).toEqual([
      other.id,
    ]);
    expect((await school.get(`/Users/${first.id}`)).body.externalId).toBeUndefined();
    await school.patch(first.id, { op: 'add', path: 'externalId', value: 'ours' });
    expect((await authority.get(`/Users/${first.id}`)).body.externalId).toBe('same');
  });

  test('an external id stays with its holder when the directory calls for one school alone, and is free when the account was closed by hand', async () => {
    const holder = await opened({ ...at('S.K002'), externalId: 'held' });
    const { userName, displayName } = fresh();
    const narrow = { 'matricula-organisation': 'S.K001' };
    const taken = await authority.post({ userName, displayName, externalId: 'held' }, narrow);
    expect(refusalOf(taken)).toEqual([409, 'uniqueness', 'scim.external_id_taken']);
    expect((await authority.get(`/Users/${holder.id}`)).body.externalId).toBe('held');
    const act = { kind: 'access.end-person', actor: made.actors.authority, requestId: 'x' };
    await perform(database.db, act, (tx, begun) => endPerson(tx, begun, { accountId: holder.id, reason: 'Left' }));
    expect((await authority.get(`/Users/${holder.id}`)).status).toBe(404);
    expect((await authority.post({ userName, displayName, externalId: 'held' }, narrow)).status).toBe(201);
  });

  test('of two who create the same user name or external id at once one succeeds, and the other is told', async () => {
    const name = fresh();
    const byName = await Promise.all([1, 2, 3, 4].map(() => authority.post(name)));
    expect(byName.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const byId = await Promise.all([1, 2, 3].map(() => authority.post(fresh({ externalId: 'raced' }))));
    expect(byId.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const [a, b] = [await opened(), await opened()];
    const wanted = { op: 'replace', path: 'userName', value: fresh().userName };
    const renamed = await Promise.all([authority.patch(a.id, wanted), authority.patch(b.id, wanted)]);
    expect(renamed.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

test('a creation that is repeated under its key is answered with the first answer and opens nobody', async () => {
  const body = fresh({ roles: [{ value: 'school_viewer' }] });
  const headers = { 'idempotency-key': 'joiner-1' };
  const [first, again] = [await authority.post(body, headers), await authority.post(body, headers)];
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
  const other = await authority.post({ ...body, displayName: 'Else' }, headers);
  expect(refusalOf(other)).toEqual([400, 'invalidValue', 'http.repeated_key']);
  expect(refusalOf(await authority.post(body))).toEqual([409, 'uniqueness', 'people.user_name_taken']);
});

describe('a list', () => {
  test('is told in pages that miss nobody and show nobody twice, with the total', async () => {
    for (let i = 0; i < 5; i += 1) await opened();
    const { body: all } = await authority.get('/Users?count=200');
    expect(all).toMatchObject({ schemas: [scimUrns.list], startIndex: 1, itemsPerPage: all.totalResults });
    const ids: string[] = [];
    for (let startIndex = 1; startIndex <= all.totalResults; startIndex += 3) {
      const { body } = await authority.get(`/Users?startIndex=${startIndex}&count=3`);
      expect([body.totalResults, body.startIndex]).toEqual([all.totalResults, startIndex]);
      expect(body.itemsPerPage).toBe(body.Resources.length);
      ids.push(...body.Resources.map((it: { id: string }) => it.id));
    }
    expect(ids).toEqual(all.Resources.map((it: { id: string }) => it.id));
  });

  test('reads odd places as RFC 7644 has them: below one is one, below none is none, past the end is empty', async () => {
    const asked = async (query: string) => {
      const { status, body } = await authority.get(`/Users?${query}`);
      return [status, body.startIndex, body.itemsPerPage, body.totalResults > 0];
    };
    expect(await asked('startIndex=-4&count=1')).toEqual([200, 1, 1, true]);
    expect(await asked('startIndex=0&count=-1')).toEqual([200, 1, 0, true]);
    expect(await asked('count=0')).toEqual([200, 1, 0, true]);
    expect(await asked('startIndex=999999')).toEqual([200, 999_999, 0, true]);
    for (const wrong of ['count=many', 'startIndex=1.5', 'startIndex=1e30', 'sortBy=userName', 'cursor=x'])
      expect(refusalOf(await authority.get(`/Users?${wrong}`)), wrong).toEqual([
        400,
        'invalidValue',
        'http.invalid_request',
      ]);
  });

  test('holds users of the organisations that the client represents and nobody else, support and leavers least of all', async () => {
    const places = async (by: Directory) =>
      new Set(
        (await by.get('/Users?count=200')).body.Resources.map(
          (it: Record<string, { organization: string }>) => it[scimUrns.enterprise]?.organization,
        ),
      );
    await opened(at('S.K003'), foreign);
    await opened(at('S.K002'));
    expect([...(await places(school))]).toEqual(['S.K001']);
    expect([...(await places(authority))].sort()).toEqual(['A.K001', 'S.K001', 'S.K002']);
    expect([...(await places(foreign))]).toEqual(['S.K003']);
    const left = await opened();
    await authority.ask('DELETE', `/Users/${left.id}`);
    expect((await find(`userName eq "${left.userName}"`)).body.totalResults).toBe(0);
    await database.write((tx) =>
      sql`insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, is_support, created_at)
          values (gen_random_uuid(), 'helper.1', 'Helper', 'S.K001', 'en', false, true, now())`.execute(tx),
    );
    expect((await find('userName eq "helper.1"')).body.totalResults).toBe(0);
  });

  test('asks the database as often for many users as for one', async () => {
    const count = async (users: number) => {
      let queries = 0;
      const counting = database.worker.withPlugin({
        transformQuery: ({ node }) => {
          queries += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      const shown = await listUsers(counting, made.actors.authority, { startIndex: 1, count: users });
      expect(shown.users).toHaveLength(users);
      return queries;
    };
    expect(await count(5)).toBe(await count(1));
  });

  test('is filtered by user name in any letters, external id to the letter, and whether they may sign in', async () => {
    const user = await opened({ externalId: 'Filter-1', userName: `filtered.${built}@kestrel.example` });
    const ids = async (filter: string) => {
      const { status, body } = await find(filter);
      return status === 200 ? body.Resources.map((it: { id: string }) => it.id) : refusalOf({ status, body } as never);
    };
    const name = user.userName;
    for (const filter of [
      `userName eq "${name}"`,
      `USERNAME EQ "${name.toUpperCase()}"`,
      `  userName  eq  "${name}"  `,
      `${scimUrns.user}:userName eq "${name}"`,
      'externalId eq "Filter-1"',
      `userName eq "${name}" and active eq true and externalId eq "Filter-1"`,
      `active eq "True" and userName eq "${name}"`,
    ])
      expect(await ids(filter), filter).toEqual([user.id]);
    for (const filter of ['externalId eq "filter-1"', `userName eq "${name}" and active eq false`])
      expect(await ids(filter), filter).toEqual([]);
    await authority.patch(user.id, { op: 'replace', path: 'active', value: false });
    expect(await ids(`userName eq "${name}" and active eq false`)).toEqual([user.id]);
  });

  test('refuses every filter that it does not understand by the place where it begins, quickly and without a look at the database', async () => {
    const hostile = [
      '',
      ' ',
      'userName',
      'userName eq',
      'userName eq x',
      'userName eq "x',
      `userName eq 'x'`,
      'userName eq "x" or active eq true',
      'not (userName eq "x")',
      '(userName eq "x")',
      `${'('.repeat(500)}userName eq "x"${')'.repeat(500)}`,
      'userName co "x"',
      'userName pr',
      'userName eq "x" and',
      'userName eq "x" active eq true',
      'active eq maybe',
      'userName eq true',
      'name.familyName eq "x"',
      'emails[type eq "work"].value eq "x"',
      'password eq "x"',
      `userName eq "x'; drop table access.account; --`,
      'userName eq "a\u0000b"',
      'userName eq "\\u0000"',
      'userName eq "\\x"',
      '__proto__ eq "x"',
      'constructor eq "x"',
      `userName eq "${'x'.repeat(1200)}"`,
      `userName eq "x"${' and userName eq "x"'.repeat(100)}`,
      `${'userName '.repeat(100)}`,
      `userName eq "${'\\'.repeat(501)}`,
    ];
    const begun = performance.now();
    for (const filter of hostile) {
      const answered = await find(filter);
      const [status, scimType] = refusalOf(answered);
      expect([status, filter.includes('\u0000') ? 'invalidFilter' : scimType], filter).toEqual([400, 'invalidFilter']);
    }
    expect((performance.now() - begun) / hostile.length).toBeLessThan(500);
  });

  test('reads quotes, escapes and signs of SQL as what they are: letters of a value', async () => {
    for (const value of [`' or '1'='1`, `x\\"y`, `%`, `_`, `\\\\`, `$1`, `\\u0041`, `é“”`, `*)(uid=*`]) {
      const { status, body } = await find(`userName eq "${value}"`);
      expect([status, body.totalResults], value).toEqual([200, 0]);
    }
  });
});

describe('what is shown', () => {
  test('is the part that is asked for, with the id always', async () => {
    const user = await opened({ name: { givenName: 'Kim', familyName: 'Part' } });
    const shown = async (query: string) => Object.keys((await authority.get(`/Users/${user.id}?${query}`)).body).sort();
    expect(await shown('attributes=userName')).toEqual(['id', 'schemas', 'userName']);
    const { body } = await authority.get(`/Users/${user.id}?attributes=name.familyName,${scimUrns.enterprise}`);
    expect(body).toEqual({
      schemas: user.schemas,
      id: user.id,
      name: { familyName: 'Part' },
      [scimUrns.enterprise]: { organization: 'S.K001' },
    });
    expect(await shown('excludedAttributes=roles,entitlements,name,META,emails,active')).toEqual(
      ['displayName', 'id', 'preferredLanguage', 'schemas', scimUrns.enterprise, 'userName'].sort(),
    );
    const { body: listed } = await authority.get('/Users?attributes=userName&count=1');
    expect(Object.keys(listed.Resources[0]).sort()).toEqual(['id', 'schemas', 'userName']);
  });
});

describe('somebody of another organisation', () => {
  test('is answered by every way as somebody who does not exist', async () => {
    const { id } = await opened(at('S.K003'), foreign);
    const never = '0199ffff-0000-7000-8000-000000000000';
    const whole = { schemas: [scimUrns.user], userName: 'x.y' };
    const patch = { schemas: [scimUrns.patch], Operations: [{ op: 'replace', path: 'active', value: false }] };
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', whole],
      ['PATCH', patch],
      ['DELETE', undefined],
    ] as const) {
      const said = [];
      for (const it of [id, never, 'no-id', 'x'.repeat(150)]) {
        const answered = await authority.ask(method, `/Users/${it}`, { body, headers: { 'if-match': '"x"' } });
        said.push(JSON.stringify({ ...answered.body, requestId: '' }));
        expect(refusalOf(answered), `${method} ${it}`).toEqual([404, undefined, 'scim.not_found']);
      }
      expect(new Set(said).size).toBe(1);
    }
    expect((await foreign.get(`/Users/${id}`)).body.active).toBe(true);
  });

  test('is so even when they hold a grant here: a directory keeps its own people', async () => {
    const { id } = await opened(at('S.K003'), foreign);
    await database.write((tx) =>
      sql`insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
          values (gen_random_uuid(), ${id}, 'S.K001', 'school', 'role', 'school_viewer', current_date, now(), 'x', 'x', false)`.execute(
        tx,
      ),
    );
    expect(refusalOf(await school.get(`/Users/${id}`))).toEqual([404, undefined, 'scim.not_found']);
  });
});

describe('a client', () => {
  test('without the scope opens and reads nobody', async () => {
    const other = await connect('S.K001', ['reference.read']);
    expect(refusalOf(await other.get('/Users'))).toEqual([403, undefined, 'http.not_allowed']);
    expect(refusalOf(await other.post(fresh()))).toEqual([403, undefined, 'http.not_allowed']);
  });

  test('gets the scope from the ministry alone: an authority cannot hand on what it does not hold', async () => {
    const { actors } = made;
    expect(actors.ministry.permissions.has('scim.provision')).toBe(true);
    for (const name of ['authority', 'registrar', 'viewer', 'ministryViewer'] as const)
      expect(actors[name].permissions.has('scim.provision')).toBe(false);
  });

  test('shows its owner what it asked, how many users each list held, and why it was refused', async () => {
    const other = await connect('S.K001');
    await other.get('/Users?count=3');
    await other.get('/Users/no-id');
    const calls = async () => {
      const { rows } = await sql<{ operation: string; row_count: number | null; refusal: string | null }>`
        select operation, row_count, refusal from access.client_call
         where client_id = ${other.machine.clientId} and operation like '%Scim%' order by called_at`.execute(
        database.db,
      );
      return rows;
    };
    await expect.poll(calls, { timeout: 5_000 }).toEqual([
      { operation: 'listScimUsers', row_count: 3, refusal: null },
      { operation: 'getScimUser', row_count: null, refusal: 'scim.not_found' },
    ]);
  });

  test('that is disabled changes nobody from the next call on', async () => {
    const other = await connect('S.K001');
    expect((await other.get('/Users?count=0')).status).toBe(200);
    const change = { actor: made.actors.ministry, jurisdiction: database.jurisdiction, requestId: 'x' };
    await disableClient(database.db, { ...change, clientId: other.machine.clientId }, 'Stolen');
    const body = fresh();
    expect(refusalOf(await other.post(body))).toEqual([401, undefined, 'http.not_signed_in']);
    expect((await find(`userName eq "${body.userName}"`)).body.totalResults).toBe(0);
  });
});
