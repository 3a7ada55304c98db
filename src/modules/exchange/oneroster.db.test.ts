import { expect, test } from 'vitest';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildOneRoster, buildUser, joinUsers, type OneRosterRows } from '#support/build-oneroster.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
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

/** What stands on the register, without the ledgers of what was asked. */
const register = async () => {
  const digests = await digestRegister(database.db);
  return [digests['enrolment.school_enrolment'], digests['identity.student'], digests['audit.change']];
};

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

const refusalOf = async (content: Promise<Buffer>) => {
  const { state, refusal, rows } = await submit(await content, { as: actors.registrar });
  expect(state).toBe('refused');
  expect(rows.total).toBe(0);
  return [refusal.code.replace('exchange.', ''), refusal.file, refusal.row, refusal.field];
};

test('the same file again changes nothing, whatever its identifiers look like', async () => {
  const guid = '7d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c21';
  const rows = joinUsers(buildUser(), buildUser({ user: { sourcedId: guid }, role: { userSourcedId: guid } }));
  const content = await buildOneRoster(rows);
  const first = await submit(content, { as: actors.registrar });
  expect(first.students.new).toBe(2);
  const before = await register();
  const second = await submit(content, { as: actors.registrar });
  expect(second.rows).toMatchObject({ total: 8, unchanged: 8 });
  expect(second.repeats).not.toBeNull();
  expect(await register()).toEqual(before);
});

test('a rehearsal gives the fates of the real run and changes nothing', async () => {
  const rows = joinUsers(buildUser(), buildUser({ demographics: { birthDate: '2099-01-01' } }));
  const before = await digestRegister(database.db);
  const rehearsed = await send(rows, { rehearse: true });
  expect(await digestRegister(database.db)).toEqual(before);
  const real = await send(rows);
  expect(fatesOf(real.items)).toEqual(fatesOf(rehearsed.items));
  expect(ofFile(real.items, 'users', 'demographics', 'roles').map(([, fate]) => fate)).toEqual([
    'added',
    'refused',
    'added',
    'refused',
    'added',
    'refused',
  ]);
});

test('what the register does not hold is named in its row and in its file, and nothing of it is read', async () => {
  const student = buildUser({ user: { email: 'zu@example.org', password: 'secret-of-zu', 'metadata.bus': '12' } });
  const teacher = buildUser({ role: { role: 'teacher' } });
  const sent = await send(
    joinUsers(student, teacher, {
      courses: [{ sourcedId: 'c1', title: 'Maths' }],
      enrollments: [{ sourcedId: 'e1', userSourcedId: student.id, classSourcedId: 'k1', role: 'student' }],
    }),
  );
  expect(ofFile(sent.items, 'users', 'demographics', 'roles', 'courses', 'enrollments')).toEqual([
    ['users 2', 'added'],
    ['users 3', 'unchanged', 'not_a_student'],
    ['demographics 2', 'added'],
    ['demographics 3', 'unchanged', 'not_a_student'],
    ['roles 2', 'added'],
    ['roles 3', 'unchanged', 'not_a_student'],
    ['courses 2', 'unchanged', 'not_held'],
    ['enrollments 2', 'unchanged', 'not_held'],
  ]);
  const told = sent.remarks.map(
    (it: { code: string; file: string; message: { en: string } }) => `${it.file}: ${it.message.en}`,
  );
  expect(told).toEqual(
    expect.arrayContaining([
      'users: Not read, for the register does not hold it: enabledUser, username, email, metadata.bus',
      'users: Neither read nor kept: password',
      'courses: The register does not hold this: its 1 rows were not read',
    ]),
  );
  expect(JSON.stringify(sent.items)).not.toContain('secret-of-zu');
  expect(sent.students).toEqual({ new: 1, matched: 0, held: 0, refused: 0 });
});

