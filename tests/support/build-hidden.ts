import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import { raiseAlarm } from '#modules/access/index.ts';
import { systemActor } from '#platform/actor.ts';
import { buildEnrolmentItem, buildEnrolments } from './build-enrolment.ts';
import { buildSubmission } from './build-exchange.ts';
import { buildExport } from './build-exports.ts';
import { applyItems, buildItem, buildObjectGuid, buildQuery, buildStudents } from './build-identity.ts';
import { buildHiddenDisposal, buildHiddenRequest } from './build-privacy.ts';
import { buildFindings, buildFired } from './build-validation.ts';
import type { TestDatabase } from './database.ts';
import { buildMachine, type Machine } from './machines.ts';

/**
 * Places in addresses whose things everybody with the permission may see (organisations, their imports, rules, what SCIM tells of itself): something that is not S.K001's own,
 * and a key of the same form that was never given. Should a route refuse the first, it must do so in the words for the second.
 */
export const openThings: ReadonlyMap<string, { existing: string; never: string }> = new Map([
  ['code', { existing: 'S.K002', never: 'S.ZZZZ' }],
  ['resourceType', { existing: 'User', never: 'Group' }],
  ['schemaUrn', { existing: 'urn:ietf:params:scim:schemas:core:2.0:User', never: 'urn:none' }],
  ['countId', { existing: '0199ffff-0000-7000-8000-000000000003', never: '0199ffff-0000-7000-8000-000000000000' }],
  ['importId', { existing: '0199ffff-0000-7000-8000-000000000001', never: '0199ffff-0000-7000-8000-000000000000' }],
]);

/**
 * For each place in an address (`/v1/findings/:findingId`), something that exists and that the school S.K001 may not see, and a key of the
 * same form that was never given. A module whose routes have a new kind of place adds it here; places that stand
 * together in one address must hide the same thing.
 */
