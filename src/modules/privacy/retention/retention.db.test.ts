import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { holdings } from '#entrypoints/holdings.ts';
import { ageOn, dateParts } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildCorrection } from '#support/build-privacy.ts';
import { testDatabase } from '#support/database.ts';
import { outlineOf } from '#support/pdf.ts';
import { testServer, testServices } from '#support/server.ts';
import { RecordRequest } from '../requests/contract.ts';
import { addFile } from '../requests/service/files.ts';
import { moveRequest } from '../requests/service/moves.ts';
import { recordRequest } from '../requests/service/record.ts';
import { isGenuine, openCertificate } from './service/certificate.ts';
import { describeKeys } from './service/data-keys.ts';
import { findDue } from './service/due.ts';
import { executeDisposal } from './service/execute.ts';
import { approve, previewRecords, proposeKey, proposeRecords } from './service/propose.ts';

let actors: Actors;
let former: StudentNumber[];
let linked: StudentNumber;
let current: StudentNumber;
let heldOne: StudentNumber;

// The clock is run forward by passing days: everybody of the fixture was at school until 2026/2027.
const later = new Date('2040-01-15T12:00:00Z');
const laterDay = '2040-01-15';

const database = testDatabase(async ({ write, jurisdiction }) => {
  await write(async (tx, act) => {
    await buildOrganisations(tx);
    actors = await buildActors(tx);
    const queries = Array.from({ length: 7 }, () => buildQuery({ birthDate: '2009-02-01' }));
    const numbers = await buildStudents(tx, act, { queries, jurisdiction });
    former = numbers.slice(0, 4);
    [linked, current, heldOne] = numbers.slice(4) as [StudentNumber, StudentNumber, StudentNumber];
    await applyItems(tx, act, {
      items: numbers.flatMap((number, place) => [
        buildItem('addresses', number, { street: `${place} Vanishing Road` }),
        buildItem('phones', number),
        buildItem('guardians', number),
      ]),
      jurisdiction,
    });
    const rules = jurisdiction.ruleContext(act.today);
    const items = [...former, current, heldOne].map((studentNumber) =>
      buildEnrolmentItem({
        studentNumber,
        schoolYear: 2027,
        grade: '12',
        startOn: '2026-09-01',
        exitOn: '2027-06-28',
        exitType: 'completion',
      }),
    );
    await buildEnrolments(tx, act, { items, rules });
    // A second number of the last former student, who went on to school under it.
    await sql`insert into identity.identity_assertion (student_number, other_number, assertion_id, kind, reason, evidence, decided_by, decided_at)
      values (${former[3]}, ${linked}, gen_random_uuid(), 'same', 'one person', '{}', 'test', now())`.execute(tx);
    await sql`insert into access.person_number (student_number, person_number) values (${former[3]}, ${former[3]}), (${linked}, ${former[3]})
      on conflict (student_number) do update set person_number = excluded.person_number`.execute(tx);
    await sql`update enrolment.school_enrolment set exit_on = null, exit_type = null, school_year = 2041 where student_number = ${current}`.execute(
      tx,
    );
  });
});
const server = testServer(database);
const services = () => ({ ...testServices(database), holdings });
const colleague = (place: number): Actor => ({
  ...actors.ministry,
  accountId: `01990000-0000-7000-8000-0000000001${String(place).padStart(2, '0')}`,
  name: `Colleague ${place}`,
});
const act = <Result>(actor: Actor, work: Parameters<typeof perform<Result>>[2], at = later) =>
  perform(database.worker, { kind: 'test.retention', actor, at }, work);

async function dueNumbers(on: string, recordKind = 'contact'): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of findDue(database.worker, {
    jurisdiction: database.jurisdiction,
    holdings,
    today: on,
    recordKinds: [recordKind],
    batch: 3,
  }))
    found.push(...batch.map((it) => it.studentNumber));
  return found;
}

const propose = (recordKind = 'contact', dueBy = laterDay) =>
  act(actors.ministry, (tx, begun) =>
    proposeRecords(tx, begun, { services: services(), wish: { recordKind, dueBy, reason: 'Yearly disposal' } }),
  );
const approveBy = (disposalId: string, actor: Actor) =>
  act(actor, (tx, begun) => approve(tx, begun, { jurisdiction: database.jurisdiction, disposalId }));
