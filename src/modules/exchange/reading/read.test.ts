import { expect, test } from 'vitest';
import {
  buildExtract,
  buildExtractWith,
  buildLines,
  buildManifest,
  buildStudentRow,
  extractParts,
  markEncrypted,
  renameInZip,
  withFile,
  writeTable,
  zipOf,
} from '#support/build-exchange.ts';
import type { StagedItem } from './item.ts';
import { openReading } from './read.ts';
import { FileRefused } from './refused.ts';

const limits = { unpackedBytesMax: 20_000_000, ratioMax: 100, rowsMax: 1_000_000 };

async function readAll(content: string | Buffer) {
  return withFile(content, async (path) => {
    const reading = await openReading(path, limits, {});
    const items: StagedItem[] = [];
    for await (const piece of reading.pieces()) items.push(...piece.items);
    reading.close();
    return { items, notes: reading.notes.map((it) => [it.code, it.file]), stated: reading.stated };
  });
}

/** Why a file as a whole is refused: code, file, row, field. */
async function checkRefused(content: string | Buffer | Promise<Buffer>, code: string, place: object = {}) {
  const given = await content;
  const error = await readAll(given).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileRefused);
  expect((error as FileRefused).problem).toMatchObject({ code, ...place });
}

/** What the rows have against them: row, code, field. */
async function checkRows(content: string | Buffer | Promise<Buffer>, ...expected: (string | number | null)[][]) {
  const { items } = await readAll(await content);
  expect(items.flatMap((item) => item.problems.map((it) => [item.file, item.row, it.code, it.field]))).toEqual(
    expected,
  );
}

const one = { students: [buildStudentRow({ local_student_id: '1' })] };
const header = writeTable('students', []);
/** A students file with these lines below its header. */
const lines = (text: string | Buffer) =>
  buildExtractWith({}, { students: Buffer.concat([Buffer.from(header), Buffer.from(text)]) });
const guid = '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';
/** A sound row of students.csv by position; the header is that of the layout. */
const sound = (id: string, family = 'Adeyemi') => {
  const begun = [id, '', guid, '2015-03-09', 'F', family, 'Amara'];
  const columns = header.toString().trim().split(',').length;
  return begun.join(',') + ','.repeat(columns - begun.length);
};

test('an extract is read row by row, with its manifest', async () => {
  const { items, stated } = await readAll(await buildExtract(one));
  expect(stated.facts).toEqual({ organisation: 'S.K001', schoolYear: 2027 });
  expect(items).toMatchObject([
    { file: 'students', row: 2, subject: '1', problems: [], fields: { birth_date: '2015-03-09' } },
  ]);
});

test('NDJSON is read as the same rows; numbers, truth values and lists are read as their cells', async () => {
  const { items } = await readAll(
    buildLines({
      students: [{ ...one.students[0], is_deceased: false as never, suffix: null as never }],
      enrolments: [{ school_year: 2027 as never, enrolment_types: ['1', '2'] as never }],
    }),
  );
  expect(items[0]).toMatchObject({ file: 'students', row: 2, problems: [], fields: { is_deceased: 'N' } });
  expect(items[0]?.fields).not.toHaveProperty('suffix');
  expect(items[1]?.fields).toMatchObject({ school_year: '2027', enrolment_types: '1;2' });
});

test('an empty file is refused', () => checkRefused('', 'file_empty'));
test('something else than a zip or NDJSON is refused', () => checkRefused('hello', 'format_unknown'));
test('a single CSV is refused with the advice to pack it', () => checkRefused(`${header}${sound('1')}`, 'single_csv'));
test('an Excel workbook is refused by name', () =>
  checkRefused(zipOf([{ name: '[Content_Types].xml', content: 'x' }]), 'excel_workbook'));

test('a zip cut short is refused', async () =>
  checkRefused((await buildExtract(one)).subarray(0, 200), 'zip_malformed'));
