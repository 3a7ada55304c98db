import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Actor } from '#platform/actor.ts';
import { buildOrganisations } from '#support/build-organisations.ts';
import { testDatabase } from '#support/database.ts';
import { type PublishedOptions, publishedDirectory, publishedWorkbook } from '#support/published-files.ts';
import { testServer } from '#support/server.ts';
import { findOrganisations, listSchoolsOf, loadSchoolFacts, upsertOrganisations } from './index.ts';

const database = testDatabase(async ({ write }) => {
  await write((tx) => buildOrganisations(tx));
});
const { call } = testServer(database);

const actorWith = (...permissions: string[]): Actor => ({
  kind: 'account',
  accountId: '00000000-0000-7000-8000-000000000002',
  name: 'Records officer',
  role: permissions.join(),
  organisation: 'O.1' as OrganisationCode,
  permissions: new Set(permissions),
  language: 'en',
});
const officer = actorWith('organisation.read', 'organisation.import');
const reader = actorWith('organisation.read');

const send = (content: Buffer, fileName: string, { rehearse = false, as = officer } = {}) =>
  call({
    as,
    method: 'POST',
    url: `/v1/organisation-imports?fileName=${encodeURIComponent(fileName)}&rehearse=${rehearse}`,
    body: content,
    headers: { 'content-type': 'application/octet-stream' },
  });
const sendYear = async (options: PublishedOptions, fileName: string, more = {}) =>
  send(await publishedWorkbook(options), fileName, more);

const north: [string, string] = ['7001', 'North Authority'];
const south: [string, string] = ['7002', 'South Authority'];
const year2022 = {
  rows: [
    { authority: north, school: ['7101', 'Old Name'] as [string, string] },
    { authority: north, school: ['7102', 'Closing School'] as [string, string] },
    { authority: south, school: ['7103', 'Moving School'] as [string, string] },
  ],
};
const year2023 = {
  year: '2022/2023',
  rows: [
    { authority: north, school: ['7101', 'New Name'] as [string, string] },
    { authority: north, school: ['7103', 'Moving School'] as [string, string] },
    { authority: south, school: ['7104', 'Opening School'] as [string, string] },
  ],
};

const directory = () =>
  publishedDirectory([
    ['7101', 'Older Name', '7001'],
    ['7199', 'Directory Only', '7001'],
  ]);
const zipOf = (entries: Record<string, string | Buffer>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as unknown as Readable); // the type says only that it is a stream
};