async function approveBoth(disposalId: string): Promise<void> {
  await approveBy(disposalId, colleague(1));
  await approveBy(disposalId, colleague(2));
}
const execute = (disposalId: string, options: { batch?: number; signal?: AbortSignal } = {}) =>
  executeDisposal(services(), disposalId, { at: later, ...options });
const hold = (number: StudentNumber) =>
  server.call({
    as: actors.ministry,
    method: 'POST',
    url: '/v1/legal-holds',
    body: { scope: 'person', studentNumber: number, reason: 'Claim before the court', reviewOn: '2039-01-01' },
  });

async function holdsWord(source: string, word: string): Promise<number> {
  const { rows } = await database.pool.query(`select count(*)::integer as n from ${source} t where t::text ilike $1`, [
    `%${word}%`,
  ]);
  return rows[0].n;
}

describe('what is due', () => {
  test('is told on its day and not the day before, and never of somebody in school', async () => {
    expect(await dueNumbers('2034-08-31')).toEqual([]);
    const due = await dueNumbers('2034-09-01');
    expect(due).toEqual([...former, linked, heldOne].sort());
    expect(due).not.toContain(current);
  });

  test('of what the schedule keeps is nothing, whatever the day', async () => {
    expect(await dueNumbers('2199-01-01', 'identity')).toEqual([]);
    expect(await dueNumbers('2199-01-01', 'enrolment')).toEqual([]);
  });

  test('of a person with two numbers follows from all of them', async () => {
    await database.write((tx, begun) =>
      buildEnrolments(tx, begun, {
        items: [
          buildEnrolmentItem({
            studentNumber: linked,
            schoolYear: 2027,
            grade: '10',
            startOn: '2026-09-01',
            exitOn: '2027-06-28',
            exitType: 'completion',
          }),
        ],
        rules: database.jurisdiction.ruleContext(begun.today),
      }),
    );
    // Alone the second number would be due in 2036; the person ended grade 12 under the first.
    expect(await dueNumbers('2034-09-01')).toContain(linked);
  });

  test('stands on the student’s retention page with the rule that says so', async () => {
    const { body } = await server.call({ as: actors.ministry, url: `/v1/students/${former[0]}/retention` });
    const contact = body.kinds.find((it: { recordKind: string }) => it.recordKind === 'contact');
    expect(contact).toMatchObject({ disposalOn: '2034-09-01', rows: 2, isHeld: false, because: 'term' });
    expect(body.kinds.find((it: { recordKind: string }) => it.recordKind === 'identity')).toMatchObject({
      because: 'kept',
      disposalOn: null,
    });
    expect((await server.call({ as: actors.otherRegistrar, url: `/v1/students/${former[0]}/retention` })).status).toBe(
      404,
    );
  });
});

describe('a hold', () => {
  test('visibly stops the clock of what it covers, until it is lifted', async () => {
    const placed = await hold(heldOne);
    expect(placed.status).toBe(201);
    const { body } = await server.call({ as: actors.ministry, url: `/v1/students/${heldOne}/retention` });
    expect(body.kinds.find((it: { recordKind: string }) => it.recordKind === 'contact')).toMatchObject({
      isHeld: true,
      disposalOn: '2034-09-01',
    });
    const wish = { recordKind: 'contact', dueBy: laterDay };
    const preview = await previewRecords(database.worker, {
      jurisdiction: database.jurisdiction,
      holdings,
      today: laterDay,
      wish,
    });
    expect(preview).toMatchObject({ heldPeople: 1, people: 5 });
    expect(preview.due.map((it) => it.studentNumber)).not.toContain(heldOne);
  });

  test('needs its target, a reason and a day of review that is to come; nobody but the ministry places or sees one', async () => {
    const place = (body: Record<string, unknown>, as: Actor = actors.ministry) =>
      server.call({
        as,
        method: 'POST',
        url: '/v1/legal-holds',
        body: { reason: 'Claim', reviewOn: '2039-01-01', ...body },
      });
    expect((await place({ scope: 'person', organisation: 'S.K001' })).body.code).toBe('retention.hold_target_needed');
    expect((await place({ scope: 'organisation', organisation: 'S.K001', reviewOn: '2020-01-01' })).body.code).toBe(
      'retention.review_in_past',
    );
    expect((await place({ scope: 'record_kind', recordKind: 'toys' })).body.code).toBe('retention.kind_unknown');
    expect((await place({ scope: 'organisation', organisation: 'S.K001' }, actors.registrar)).status).toBe(403);
    expect((await server.call({ as: actors.registrar, url: '/v1/legal-holds' })).status).toBe(403);
  });
});