test('extension columns that the jurisdiction reads say what OneRoster lacks', async () => {
  const student = buildUser({
    role: { endDate: '2027-01-29', 'metadata.exitType': 'completion', 'metadata.programmingTimeframe': 'evening' },
  });
  const sent = await send(student);
  const number = sent.items.find((it: SubmissionItem) => it.file === 'users')?.studentNumber;
  const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/enrolments` });
  expect(body.items[0]).toMatchObject({
    schoolCode: 'S.K001',
    schoolYear: 2027,
    grade: '6',
    startOn: '2026-09-01',
    exitOn: '2027-01-29',
    exitType: 'completion',
    programmingTimeframe: 'evening',
  });
});

test('a row that states nothing sound is refused with its reason, and its followers with it', async () => {
  const rows = joinUsers(
    { ...buildUser(), demographics: [] },
    { ...buildUser(), roles: [] },
    {
      roles: [
        { sourcedId: 'lost', userSourcedId: 'nobody', roleType: 'primary', role: 'student', orgSourcedId: 'org-1' },
      ],
    },
    buildUser({ user: { grades: '6' } }),
    buildUser({ user: { grades: '06,07' } }),
    buildUser({ user: { grades: '' } }),
    buildUser({ demographics: { sex: 'woman' } }),
    buildUser({ role: { role: 'pupil' } }),
    buildUser({ role: { orgSourcedId: 'org-9' } }),
    buildUser({ role: { beginDate: '2026-09-01', endDate: '2026-08-30' } }),
    buildUser({ role: { beginDate: '2024-09-01', endDate: '2025-06-27' } }),
    buildUser({ user: { givenName: '', familyName: '' } }),
  );
  const { items } = await send(rows);
  const refused = items.filter((it: SubmissionItem) => it.fate === 'refused');
  expect(fatesOf(refused)).toEqual([
    ['users 2', 'refused', 'user_without_demographics'],
    ['users 3', 'refused', 'user_without_role'],
    ['users 7', 'refused', 'user_without_demographics'],
    ['users 8', 'refused', 'user_without_role'],
    ['users 12', 'refused', 'name_missing familyName'],
    ['demographics 2', 'refused', 'user_without_role'],
    ['demographics 6', 'refused', 'value_not_allowed sex'],
    ['demographics 7', 'refused', 'user_without_role'],
    ['demographics 11', 'refused', 'user_refused'],
    ['roles 2', 'refused', 'user_refused'],
    ['roles 3', 'refused', 'user_unknown'],
    ['roles 4', 'refused', 'oneroster_code_unknown metadata.grade'],
    ['roles 5', 'refused', 'grades_many metadata.grade'],
    ['roles 6', 'refused', 'grade_missing metadata.grade'],
    ['roles 7', 'refused', 'user_refused'],
    ['roles 8', 'refused', 'value_not_allowed role'],
    ['roles 9', 'refused', 'org_unknown orgSourcedId'],
    ['roles 10', 'refused', 'role_ends_before endDate'],
    ['roles 11', 'refused', 'role_of_another_year beginDate'],
    ['roles 12', 'refused', 'user_refused'],
  ]);
});

test('a sourcedId that stands twice is refused in every row that has it', async () => {
  const [one, two] = [buildUser(), buildUser({ user: { sourcedId: 'twice' } })];
  const { items } = await send(joinUsers(one, two, { users: two.users ?? [] }));
  expect(ofFile(items, 'users')).toEqual([
    ['users 2', 'added'],
    ['users 3', 'refused', 'duplicate_sourced_id sourcedId'],
    ['users 4', 'refused', 'duplicate_sourced_id sourcedId'],
  ]);
});

test('two primary roles at one school at once are both refused; one after the other they are two enrolments', async () => {
  const role = (id: string, user: string, dates: object) => ({
    sourcedId: id,
    userSourcedId: user,
    roleType: 'primary',
    role: 'student',
    orgSourcedId: 'org-1',
    ...dates,
  });
  const [both, after] = [buildUser(), buildUser()];
  const { items } = await send(
    joinUsers(
      {
        ...both,
        roles: [role('b1', both.id, { beginDate: '2026-09-01' }), role('b2', both.id, { beginDate: '2026-10-01' })],
      },
      {
        ...after,
        roles: [
          role('a1', after.id, { beginDate: '2026-09-01', endDate: '2026-09-20' }),
          role('a2', after.id, { beginDate: '2026-10-01' }),
        ],
      },
    ),
  );
  expect(ofFile(items, 'roles')).toEqual([
    ['roles 2', 'refused', 'two_primary_roles roleType'],
    ['roles 3', 'refused', 'two_primary_roles roleType'],
    ['roles 4', 'added'],
    ['roles 5', 'added'],
  ]);
});

test('a school of another authority, and an organisation that nobody knows, are refused by name', async () => {
  const student = buildUser({ role: { orgSourcedId: 'org-2' } });
  const { items } = await send(
    joinUsers(student, {
      orgs: [
        { sourcedId: 'org-2', name: 'Elsewhere', type: 'school', identifier: 'S.K003' },
        { sourcedId: 'org-3', name: 'Nowhere', type: 'school', identifier: 'S.Z999' },
        { sourcedId: 'org-4', name: 'Kitchen', type: 'department' },
      ],
    }),
  );
  expect(ofFile(items, 'orgs', 'roles')).toEqual([
    ['orgs 2', 'unchanged'],
    ['orgs 3', 'unchanged'],
    ['orgs 4', 'refused', 'org_unknown identifier'],
    ['orgs 5', 'unchanged', 'read_for_others'],
    ['roles 2', 'refused', 'other_school orgSourcedId'],
  ]);
});

test('a role that goes on from year to year is an enrolment of each year', async () => {
  const student = buildUser({ role: { sourcedId: 'for-years', beginDate: '2025-09-01' } });
  const sent = await send(student);
  const number = sent.items.find((it: SubmissionItem) => it.file === 'users')?.studentNumber;
  const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/enrolments` });
  expect(body.items).toMatchObject([{ schoolYear: 2027, startOn: '2026-08-25', exitOn: null }]);
});