describe('a published enrolment file', () => {
  test('is rehearsed without a trace', async () => {
    const { status, body } = await sendYear(year2022, 'enrolment-by-school-2021-2022.xlsx', { rehearse: true });
    expect([status, body.counts]).toEqual([200, { schools: 3, authorities: 2, students: 9 }]);
    expect((await call({ as: reader, url: '/v1/organisations/S.7101' })).status).toBe(404);
    expect((await call({ as: reader, url: '/v1/organisation-imports' })).body.items).toEqual([]);
  });

  test('tells openings, closings, renamings and moves against its neighbour, whichever came first', async () => {
    await sendYear(year2023, 'enrolment.xlsx');
    const { body } = await sendYear(year2022, 'enrolment-by-school-2021-2022.xlsx');
    const [it] = body.differences;
    expect([it.from, it.to]).toEqual([2022, 2023]);
    expect(it.opened.map((school: { code: string }) => school.code)).toEqual(['S.7104']);
    expect(it.closed.map((school: { code: string }) => school.code)).toEqual(['S.7102']);
    expect(it.renamed).toEqual([{ code: 'S.7101', before: 'Old Name', after: 'New Name', blanksOnly: false }]);
    expect(it.moved).toEqual([{ code: 'S.7103', name: 'Moving School', before: 'A.7002', after: 'A.7001' }]);
  });

  test('tells of an organisation under which name and authority it stood, and what an authority’s schools had together', async () => {
    const school = (await call({ as: reader, url: '/v1/organisations/S.7103' })).body;
    expect(school.history).toEqual([
      {
        firstYear: 2023,
        lastYear: 2023,
        name: 'Moving School',
        authorityCode: 'A.7001',
        authorityName: 'North Authority',
      },
      {
        firstYear: 2022,
        lastYear: 2022,
        name: 'Moving School',
        authorityCode: 'A.7002',
        authorityName: 'South Authority',
      },
    ]);
    const authority = (await call({ as: reader, url: '/v1/organisations/A.7001' })).body;
    expect(authority.history).toEqual([
      { firstYear: 2022, lastYear: 2023, name: 'North Authority', authorityCode: null, authorityName: null },
    ]);
    expect(authority.publishedYears[0]).toMatchObject({ schoolYear: 2023, schools: 2, total: 6 });
    expect(authority.publishedYears[0].grades).toEqual([
      { grade: 'EC', students: 2 },
      { grade: '1', students: 4 },
    ]);
  });

  test('of an older year does not undo what a newer one said', async () => {
    const { body } = await call({ as: reader, url: '/v1/organisations/S.7101' });
    expect([body.name, body.authorityName, body.firstSeenYear, body.lastSeenYear, body.openedOn]).toEqual([
      'New Name',
      'North Authority',
      2022,
      2023,
      null,
    ]);
    expect(body.publishedYears.map((it: { name: string; grades: unknown[] }) => [it.name, it.grades.length])).toEqual([
      ['New Name', 2],
      ['Old Name', 2],
    ]);
  });

  test('that comes again changes nothing and says so', async () => {
    const changes = async () =>
      (
        await database.pool.query(
          `select count(*) as n from audit.change where table_name in ('organisations.organisation', 'organisations.published_school', 'organisations.published_enrolment')`,
        )
      ).rows[0].n;
    const before = await changes();
    const { body } = await sendYear(year2023, 'enrolment.xlsx');
    expect(body.isRepeated).toBe(true);
    expect(await changes()).toBe(before);
  });

  test('says of every cell that did not fit where it stands and why', async () => {
    const { body } = await sendYear(
      {
        year: '2023/2024',
        rows: [
          { authority: north, school: ['7101', 'New Name '], total: 99 },
          { authority: north, school: ['7101', 'New Name'] },
          { authority: north, school: ['71x1', 'Odd Code'] },
          { authority: north, school: ['7105', 'Odd Cell'], grades: { 'Grade 1': 'many' }, total: 0 },
          { authority: south, school: ['7106', 'Odd Category'], category: 'Floating' },
        ],
      },
      'any.xlsx',
      { rehearse: true },
    );
    const seen = body.remarks.map((it: { row: number | null; kind: string }) => `${it.row} ${it.kind}`);
    expect(seen).toEqual([
      '2 spaces_trimmed',
      '2 total_differs',
      '3 duplicate_school',
      '4 bad_code',
      '5 bad_number',
      '7 footnote',
      'null unknown_category',
    ]);
    expect(body.remarks.every((it: { words: { en: string; fr: string } }) => it.words.en && it.words.fr)).toBe(true);
  });

  test('in another edition replaces the year and names what is gone', async () => {
    const rows = year2023.rows.slice(0, 2);
    const { body } = await sendYear({ year: '2022/2023', rows }, 'b.xlsx', { rehearse: true });
    expect(body.remarks.map((it: { kind: string; value: string }) => `${it.kind} ${it.value}`)).toContain(
      'only_in_earlier_edition S.7104 Opening School',
    );
    expect(body.differences[0].opened).toEqual([]);
  });

  test('leaves the invented province beside it alone', async () => {
    const { body } = await call({ as: reader, url: '/v1/organisations/S.K001' });
    expect([body.name, body.version]).toEqual(['Kestrel High', 1]);
  });
});

describe('a wrong file is refused by name:', () => {
  const check = async (
    sent: Promise<{ status: number; body: { code: string; params: Record<string, unknown> } }>,
    code: string,
    params: Record<string, unknown> = {},
  ) => {
    const { status, body } = await sent;
    expect([status, body.code]).toEqual([422, `organisations.${code}`]);
    expect(body.params).toMatchObject(params);
  };
  test('a column that is missing', () =>
    check(sendYear({ ...year2023, withoutColumn: 'Grade 7' }, 'a.xlsx'), 'columns_missing', { columns: ['Grade 7'] }));
  test('a column that is not known', () =>
    check(sendYear({ ...year2023, extraColumn: 'Grade 13' }, 'a.xlsx'), 'columns_unknown', { columns: ['Grade 13'] }));
  test('no school year anywhere', () => check(sendYear(year2022, 'schools.xlsx'), 'year_unknown'));
  test('no school in it', () => check(sendYear({ year: '2022/2023', rows: [] }, 'a.xlsx'), 'no_rows'));
  test('a broken workbook', () =>
    check(send(Buffer.from('PK\u0003\u0004 but not really'), 'a.xlsx'), 'file_unreadable', { fileName: 'a.xlsx' }));
  test('a picture', () => check(send(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'a.png'), 'file_unreadable'));
  test('an empty file', () => check(send(Buffer.from(' '), 'a.csv'), 'file_unreadable'));
  test('a workbook of old Excel, or one that a password locks', () =>
    check(send(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'a.xls'), 'old_workbook'));
  test('a zip that is no workbook', async () =>
    check(send(await zipOf({ 'a.txt': 'a' }), 'a.xlsx'), 'file_unreadable'));
  test('a zip bomb', async () =>
    check(send(await zipOf({ 'xl/workbook.xml': Buffer.alloc(25 * 1024 * 1024) }), 'a.xlsx'), 'workbook_too_large', {
      maxMegabytes: 24,
    }));
  test('a zip whose entry is longer than it says', async () => {
    const zip = await zipOf({ 'xl/workbook.xml': Buffer.alloc(1024 * 1024) });
    for (const mark of [zip.indexOf('PK\u0001\u0002') + 24, zip.indexOf('PK\u0003\u0004') + 22])
      zip.writeUInt32LE(10, mark);
    await check(send(zip, 'a.xlsx'), 'file_unreadable');
  });
  test('a column twice', async () =>
    check(sendYear({ ...year2023, extraColumn: 'Grade 1' }, 'a.xlsx'), 'columns_repeated', { columns: ['Grade 1'] }));
  test('a quotation mark that is never closed', () =>
    check(send(Buffer.from('School Code,Extract Date\n"1,2021-05-10\n'), 'a.csv'), 'quotes_unbalanced'));
  test('a directory without a day', () =>
    check(send(Buffer.from(directory().toString().replaceAll('2021-05-10', 'May')), 'a.csv'), 'day_unknown'));
  test('a table of something else', () => check(send(Buffer.from('a,b\n1,2\n'), 'a.csv'), 'columns_missing'));
});