test('a zip with a spoilt byte is refused by its checksum', async () => {
  const zip = await buildExtract({ students: Array.from({ length: 50 }, () => buildStudentRow()) });
  const at = zip.indexOf('students.csv') + 200;
  zip.writeUInt8(zip.readUInt8(at) ^ 1, at);
  await checkRefused(zip, 'zip_malformed', { file: 'students' });
});
test('a zip bomb is refused by its ratio', () =>
  checkRefused(buildExtractWith({}, { students: Buffer.alloc(5_000_000, 'a') }), 'zip_bomb', { file: 'students' }));
test('a zip bomb that lies about its size is refused', async () => {
  const zip = await buildExtractWith({}, { students: Buffer.alloc(5_000_000, 'a') });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(5_000_000);
  const lie = Buffer.alloc(4);
  lie.writeUInt32LE(1000);
  await checkRefused(
    Buffer.from(zip.toString('latin1').replaceAll(size.toString('latin1'), lie.toString('latin1')), 'latin1'),
    'zip_malformed',
    { file: 'students' },
  );
});
test('more than the limit unpacked is refused', async () => {
  const noise = Buffer.from(
    Array.from({ length: 2_500_000 }, (_, i) => `${(i * 2_654_435_761) % 4_294_967_296},`).join(''),
  );
  await checkRefused(buildExtractWith({}, { students: noise }), 'zip_too_large');
});
test('a name that leaves the folder is refused', async () =>
  checkRefused(
    renameInZip(await zipOf([{ name: 'xxxstudents.csv', content: 'x' }]), {
      from: 'xxxstudents.csv',
      to: '../students.csv',
    }),
    'zip_path',
  ));
test('a folder in the zip is refused with the advice to zip the files', () =>
  checkRefused(zipOf([{ name: 'export/students.csv', content: 'x' }]), 'zip_path'));
test('a zip in the zip is refused by name and by content', async () => {
  await checkRefused(zipOf([{ name: 'students.zip', content: 'x' }]), 'zip_nested');
  await checkRefused(buildExtractWith({}, { students: await buildExtract(one) }), 'zip_nested', { file: 'students' });
});
test('an encrypted zip is refused', async () => checkRefused(markEncrypted(await buildExtract(one)), 'zip_encrypted'));
test('a file that is missing is named', () =>
  checkRefused(zipOf(extractParts(one).filter((part) => part.name !== 'students.csv')), 'zip_file_missing', {
    file: 'students',
  }));
test('a missing manifest is refused', async () => {
  await checkRefused(zipOf(extractParts(one).filter((part) => part.name !== 'manifest.csv')), 'manifest_missing');
  await checkRefused('{"file":"students","fields":{}}\n', 'manifest_missing', { row: 1 });
});
test('a file that the layout does not know is refused', () =>
  checkRefused(zipOf([...extractParts(one), { name: 'marks.csv', content: 'x' }]), 'zip_file_unknown'));
test('a file that stands in the zip twice is refused', async () =>
  checkRefused(
    renameInZip(await zipOf([...extractParts(one), { name: 'studentz.csv', content: 'x' }]), {
      from: 'studentz.csv',
      to: 'students.csv',
    }),
    'zip_file_twice',
  ));
test('an optional file that is left out is told, and so is what an archiver added', async () => {
  const parts = extractParts(one).filter((part) => part.name !== 'phones.csv');
  const { notes } = await readAll(await zipOf([...parts, { name: '__MACOSX/._students.csv', content: 'x' }]));
  expect(notes).toContainEqual(['file_left_out', 'phones']);
  expect(notes).toContainEqual(['passed_over', null]);
});

test('what an archiver added is told once, however much it is; thousands of entries are no extract', async () => {
  const litter = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ name: `__MACOSX/${place}`, content: '' }));
  const { notes } = await readAll(await zipOf([...extractParts(one), ...litter(900)]));
  expect(notes.filter(([code]) => code === 'passed_over')).toHaveLength(1);
  await checkRefused(zipOf([...extractParts(one), ...litter(1000)]), 'zip_entries');
});