test('a manifest that contradicts the zip, or is of another version, refuses the file by the property', async () => {
  const rows = buildUser();
  const bulk = (manifest: Record<string, string | null>) => refusalOf(buildOneRoster(rows, { manifest }));
  expect(await bulk({ 'file.classes': 'bulk' })).toEqual(['oneroster_file_missing', 'manifest', 10, 'file.classes']);
  expect(await bulk({ 'file.users': 'absent' })).toEqual(['oneroster_file_not_declared', 'manifest', 6, 'file.users']);
  expect(await bulk({ 'file.users': null })).toEqual(['oneroster_file_not_declared', 'manifest', null, 'file.users']);
  expect(await bulk({ 'file.users': 'replace' })).toEqual(['oneroster_mode', 'manifest', 6, 'file.users']);
  expect(await bulk({ 'oneroster.version': '1.1' })).toEqual(['oneroster_version', 'manifest', 3, 'oneroster.version']);
  expect(await bulk({ 'oneroster.version': null })).toEqual([
    'oneroster_version',
    'manifest',
    null,
    'oneroster.version',
  ]);
  expect(await bulk({ 'file.pupils': 'bulk' })).toEqual(['oneroster_property_unknown', 'manifest', 10, 'file.pupils']);
});

test('unknown files and columns, encodings that cannot be told and damaged zips are refused as in our own layout', async () => {
  const rows = buildUser();
  const users = (text: string | Buffer) => refusalOf(buildOneRoster(rows, { texts: { users: text } }));
  expect(await users('sourcedId,given_name\nu,Zu\n')).toEqual(['column_unknown', 'users', 1, 'given_name']);
  expect(await users('givenName\nZu\n')).toEqual(['column_missing', 'users', 1, 'sourcedId']);
  expect(await users('sourcedId,SOURCEDID\nu,u\n')).toEqual(['column_twice', 'users', 1, 'sourcedId']);
  expect(await users(Buffer.from('sourcedId,givenName\nu,\xe9\xc3\xa9\n', 'latin1'))).toEqual([
    'encoding_mixed',
    'users',
    2,
    null,
  ]);
  const { zipOf } = await import('#support/build-exchange.ts');
  const { oneRosterParts } = await import('#support/build-oneroster.ts');
  const parts = oneRosterParts(rows);
  expect(await refusalOf(zipOf([...parts, { name: 'students.csv', content: 'x' }]))).toEqual([
    'zip_file_unknown',
    null,
    null,
    null,
  ]);
  const whole = await zipOf(parts);
  expect((await refusalOf(Promise.resolve(whole.subarray(0, whole.length - 40))))[0]).toBe('zip_malformed');
  const latin = await send(rows, {
    texts: { users: Buffer.from(`sourcedId,givenName,familyName,grades\n${rows.id},Z\xe9,Qa,06\n`, 'latin1') },
  });
  expect(latin.items.find((it: SubmissionItem) => it.file === 'users')).toMatchObject({
    fate: 'added',
    fields: { givenName: 'Zé' },
  });
});

test('a delta says only what changed: the rest is as the earlier files left it', async () => {
  const student = buildUser();
  await send(student);
  const [user = {}] = student.users ?? [];
  const [role = {}] = student.roles ?? [];
  const grade = await send({ users: [{ ...user, grades: '07' }] }, { mode: 'delta' });
  expect(fatesOf(grade.items)).toEqual([['users 2', 'changed']]);
  const born = await send({ demographics: student.demographics ?? [] }, { mode: 'delta' });
  expect(fatesOf(born.items)).toEqual([['demographics 2', 'unchanged']]);
  const left = await send({ roles: [{ ...role, endDate: '2026-10-30' }] }, { mode: 'delta' });
  expect(fatesOf(left.items)).toEqual([['roles 2', 'changed']]);
  const number = left.items[0]?.studentNumber;
  const { body } = await server.call({ as: actors.registrar, url: `/v1/students/${number}/enrolments` });
  expect(body.items).toMatchObject([{ grade: '7', exitOn: '2026-10-30', exitType: 'withdrawal' }]);
});