test('a file larger than the limit is refused, and nothing of it is read', async () => {
  const { status, body } = await send(Buffer.alloc(33 * 1024 * 1024), 'a.csv');
  expect([status, body.code, body.params]).toEqual([413, 'files.too_large', { maxMegabytes: 32 }]);
});

test('what was refused left nothing behind', async () => {
  const { body } = await call({ as: reader, url: '/v1/organisation-imports' });
  expect(body.items.map((it: { label: string }) => it.label)).toEqual(['2022/2023', '2021/2022', '2022/2023']);
});

describe('a published directory', () => {
  const kindsOf = async (content: Buffer) => {
    const { status, body } = await send(content, 'directory.csv', { rehearse: true });
    expect(status).toBe(200);
    return body.remarks
      .filter((it: { kind: string }) => !it.kind.includes('directory'))
      .map((it: { row: number | null; kind: string; value: string | null }) => `${it.row} ${it.kind} ${it.value}`);
  };

  test('in Windows-1252 is read and said; with a byte order mark it is read like any other', async () => {
    const accented = directory().toString().replace('Directory Only', 'École Seule');
    expect(await kindsOf(Buffer.from(accented, 'latin1'))).toEqual(['null windows_1252 null']);
    expect(await kindsOf(Buffer.from(`\ufeff${accented}`))).toEqual([]);
  });

  test('loses no cell and no control character unseen', async () => {
    const ragged = directory().toString().replace(/\r\n$/, ',one too many\r\n').replace('Older', 'Ol\u0007der');
    expect(await kindsOf(Buffer.from(ragged))).toEqual([
      '2 control_characters Older Name',
      '3 cell_without_title one too many',
    ]);
  });

  test('adds address and offerings, and leaves names to the newer enrolment files', async () => {
    const { body } = await send(directory(), 'directory.csv');
    expect([body.layout, body.label, body.counts]).toEqual([
      'school_directory',
      '2021-05-10',
      { schools: 2, authorities: 1, students: null },
    ]);
    // Compared with 2021/2022, the imported year nearest to the day of the extract.
    expect(body.remarks.map((it: { kind: string; value: string }) => `${it.kind} ${it.value}`)).toEqual([
      'not_in_directory S.7102 Closing School',
      'not_in_directory S.7103 Moving School',
      'only_in_directory S.7199 Directory Only',
    ]);
    const school = (await call({ as: reader, url: '/v1/organisations/S.7101' })).body;
    expect([
      school.name,
      school.address.city,
      school.gradeOfferings.length,
      school.programmeOfferings[0].programme,
    ]).toEqual(['New Name', 'Teal Harbour', 7, 'OR']);
  });

  test('that comes again changes nothing', async () => {
    const { body } = await send(directory(), 'directory.csv');
    expect(body.isRepeated).toBe(true);
  });
});

describe('who may', () => {
  test('read may not import', async () => {
    expect((await sendYear(year2023, 'a.xlsx', { as: reader })).status).toBe(403);
  });

  test('nobody reads without a session', async () => {
    expect((await call({ as: null, url: '/v1/organisations' })).status).toBe(401);
  });
});