test('a file with nothing in it is refused by name', () =>
  checkRefused(buildExtractWith(one, { names: '' }), 'file_empty', { file: 'names' }));
test('a header without rows is told and no obstacle', async () => {
  const { items, notes } = await readAll(await buildExtract({}));
  expect(items).toEqual([]);
  expect(notes).toContainEqual(['no_rows', 'students']);
});
test('a byte order mark is told and no obstacle', async () => {
  const { items, notes } = await readAll(await buildExtractWith({}, { students: `\ufeff${header}${sound('1')}\n` }));
  expect(items).toMatchObject([{ subject: '1', problems: [] }]);
  expect(notes).toContainEqual(['has_mark', 'students']);
});
test('Windows-1252 is read rightly and told', async () => {
  const text = Buffer.from(`${header}${sound('1', 'B\u00e9langer\u0092s')}\n`, 'latin1');
  const { items, notes } = await readAll(await buildExtractWith({}, { students: text }));
  expect(items[0]?.fields['family_name']).toBe('Bélanger’s');
  expect(notes).toContainEqual(['read_as_windows_1252', 'students']);
});
test('UTF-16 is refused by name', () =>
  checkRefused(buildExtractWith({}, { students: Buffer.from(`\ufeff${header}`, 'utf16le') }), 'encoding_utf16', {
    file: 'students',
  }));
test('two encodings in one file are refused with the line', () =>
  checkRefused(
    lines(Buffer.concat([Buffer.from(`${sound('1', 'Zoë')}\n`), Buffer.from(`${sound('2', 'Noël')}\n`, 'latin1')])),
    'encoding_mixed',
    { file: 'students', row: 3 },
  ));

test('lines may end in CRLF, LF or CR', async () => {
  for (const end of ['\r\n', '\n', '\r']) {
    const text = [header.trim(), sound('1'), sound('2')].join(end);
    const { items } = await readAll(await buildExtractWith({}, { students: text }));
    expect(items.map((it) => [it.row, it.subject])).toEqual([
      [2, '1'],
      [3, '2'],
    ]);
  }
});
test('a missing column is refused by name', () =>
  checkRefused(buildExtractWith({}, { students: 'local_student_id,guid,gender\n' }), 'column_missing', {
    file: 'students',
    row: 1,
    field: 'birth_date',
  }));
test('an unknown column is refused, with the name that may be meant', () =>
  checkRefused(buildExtractWith({}, { students: header.replace('birth_date', 'birthdate') }), 'column_unknown', {
    file: 'students',
    field: 'birthdate',
    params: { column: 'birthdate', suggestion: ' (birth_date?)' },
  }));
test('a column that stands there twice is refused', () =>
  checkRefused(buildExtractWith({}, { students: `gender,${header}` }), 'column_twice', { field: 'gender' }));
test('columns separated otherwise are refused by name', async () => {
  await checkRefused(buildExtractWith({}, { students: header.replaceAll(',', ';') }), 'header_semicolons');
  await checkRefused(buildExtractWith({}, { students: header.replaceAll(',', '\t') }), 'header_tabs');
});
test('a file without a header is refused', () =>
  checkRefused(buildExtractWith({}, { students: '\n\n' }), 'header_missing', { file: 'students' }));

test('a manifest without a row, or with two, is refused', async () => {
  await checkRefused(buildExtract({ manifest: [] }), 'manifest_rows');
  await checkRefused(buildExtract({ manifest: [buildManifest(), buildManifest()] }), 'manifest_rows');
});
test('a manifest of another layout is refused with the field', () =>
  checkRefused(buildExtract({ manifest: [buildManifest({ layout_version: '9' })] }), 'manifest_wrong', {
    file: 'manifest',
    row: 2,
    field: 'layout_version',
  }));

