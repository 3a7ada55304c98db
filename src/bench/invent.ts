import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { writeCsvLine } from '#kernel/csv.ts';
import { addDays } from '#kernel/dates.ts';
import { seededRandom } from '#kernel/random.ts';
import { type FileName, layoutFields, type RowText } from '#modules/exchange/contract.ts';

/** Rows of one student in a file of these: the student, a phone number, a guardian, an enrolment. */
export const rowsOfStudent = 4;

const syllables = [
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
];

/** Writes the extract of one school of any size, everybody in it invented; made as it is written, so that memory stays flat. */
export async function inventExtract(
  path: string,
  { students, school, seed }: { students: number; school: string; seed: string },
): Promise<void> {
  const zip = new ZipFile();
  const manifest = [{ layout_version: '1', organisation_code: school, school_year: '2027', software: 'bench' }];
  zip.addReadStream(Readable.from(tableOf('manifest', manifest)), 'manifest.csv');
  for (const file of ['students', 'phones', 'guardians', 'enrolments'] as const) {
    const make = (place: number) => makers[file](place, { school, seed });
    zip.addReadStream(Readable.from(tableOf(file, rows(students, make))), `${file}.csv`);
  }
  zip.end();
  await pipeline(Readable.from(zip.outputStream), createWriteStream(path));
}

function* rows<Row>(count: number, make: (place: number) => Row): Generator<Row> {
  for (let place = 0; place < count; place += 1) yield make(place);
}

const rowsInPiece = 500;

function* tableOf(file: FileName, list: Iterable<Record<string, string | undefined>>): Generator<Buffer> {
  const columns = layoutFields(file).map(({ name }) => name);
  let lines = writeCsvLine(columns);
  let count = 0;
  for (const row of list) {
    lines += writeCsvLine(columns.map((column) => row[column] ?? ''));
    count += 1;
    if (count % rowsInPiece !== 0) continue;
    yield Buffer.from(lines);
    lines = '';
  }
  if (lines !== '') yield Buffer.from(lines);
}

type Whose = { school: string; seed: string };

const makers = {
  students: (place: number, whose: Whose): Partial<RowText<'students'>> => {
    const random = seededRandom(`${whose.seed} ${place}`);
    return {
      ...own(place, 1),
      birth_date: addDays('2008-01-01', random.int(0, 5000)),
      gender: random.pick(['F', 'M', 'X']),
      family_name: invent(random),
      given_name: invent(random),
    };
  },
  phones: (place: number): Partial<RowText<'phones'>> => ({
    ...own(place, 2),
    kind: 'home',
    number: `780${String(2_000_000 + place).padStart(7, '0')}`,
    effective_on: '2026-09-01',
  }),
  guardians: (place: number, { seed }: Whose): Partial<RowText<'guardians'>> => {
    const random = seededRandom(`${seed} guardian ${place}`);
    return { ...own(place, 3), relationship: 'parent', family_name: invent(random), given_name: invent(random) };
  },
  enrolments: (place: number, { school }: Whose): Partial<RowText<'enrolments'>> => ({
    ...own(place, 4),
    school_code: school,
    school_year: '2027',
    grade: '6',
    start_on: '2026-09-01',
    programming_type: 'regular',
    programming_timeframe: 'day',
  }),
};

function own(place: number, kind: number) {
  const tail = (place * rowsOfStudent + kind).toString(16).padStart(12, '0');
  return { local_student_id: `B${place}`, guid: `0197a0f2-6c1e-7d33-8a55-${tail}` };
}

function invent(random: ReturnType<typeof seededRandom>): string {
  const name = Array.from({ length: 4 }, () => random.pick(syllables)).join('');
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}
