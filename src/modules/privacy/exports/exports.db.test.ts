import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportMoves, exportStates } from '#modules/privacy/exports/rules/states.ts';
import { expireExports } from '#modules/privacy/exports/service/decide.ts';
import { makeExport } from '#modules/privacy/exports/service/make.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { buildClass } from '#support/build-exports.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type Called, testServer, testServices } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let identity: string;
let receiverKey: string;

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  await buildClass(database, { from: 1, count: 30, school: 'S.K001' });
  await buildClass(database, { from: 51, count: 4, school: 'S.K002' });
  await buildClass(database, { from: 61, count: 3, school: 'S.K003' });
  identity = await generateIdentity();
  receiverKey = await identityToRecipient(identity);
});

const steppedUp = (actor: Actor): Actor => {
  const now = new Date();
  return { ...actor, assurance: { sessionId: 's', signedInAt: now, secondFactorAt: now, steppedUpAt: now } };
};
const post = (as: Actor, url: string, body?: object) =>
  server.call({ as: steppedUp(as), method: 'POST', url, ...(body ? { body } : {}) });
const draft = (changes: object = {}) => ({
  organisations: ['S.K001'],
  schoolYear: 2027,
  status: 'year',
  purpose: 'service_provider',
  purposeText: 'Library accounts for the students of the school',
  columns: ['grade', 'student_number', 'family_name', 'given_name', 'birth_date', 'phone'],
  format: 'csv',
  receiverName: 'Northern Library',
  receiverKey,
  ...changes,
});
const ask = (changes: object = {}, as = actors.registrar) => post(as, '/v1/exports', draft(changes));
const idOf = (called: Called): string => called.body.exportId;
const approve = (as: Actor, id: string) => post(as, `/v1/exports/${id}/approvals`, { note: 'Looks right' });
const fetchFile = (as: Actor, id: string) => post(as, `/v1/exports/${id}/fetches`);
const stateOf = async (id: string) =>
  (await server.call({ as: actors.ministry, url: `/v1/exports/${id}` })).body.state as string;
const code = (called: Called) => called.body?.code as string | undefined;

async function approved(changes: object = {}): Promise<string> {
  const id = idOf(await ask(changes));
  await approve(actors.authority, id);
  await approve(actors.ministry, id);
  return id;
}

async function made(changes: object = {}): Promise<string> {
  const id = await approved(changes);
  expect(await makeExport(testServices(database), id)).toBe('made');
  return id;
}

const move = (id: string, set: string) =>
  database.write((tx) => sql`update privacy.export_request set ${sql.raw(set)} where export_id = ${id}`.execute(tx));

const changeGrant = (set: string) =>
  database.write((tx) =>
    sql`update access.account_grant set ${sql.raw(set)} where account_id = ${actors.registrar.accountId} and kind = 'role' and organisation_code = 'S.K001' and revoked_at is null`.execute(
      tx,
    ),
  );

