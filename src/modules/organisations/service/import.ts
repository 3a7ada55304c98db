import { createHash } from 'node:crypto';
import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Act, beginAct } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ImportReport } from '../contract.ts';
import { errors } from '../errors.ts';
import { type Differences, findDifferences } from '../rules/differences.ts';
import { type Directory, isDirectory, readDirectory } from '../rules/directory.ts';
import { type LayoutFault, type PublishedYear, readPublished } from '../rules/published.ts';
import { type Remark, remark } from '../rules/remarks.ts';
import type { OrganisationStatement } from '../rules/types.ts';
import * as store from '../store/imports.ts';
import { readSheet } from './read-file.ts';
import { upsertOrganisations } from './statements.ts';

export type ImportInput = { content: Buffer; fileName: string; rehearse: boolean; actor: Actor };

/** Thrown to roll a rehearsal back; carries its report out of the transaction. */
class Rehearsed extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('rehearsed');
    this.report = report;
  }
}

/**
 * Imports a file as the province published it. Years may come in any order; the same file again changes nothing and says so.
 * A rehearsal answers the same and writes nothing.
 */
export async function importPublishedFile(
  db: Db,
  jurisdiction: Jurisdiction,
  input: ImportInput,
): Promise<ImportReport> {
  const sheet = await readSheet(input.content, input.fileName);
  const read = isDirectory(sheet) ? readDirectory(sheet) : readPublished(sheet, input.fileName);
  if ('because' in read) throw toRefusal(read, input.fileName);
  try {
    return await db.transaction().execute(async (tx) => {
      const act = await beginAct(tx, { kind: 'organisations.import', actor: input.actor, reason: input.fileName });
      const report = await importInto(tx, { read, jurisdiction, input, act });
      if (input.rehearse) throw new Rehearsed(report);
      return report;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.report;
    throw error;
  }
}

function toRefusal(fault: LayoutFault, fileName: string) {
  switch (fault.because) {
    case 'columns_missing':
      return errors.columns_missing({ fileName, columns: fault.columns });
    case 'columns_unknown':
      return errors.columns_unknown({ fileName, columns: fault.columns });
    case 'year_unknown':
      return errors.year_unknown({ fileName });
    case 'no_rows':
      return errors.no_rows({ fileName });
  }
}

type Work = { read: PublishedYear | Directory; jurisdiction: Jurisdiction; input: ImportInput; act: Act };

/** The steps of an import inside a transaction that somebody else commits or rolls back. */
async function importInto(tx: Tx, { read, jurisdiction, input, act }: Work): Promise<ImportReport> {
  const done =
    'schoolYear' in read
      ? await importYear(tx, read, { jurisdiction, input })
      : await importDirectory(tx, read, { jurisdiction, input });
  const report: ImportReport = {
    importId: newId(),
    fileName: input.fileName,
    rehearsed: input.rehearse,
    importedAt: act.at.toISOString(),
    importedBy: input.actor.name,
    ...done,
  };
  await store.keepImport(tx, {
    import_id: report.importId,
    file_name: report.fileName,
    sha256: createHash('sha256').update(input.content).digest('hex'),
    layout: report.layout,
    label: report.label,
    report,
    imported_at: act.at,
    imported_by: input.actor.name,
  });
  return report;
}

type Done = Omit<ImportReport, 'importId' | 'fileName' | 'rehearsed' | 'importedAt' | 'importedBy'>;
type Setting = { jurisdiction: Jurisdiction; input: ImportInput };

async function importYear(tx: Tx, year: PublishedYear, { jurisdiction, input }: Setting): Promise<Done> {
  const written = await store.replacePublishedYear(tx, year);
  const remarks = [...year.remarks];
  const later = await store.listCodesInLaterYears(tx, year.schoolYear);
  const statements = statementsOfYear(year, { jurisdiction, remarks, source: input.fileName }).filter(
    (it) => !later.has(it.code),
  );
  const register = await writeStatements(tx, statements);
  const directory = await store.findNewestDirectory(tx);
  if (directory)
    remarks.push(...compareWithDirectory(new Map(year.schools.map((it) => [it.code, it.name])), directory.codes));
  return {
    layout: 'enrolment_by_school',
    label: `${year.schoolYear - 1}/${year.schoolYear}`,
    counts: countYear(year),
    register: { ...register, published: written },
    isRepeated: written === 0 && register.written === 0,
    differences: await compareNeighbours(tx, year.schoolYear),
    remarks,
  };
}

function countYear({ schools }: PublishedYear) {
  return {
    schools: schools.length,
    authorities: new Set(schools.map((it) => it.authorityCode)).size,
    students: schools.reduce((all, school) => all + school.grades.reduce((sum, it) => sum + it.students, 0), 0),
  };
}

type Making = { jurisdiction: Jurisdiction; remarks: Remark[]; source: string };

function statementsOfYear(
  { schools }: PublishedYear,
  { jurisdiction, remarks, source }: Making,
): OrganisationStatement[] {
  const authorities = new Map<OrganisationCode, OrganisationStatement>();
  for (const school of schools) {
    if (authorities.has(school.authorityCode)) continue;
    const type = findType(jurisdiction, school.category);
    if (type === null)
      remarks.push(
        remark('unknown_category', {
          column: 'School Authority Category',
          value: `${school.authorityCode} ${school.category}`,
        }),
      );
    authorities.set(school.authorityCode, {
      ...blank,
      code: school.authorityCode,
      kind: 'authority',
      name: school.authorityName,
      type,
      source,
    });
  }
  return [
    ...authorities.values(),
    ...schools.map((it) => ({
      ...blank,
      code: it.code,
      kind: 'school' as const,
      name: it.name.trim(),
      authorityCode: it.authorityCode,
      source,
    })),
  ];
}

const blank = { nameFr: null, type: null, classification: null, authorityCode: null, openedOn: null, closedOn: null };

/** The code of a published word, by its name in the jurisdiction's table or by one of its other spellings. */
function findType(jurisdiction: Jurisdiction, word: string): string | null {
  const wanted = word.toLowerCase();
  const found = jurisdiction.codes('organisation_type').find((value) => {
    const also = (value.data['also'] ?? []) as string[]; // the table's own shape
    return [value.words.en, ...also].some((name) => name.toLowerCase() === wanted);
  });
  return found?.code ?? null;
}

/** New against known before writing; authorities stand before their schools. */
async function writeStatements(
  tx: Tx,
  statements: OrganisationStatement[],
): Promise<{ added: number; changed: number; unchanged: number; written: number }> {
  const known = await store.listKnownCodes(
    tx,
    statements.map((it) => it.code),
  );
  const written = await upsertOrganisations(tx, statements);
  const added = statements.filter((it) => !known.has(it.code)).length;
  return { added, changed: Math.max(0, written - added), unchanged: statements.length - written, written };
}

/** The year before and the year after among those imported, so that any order of imports tells the same story. */
async function compareNeighbours(tx: Tx, year: SchoolYear): Promise<Differences[]> {
  const years = await store.listPublishedYears(tx);
  const pairs = years.slice(1).map((to, index) => [years[index] ?? to, to] as const);
  const near = pairs.filter(([from, to]) => from === year || to === year);
  return Promise.all(
    near.map(async ([from, to]) =>
      findDifferences(
        { year: from, schools: await store.listSchoolsOfYear(tx, from) },
        { year: to, schools: await store.listSchoolsOfYear(tx, to) },
      ),
    ),
  );
}

function compareWithDirectory(schools: Map<OrganisationCode, string>, directory: Set<OrganisationCode>): Remark[] {
  return [...schools]
    .filter(([code]) => !directory.has(code))
    .map(([code, name]) => remark('not_in_directory', { value: `${code} ${name}` }));
}

async function importDirectory(tx: Tx, directory: Directory, { jurisdiction, input }: Setting): Promise<Done> {
  const written = await store.replaceDirectory(tx, directory.extractedOn, directory.entries);
  const remarks = [...directory.remarks];
  const published = await store.listCodesInLaterYears(tx, 0);
  const statements = statementsOfDirectory(directory, { jurisdiction, remarks, source: input.fileName }).map((it) =>
    published.has(it.code) ? keepPublished(it) : it,
  );
  const register = await writeStatements(tx, await withKnownNames(tx, statements, published));
  if (published.size > 0) {
    remarks.push(
      ...directory.entries
        .filter((it) => !published.has(it.code))
        .map((it) => remark('only_in_directory', { value: `${it.code} ${it.name}` })),
    );
  }
  return {
    layout: 'school_directory',
    label: directory.extractedOn,
    counts: {
      schools: directory.entries.length,
      authorities: new Set(directory.entries.map((it) => it.authorityCode)).size,
      students: null,
    },
    register: { ...register, published: written },
    isRepeated: written === 0 && register.written === 0,
    differences: [],
    remarks,
  };
}

function statementsOfDirectory(
  { entries, extractedOn }: Directory,
  { jurisdiction, remarks, source }: Making,
): OrganisationStatement[] {
  const authorities = new Map<OrganisationCode, OrganisationStatement>();
  for (const it of entries) {
    if (authorities.has(it.authorityCode)) continue;
    const type = findType(jurisdiction, it.authorityType);
    if (type === null)
      remarks.push(
        remark('unknown_category', { column: 'Authority Type', value: `${it.authorityCode} ${it.authorityType}` }),
      );
    authorities.set(it.authorityCode, {
      ...blank,
      code: it.authorityCode,
      kind: 'authority',
      name: it.authorityName,
      type,
      address: it.authorityAddress,
      source,
    });
  }
  const schools = entries.map((it) => ({
    ...blank,
    code: it.code,
    kind: 'school' as const,
    name: it.name,
    authorityCode: it.authorityCode,
    address: it.address,
    gradeOfferings: it.grades.map((grade) => ({ offering: 'regular' as const, grade, from: extractedOn, to: null })),
    programmeOfferings: it.programmes.map((programme) => ({ programme, from: extractedOn, to: null })),
    source,
  }));
  return [...authorities.values(), ...schools];
}

/** The enrolment files are newer than the directory: of what they name, the directory adds address and offerings only. */
function keepPublished(statement: OrganisationStatement): OrganisationStatement {
  return { ...statement, type: null, authorityCode: null };
}

async function withKnownNames(
  tx: Tx,
  statements: OrganisationStatement[],
  published: Set<OrganisationCode>,
): Promise<OrganisationStatement[]> {
  const names = await store.listNames(tx, [...published]);
  return statements.map((it) => ({ ...it, name: names.get(it.code) ?? it.name }));
}
