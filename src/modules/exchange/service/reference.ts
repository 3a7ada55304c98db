import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { writeCsvLine } from '#kernel/csv.ts';
import { listAllOrganisations } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ReferenceData } from '../reference-contract.ts';
import { readVersion, referenceYears, writeVersion } from '../rules/reference.ts';
import { yearsOpen } from './context.ts';

type Whole = {
  schoolYears: NonNullable<ReferenceData['schoolYears']>;
  codeTables: ReferenceData['codeTables'];
  parameters: NonNullable<ReferenceData['parameters']>;
  organisations: NonNullable<ReferenceData['organisations']>;
};

const tablePrefix = 'codes-';

/**
 * What a school's system keeps a copy of, or what of it changed since a version that it has: the version holds a mark of each part, made of its
 * content, so nothing is kept here of who has what.
 */
export async function getReferenceData(
  reader: Reader,
  { jurisdiction, now, since }: { jurisdiction: Jurisdiction; now: Date; since: string | undefined },
): Promise<ReferenceData> {
  const whole = await loadWhole(reader, jurisdiction, now);
  const marks = new Map([
    ['years', markOf(whole.schoolYears)],
    ['parameters', markOf(whole.parameters)],
    ['organisations', markOf(whole.organisations)],
    ...whole.codeTables.map((table): [string, string] => [`${tablePrefix}${table.class}`, markOf(table)]),
  ]);
  const known = readVersion(since ?? '');
  const isKnown = (part: string) => known.get(part) === marks.get(part);
  const gone = [...known.keys()].filter((part) => part.startsWith(tablePrefix) && !marks.has(part));
  return {
    version: writeVersion(marks),
    schoolYears: isKnown('years') ? null : whole.schoolYears,
    codeTables: whole.codeTables.filter((table) => !isKnown(`${tablePrefix}${table.class}`)),
    goneTables: gone.map((part) => part.slice(tablePrefix.length)),
    parameters: isKnown('parameters') ? null : whole.parameters,
    organisations: isKnown('organisations') ? null : whole.organisations,
  };
}

async function loadWhole(reader: Reader, jurisdiction: Jurisdiction, now: Date): Promise<Whole> {
  const today = now.toISOString().slice(0, 10);
  const current = jurisdiction.ruleContext(today).currentSchoolYear;
  const first = jurisdiction.parameter<number>('enrolment.first_checked_year', today);
  const names = jurisdiction.parameter<string[]>('exchange.reference_parameters', today);
  const organisations = await listAllOrganisations(reader);
  return {
    schoolYears: referenceYears(current, first, yearsOpen(jurisdiction, now)),
    codeTables: jurisdiction.classes().map((table) => ({
      class: table.class,
      title: table.title,
      values: jurisdiction.codes(table.class),
    })),
    parameters: names.map((name) => ({ name, value: jurisdiction.parameter<unknown>(name, today) })),
    organisations: organisations.map(({ classification: _classification, ...it }) => it),
  };
}

/** Eight characters of a digest: a change that goes unseen is one in 2⁴⁸. */
function markOf(part: unknown): string {
  return createHash('sha256').update(JSON.stringify(part)).digest('base64url').slice(0, 8);
}

/** The files of the zip with their columns. */
export const referenceFiles = {
  school_years: ['school_year', 'kind', 'is_accepted'],
  codes: ['class', 'code', 'name_en', 'name_fr', 'from_on', 'to_on', 'data'],
  parameters: ['name', 'value'],
  organisations: ['code', 'kind', 'name', 'name_fr', 'type', 'authority_code', 'opened_on', 'closed_on'],
} as const;

/** The same as a zip of CSV files. */
export async function writeReferenceFiles(
  reader: Reader,
  input: { jurisdiction: Jurisdiction; now: Date },
): Promise<Readable> {
  const { schoolYears, codeTables, parameters, organisations } = await loadWhole(reader, input.jurisdiction, input.now);
  const zip = new ZipFile();
  const put = (name: keyof typeof referenceFiles, rows: readonly (readonly (string | null)[])[]) => {
    const lines = [[...referenceFiles[name]], ...rows.map((row) => row.map((cell) => cell ?? ''))].map(writeCsvLine);
    zip.addBuffer(Buffer.from(lines.join('')), `${name}.csv`);
  };
  put(
    'school_years',
    schoolYears.map((it) => [String(it.schoolYear), it.kind, it.isAccepted ? 'Y' : 'N']),
  );
  put(
    'codes',
    codeTables.flatMap((table) =>
      table.values.map((it) => [
        table.class,
        it.code,
        it.words.en,
        it.words.fr,
        it.from,
        it.to,
        JSON.stringify(it.data),
      ]),
    ),
  );
  put(
    'parameters',
    parameters.map((it) => [it.name, JSON.stringify(it.value)]),
  );
  put(
    'organisations',
    organisations.map((it) => [
      it.code,
      it.kind,
      it.name,
      it.nameFr,
      it.type,
      it.authorityCode,
      it.openedOn,
      it.closedOn,
    ]),
  );
  zip.end();
  return zip.outputStream as Readable; // yazl types its stream more narrowly than it is
}