describe('asking', () => {
  test('shows beforehand how many are in scope, and names nobody', async () => {
    const { organisations, schoolYear, status, purpose, columns } = draft();
    const preview = await post(actors.registrar, '/v1/export-previews', {
      organisations,
      schoolYear,
      status,
      purpose,
      columns: [...columns, 'guardian_names'],
    });
    expect(preview.body).toMatchObject({ people: 30, rows: 30, refusedColumns: ['guardian_names'] });
    expect(preview.text).not.toMatch(/Family\d/);
  });

  test('answers the request as it will be judged, in the order of the catalogue', async () => {
    const { status, body } = await ask();
    expect([status, body.state, body.peopleCounted, body.isYours]).toEqual([201, 'asked', 30, true]);
    expect(body.columns.map((it: { name: string }) => it.name)).toEqual([
      'student_number',
      'family_name',
      'given_name',
      'birth_date',
      'grade',
      'phone',
    ]);
    expect(body.moves).toMatchObject({ approve: { may: false }, withdraw: { may: true }, fetch: { may: false } });
  });

  test.each([
    ['a school out of reach', { organisations: ['S.K003'] }, 'access.organisation_out_of_reach'],
    ['a school that does not exist', { organisations: ['S.ZZZ'] }, 'access.organisation_out_of_reach'],
    ['an unknown purpose', { purpose: 'curiosity' }, 'privacy.export_purpose_unknown'],
    ['columns that the purpose does not need', { purpose: 'planning' }, 'privacy.export_columns_refused'],
    [
      'protected students without the right',
      { purpose: 'legal', includesProtected: true },
      'privacy.export_protected_refused',
    ],
    ['a scope with nobody in it', { grades: ['12'] }, 'privacy.export_empty'],
    ['a purpose without words', { purposeText: 'because' }, 'http.invalid_request'],
    ['a scope of too many organisations', { organisations: Array(501).fill('S.K001') }, 'http.invalid_request'],
    [
      'a receiver of two lines, which an approver could misread',
      { receiverName: 'A clinic\r\nApproved' },
      'http.invalid_request',
    ],
    ['a column that is none', { columns: ['grade; drop table identity.student'] }, 'http.invalid_request'],
  ])('refuses %s', async (_what, changes, expected) => {
    expect(code(await ask(changes))).toBe(expected);
  });

  test('refuses a key in which one letter was changed, and what is no key at all', async () => {
    const last = receiverKey.endsWith('q') ? 'p' : 'q';
    const tampered = receiverKey.slice(0, -1) + last;
    for (const key of [
      tampered,
      receiverKey.slice(0, -1),
      `${receiverKey}\n`,
      receiverKey.toUpperCase(),
      'age1 not a key',
    ])
      expect([
        key,
        code(await ask({ receiverKey: key })) === 'privacy.export_key_invalid' || key.endsWith('\n'),
      ]).toEqual([key, true]);
  });

  test('refuses a scope beyond the limit of the role', async () => {
    const limits = database.jurisdiction.parameter<Record<string, number>>('privacy.export_row_limits');
    const before = limits['school_registrar'] ?? 0;
    limits['school_registrar'] = 29;
    const refused = await ask();
    limits['school_registrar'] = before;
    expect([code(refused), refused.body.params]).toEqual(['privacy.export_too_large', { rows: 30, limit: 29 }]);
  });

  test('keeps what hostile people write as they wrote it', async () => {
    const text = `=cmd|'/c calc'!A1 '; drop table identity.student; -- {state} <script>alert(1)</script>`;
    const { body } = await ask({ purposeText: text, receiverName: '{{7*7}} <%= 7 %>' });
    expect([body.purposeText, body.receiverName]).toEqual([text, '{{7*7}} <%= 7 %>']);
  });
});

