import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import exceljs from 'exceljs';
import { parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { dammDigit } from '#kernel/check-digit.ts';
import { CsvReader, writeCsvLine } from '#kernel/csv.ts';
import { makeExport } from '#modules/privacy/exports/service/make.ts';
import { type Evidence, traceFile } from '#modules/privacy/exports/service/trace.ts';
import type { Actor } from '#platform/actor.ts';
import { type Actors, buildActors } from '#support/build-access.ts';
import { buildExtract, buildFamily } from '#support/build-exchange.ts';
import { buildClass } from '#support/build-exports.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { submissions } from '#support/exchange.ts';
import { testServer, testServices } from '#support/server.ts';

const database = testDatabase();
const server = testServer(database);
let actors: Actors;
let identity: string;
let receiverKey: string;
let numbers: string[];

beforeAll(async () => {
  await database.write((tx) => buildOrganisations(tx));
  actors = await database.write((tx) => buildActors(tx));
  numbers = await buildClass(database, { from: 1, count: 60, school: 'S.K001' });
  await database.write((tx) =>
    sql`update identity.student set given_name = '=HYPERLINK("http://x";"y")' where student_number = ${numbers[0]}`.execute(
      tx,
    ),
  );
  identity = await generateIdentity();
  receiverKey = await identityToRecipient(identity);
});

const steppedUp = (actor: Actor): Actor => {
  const now = new Date();
  return { ...actor, assurance: { sessionId: 's', signedInAt: now, secondFactorAt: now, steppedUpAt: now } };
};
const post = (as: Actor, url: string, body?: object) =>
  server.call({ as: steppedUp(as), method: 'POST', url, ...(body ? { body } : {}) });

/** Asks, has it approved and made, fetches and decrypts it. */
async function leak(changes: object = {}): Promise<{ exportId: string; plain: Buffer; sealed: Buffer }> {
  const asked = await post(actors.registrar, '/v1/exports', {
    organisations: ['S.K001'],
    schoolYear: 2027,
    status: 'year',
    purpose: 'service_provider',
    purposeText: 'Library accounts for the students of the school',
    columns: ['student_number', 'family_name', 'given_name', 'birth_date', 'grade', 'phone', 'school_name'],
    format: 'csv',
    receiverName: 'Northern Library',
    receiverKey,
    ...changes,
  });
  const { exportId } = asked.body;
  await post(actors.authority, `/v1/exports/${exportId}/approvals`, {});
  await post(actors.ministry, `/v1/exports/${exportId}/approvals`, {});
  expect(await makeExport(testServices(database), exportId)).toBe('made');
  const { bytes } = await post(actors.registrar, `/v1/exports/${exportId}/fetches`);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return { exportId, plain: Buffer.from(await decrypter.decrypt(bytes)), sealed: bytes };
}

const readCsv = (plain: Buffer): string[][] => {
  const reader = new CsvReader();
  return [...reader.push(plain.toString('utf8').replace(/^\ufeff/, '')), ...reader.end()].map((row) => row.cells);
};
const writeCsv = (rows: string[][]) => Buffer.from(rows.map(writeCsvLine).join(''));
const decoysOf = async (exportId: string) => {
  const { rows } = await sql<{ student_number: string; family_name: string; given_name: string; birth_date: string }>`
    select * from access.decoy where export_id = ${exportId} order by student_number`.execute(database.db);
  return rows;
};
const kindsOf = (evidence: readonly Evidence[] | undefined) => (evidence ?? []).map((it) => it.kind).sort();
async function trace(content: Buffer) {
  const [first] = await traceFile(database.worker, content);
  return { exportId: first?.told.exportId, kinds: kindsOf(first?.evidence) };
}

describe('a file', () => {
  test('in CSV holds everybody once, no formula, and an apostrophe before what looks like one', async () => {
    const { plain } = await leak();
    const [headings = [], ...rows] = readCsv(plain);
    expect(headings.slice(0, 7).join()).toBe(
      'student_number,family_name,given_name,birth_date,school_name,grade,phone',
    );
    expect(headings[7]).toMatch(/^reference_[0-9A-Z]{8}$/);
    expect(rows).toHaveLength(62);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const first = rows.find(([number]) => number?.replaceAll('-', '') === numbers[0]);
    expect([first?.[2], first?.[6], first?.[4]]).toEqual([
      `'=HYPERLINK("http://x";"y")`,
      "'+17805550142",
      'Kestrel High',
    ]);
  });

  test('in XLSX holds the same, every cell a text', async () => {
    const { plain } = await leak({ format: 'xlsx' });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(plain as unknown as exceljs.Buffer);
    const sheet = workbook.getWorksheet('export');
    expect(sheet?.rowCount).toBe(63);
    const types = new Set<number>();
    sheet?.eachRow((row) => row.eachCell((cell) => types.add(cell.type)));
    expect([...types]).toEqual([exceljs.ValueType.String]);
  });

  test('in Parquet holds the same', async () => {
    const { plain } = await leak({ format: 'parquet' });
    const bytes = new Uint8Array(plain).buffer;
    const objects = await parquetReadObjects({
      file: { byteLength: bytes.byteLength, slice: (a, b) => bytes.slice(a, b) },
    });
    expect(objects).toHaveLength(62);
    expect(objects.some((it) => it['given_name'] === '=HYPERLINK("http://x";"y")')).toBe(true);
  });
});

describe('decoys', () => {
  test('have valid numbers of their own, taken for ever, and names that nobody has with that birth date', async () => {
    const { exportId } = await leak();
    const decoys = await decoysOf(exportId);
    expect(decoys).toHaveLength(2);
    for (const decoy of decoys) {
      expect(dammDigit(decoy.student_number)).toBe('0');
      const { rows } = await sql<{ issued: number; students: number }>`
        select (select count(*) from identity.number_issued where student_number = ${decoy.student_number}) as issued,
               (select count(*) from identity.student where student_number = ${decoy.student_number}
                   or (family_name = ${decoy.family_name} and given_name = ${decoy.given_name} and birth_date = ${decoy.birth_date})) as students`.execute(
        database.db,
      );
      expect(rows).toEqual([{ issued: 1, students: 0 }]);
    }
  });

  test('borrow nothing that leads to a family, and each export has others', async () => {
    const [one, two] = [await leak(), await leak()];
    const [first, second] = [await decoysOf(one.exportId), await decoysOf(two.exportId)];
    expect(first.map((it) => it.student_number)).not.toEqual(second.map((it) => it.student_number));
    const rows = readCsv(one.plain).filter(([number]) =>
      first.some((it) => it.student_number === number?.replaceAll('-', '')),
    );
    expect(rows.map((row) => [row[5], row[6], row[4]])).toEqual(Array(2).fill(['6', '', 'Kestrel High']));
  });

  test('are not planted where somebody acts on the list or counts with it, nor where nothing would tell them', async () => {
    const operation = await leak({ purpose: 'school_operation' });
    const counting = await leak({ purpose: 'planning', columns: ['grade', 'school_code'] });
    const nameless = await leak({ columns: ['grade', 'family_name'] });
    for (const { exportId } of [operation, counting, nameless]) expect(await decoysOf(exportId)).toEqual([]);
    expect(readCsv(counting.plain)).toHaveLength(61);
  });

  const alarms = async (exportId: string) => {
    const { rows } = await sql<{ name: string; place: string; account_id: string }>`
      select details ->> 'name' as name, details ->> 'where' as place, account_id from access.alarm
       where kind = 'decoy_read' and details ->> 'export' = ${exportId} order by raised_at`.execute(database.db);
    return rows;
  };

  test.each([
    ['opens its number', (it: { number: string }) => ({ url: `/v1/students/${it.number}` }), 'getStudent'],
    ['searches its number', (it: { number: string }) => ({ url: `/v1/students?q=${it.number}` }), 'searchStudents'],
    [
      'searches its name and birth date, in another order and case',
      (it: { given: string; family: string; born: string }) => ({
        url: `/v1/students?q=${it.born}%20${it.given.toUpperCase()}%20${it.family}`,
      }),
      'searchStudents',
    ],
    [
      'asks who it is',
      (it: { given: string; family: string; born: string }) => ({
        method: 'POST' as const,
        url: '/v1/identifications',
        body: { localStudentId: '7', familyName: it.family, givenName: it.given, birthDate: it.born, gender: 'F' },
      }),
      'identifyStudent',
    ],
  ])('raise an alarm with the name of their export when somebody %s', async (_what, callOf, door) => {
    const { exportId } = await leak();
    const [decoy] = await decoysOf(exportId);
    const facts = {
      number: decoy?.student_number ?? '',
      given: decoy?.given_name ?? '',
      family: decoy?.family_name ?? '',
      born: decoy?.birth_date ?? '',
    };
    await server.call({ as: actors.otherRegistrar, ...callOf(facts) });
    await expect
      .poll(() => alarms(exportId))
      .toEqual([{ name: actors.otherRegistrar.name, place: door, account_id: actors.otherRegistrar.accountId }]);
    await server.call({ as: actors.otherRegistrar, ...callOf(facts) });
    await server.call({ as: actors.ministry, ...callOf(facts) });
    await expect
      .poll(async () => (await alarms(exportId)).map((it) => it.name))
      .toEqual([actors.otherRegistrar.name, actors.ministry.name]);
  });

  test('raise the alarm when a school submits one, also in a rehearsal', async () => {
    const { exportId } = await leak();
    const [decoy] = await decoysOf(exportId);
    const family = buildFamily('L900', {
      family_name: decoy?.family_name ?? '',
      given_name: decoy?.given_name ?? '',
      birth_date: decoy?.birth_date ?? '',
    });
    const { submit } = submissions(database, server);
    await submit(await buildExtract(family), { as: actors.registrar, rehearse: true });
    expect((await alarms(exportId)).map((it) => it.name)).toEqual([actors.registrar.name]);
  });

  test('are answered like numbers that do not exist', async () => {
    const { exportId } = await leak();
    const [decoy] = await decoysOf(exportId);
    const ask = (number: string) => server.call({ as: actors.ministry, url: `/v1/students/${number}` });
    const [met, never] = [await ask(decoy?.student_number ?? ''), await ask('000000000')];
    expect([met.status, { ...met.body, requestId: '', params: {} }]).toEqual([
      404,
      { ...never.body, requestId: '', params: {} },
    ]);
  });
});

describe('a leaked copy is traced', () => {
  test('as it was made, in every format, and still encrypted', async () => {
    await leak();
    for (const format of ['csv', 'xlsx', 'parquet']) {
      const { exportId, plain, sealed } = await leak({ format });
      expect(await trace(plain)).toEqual({ exportId, kinds: ['decoys', 'label', 'order', 'references'] });
      expect(await trace(sealed)).toEqual({ exportId, kinds: ['file'] });
    }
  });

  test('without the reference column: by decoys and the order of its rows', async () => {
    const { exportId, plain } = await leak();
    const kept = readCsv(plain).map((row) => row.slice(0, 7));
    expect(await trace(writeCsv(kept))).toEqual({ exportId, kinds: ['decoys', 'order'] });
  });

  test('sorted anew: by decoys, label and references', async () => {
    const { exportId, plain } = await leak();
    const [headings = [], ...rows] = readCsv(plain);
    const sorted = rows.sort((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1));
    expect(await trace(writeCsv([headings, ...sorted]))).toEqual({
      exportId,
      kinds: ['decoys', 'label', 'references'],
    });
  });

  test('with nothing but names and birth dates: by decoys', async () => {
    const { exportId, plain } = await leak();
    const kept = readCsv(plain)
      .slice(1)
      .map((row) => row.slice(1, 4));
    expect(await trace(writeCsv(kept))).toEqual({ exportId, kinds: ['decoys'] });
  });

  test('when only five lines are found, saved with semicolons', async () => {
    const { exportId, plain } = await leak();
    const kept = readCsv(plain)
      .slice(1, 6)
      .map((row) => row.join(';'));
    expect((await trace(Buffer.from(kept.join('\n')))).exportId).toBe(exportId);
  });

  test('to nobody when nothing of an export is in it', async () => {
    expect(await traceFile(database.worker, Buffer.from('a,b\n1,2\n'))).toEqual([]);
    const [headings = [], ...rows] = readCsv((await leak()).plain);
    const shuffled = rows.map((row) => row.slice(5, 6)).sort();
    expect(await traceFile(database.worker, writeCsv([headings.slice(5, 6), ...shuffled]))).toEqual([]);
  });
});
