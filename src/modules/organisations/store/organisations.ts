import { sql } from 'kysely';
import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Calendar, GradeOffering, Organisation, OrganisationKind, ProgrammeOffering } from '../rules/types.ts';

type Row = {
  code: string;
  kind: string;
  name: string;
  name_fr: string | null;
  type: string | null;
  classification: string | null;
  authority_code: string | null;
  opened_on: string | null;
  closed_on: string | null;
};

export const columns = [
  'code',
  'kind',
  'name',
  'name_fr',
  'type',
  'classification',
  'authority_code',
  'opened_on',
  'closed_on',
] as const;

export function toOrganisation(row: Row): Organisation {
  return {
    code: row.code as OrganisationCode, // a check constraint keeps its form
    kind: row.kind as OrganisationKind, // likewise
    name: row.name,
    nameFr: row.name_fr,
    type: row.type,
    classification: row.classification,
    authorityCode: row.authority_code as OrganisationCode | null,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
  };
}

/** In order of their codes. */
export async function findOrganisations(reader: Reader, codes: readonly OrganisationCode[]): Promise<Organisation[]> {
  const rows = await reader
    .selectFrom('organisations.organisation')
    .select(columns)
    .where('code', 'in', codes)
    .orderBy('code')
    .execute();
  return rows.map(toOrganisation);
}

export async function listAll(reader: Reader): Promise<Organisation[]> {
  const rows = await reader.selectFrom('organisations.organisation').select(columns).orderBy('code').execute();
  return rows.map(toOrganisation);
}

export async function listSchoolsOf(
  reader: Reader,
  authorityCodes: readonly OrganisationCode[],
): Promise<OrganisationCode[]> {
  if (authorityCodes.length === 0) return [];
  const rows = await reader
    .selectFrom('organisations.organisation')
    .select('code')
    .where('authority_code', 'in', authorityCodes)
    .where('kind', '=', 'school')
    .orderBy('code')
    .execute();
  return rows.map((row) => row.code as OrganisationCode);
}

export type Offers = {
  calendars: Calendar[];
  gradeOfferings: GradeOffering[];
  programmeOfferings: ProgrammeOffering[];
};

/** Calendars of the years asked for, and all offerings, by school: one query for each of the three. */
export async function loadOffers(
  reader: Reader,
  codes: readonly OrganisationCode[],
  schoolYears: readonly SchoolYear[] | null,
): Promise<Map<OrganisationCode, Offers>> {
  const offers = new Map<OrganisationCode, Offers>(
    codes.map((code) => [code, { calendars: [], gradeOfferings: [], programmeOfferings: [] }]),
  );
  const calendars = await sql<Calendar & { school: OrganisationCode }>`
    select school_code as school, school_year as "schoolYear", kind, from_on as "from", to_on as "to" from organisations.calendar
     where school_code = any(${codes}::text[]) and (${schoolYears}::integer[] is null or school_year = any(${schoolYears}::integer[])) order by 1, 2, 3, 4`.execute(
    reader,
  );
  for (const { school, ...calendar } of calendars.rows) offers.get(school)?.calendars.push(calendar);
  const grades = await sql<GradeOffering & { school: OrganisationCode }>`
    select school_code as school, offering, grade, from_on as "from", to_on as "to" from organisations.grade_offering
     where school_code = any(${codes}::text[]) order by 1, 2, 3, 4`.execute(reader);
  for (const { school, ...offering } of grades.rows) offers.get(school)?.gradeOfferings.push(offering);
  const programmes = await sql<ProgrammeOffering & { school: OrganisationCode }>`
    select school_code as school, programme, from_on as "from", to_on as "to" from organisations.programme_offering
     where school_code = any(${codes}::text[]) order by 1, 2, 3`.execute(reader);
  for (const { school, ...offering } of programmes.rows) offers.get(school)?.programmeOfferings.push(offering);
  return offers;
}