test('too few and too many cells are told of the row, and the next row is read', () =>
  checkRows(
    lines(`1,,${guid}\n${sound('2')}\n${sound('3')},x\n${sound('4')}\n`),
    ['students', 2, 'cells_missing', null],
    ['students', 4, 'cells_extra', null],
  ));
test('empty cells at the end of a row are a spreadsheet’s habit', () => checkRows(lines(`${sound('1')},,,\n`)));
test('a quote that is never closed spoils its own row only', () =>
  checkRows(lines(`${sound('1', '"Roy')}\n${sound('2')}\n`), ['students', 2, 'quote_unbalanced', null]));
test('impossible dates and dates in other forms are told, and how to write them', async () => {
  const days = ['2015-02-30', '2015/03/09', '09-03-2015', '25-03-2015', '20150309', 'March 9', '42072'];
  const { items } = await readAll(
    await buildExtract({ students: days.map((day) => buildStudentRow({ birth_date: day })) }),
  );
  expect(items.map((it) => [it.problems[0]?.code, it.problems[0]?.field, it.problems[0]?.params['write']])).toEqual([
    ['date_impossible', 'birth_date', undefined],
    ['date_form', 'birth_date', '2015-03-09'],
    ['date_form', 'birth_date', '2015-03-09 / 2015-09-03'],
    ['date_form', 'birth_date', '2015-03-25'],
    ['date_form', 'birth_date', '2015-03-09'],
    ['date_form', 'birth_date', 'YYYY-MM-DD'],
    ['date_form', 'birth_date', 'YYYY-MM-DD'],
  ]);
});
test('control characters, NUL and over-long fields are told by field', async () => {
  const { items } = await readAll(
    await buildExtract({
      students: [
        buildStudentRow({ family_name: 'A\u0007b' }),
        buildStudentRow({ given_name: 'A\u0000b' }),
        buildStudentRow({ suffix: 'x'.repeat(16) }),
      ],
    }),
  );
  expect(items.map((it) => it.problems[0])).toEqual([
    { code: 'control_character', field: 'family_name', params: { character: 'U+0007' } },
    { code: 'control_character', field: 'given_name', params: { character: 'U+0000' } },
    { code: 'too_long', field: 'suffix', params: { max: 15, length: 16 } },
  ]);
  expect(JSON.stringify(items)).not.toContain('\\u0000');
});
test('every field that is wrong is told, not only the first', async () => {
  const { items } = await readAll(
    await buildExtract({
      students: [
        buildStudentRow({
          guid: 'x',
          gender: '',
          birth_date: '?',
          family_name: '',
          given_name: '',
          student_number: '12',
        }),
      ],
    }),
  );
  expect(items[0]?.problems.map((it) => [it.field, it.code])).toEqual(
    expect.arrayContaining([
      ['guid', 'guid_form'],
      ['gender', 'field_missing'],
      ['birth_date', 'date_form'],
      ['family_name', 'name_missing'],
      ['student_number', 'student_number_form'],
    ]),
  );
});
test('letters are kept composed and without spaces around', async () => {
  const { items } = await readAll(
    await buildExtract({ students: [buildStudentRow({ family_name: ' Be\u0301langer ' })] }),
  );
  expect(items[0]?.fields['family_name']).toBe('B\u00e9langer');
});
test('a broken line of NDJSON is an item that says so', async () => {
  const text = `${buildLines({})}{"file":"students"\n[1]\n{"file":"marks","fields":{}}\n{"file":"students","fields":{"colour":"red"}}\n`;
  const { items } = await readAll(text);
  expect(items.map((it) => [it.file, it.row, it.problems[0]?.code])).toEqual([
    ['unread', 2, 'not_json'],
    ['unread', 3, 'item_form'],
    ['unread', 4, 'file_unknown'],
    ['students', 5, 'field_missing'],
  ]);
  expect(items[3]?.problems).toContainEqual({
    code: 'field_unknown',
    field: 'colour',
    params: { field: 'colour', file: 'students' },
  });
});
