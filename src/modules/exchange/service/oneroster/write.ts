import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { writeCsvLine } from '#kernel/csv.ts';
import { type PlainDate, type SchoolYear, schoolYearName } from '#kernel/dates.ts';
import { showStudentNumber } from '#kernel/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { oneRosterFields } from '../../layout/oneroster.ts';
import { extensionPrefix, type HeldFile, oneRosterVersion, unheldFiles } from '../../rules/oneroster/files.ts';
import { nameGuid } from './guid.ts';

/** An enrolment as it is written: what is empty is left out. Extensions of the user stand under the name behind `metadata.`. */
export type WrittenEnrolment = {
  studentNumber: string;
  enrolmentId: string;
  familyName: string;
  givenName: string;
  middleName?: string | null | undefined;
  preferredGivenName?: string | null | undefined;
  ownId?: string | null | undefined;
  phone?: string | null | undefined;
  languageAtHome?: string | null | undefined;
  birthDate?: PlainDate | null | undefined;
  gender?: string | null | undefined;
  schoolCode: string;
  schoolName?: string | null | undefined;
  grade: string;
  startOn: PlainDate;
  exitOn?: PlainDate | null | undefined;
  exitType?: string | null | undefined;
  programmingType?: string | null | undefined;
  extensions: Readonly<Record<string, string>>;
};

export type OneRosterSheet = {
  schoolYear: SchoolYear;
  rows: readonly WrittenEnrolment[];
  hasDemographics: boolean;
  jurisdiction: Jurisdiction;
};

type Cells = Record<string, string | null | undefined>;

/** A bulk zip of OneRoster: one user for each student, one role for each enrolment, in the order of the rows. */
export function writeOneRoster(sheet: OneRosterSheet): Readable {
  const zip = new ZipFile();
  const files: [HeldFile, Cells[]][] = [
    ['orgs', orgsOf(sheet)],
    ['academicSessions', [sessionOf(sheet)]],
    ['users', usersOf(sheet)],
    ['demographics', sheet.hasDemographics ? demographicsOf(sheet) : []],
    ['roles', rolesOf(sheet)],
  ];
  const written = files.filter(([, rows]) => rows.length > 0);
  zip.addBuffer(Buffer.from(manifestOf(written.map(([file]) => file))), 'manifest.csv');
  for (const [file, rows] of written) zip.addReadStream(Readable.from(tableOf(file, rows)), `${file}.csv`);
  zip.end();
  return Readable.from(zip.outputStream);
}

function manifestOf(files: readonly HeldFile[]): string {
  const all: HeldFile[] = ['orgs', 'academicSessions', 'users', 'demographics', 'roles'];
  const lines = [
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', oneRosterVersion],
    ...all.map((file) => [`file.${file}`, files.includes(file) ? 'bulk' : 'absent']),
    ...unheldFiles.map((file) => [`file.${file}`, 'absent']),
    ['source.systemName', 'Matricula'],
  ];
  return lines.map(writeCsvLine).join('');
}

const rowsInPiece = 500;

/** The columns of the binding, and behind them the extensions that some row has. */
function* tableOf(file: HeldFile, rows: readonly Cells[]): Generator<Buffer> {
  const extensions = new Set(rows.flatMap((row) => Object.keys(row).filter((it) => it.startsWith(extensionPrefix))));
  const columns = [...oneRosterFields(file).map(({ name }) => name), ...extensions];
  yield Buffer.from(writeCsvLine(columns));
  for (let from = 0; from < rows.length; from += rowsInPiece) {
    const lines = rows.slice(from, from + rowsInPiece).map((row) => writeCsvLine(columns.map((it) => row[it] ?? '')));
    yield Buffer.from(lines.join(''));
  }
}

/** The same student is the same user in every file, whoever asks for it. */
function userIdOf(studentNumber: string): string {
  return nameGuid(['matricula', 'student', studentNumber]);
}

function firstOfEach<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
  return [...seen.values()];
}

function orgsOf({ rows }: OneRosterSheet): Cells[] {
  return firstOfEach(rows, (it) => it.schoolCode).map(({ schoolCode, schoolName }) => ({
    sourcedId: schoolCode,
    name: schoolName ?? schoolCode,
    type: 'school',
    identifier: schoolCode,
  }));
}

/** Wide enough for every enrolment in the file, so that all are of its year. */
function sessionOf({ rows, schoolYear }: OneRosterSheet): Cells {
  const first = [`${schoolYear - 1}-09-01`, ...rows.map((it) => it.startOn)].sort()[0];
  const last = [`${schoolYear}-08-31`, ...rows.flatMap((it) => it.exitOn ?? [])].sort().at(-1);
  return {
    sourcedId: `year-${schoolYear}`,
    title: schoolYearName(schoolYear),
    type: 'schoolYear',
    startDate: first,
    endDate: last,
    schoolYear: String(schoolYear),
  };
}

function usersOf({ rows, jurisdiction }: OneRosterSheet): Cells[] {
  const grades = writtenCodes(jurisdiction, 'oneroster_grade', 'grade');
  const holders = new Map<string, Set<string>>();
  for (const { ownId, studentNumber } of rows)
    if (ownId) holders.set(ownId, (holders.get(ownId) ?? new Set()).add(studentNumber));
  // An own number that stands for two students names neither.
  const isClear = (ownId: string | null | undefined) => !!ownId && holders.get(ownId)?.size === 1;
  return firstOfEach(rows, (it) => it.studentNumber).map((row) => ({
    sourcedId: userIdOf(row.studentNumber),
    enabledUser: 'true',
    username: userIdOf(row.studentNumber),
    givenName: row.givenName,
    familyName: row.familyName,
    middleName: row.middleName,
    identifier: isClear(row.ownId) ? row.ownId : '',
    phone: row.phone,
    grades: grades.get(row.grade),
    userMasterIdentifier: showStudentNumber(row.studentNumber),
    preferredGivenName: row.preferredGivenName,
    primaryOrgSourcedId: row.schoolCode,
    ...extended({ languageAtHome: row.languageAtHome, ...row.extensions }),
  }));
}

function demographicsOf({ rows, jurisdiction }: OneRosterSheet): Cells[] {
  const sexes = writtenCodes(jurisdiction, 'oneroster_sex', 'gender');
  return firstOfEach(rows, (it) => it.studentNumber).map(({ studentNumber, birthDate, gender }) => ({
    sourcedId: userIdOf(studentNumber),
    birthDate,
    sex: gender ? sexes.get(gender) : '',
  }));
}

function rolesOf({ rows }: OneRosterSheet): Cells[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const place = `${row.studentNumber} ${row.schoolCode}`;
    const isFirst = !seen.has(place);
    seen.add(place);
    return {
      sourcedId: row.enrolmentId,
      userSourcedId: userIdOf(row.studentNumber),
      roleType: isFirst ? 'primary' : 'secondary',
      role: 'student',
      beginDate: row.startOn,
      endDate: row.exitOn,
      orgSourcedId: row.schoolCode,
      ...extended({ grade: row.grade, exitType: row.exitType, programmingType: row.programmingType }),
    };
  });
}

function extended(values: Readonly<Record<string, string | null | undefined>>): Cells {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[`${extensionPrefix}${name}`, value]] : [])),
  );
}

/** The code of OneRoster that is written for each code of the register. */
function writtenCodes(jurisdiction: Jurisdiction, className: string, key: string): Map<string, string> {
  const written = jurisdiction.codes(className).filter(({ data }) => data['isWritten'] === true);
  return new Map(written.map(({ code, data }) => [String(data[key]), code]));
}
