import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yazl from 'yazl';
import { writeCsvLine } from '#kernel/csv.ts';
import { addDays } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import { type FileName, layoutFields, type RowText } from '#modules/exchange/contract.ts';
import { keepActor } from '#modules/exchange/service/context.ts';
import { insertSubmission } from '#modules/exchange/store/submissions.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';

export type Rows = { [File in FileName]?: Partial<RowText<File>>[] };
export type ZipPart = { name: string; content: string | Buffer };

let counter = 0;

/** A delivery of an organisation, nothing of it read yet. */
export async function buildSubmission(db: Db, organisation: string): Promise<string> {
  const submissionId = newId();
  await insertSubmission(db, {
    submissionId,
    organisation: organisation as OrganisationCode,
    format: 'zip',
    fileName: 'extract.zip',
    fileId: null,
    sizeBytes: 0,
    sha256: null,
    isRehearsal: false,
    actor: keepActor(systemActor('test')),
    shareOf: organisation,
  });
  return submissionId;
}

/** A GUID that no other row of the run has. */
export function buildGuid(): string {
  counter += 1;
  return `0197a0f2-6c1e-7d33-8a55-${counter.toString(16).padStart(12, '0')}`;
}

export function buildManifest(fields: Partial<RowText<'manifest'>> = {}): RowText<'manifest'> {
  return {
    layout_version: '1',
    organisation_code: 'S.K001',
    school_year: '2027',
    software: 'Northlight SIS',
    ...fields,
  };
}

/** A student as a school's system knows one, with everything that is required. */
export function buildStudentRow(fields: Partial<RowText<'students'>> = {}): RowText<'students'> {
  counter += 1;
  return {
    local_student_id: `L${counter}`,
    guid: buildGuid(),
    birth_date: '2015-03-09',
    gender: 'F',
    family_name: 'Adeyemi',
    given_name: 'Amara',
    ...fields,
  };
}

export function buildEnrolmentRow(
  fields: Partial<RowText<'enrolments'>> & { local_student_id: string },
): RowText<'enrolments'> {
  return {
    guid: buildGuid(),
    school_code: 'S.K001',
    school_year: '2027',
    grade: '6',
    start_on: '2026-09-01',
    programming_type: 'regular',
    programming_timeframe: 'day',
    ...fields,
  };
}

let made = 0;

/** A name like no other of the run. */
function invent(random: Random): string {
  const syllables = Array.from({ length: 3 }, () =>
    random.pick([
      'ba',
      'chi',
      'dro',
      'fen',
      'gul',
      'har',
      'jo',
      'kym',
      'lor',
      'mu',
      'nev',
      'pro',
      'sta',
      'tiw',
      'vax',
      'zel',
    ]),
  );
  const name = syllables.join('');
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/** A student unlike all others of the run, with one row in four files. */
export function buildFamily(localId = `F${made + 1}`, changes: Partial<RowText<'students'>> = {}) {
  made += 1;
  const random = seededRandom(`family ${made}`);
  const student = buildStudentRow({
    local_student_id: localId,
    birth_date: addDays('2010-01-01', random.int(0, 2000)),
    family_name: invent(random),
    given_name: invent(random),
    ...changes,
  });
  const number = `780${random.int(2_000_000, 9_999_999)}`;
  return {
    students: [student],
    phones: [{ guid: buildGuid(), local_student_id: localId, kind: 'home', number, effective_on: '2026-09-01' }],
    guardians: [
      {
        guid: buildGuid(),
        local_student_id: localId,
        relationship: 'parent',
        family_name: invent(random),
        given_name: invent(random),
      },
    ],
    enrolments: [buildEnrolmentRow({ local_student_id: localId })],
  } satisfies Rows;
}

/** Puts the rows of several extracts into one. */
export function joinRows(...parts: Rows[]): Rows {
  const joined: Record<string, unknown[]> = {};
  for (const part of parts)
    for (const [file, rows] of Object.entries(part)) joined[file] = [...(joined[file] ?? []), ...rows];
  return joined as Rows;
}

export function buildFamilies(count: number): Rows {
  return joinRows(...Array.from({ length: count }, () => buildFamily()));
}
/** The text of a file with all its columns. */
export function writeTable(file: FileName, rows: readonly Record<string, string | undefined>[]): string {
  const columns = layoutFields(file).map((field) => field.name);
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map(writeCsvLine).join('');
}

/** The parts of an extract: every file of the layout, each with its header. */
export function extractParts(rows: Rows): ZipPart[] {
  const files: FileName[] = [
    'manifest',
    'students',
    'identification',
    'names',
    'addresses',
    'phones',
    'guardians',
    'enrolments',
  ];
  return files.map((file) => ({
    name: `${file}.csv`,
    content: writeTable(file, rows[file] ?? (file === 'manifest' ? [buildManifest()] : [])),
  }));
}

/** An extract as a school's system would send it. */
export function buildExtract(rows: Rows): Promise<Buffer> {
  return zipOf(extractParts(rows));
}

/** An extract whose named files hold just this text, whatever it is. */
export function buildExtractWith(rows: Rows, texts: { [File in FileName]?: string | Buffer }): Promise<Buffer> {
  return zipOf(
    extractParts(rows).map((part) => ({
      ...part,
      content: texts[part.name.replace('.csv', '') as FileName] ?? part.content,
    })),
  );
}

/** Any zip. Names that a writer of zips refuses can be put in afterwards with `renameInZip`. */
export async function zipOf(parts: readonly ZipPart[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { name, content } of parts) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(2026, 8, 30) });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Replaces a name inside a finished zip; both must have the same length. */
export function renameInZip(zip: Buffer, { from, to }: { from: string; to: string }): Buffer {
  if (from.length !== to.length) throw new Error('the names differ in length');
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

/** Sets the mark of encryption on every entry, in the local headers and in the directory. */
export function markEncrypted(zip: Buffer): Buffer {
  const marked = Buffer.from(zip);
  for (let at = 0; at < marked.length - 10; at += 1) {
    const signature = marked.readUInt32LE(at);
    if (signature === 0x04034b50) marked.writeUInt16LE(marked.readUInt16LE(at + 6) | 1, at + 6);
    if (signature === 0x02014b50) marked.writeUInt16LE(marked.readUInt16LE(at + 8) | 1, at + 8);
  }
  return marked;
}

export function buildLines(rows: Rows): string {
  const files = Object.entries({ manifest: [buildManifest()], ...rows });
  return files.flatMap(([file, fields]) => fields.map((it) => `${JSON.stringify({ file, fields: it })}\n`)).join('');
}

/** Lends a file with this content to some work and takes it away afterwards. */
export async function withFile<Result>(
  content: string | Buffer,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'matricula-exchange-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