describe('approving', () => {
  test('takes two people, neither of them the asker', async () => {
    const id = idOf(await ask({}, actors.authority));
    expect(code(await approve(actors.authority, id))).toBe('privacy.export_own');
    expect((await approve(actors.ministry, id)).body.state).toBe('approved_once');
    expect(code(await approve(actors.ministry, id))).toBe('privacy.export_approved_twice');
    expect((await approve(actors.secondOfficer, id)).body.state).toBe('approved');
  });

  test('is refused to those without the permission, and the export out of reach does not exist', async () => {
    const id = idOf(await ask());
    expect((await approve(actors.registrar, id)).status).toBe(403);
    const foreign = idOf(await ask({ organisations: ['O.1'] }, actors.ministry));
    const never = '0199ffff-0000-7000-8000-000000000000';
    expect({ ...(await approve(actors.authority, foreign)).body, requestId: '' }).toEqual({
      ...(await approve(actors.authority, never)).body,
      requestId: '',
    });
    expect((await server.call({ as: actors.otherRegistrar, url: `/v1/exports/${id}` })).status).toBe(404);
  });

  test('and fetching ask for proof of who it is', async () => {
    const long = new Date(Date.now() - 86_400_000);
    const assurance = { sessionId: 's', signedInAt: long, secondFactorAt: long, steppedUpAt: null };
    const id = await made();
    for (const [actor, url] of [
      [actors.ministry, `/v1/exports/${id}/approvals`],
      [actors.registrar, `/v1/exports/${id}/fetches`],
    ] as const) {
      const answer = await server.call({ as: { ...actor, assurance }, method: 'POST', url, body: {} });
      expect([answer.status, code(answer)]).toEqual([403, 'http.step_up_needed']);
    }
  });

  test('by many at once counts two, whoever comes first', async () => {
    const id = idOf(await ask());
    const everybody = [actors.authority, actors.ministry, actors.secondOfficer];
    const answers = await Promise.all([...everybody, ...everybody].map((actor) => approve(actor, id)));
    expect(answers.filter((it) => it.status === 200)).toHaveLength(2);
    expect(await stateOf(id)).toBe('approved');
  });

  test('comes too late when the request has expired, and the job ends it', async () => {
    const id = idOf(await ask());
    await move(id, "asked_at = now() - interval '20 days', expires_at = now() - interval '1 second'");
    expect(code(await approve(actors.authority, id))).toBe('privacy.export_expired');
  });

  test('shows the exact scope, the columns and their sensitivity, and no name of a student', async () => {
    const id = idOf(await ask());
    const { body, text } = await server.call({ as: actors.ministry, url: `/v1/exports/${id}` });
    expect(body).toMatchObject({ organisations: ['S.K001'], schoolYear: 2027, peopleCounted: 30, receiverKey });
    expect(body.columns[3]).toMatchObject({ name: 'birth_date', sensitivity: 'personal', example: '2015-03-09' });
    expect(text).not.toMatch(/Family\d/);
  });

  test('may be refused with a reason, and withdrawn by the asker alone', async () => {
    const id = idOf(await ask());
    expect(code(await post(actors.authority, `/v1/exports/${id}/withdrawal`))).toBe('privacy.export_not_yours');
    const refused = await post(actors.authority, `/v1/exports/${id}/refusal`, { note: 'Too many columns' });
    expect(refused.body).toMatchObject({
      state: 'refused',
      ended: { by: actors.authority.name, note: 'Too many columns' },
    });
    expect(code(await approve(actors.ministry, id))).toBe('privacy.export_not_waiting');
    const other = idOf(await ask());
    expect((await post(actors.registrar, `/v1/exports/${other}/withdrawal`)).body.state).toBe('withdrawn');
  });

  test('the database itself refuses one’s own approval, a third, and every move that is not in the table', async () => {
    const id = idOf(await ask());
    const own = database.write((tx) =>
      sql`insert into privacy.export_approval (export_id, place, approved_by, approved_by_name, approved_by_role, asked_by, approved_at)
          select export_id, 1, asked_by, '', '', asked_by, now() from privacy.export_request where export_id = ${id}`.execute(
        tx,
      ),
    );
    await expect(own).rejects.toThrow('export_approval_by_another');
    await expect(move(id, "state = 'fetched'")).rejects.toThrow('does not go from');
    await expect(move(id, "columns = '{guardian_names}'")).rejects.toThrow('never changes');
    await expect(move(id, "state = 'approved_once'")).resolves.toBeDefined();
    await expect(move(id, "state = 'approved'")).rejects.toThrow('two approvals');
    const { rows } = await sql<{
      move: string;
    }>`select from_state || ' ' || to_state as move from privacy.export_move`.execute(database.db);
    const ours = exportStates.flatMap((from) => exportMoves[from].map((to) => `${from} ${to}`));
    expect(rows.map((row) => row.move).sort()).toEqual(ours.sort());
  });
});

