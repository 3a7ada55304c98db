import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildEnrolmentItem, buildEnrolments } from '#support/build-enrolment.ts';
import { applyItems, buildItem, buildObjectGuid, buildQuery, buildStudents } from '#support/build-identity.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { buildCorrection, buildRequest, ifMatch } from '#support/build-privacy.ts';
import { testDatabase } from '#support/database.ts';
import { outlineOf } from '#support/pdf.ts';
import { type Called, testServer } from '#support/server.ts';

let actors: Actors;
let student: StudentNumber;
let linked: StudentNumber;
let stranger: StudentNumber;
let protectedStudent: StudentNumber;

const database = testDatabase(async ({ write, jurisdiction }) => {
  await write(async (tx, act) => {
    await buildOrganisations(tx);
    actors = await buildActors(tx);
    const names = [
      { familyName: 'Tremblay', givenName: 'Zoé' },
      { familyName: 'Tremblay-Roy', givenName: 'Zoé' },
      { familyName: 'Fremder', givenName: 'Otto' },
      { familyName: 'Versteckt', givenName: 'Mara' },
    ];
    const numbers = await buildStudents(tx, act, { queries: names.map((name) => buildQuery(name)), jurisdiction });
    [student, linked, stranger, protectedStudent] = numbers as [
      StudentNumber,
      StudentNumber,
      StudentNumber,
      StudentNumber,
    ];
    await applyItems(tx, act, {
      items: [
        buildItem('addresses', student, { street: '12 First Avenue' }),
        buildItem('addresses', linked, { street: '99 Linked Lane' }),
        buildItem('addresses', stranger, { street: '1 Stranger Street' }),
        buildItem('guardians', student, { familyName: 'Roy', givenName: 'Anne', phone: '7805559999' }),
        buildItem('addresses', protectedStudent, { street: '7 Hidden Way' }),
        buildItem('restrictions', protectedStudent, { details: 'The father must not learn' }),
      ],
      jurisdiction,
    });
    await buildEnrolments(tx, act, {
      items: numbers.map((studentNumber) => buildEnrolmentItem({ studentNumber })),
      rules: jurisdiction.ruleContext(act.today),
    });
    await sql`insert into identity.identity_assertion (student_number, other_number, assertion_id, kind, reason, evidence, decided_by, decided_at)
      values (${student}, ${linked}, gen_random_uuid(), 'same', 'one person', '{}', 'test', now()),
             (${student}, ${stranger}, gen_random_uuid(), 'not_same', 'Otto is another', '{}', 'test', now())`.execute(
      tx,
    );
    await sql`insert into identity.match_decision (decision_id, decided_at, organisation_code, query_digest, outcome, method, student_number, candidates, model_version)
      values (gen_random_uuid(), now(), 'S.K001', 'x', 'assigned', 'exact', ${student},
              ${JSON.stringify([
                { studentNumber: student, score: 9 },
                { studentNumber: stranger, name: 'Otto Fremder' },
              ])}::jsonb, '1')`.execute(tx);
  });
});
const server = testServer(database);
const today = () => todayOf(new Date());

const record = (body: unknown, as = actors.ministry) =>
  server.call({ as, method: 'POST', url: '/v1/privacy-requests', body });
const moveOn = (called: Called, body: Record<string, unknown>, as = actors.ministry) =>
  server.call({
    as,
    method: 'POST',
    url: `/v1/privacy-requests/${called.body.requestId}/moves`,
    body,
    headers: ifMatch(called),
  });
const prepare = (called: Called, as = actors.ministry) =>
  server.call({
    as,
    method: 'POST',
    url: `/v1/privacy-requests/${called.body.requestId}/package`,
    headers: ifMatch(called),
  });
const deliver = (prepared: Called, recipient: string | null = null) =>
  server.call({
    as: actors.ministry,
    method: 'POST',
    url: `/v1/privacy-requests/${prepared.body.requestId}/delivery`,
    body: { recipient },
    headers: ifMatch(prepared),
  });