test('a delta takes a role back, and deletes no student', async () => {
  const student = buildUser();
  await send(student);
  const [user = {}] = student.users ?? [];
  const [role = {}] = student.roles ?? [];
  const gone = { status: 'tobedeleted' };
  const back = await send({ users: [{ ...user, ...gone }], roles: [{ ...role, ...gone }] }, { mode: 'delta' });
  expect(fatesOf(back.items)).toEqual([
    ['users 2', 'unchanged', 'never_deleted'],
    ['roles 2', 'changed'],
  ]);
  const never = await send({ roles: [{ ...role, ...gone, sourcedId: 'never-sent' }] }, { mode: 'delta' });
  expect(fatesOf(never.items)).toEqual([['roles 2', 'unchanged', 'nothing_to_take_back']]);
});

test('a delta row without its mark or its moment is refused, and so is a role of somebody nobody named', async () => {
  const student = buildUser();
  const [role = {}] = student.roles ?? [];
  const { items } = await send(
    {
      users: [{ sourcedId: 'x1', givenName: 'Zu', dateLastModified: '' }],
      roles: [
        { ...role, status: '' },
        { ...role, sourcedId: 'r9' },
      ],
    },
    { mode: 'delta' },
  );
  expect(fatesOf(items)).toEqual([
    ['users 2', 'refused', 'field_missing dateLastModified'],
    ['roles 2', 'refused', 'field_missing status'],
    ['roles 3', 'refused', 'user_unknown'],
  ]);
  const header = 'sourcedId,givenName\nx1,Zu\n';
  expect(await refusalOf(buildOneRoster({ users: [{}] }, { mode: 'delta', texts: { users: header } }))).toEqual([
    'column_missing',
    'users',
    1,
    'status',
  ]);
});

test('what a bulk file no longer mentions is said, and nothing is ended or deleted for it', async () => {
  const [stays, leaves] = [buildUser(), buildUser()];
  await send(joinUsers(stays, leaves));
  const before = await register();
  const { remarks } = await send(stays);
  expect(await register()).toEqual(before);
  const gone = remarks.filter((it: { code: string }) => it.code === 'exchange.no_longer_mentioned');
  expect(gone.map((it: { file: string }) => it.file)).toEqual(['users', 'roles']);
  expect(gone[0].message.en).toContain(leaves.id);
  const late = await send(joinUsers(stays, { users: [{ ...leaves.users?.[0], status: 'tobedeleted' }] }));
  expect(ofFile(late.items, 'users')).toEqual([
    ['users 2', 'unchanged'],
    ['users 3', 'refused', 'deleted_in_bulk status'],
  ]);
});

test('a refused row is mended in place, and its followers follow', async () => {
  const student = buildUser({ user: { givenName: '', familyName: '' } });
  const sent = await send(student);
  const row = sent.items.find((it: SubmissionItem) => it.file === 'users');
  const { body } = await server.call({
    as: actors.registrar,
    method: 'POST',
    url: `/v1/submissions/${sent.submissionId}/items/${row?.ordinal}/resubmit`,
    body: { fields: { ...row?.fields, familyName: 'Qamended', givenName: 'Zumended' } },
  });
  expect(body.item).toMatchObject({ fate: 'added', isNewNumber: true });
  expect(fatesOf(body.changed)).toEqual([
    ['users 2', 'added'],
    ['demographics 2', 'added'],
    ['roles 2', 'added'],
  ]);
});

test('a role whose grade nobody understands is mended with the grade of its own', async () => {
  const sent = await send(buildUser({ user: { grades: '6' } }));
  const role = sent.items.find((it: SubmissionItem) => it.file === 'roles');
  expect(role?.fate).toBe('refused');
  const { body } = await server.call({
    as: actors.registrar,
    method: 'POST',
    url: `/v1/submissions/${sent.submissionId}/items/${role?.ordinal}/resubmit`,
    body: { fields: { ...role?.fields, 'metadata.grade': '6' } },
  });
  expect(body.item).toMatchObject({ file: 'roles', fate: 'added' });
});

test('rows of a student in doubt wait for a person, all of them and with one task', async () => {
  const known = buildUser();
  await send(known);
  const [user = {}] = known.users ?? [];
  const [demographics = {}] = known.demographics ?? [];
  const { familyName = '', givenName = '' } = user;
  const { birthDate = '' } = demographics;
  const twice = await send(buildUser({ user: { familyName, givenName }, demographics: { birthDate } }));
  expect(ofFile(twice.items, 'users', 'demographics', 'roles')).toEqual([
    ['users 2', 'held', 'held_for_person'],
    ['demographics 2', 'held', 'held_for_person'],
    ['roles 2', 'held', 'held_for_person'],
  ]);
  expect(twice.students).toMatchObject({ new: 0, held: 1 });
});