describe('making', () => {
  test('judges by what the asker may do at that moment', async () => {
    const id = await approved();
    await changeGrant("name = 'school_viewer'");
    expect([await makeExport(testServices(database), id), await stateOf(id)]).toEqual(['reach_lost', 'refused']);
    await changeGrant("name = 'school_registrar'");
  });

  test('refuses the whole when more rows have come than its limit', async () => {
    const limits = database.jurisdiction.parameter<Record<string, number>>('privacy.export_row_limits');
    const before = limits['school_registrar'] ?? 0;
    limits['school_registrar'] = 30;
    const id = await approved();
    limits['school_registrar'] = before;
    const [late] = await buildClass(database, { from: 41, count: 1, school: 'S.K001' });
    expect(await makeExport(testServices(database), id)).toBe('too_many_rows');
    await database.write((tx) =>
      sql`update enrolment.school_enrolment set deleted_at = now() where student_number = ${late}`.execute(tx),
    );
    const { body } = await server.call({ as: actors.registrar, url: `/v1/exports/${id}` });
    expect([body.state, body.file, body.ended.words.en]).toEqual([
      'refused',
      null,
      'It holds more rows than its limit: nothing was made',
    ]);
  });

  test('happens once, however often it is asked', async () => {
    const id = await approved();
    const became = await Promise.all([1, 2, 3].map(() => makeExport(testServices(database), id)));
    expect(became.sort()).toEqual(['made', 'not_waiting', 'not_waiting']);
  });

  test('is a read of every person in it, by the asker, for the purpose', async () => {
    const id = await made();
    const { rows } = await sql<{ people: number; purpose: string; account_id: string }>`
      select count(distinct r.student_number) as people, min(m.purpose) as purpose, min(l.account_id::text) as account_id
        from access.person_read r join access.ledger_manner m using (manner_id) join access.ledger_reader l using (reader_id)
       where m.door = 'export' and r.request_id = ${id}`.execute(database.db);
    expect(rows).toEqual([{ people: 30, purpose: 'operation', account_id: actors.registrar.accountId }]);
  });

  test('leaves protected students out for whoever lacks the right, and their export does not exist for others', async () => {
    const protectedOne =
      (
        await sql<{ n: string }>`select student_number as n from identity.student order by 1 limit 1`.execute(
          database.db,
        )
      ).rows[0]?.n ?? '';
    const protect = (on: boolean) =>
      database.write(async (tx) => {
        await sql`update identity.student set is_restricted = ${on} where student_number = ${protectedOne}`.execute(tx);
        await sql`update access.student_association set is_protected = ${on} where student_number = ${protectedOne}`.execute(
          tx,
        );
        if (on) await sql`insert into access.protected_student values (${protectedOne})`.execute(tx);
        else await sql`delete from access.protected_student`.execute(tx);
      });
    await protect(true);
    const open = await ask();
    const sealed = await ask({ purpose: 'legal', includesProtected: true }, actors.ministry);
    await protect(false);
    expect([open.body.peopleCounted, sealed.body.peopleCounted]).toEqual([29, 30]);
    expect((await server.call({ as: actors.ministryViewer, url: `/v1/exports/${idOf(sealed)}` })).status).toBe(404);
    expect((await server.call({ as: actors.secondOfficer, url: `/v1/exports/${idOf(sealed)}` })).status).toBe(200);
  });
});