describe('a disposal', () => {
  test('is approved by two others than its proposer, each once, and by nobody without the right', async () => {
    const disposalId = await propose('guardian');
    await expect(approveBy(disposalId, actors.ministry)).rejects.toMatchObject({ code: 'retention.own_proposal' });
    await expect(
      approveBy(disposalId, { ...colleague(1), permissions: new Set(['privacy.decide']) }),
    ).rejects.toMatchObject({ code: 'retention.needs_right' });
    expect(await approveBy(disposalId, colleague(1))).toBe(false);
    await expect(approveBy(disposalId, colleague(1))).rejects.toMatchObject({ code: 'retention.approved_already' });
    expect(await execute(disposalId)).toBe('not_approved');
    await expect(propose('guardian')).rejects.toMatchObject({ code: 'retention.proposed_already' });
    const { body } = await server.call({ as: actors.ministry, url: `/v1/disposals/${disposalId}` });
    expect(body).toMatchObject({ state: 'proposed', mayApprove: false, people: { waiting: 5 } });
    expect(
      (await server.call({ as: actors.ministry, method: 'POST', url: `/v1/disposals/${disposalId}/withdrawal` }))
        .status,
    ).toBe(204);
    await expect(approveBy(disposalId, colleague(2))).rejects.toMatchObject({ code: 'retention.wrong_state' });
  });

  test('broken off after each batch goes on where it stood, as one act, and destroys each row once', async () => {
    const before = await holdsWord('audit.change', 'Vanishing Road');
    expect(before).toBeGreaterThan(6);
    const disposalId = await propose();
    await approveBoth(disposalId);
    // A hold that comes after the approval still counts.
    const [, spared] = former;
    await database.write((tx) =>
      sql`insert into privacy.legal_hold (hold_id, scope, student_number, reason, placed_by, placed_at, review_on)
      values (gen_random_uuid(), 'person', ${spared}, 'late', 'test', now(), '2041-01-01')`.execute(tx),
    );
    const abort = new AbortController();
    const once = database.worker;
    const counted = {
      ...services(),
      db: new Proxy(once, {
        get: (target, name) => (name === 'transaction' ? stopAfter(2) : Reflect.get(target, name)),
      }),
    };
    let taken = 0;
    function stopAfter(batches: number) {
      return () => {
        taken += 1;
        if (taken > batches) abort.abort();
        return once.transaction();
      };
    }
    expect(await executeDisposal(counted, disposalId, { at: later, batch: 1, signal: abort.signal })).toBe(
      'interrupted',
    );
    expect(await Promise.all([execute(disposalId, { batch: 1 }), execute(disposalId, { batch: 2 })])).toEqual([
      'executed',
      'executed',
    ]);

    for (const number of [former[0], linked])
      expect(
        (await sql`select from identity.address where student_number = ${number}`.execute(database.db)).rows,
      ).toEqual([]);
    for (const number of [spared, heldOne, current])
      expect(
        (await sql`select from identity.address where student_number = ${number}`.execute(database.db)).rows,
      ).toHaveLength(1);
    const { rows } = await sql<{ acts: number }>`select count(distinct act_id)::integer as acts from audit.change
      where operation = 'delete' and table_name = 'identity.address'`.execute(database.db);
    expect(rows[0]?.acts).toBe(1);
    const { body } = await server.call({ as: actors.ministry, url: `/v1/disposals/${disposalId}` });
    expect(body).toMatchObject({
      state: 'executed',
      people: { done: 4, kept: 1, waiting: 0 },
      keptBecause: { held: 1 },
      backupsUntil: '2040-02-19',
    });
  });

  test('leaves no plain copy in the record of changes, but who changed which row when', async () => {
    const { rows } = await sql<{ before: unknown; after: unknown; key: unknown; operation: string }>`
      select before, after, row_key as key, operation from audit.change where student_number = ${former[0]} and table_name = 'identity.address'
       order by change_id`.execute(database.db);
    expect(rows.map((it) => it.operation)).toEqual(['insert', 'delete']);
    for (const row of rows) expect(JSON.stringify(row)).not.toContain('Vanishing');
    expect(rows[0]?.after).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(rows[0]?.key).toHaveProperty('address_id');
    // Those who are kept keep their history.
    expect(await holdsWord('audit.change', 'Vanishing Road')).toBe(3);
  });

  test('ends with a signed certificate that names nothing of what was destroyed', async () => {
    const { body } = await server.call({ as: actors.ministry, url: '/v1/disposals' });
    const { disposalId } = body.items.find((it: { state: string }) => it.state === 'executed');
    const { signed, bytes } = await openCertificate(database.db, services(), disposalId);
    expect(isGenuine(signed)).toBe(true);
    const forged = { ...signed, certificate: { ...signed.certificate, people: 3 } };
    expect(isGenuine(forged)).toBe(false);
    expect(signed.certificate.tables).toEqual(
      [
        { table: 'identity.email', destroyed: expect.any(Number) },
        { table: 'identity.phone', destroyed: 4 },
        { table: 'identity.address', destroyed: 4 },
      ].filter((it) => it.table !== 'identity.email'),
    );
    expect(signed.certificate.approvedBy.map((it) => it.name)).toEqual(['Colleague 1', 'Colleague 2']);
    for (const word of ['Vanishing', ...former]) expect([word, bytes.toString().includes(word)]).toEqual([word, false]);
    const printed = await server.call({ as: actors.ministry, url: `/v1/disposals/${disposalId}/certificate.pdf` });
    expect(outlineOf(printed.bytes)).toContain('By whose decision');
    const given = await server.call({ as: actors.ministry, url: `/v1/disposals/${disposalId}/certificate` });
    expect(isGenuine(JSON.parse(given.text))).toBe(true);
  });

  test('of somebody who came back to school since is left undone', async () => {
    const disposalId = await propose('guardian');
    await approveBoth(disposalId);
    await database.write((tx) =>
      sql`update enrolment.school_enrolment set exit_on = null, exit_type = null, school_year = 2041 where student_number = ${former[0]}`.execute(
        tx,
      ),
    );
    await execute(disposalId);
    const left = await sql`select from identity.guardian where student_number = ${former[0]}`.execute(database.db);
    expect(left.rows).toHaveLength(1);
    const { body } = await server.call({ as: actors.ministry, url: `/v1/disposals/${disposalId}` });
    expect(body.keptBecause).toEqual({ not_due: 1 });
  });
});