describe('the list', () => {
  test('pages by name without missing or repeating one', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await call({ as: reader, url: `/v1/organisations?limit=3${cursor ? `&cursor=${cursor}` : ''}` });
      seen.push(...body.items.map((it: { code: string }) => it.code));
      cursor = body.next;
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('finds by part of the name, by code, by grade and by authority', async () => {
    const codes = async (query: string) =>
      (await call({ as: reader, url: `/v1/organisations?${query}` })).body.items.map((it: { code: string }) => it.code);
    expect(await codes('text=mélèzes')).toEqual(['S.K004']);
    expect(await codes('text=s.k002')).toEqual(['S.K002']);
    expect(await codes('authority=A.K001&kind=school&grade=12')).toEqual(['S.K001', 'S.K002']);
  });
});

describe('an answer', () => {
  test('to a list says what is open on a day, as far as is known', async () => {
    const codes = async (day: string) => {
      const { body } = await call({ as: reader, url: `/v1/organisations?kind=school&text=school&openOn=${day}` });
      return body.items.map((it: { code: string }) => it.code);
    };
    // In 2021/2022 S.7102 stood in the file and S.7104 did not; S.K002 and S.K003 were stated to have opened in 2000.
    expect(await codes('2022-03-01')).toEqual(['S.7102', 'S.K003', 'S.7103', 'S.K002']);
    expect(await codes('2023-03-01')).toEqual(['S.K003', 'S.7103', 'S.7104', 'S.K002']);
    expect(await codes('1999-03-01')).toEqual(['S.7102', 'S.7103']);
  });

  test('to a question that no database could compare is a refusal, and to a foreign cursor the beginning', async () => {
    const status = async (query: string) => (await call({ as: reader, url: `/v1/organisations?${query}` })).status;
    expect(await status('text=%00')).toBe(400);
    expect(await status('openOn=2023-02-30')).toBe(400);
    expect(await status('nonsense=1')).toBe(400);
    expect(await status('cursor=nonsense')).toBe(200);
    expect((await call({ as: reader, url: '/v1/organisations/S.NONE' })).status).toBe(404);
    expect((await call({ as: reader, url: '/v1/organisations/none' })).status).toBe(400);
    expect((await send(directory(), 'a\u0000.csv')).status).toBe(400);
  });

  test('carries the version of the organisation', async () => {
    expect((await call({ as: reader, url: '/v1/organisations/S.K001' })).headers['etag']).toBe('"1"');
  });

  test('to an import is kept and given again', async () => {
    const list = (await call({ as: reader, url: '/v1/organisation-imports' })).body.items;
    const { status, body } = await call({ as: reader, url: `/v1/organisation-imports/${list[0].importId}` });
    expect([status, body.label, body.importedBy]).toEqual([200, list[0].label, 'Records officer']);
    const unknown = '/v1/organisation-imports/0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';
    expect((await call({ as: reader, url: unknown })).status).toBe(404);
  });
});

describe('other modules', () => {
  const code = (text: string) => text as OrganisationCode;
  const nobody = {
    nameFr: null,
    type: null,
    classification: null,
    authorityCode: null,
    openedOn: null,
    closedOn: null,
  };

  test('state who came before whom, and both sides tell it', async () => {
    const merged = {
      ...nobody,
      code: code('S.K009'),
      kind: 'school' as const,
      name: 'Kestrel United',
      source: 'test',
      predecessors: [{ code: code('S.K002'), on: '2026-09-01', reason: 'Merger' }],
    };
    await database.write((tx) => upsertOrganisations(tx, [merged]));
    expect(await database.write((tx) => upsertOrganisations(tx, [merged]))).toBe(0);
    const read = async (of: string) => (await call({ as: reader, url: `/v1/organisations/${of}` })).body;
    expect((await read('S.K009')).predecessors).toEqual([
      { code: 'S.K002', name: 'Sandpiper School', on: '2026-09-01', reason: 'Merger' },
    ]);
    expect((await read('S.K002')).successors.map((it: { code: string }) => it.code)).toEqual(['S.K009']);
  });

  test('cannot give an organisation a code of another kind', async () => {
    const odd = { ...nobody, code: code('A.K009'), kind: 'school' as const, name: 'Odd', source: 'test' };
    await expect(database.write((tx) => upsertOrganisations(tx, [odd]))).rejects.toThrow('organisation_code_of_kind');
  });

  test('find organisations, the schools of an authority, and what rules need of a school', async () => {
    expect((await findOrganisations(database.db, [code('S.K001'), code('S.NONE')])).size).toBe(1);
    expect(await listSchoolsOf(database.db, [code('A.K002')])).toEqual(['S.K003', 'S.K004']);
    const [facts] = await loadSchoolFacts(database.db, [code('S.K001')], [2027]);
    expect([facts?.authority?.code, facts?.calendars.length, facts?.gradeOfferings.length]).toEqual(['A.K001', 1, 13]);
  });
});