describe('an export of protected students', () => {
  const open = async () =>
    (await post(actors.ministry, '/v1/sealed-openings', { reason: 'The court waits for the list' })).body.openingId;
  const close = (openingId: string) => post(actors.ministry, `/v1/sealed-openings/${openingId}/end`);
  const third = () => ({ ...actors.secondOfficer, accountId: actors.ministryViewer.accountId });
  const make = (id: string) => makeExport(testServices(database), id);
  const resume = (id: string, as = actors.ministry) => post(as, `/v1/exports/${id}/resumption`);
  async function approvedSealed(): Promise<string> {
    const id = idOf(await ask({ purpose: 'legal', includesProtected: true }, actors.ministry));
    for (const as of [actors.secondOfficer, third()]) expect(code(await approve(as, id))).toBeUndefined();
    return id;
  }
  const queued = async (id: string) => {
    const { rows } = await sql`select from graphile_worker.jobs where key = ${`make-export:${id}`}`.execute(
      database.db,
    );
    return rows.length;
  };

  test('pauses when the sealed register is closed to whoever asked, and goes on when they have it made', async () => {
    const openingId = await open();
    const id = await approvedSealed();
    await close(openingId);
    expect([await make(id), await make(id), await stateOf(id)]).toEqual(['paused', 'not_waiting', 'paused']);
    const { body } = await server.call({ as: actors.ministry, url: `/v1/exports/${id}` });
    expect(body.moves).toMatchObject({ resume: { may: true }, withdraw: { may: true }, fetch: { may: false } });
    expect(code(await resume(id, actors.secondOfficer))).toBe('privacy.export_not_yours');
    // Asked to go on while it is closed, it pauses again: nothing leaves by haste.
    expect([(await resume(id)).body.state, await make(id)]).toEqual(['approved', 'paused']);
    await open();
    expect((await resume(id)).body.state).toBe('approved');
    expect([await queued(id), await make(id), await stateOf(id)]).toEqual([1, 'made', 'made']);
    expect(code(await resume(id))).toBe('privacy.export_not_waiting');
  });

  test('that pauses still expires, and cannot be had made then', async () => {
    await close((await server.call({ as: actors.ministry, url: '/v1/sealed-openings' })).body.items[0].openingId);
    const openingId = await open();
    const id = await approvedSealed();
    await close(openingId);
    expect(await make(id)).toBe('paused');
    await move(id, "expires_at = asked_at + interval '1 millisecond'");
    expect(code(await resume(id))).toBe('privacy.export_expired');
    await database.write((tx, act) => expireExports(tx, act));
    expect([await stateOf(id), code(await resume(id))]).toEqual(['expired', 'privacy.export_not_waiting']);
  });
});

describe('an export of students whom another school still claims', () => {
  test('holds of each what the asker sees: the minimum alone', async () => {
    const numbers = await buildClass(database, { from: 71, count: 2, school: 'S.K002' });
    await database.write((tx) =>
      sql`update identity.student set gender = 'X', language_at_home = 'fra', preferred_given_name = 'Zed', middle_name = 'Anne'
           where student_number = any(${numbers}::text[])`.execute(tx),
    );
    const { jurisdiction } = database;
    const items = numbers.map((studentNumber) => buildEnrolmentItem({ studentNumber, grade: '9' }));
    await database.write((tx, act) =>
      buildEnrolments(tx, act, { items, rules: jurisdiction.ruleContext(act.today), organisation: 'S.K001' }),
    );
    const personal = ['middle_name', 'preferred_given_name', 'gender', 'language_at_home', 'phone'];
    const id = await made({ purpose: 'legal', grades: ['9'], columns: ['family_name', 'birth_date', ...personal] });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const text = Buffer.from(await decrypter.decrypt((await fetchFile(actors.registrar, id)).bytes)).toString();
    const lines = text.trim().split('\r\n').slice(1);
    const cells = lines.map((line) => line.split(',').slice(0, -1).join()).sort();
    expect(cells).toEqual(['Family71,Anne,,2015-03-09,,,', 'Family72,Anne,,2015-03-09,,,']);
  });
});

describe('an export with addresses', () => {
  test('holds the label of the one for post that holds today, whatever its form, and none that was taken back', async () => {
    const [number = ''] = await buildClass(database, { from: 81, count: 1, school: 'S.K001' });
    await database.write((tx) =>
      sql`insert into identity.address (student_number, address_id, kind, format, city, province, postal_code, country, site, rural_route,
                 effective_on, is_deleted, submitted_by, recorded_at)
          select ${number}, gen_random_uuid(), 'mailing', 'Mail-CA', 'Kestrel Bay', 'AB', 'T5A 0A1', 'CA', site, '8', day::date, site = '9', 'S.K001', now()
            from (values ('6', '2020-01-01'), ('9', '2021-01-01')) as w (site, day)`.execute(tx),
    );
    const id = await made({ purpose: 'legal', columns: ['family_name', 'mailing_label'] });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const text = Buffer.from(await decrypter.decrypt((await fetchFile(actors.registrar, id)).bytes)).toString();
    expect(text).toContain('Family81,"SITE 6\nRR 8\nKESTREL BAY AB  T5A 0A1"');
  });
});