/** The files of a ZIP by name. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error);
      const files = new Map<string, Buffer>();
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (failure, stream) => {
          if (failure || !stream) return reject(failure);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(parts));
            zip.readEntry();
          });
        }),
      );
      zip.readEntry();
    });
  });
}

async function packageOf(number: StudentNumber, facts: Record<string, unknown> = {}) {
  const prepared = await prepare(await record(buildRequest(number, facts)));
  const delivered = await deliver(prepared);
  const files = await unzip(delivered.bytes);
  return {
    delivered,
    files,
    text: files.get('person.json')?.toString() ?? '',
    json: JSON.parse(files.get('person.json')?.toString() ?? '{}'),
  };
}

type Told = { table: string; rows: Record<string, unknown>[]; withheld: unknown };
const tableOf = (json: { sections: { tables: Told[] }[] }, table: string) =>
  json.sections.flatMap((it) => it.tables).find((it) => it.table === table);

describe('the package', () => {
  test('holds everything under all numbers of the person as printed page, data, schema and index', async () => {
    const { files, json, text } = await packageOf(student);
    expect([...files.keys()]).toEqual(['index.txt', 'person.pdf', 'person.json', 'person.schema.json']);
    expect(json.numbers.sort()).toEqual([student, linked].sort());
    expect(text).toContain('12 First Avenue');
    expect(text).toContain('99 Linked Lane');
    expect(tableOf(json, 'enrolment.school_enrolment')?.rows).toHaveLength(2);
    expect(files.get('person.pdf')?.toString('latin1')).toContain('/MarkInfo');
    expect(outlineOf(files.get('person.pdf') ?? Buffer.alloc(0))).toContain('Where you went to school');
    expect(JSON.parse(files.get('person.schema.json')?.toString() ?? '').properties.format.const).toBe(
      'matricula-person/1',
    );
  });

  test('shows nothing of anybody else: other numbers, names, contacts and streets', async () => {
    const { text, json, files } = await packageOf(student);
    for (const alien of [stranger, 'Otto', '1 Stranger Street', '7805559999'])
      expect([alien, text.includes(alien)]).toEqual([alien, false]);
    expect(tableOf(json, 'identity.match_decision')?.rows[0]?.['candidates']).toEqual([
      { studentNumber: student, score: 9 },
      { studentNumber: expect.stringContaining('another person') },
    ]);
    expect(files.get('index.txt')?.toString()).toContain('person.pdf');
  });

  test('shows the history of changes, who looked, and the request itself; withheld columns stay withheld in the history', async () => {
    await server.call({ as: actors.registrar, url: `/v1/students/${student}` });
    const { json, text } = await packageOf(student);
    const history = tableOf(json, 'audit.change')?.rows ?? [];
    expect(history.some((row) => row['table_name'] === 'identity.guardian')).toBe(true);
    expect(JSON.stringify(history)).not.toContain('7805559999');
    const looks = json.sections
      .find((it: { section: string }) => it.section === 'looks')
      .tables.flatMap((it: Told) => it.rows);
    expect(looks.some((row: Record<string, unknown>) => row['door'] === 'getStudent')).toBe(true);
    expect(tableOf(json, 'privacy.request')?.rows[0]).not.toHaveProperty('asker');
    expect(text).not.toContain('zoe.quatorze');
  });

  test('given to a guardian of a protected student tells neither where the student is nor that there is protection', async () => {
    const guardian = await packageOf(protectedStudent, { askedBy: 'guardian', identityProof: 'guardianship' });
    for (const secret of ['7 Hidden Way', 'The father must not learn', 'S.K001', 'CourtOrdered', 'Kestrel High'])
      expect([secret, guardian.text.includes(secret)]).toEqual([secret, false]);
    expect(tableOf(guardian.json, 'identity.address')?.withheld).not.toBeNull();
    const own = await packageOf(protectedStudent);
    expect(own.text).toContain('7 Hidden Way');
    expect(own.text).toContain('CourtOrdered');
    expect(own.text).not.toContain('The father must not learn');
  });

  test('leaves once: of two who fetch at the same time one gets it, and later nobody does', async () => {
    const prepared = await prepare(await record(buildRequest(student)));
    const both = await Promise.all([deliver(prepared), deliver(prepared)]);
    expect(both.map((it) => it.status).sort()).toEqual([200, 412]);
    const after = await server.call({ as: actors.ministry, url: `/v1/privacy-requests/${prepared.body.requestId}` });
    expect(after.body).toMatchObject({ state: 'delivered', package: { how: 'download' } });
    expect((await deliver({ ...prepared, body: after.body })).body.code).toBe('privacy.wrong_state');
  });

  test('leaves encrypted to the receiver’s age key, which alone opens it', async () => {
    const identity = await generateIdentity();
    const prepared = await prepare(await record(buildRequest(student)));
    const { bytes, headers } = await deliver(prepared, await identityToRecipient(identity));
    expect(String(headers['content-disposition'])).toContain('.zip.age');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const files = await unzip(Buffer.from(await decrypter.decrypt(bytes)));
    expect(files.has('person.json')).toBe(true);
    expect((await deliver(await prepare(await record(buildRequest(student))), `age1${'q'.repeat(58)}`)).body.code).toBe(
      'privacy.recipient_unusable',
    );
  });

  test('stands in the ledger under every number of the person: whoever takes the whole record out has read it', async () => {
    await packageOf(student);
    for (const number of [student, linked]) {
      const { rows } = await sql<{ doors: string[] }>`
        select array_agg(distinct m.door) as doors from access.person_read p join access.ledger_manner m using (manner_id)
         where p.student_number = ${number}`.execute(database.db);
      expect(rows[0]?.doors).toEqual(expect.arrayContaining(['preparePrivacyPackage', 'deliverPrivacyPackage']));
    }
  });

  test('is not made before the asker’s identity is proven, nor by a school', async () => {
    const unproven = await record(buildRequest(student, { identityProof: null }));
    expect((await prepare(unproven)).body.code).toBe('privacy.wrong_state');
    const atSchool = await record(buildRequest(student), actors.registrar);
    expect(atSchool.body).toMatchObject({ organisation: 'O.1', receivedBy: 'S.K001', state: 'in_work' });
    expect((await prepare(atSchool, actors.registrar)).body.code).toBe('privacy.not_custodian');
  });
});

describe('the legal clock', () => {
  test('stands while it is stopped, goes on afterwards, and is extended once within the law', async () => {
    const receivedOn = addDays(today(), -14);
    const fresh = await record(buildRequest(student, { receivedOn }));
    const { daysLeft, dueOn } = fresh.body.clock;
    expect(daysLeft).toBeLessThan(30);
    const stopped = await moveOn(fresh, { move: 'pause', reasonCode: 'clarification', on: addDays(today(), -7) });
    expect(stopped.body).toMatchObject({ state: 'paused', clock: { isPaused: true, dueOn: null } });
    expect(stopped.body.clock.daysLeft).toBeGreaterThan(daysLeft);
    const going = await moveOn(stopped, { move: 'resume' });
    expect(going.body.state).toBe('in_work');
    expect(going.body.clock.dueOn > dueOn).toBe(true);
    const extended = await moveOn(going, {
      move: 'extend',
      reasonCode: 'volume',
      note: 'Many years to search',
      days: 30,
    });
    expect(extended.body.clock).toMatchObject({ daysAllowed: 60, extensionDaysLeft: 0 });
    const again = await moveOn(extended, { move: 'extend', reasonCode: 'volume', note: 'More', days: 1 });
    expect([again.status, again.body.code]).toEqual([422, 'privacy.too_many_days']);
  });

  test('of a step that somebody else has made meanwhile nothing is overwritten', async () => {
    const fresh = await record(buildRequest(student));
    await moveOn(fresh, { move: 'pause', reasonCode: 'fee' });
    expect((await moveOn(fresh, { move: 'withdraw' })).status).toBe(412);
    const unsaid = await server.call({
      as: actors.ministry,
      method: 'POST',
      url: `/v1/privacy-requests/${fresh.body.requestId}/moves`,
      body: { move: 'withdraw' },
    });
    expect(unsaid.status).toBe(428);
  });

  test('refuses what is not in the jurisdiction’s lists, and days that have not come', async () => {
    expect((await record(buildRequest(student, { legalBasis: 'because' }))).body.code).toBe('privacy.code_unknown');
    expect((await record(buildRequest(student, { receivedOn: addDays(today(), 1) }))).body.code).toBe(
      'privacy.received_later',
    );
    const fresh = await record(buildRequest(student));
    expect((await moveOn(fresh, { move: 'pause', reasonCode: 'lunch' })).body.code).toBe('privacy.code_unknown');
    expect((await record(buildCorrection(student, { wantedValue: null }))).body.code).toBe('privacy.field_needed');
  });
});

describe('a correction', () => {
  const draft = () => ({
    guid: buildObjectGuid(),
    kind: 'mailing',
    format: 'Mail-CA',
    street: '14 Quatorze Street',
    city: 'Kestrel Bay',
    province: 'AB',
    postalCode: 'T5A 0A1',
    country: 'CA',
    effectiveOn: '2026-09-01',
  });

  test('goes to the student’s school, which accepts it: the value changes in the same act', async () => {
    const asked = await record(buildCorrection(student));
    expect(asked.body).toMatchObject({
      organisation: 'S.K001',
      currentValue: '12 First Avenue',
      wantedValue: '14 Quatorze Street',
    });
    const accepted = await moveOn(
      asked,
      { move: 'accept', note: 'The lease was shown', application: { file: 'addresses', draft: draft() } },
      actors.registrar,
    );
    expect(accepted.body).toMatchObject({ state: 'accepted', decision: 'The lease was shown' });
    const contacts = await server.call({ as: actors.registrar, url: `/v1/students/${student}/contacts` });
    expect(JSON.stringify(contacts.body)).toContain('14 Quatorze Street');
    const { rows } = await sql<{ tables: string[] }>`
      select array_agg(distinct table_name order by table_name) as tables from audit.change where act_id = ${accepted.body.appliedActId}`.execute(
      database.db,
    );
    expect(rows[0]?.tables).toEqual(expect.arrayContaining(['identity.address', 'privacy.request']));
  });

  test('refused leaves the person’s statement beside the value, for everybody who sees it', async () => {
    const asked = await record(
      buildCorrection(student, { field: 'birth_date', currentValue: '2010', wantedValue: '2011' }),
    );
    const refused = await moveOn(asked, { move: 'refuse', note: 'The certificate says otherwise' }, actors.registrar);
    expect(refused.body).toMatchObject({ state: 'refused', decision: 'The certificate says otherwise' });
    await moveOn(refused, { move: 'disagree', note: 'I was born in 2011' });
    const seen = await server.call({ as: actors.viewer, url: `/v1/students/${student}/disagreements` });
    expect(seen.body.items).toEqual([
      expect.objectContaining({ field: 'birth_date', statement: 'I was born in 2011' }),
    ]);
    expect(
      (await server.call({ as: actors.otherRegistrar, url: `/v1/students/${student}/disagreements` })).status,
    ).toBe(404);
  });

  test('is not applied by a statement about something else', async () => {
    const asked = await record(buildCorrection(student, { field: 'enrolment' }));
    const answer = await moveOn(
      asked,
      { move: 'accept', note: 'yes', application: { file: 'addresses', draft: draft() } },
      actors.registrar,
    );
    expect(answer.body.code).toBe('privacy.application_mismatch');
  });

  test('of a student of another school does not exist', async () => {
    const asked = await record(buildCorrection(student));
    const see = (as: Actors[keyof Actors], id: string) => server.call({ as, url: `/v1/privacy-requests/${id}` });
    const [hidden, never] = [
      await see(actors.otherRegistrar, asked.body.requestId),
      await see(actors.otherRegistrar, buildObjectGuid()),
    ];
    expect([hidden.status, hidden.body.detail]).toEqual([404, never.body.detail]);
    const list = await server.call({ as: actors.otherRegistrar, url: '/v1/privacy-requests' });
    expect(list.body.items).toEqual([]);
  });
});

describe('what is written about requests', () => {
  test('lies sealed everywhere: no table, no history and no file holds a plain word of it', async () => {
    const asked = await record(buildCorrection(student, { askedBy: 'lawyer' }));
    const added = await server.call({
      as: actors.ministry,
      method: 'POST',
      url: `/v1/privacy-requests/${asked.body.requestId}/files?name=quatorze-lease.txt`,
      body: 'A lease for Quatorze Street',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(added.status).toBe(201);
    const file = await server.call({
      as: actors.ministry,
      url: `/v1/privacy-requests/${asked.body.requestId}/files/${added.body.fileId}`,
    });
    expect([file.text, String(file.headers['content-disposition'])]).toEqual([
      'A lease for Quatorze Street',
      expect.stringContaining('quatorze-lease.txt'),
    ]);
    for (const table of [
      'privacy.request',
      'privacy.request_event',
      'privacy.request_file',
      'audit.act',
      'platform.stored_file',
    ])
      expect([table, await holdsWord(table)]).toEqual([table, false]);
    const history = `(select before, after from audit.change where table_name like 'privacy.%')`;
    expect(await holdsWord(history)).toBe(false);
  });

  async function holdsWord(source: string): Promise<boolean> {
    const { rows } = await database.pool.query(
      `select count(*)::integer as n from ${source} t where t::text ilike '%quatorze%' or t::text ilike '%blue folder%'`,
    );
    return rows[0].n > 0;
  }
});

describe('the list', () => {
  test('comes in order of urgency page by page, each request once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await server.call({ as: actors.ministry, url: `/v1/privacy-requests?limit=3${cursor}` });
      seen.push(...page.body.items.map((it: { requestId: string }) => it.requestId));
      cursor = page.body.next ? `&cursor=${encodeURIComponent(page.body.next)}` : '';
    } while (cursor);
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from privacy.request`.execute(database.db);
    expect([new Set(seen).size, seen.length]).toEqual([rows[0]?.n, rows[0]?.n]);
    const open = await server.call({ as: actors.ministry, url: '/v1/privacy-requests?state=open&kind=correction' });
    expect(
      open.body.items.every(
        (it: { state: string; kind: string }) => it.kind === 'correction' && it.state !== 'refused',
      ),
    ).toBe(true);
  });
});