describe('the record of changes', () => {
  test('is redacted under an approved disposal alone, and even then changes nothing but images', async () => {
    const call = (client: string) => database.pool.query(client);
    await expect(
      call(`begin; select set_config('matricula.redaction', 'x', true); update audit.change set act_id = 1; commit`),
    ).rejects.toThrow('written once');
    await call('rollback').catch(() => undefined);
    await expect(
      call(
        `begin; select set_config('matricula.redaction', 'x', true); update audit.change set before = '{}', after = '{}'; commit`,
      ),
    ).rejects.toThrow('written once');
    await call('rollback').catch(() => undefined);
    const redact = database.write((tx) =>
      sql`select audit.redact_disposed(gen_random_uuid(), 'identity.phone', array[${current}]::bpchar[], '\\x00'::bytea, false)`.execute(
        tx,
      ),
    );
    await expect(redact).rejects.toThrow('only an approved disposal');
    await expect(
      database.worker.transaction().execute((tx) => sql`update audit.change set before = null`.execute(tx)),
    ).rejects.toThrow('permission denied');
  });
});

describe('the destruction of a key', () => {
  const receivedOn = '2026-03-02';
  const closedOn = new Date('2026-05-04T12:00:00Z');

  test('makes everything that is sealed under it unreadable, in every table, file and backup, and leaves nothing to read in the history', async () => {
    const input = RecordRequest.parse(buildCorrection(heldOne, { receivedOn, askerName: 'Ludmila Sonderbar' }));
    const file = { bytes: Buffer.from('the Sonderbar lease'), name: 'sonderbar.txt', mediaType: 'text/plain' };
    const made = await act(
      actors.ministry,
      async (tx, begun) => {
        const requestId = await recordRequest(tx, begun, { services: services(), input });
        const { fileId } = await addFile(tx, begun, { services: services(), requestId, file });
        return { requestId, fileId };
      },
      closedOn,
    );
    const wish = { on: '2026-05-04', reasonCode: null, note: 'Sonderbar it stays', days: null, application: null };
    await act(
      actors.ministry,
      (tx, begun) =>
        moveRequest(tx, begun, {
          services: services(),
          requestId: made.requestId,
          version: '2',
          wish: { ...wish, move: 'refuse' },
        }),
      closedOn,
    );
    await act(
      actors.ministry,
      (tx, begun) =>
        moveRequest(tx, begun, {
          services: services(),
          requestId: made.requestId,
          version: '3',
          wish: { ...wish, note: 'I disagree, says Sonderbar', move: 'disagree' },
        }),
      closedOn,
    );

    const keyOf = async (on: string) =>
      (await describeKeys(database.worker, services(), on)).find(
        (it) => it.recordKind === 'privacy_request' && it.period === 2026,
      );
    expect(await keyOf('2029-05-03')).toMatchObject({ because: 'term', dueOn: '2029-05-04', files: 1 });
    expect(await keyOf('2029-05-04')).toMatchObject({ because: 'held' });
    await database.write((tx) =>
      sql`update privacy.legal_hold set lifted_at = now(), lifted_by = 'test', lift_reason = 'settled' where lifted_at is null`.execute(
        tx,
      ),
    );
    const key = await keyOf('2029-05-04');
    expect(key?.because).toBe('due');
    const keyId = key?.keyId ?? '';

    const disposalId = await act(actors.ministry, (tx, begun) =>
      proposeKey(tx, begun, { services: services(), wish: { keyId, reason: 'Term is over' } }),
    );
    await approveBoth(disposalId);
    const keyFile = join(services().config.dataFolder, 'keys', `${keyId}.key`);
    expect(existsSync(keyFile)).toBe(true);
    expect(await execute(disposalId)).toBe('executed');
    expect(await execute(disposalId)).toBe('executed');
    expect(existsSync(keyFile)).toBe(false);

    const { body } = await server.call({ as: actors.ministry, url: `/v1/privacy-requests/${made.requestId}` });
    expect(body).toMatchObject({
      areTextsDestroyed: true,
      askerName: null,
      wantedValue: null,
      decision: null,
      state: 'refused',
    });
    // The statement of disagreement stands as long as the value does, under a key of its own.
    expect(body.disagreement).toBe('I disagree, says Sonderbar');
    const gone = await server.call({
      as: actors.ministry,
      url: `/v1/privacy-requests/${made.requestId}/files/${made.fileId}`,
    });
    expect([gone.status, gone.body.code]).toEqual([409, 'privacy.key_destroyed']);
    expect(existsSync(services().files.pathOf(made.fileId))).toBe(false);
    for (const table of [
      'privacy.request',
      'privacy.request_event',
      'privacy.request_file',
      'privacy.data_key',
      'audit.change',
      'audit.act',
    ])
      expect([table, await holdsWord(table, 'sonderbar')]).toEqual([table, 0]);
    const { signed } = await openCertificate(database.db, services(), disposalId);
    expect([signed.certificate.keyId, isGenuine(signed)]).toEqual([keyId, true]);
    expect(signed.certificate.tables.map((it) => it.table)).toEqual(['privacy.request', 'privacy.request_file']);
  });

  test('is refused while a request under it is open, and for kinds that the schedule keeps', async () => {
    await act(actors.ministry, (tx, begun) =>
      recordRequest(tx, begun, {
        services: services(),
        input: RecordRequest.parse(buildCorrection(heldOne, { receivedOn: '2026-03-02' })),
      }),
    );
    const keys = await describeKeys(database.worker, services(), laterDay);
    const open = keys.find((it) => it.because === 'open');
    const kept = keys.find((it) => it.recordKind === 'disagreement');
    for (const key of [open, kept])
      await expect(
        act(actors.ministry, (tx, begun) =>
          proposeKey(tx, begun, { services: services(), wish: { keyId: key?.keyId ?? '', reason: 'now' } }),
        ),
      ).rejects.toMatchObject({ code: 'retention.key_not_due' });
  });
});

test('the fixture is of its days: nobody of it is a child any more on the day of disposal', () => {
  expect(ageOn('2009-02-01', laterDay)).toBe(30);
  expect(dateParts(laterDay).year).toBe(2040);
});