export async function buildHiddenThings(
  database: TestDatabase,
): Promise<Map<string, { existing: string; never: string }>> {
  const student = await hiddenStudent(database);
  const machine = await hiddenMachine(database);
  const request = await buildHiddenRequest(database, student);
  return new Map([
    ['number', { existing: student, never: '000000000' }],
    ['id', { existing: await hiddenEnrolment(database, student), never: '0199ffff-0000-7000-8000-000000000000' }],
    // Decided by the ministry alone, from whom none is hidden.
    ['taskId', { existing: buildObjectGuid(), never: '0199ffff-0000-7000-8000-000000000000' }],
    [
      'submissionId',
      { existing: await buildSubmission(database.db, 'S.K003'), never: '0199ffff-0000-7000-8000-000000000000' },
    ],
    [
      'otherId',
      { existing: await buildSubmission(database.db, 'S.K003'), never: '0199ffff-0000-7000-8000-000000000000' },
    ],
    ['clientId', { existing: machine.clientId, never: '0199ffff-0000-7000-8000-000000000000' }],
    ['keyId', { existing: machine.keyId, never: machine.keyId }],
    ['sessionId', { existing: await hiddenSession(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['provider', { existing: 'ministry', never: 'nowhere' }],
    ['passkeyId', { existing: await hiddenPasskey(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['ordinal', { existing: '1', never: '1' }],
    ['requestId', { existing: request.requestId, never: '0199ffff-0000-7000-8000-000000000000' }],
    ['disposalId', { existing: await buildHiddenDisposal(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    // For the ministry alone.
    ['holdId', { existing: buildObjectGuid(), never: '0199ffff-0000-7000-8000-000000000000' }],
    // With the hidden student.
    ['consentId', { existing: buildObjectGuid(), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['fileId', { existing: request.fileId, never: '0199ffff-0000-7000-8000-000000000000' }],
    ['readId', { existing: '1', never: '1' }],
    ['findingId', { existing: await hiddenFinding(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['alarmId', { existing: await hiddenAlarm(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['moveId', { existing: await hiddenMove(database), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['exportId', { existing: await buildExport(database.db), never: '0199ffff-0000-7000-8000-000000000000' }],
    ['openingId', { existing: buildObjectGuid(), never: '0199ffff-0000-7000-8000-000000000000' }],
    // For authorities and the ministry alone.
    ...(await hiddenPeople(database)),
    ['exceptionId', { existing: buildObjectGuid(), never: '0199ffff-0000-7000-8000-000000000000' }],
  ]);
}

/** A move between two schools of which S.K001 is neither. */
async function hiddenMove(database: TestDatabase): Promise<string> {
  const moveId = buildObjectGuid();
  await database.write((tx) =>
    sql`insert into access.student_move values ('900000002', ${moveId}, 'S.K002', 'S.K003', '2026-11-01', now(), '2026-12-01', 'open', null)`.execute(
      tx,
    ),
  );
  return moveId;
}

async function hiddenAlarm(database: TestDatabase): Promise<string> {
  const alarm = { kind: 'budget_spent' as const, organisation: 'S.K003', details: { name: 'Somebody', people: 1 } };
  await database.write((tx, act) => raiseAlarm(tx, act, alarm));
  const { rows } = await sql<{ alarm_id: string }>`select alarm_id from access.alarm`.execute(database.db);
  return rows[0]?.alarm_id ?? '';
}

/** A machine of the authority, of which its schools know nothing. */
function hiddenMachine(database: TestDatabase): Promise<Machine> {
  return buildMachine(database, systemActor('test', 'A.K001' as OrganisationCode), { scopes: ['reference.read'] });
}

/** A session and a passkey of somebody else. */
async function hiddenSession({ db }: TestDatabase): Promise<string> {
  const { rows } = await sql<{ session_id: string }>`
    insert into access.session (token_sha256, account_id, created_at, last_seen_at, idle_seconds, expires_at, user_agent)
    select ${'0'.repeat(64)}, account_id, now(), now(), 3600, now() + interval '1 hour', 'test' from access.account order by account_id limit 1
    returning session_id`.execute(db);
  return rows[0]?.session_id ?? '';
}

async function hiddenPasskey({ write }: TestDatabase): Promise<string> {
  const passkeyId = '0199ffff-0000-7000-8000-000000000002';
  await write((tx) =>
    sql`insert into access.passkey (passkey_id, account_id, credential_id, public_key, counter, transports, name, is_synced, created_at)
        select ${passkeyId}, account_id, 'hidden', '', 0, '{}', 'hidden', false, now() from access.account order by account_id limit 1`.execute(
      tx,
    ),
  );
  return passkeyId;
}

async function hiddenFinding(database: TestDatabase): Promise<string> {
  const fired = [buildFired({ organisation: 'S.K002' as OrganisationCode })];
  await database.write((tx, act) => buildFindings(tx, act, { studentNumber: '900000001', fired }));
  const { rows } = await sql<{ finding_id: string }>`select finding_id from validation.finding`.execute(database.db);
  return rows[0]?.finding_id ?? '';
}

/** A protected student of another school. */
async function hiddenStudent({ write, jurisdiction }: TestDatabase): Promise<string> {
  const queries = [buildQuery({ organisation: 'S.K003' })];
  return write(async (tx, act) => {
    const [number] = await buildStudents(tx, act, { queries, jurisdiction });
    if (!number) throw new Error('no student was made');
    await applyItems(tx, act, { items: [buildItem('restrictions', number)], jurisdiction });
    return number;
  });
}

/** An enrolment of the hidden student, at the school where the student is. */
async function hiddenEnrolment({ write, jurisdiction }: TestDatabase, studentNumber: string): Promise<string> {
  const item = buildEnrolmentItem({ studentNumber, schoolCode: 'S.K003' });
  await write((tx, act) =>
    buildEnrolments(tx, act, { items: [item], rules: jurisdiction.ruleContext(act.today), organisation: 'S.K003' }),
  );
  return item.enrolmentId;
}

/** A registrar of S.K002, what she holds, and a review and an access of support there. */
async function hiddenPeople(database: TestDatabase): Promise<[string, { existing: string; never: string }][]> {
  const never = '0199ffff-0000-7000-8000-000000000000';
  const accountId = '01990000-0000-7000-8000-000000000005';
  const other = '0199ffff-0000-7000-8000-000000000003';
  await database.write(async (tx) => {
    await sql`insert into access.access_review (review_id, organisation_code, started_at, started_by, due_on)
      values (${other}, 'S.K002', now(), 'hidden', current_date + 30)`.execute(tx);
    await sql`insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, is_support, created_at)
      values (${other}, 'hidden.support', 'hidden', 'O.1', 'en', false, true, now())`.execute(tx);
    await sql`insert into access.support_access (support_access_id, account_id, organisation_code, organisation_kind, scope, purpose, opened_at, opened_by, expires_at)
      values (${other}, ${other}, 'S.K002', 'school', 'read', 'hidden', now(), 'hidden', now() + interval '1 hour')`.execute(
      tx,
    );
  });
  return [
    ['accountId', { existing: accountId, never }],
    ['grantId', { existing: accountId, never }],
    ['reviewId', { existing: other, never }],
    ['supportId', { existing: other, never }],
  ];
}