describe('an export with guardians', () => {
  test('names those with rights today, and nobody who may not be told or whose rights have ended', async () => {
    const [number = ''] = await buildClass(database, { from: 82, count: 1, school: 'S.K001' });
    await database.write((tx) =>
      sql`with of_class as (
            insert into identity.guardian (student_number, guardian_id, relationship, family_name, given_name, lives_with, phone, expires_on, submitted_by, recorded_at)
            select ${number}, gen_random_uuid(), 'parent', 'Guardian', given, false, phone, ended::date, 'S.K001', now()
              from (values ('Told', '780-555-0101', null), ('Untold', '780-555-0102', null), ('Visiting', null, null), ('Past', null, '2020-01-01')) as w (given, phone, ended)
            returning guardian_id, given_name)
          insert into identity.guardian_limit (student_number, limit_id, guardian_id, kind, effective_on, order_type, submitted_by, recorded_at)
          select ${number}, gen_random_uuid(), guardian_id, kind, '2024-01-01', 'court_order', 'S.K001', now()
            from of_class join (values ('Untold', 'no_information'), ('Visiting', 'supervised')) as k (given_name, kind) using (given_name)`.execute(
        tx,
      ),
    );
    const id = await made({ purpose: 'legal', columns: ['family_name', 'guardian_names', 'guardian_phone'] });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const text = Buffer.from(await decrypter.decrypt((await fetchFile(actors.registrar, id)).bytes)).toString();
    const line = text.split('\r\n').find((it) => it.startsWith('Family82,')) ?? '';
    expect(['Told', 'Visiting', 'Untold', 'Past'].map((it) => line.includes(`${it} Guardian`))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([line.includes('0101'), line.includes('0102')]).toEqual([true, false]);
  });
});

describe('fetching', () => {
  test('hands the asker a file that the receiver alone can open', async () => {
    const id = await made();
    const fetched = await fetchFile(actors.registrar, id);
    expect(fetched.bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1/);
    expect(fetched.bytes.toString('latin1')).not.toContain('Family1');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(await decrypter.decrypt(fetched.bytes, 'text')).toContain('Family1');
    const stranger = new Decrypter();
    stranger.addIdentity(await generateIdentity());
    await expect(stranger.decrypt(fetched.bytes)).rejects.toThrow();
  });

  test('by another person is refused, the approvers included', async () => {
    const id = await made();
    expect(code(await fetchFile(actors.ministry, id))).toBe('privacy.export_not_yours');
    expect((await fetchFile(actors.otherRegistrar, id)).status).toBe(404);
    expect((await fetchFile(actors.ministryViewer, id)).status).toBe(403);
  });

  test('is counted, also when many fetch at once, and the bytes go with the last', async () => {
    const id = await made();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => fetchFile(actors.registrar, id)));
    expect(answers.map((it) => it.status).sort()).toEqual([200, 200, 200, 409, 409]);
    expect(code(await fetchFile(actors.registrar, id))).toBe('privacy.export_used_up');
    const { rows } = await sql`select from privacy.export_file where export_id = ${id}`.execute(database.db);
    expect(rows).toHaveLength(0);
    const acts = await sql`select from audit.act where kind = 'privacy.fetch-export' and reason is null`.execute(
      database.db,
    );
    expect(acts.rows.length).toBeGreaterThanOrEqual(3);
  });

  test('ends when the file expires', async () => {
    const id = await made();
    await move(id, "file_expires_at = now() - interval '1 second'");
    expect(code(await fetchFile(actors.registrar, id))).toBe('privacy.export_expired');
  });
});

test('nothing is made for somebody who has left meanwhile', async () => {
  const id = await approved();
  await changeGrant("revoked_at = now(), revoked_by = 'test', revoked_reason = 'left'");
  expect([await makeExport(testServices(database), id), await stateOf(id)]).toEqual(['asker_gone', 'refused']);
});
