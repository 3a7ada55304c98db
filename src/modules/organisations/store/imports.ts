import { sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { SchoolOfYear } from '../rules/differences.ts';
import type { DirectoryEntry } from '../rules/directory.ts';
import type { PublishedYear } from '../rules/published.ts';
import type { Published, PublishedRow } from '../rules/statements.ts';

/** One import at a time: two that would write the same organisations in another order could wait for each other for ever. */
export async function waitForOtherImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('organisations.import'))`.execute(tx);
}

/** Judges the foreign keys now, which otherwise wait for the commit that a rehearsal never reaches. */
export async function checkConstraints(tx: Tx): Promise<void> {
  await sql`set constraints all immediate`.execute(tx);
}

/** The school years that were imported, in order. */
export async function listPublishedYears(reader: Reader): Promise<SchoolYear[]> {
  const rows = await reader
    .selectFrom('organisations.published_school')
    .select('school_year')
    .distinct()
    .orderBy('school_year')
    .execute();
  return rows.map((row) => row.school_year);
}

export async function listSchoolsOfYear(reader: Reader, year: SchoolYear): Promise<SchoolOfYear[]> {
  const rows = await reader
    .selectFrom('organisations.published_school')
    .select(['school_code', 'name', 'authority_code', 'authority_name'])
    .where('school_year', '=', year)
    .orderBy('school_code')
    .execute();
  return rows.map((row) => ({
    code: row.school_code as OrganisationCode,
    name: row.name,
    authorityCode: row.authority_code as OrganisationCode,
    authorityName: row.authority_name,
  }));
}

/** Puts a published year in place of what was known of it. Returns how many rows were written or taken away: none when it is the same. */
export async function replacePublishedYear(tx: Tx, { schoolYear, schools }: PublishedYear): Promise<number> {
  const rows = schools.map((it) => ({
    school_year: schoolYear,
    school_code: it.code,
    name: it.name,
    authority_code: it.authorityCode,
    authority_name: it.authorityName,
    authority_category: it.category,
    total: it.total,
  }));
  const counts = schools.flatMap((it) =>
    it.grades.map(({ grade, students }) => ({ school_year: schoolYear, school_code: it.code, grade, students })),
  );
  const written = [
    await sql`delete from organisations.published_school where school_year = ${schoolYear} and not (school_code = any(${schools.map((it) => it.code)}::text[]))`.execute(
      tx,
    ),
    await sql`insert into organisations.published_school as kept select * from jsonb_populate_recordset(null::organisations.published_school, ${JSON.stringify(rows)}::jsonb)
      on conflict (school_year, school_code) do update set name = excluded.name, authority_code = excluded.authority_code, authority_name = excluded.authority_name,
        authority_category = excluded.authority_category, total = excluded.total
      where (kept.name, kept.authority_code, kept.authority_name, kept.authority_category, kept.total)
        is distinct from (excluded.name, excluded.authority_code, excluded.authority_name, excluded.authority_category, excluded.total)`.execute(
      tx,
    ),
    await sql`delete from organisations.published_enrolment where school_year = ${schoolYear} and (school_code, grade) not in
      (select school_code, grade from jsonb_populate_recordset(null::organisations.published_enrolment, ${JSON.stringify(counts)}::jsonb))`.execute(
      tx,
    ),
    await sql`insert into organisations.published_enrolment as kept select * from jsonb_populate_recordset(null::organisations.published_enrolment, ${JSON.stringify(counts)}::jsonb)
      on conflict (school_year, school_code, grade) do update set students = excluded.students where kept.students <> excluded.students`.execute(
      tx,
    ),
  ];
  return written.reduce((all, result) => all + Number(result.numAffectedRows ?? 0), 0);
}

export async function replaceDirectory(
  tx: Tx,
  extractedOn: string,
  entries: readonly DirectoryEntry[],
): Promise<number> {
  const rows = entries.map((it) => ({
    extracted_on: extractedOn,
    school_code: it.code,
    name: it.name,
    authority_code: it.authorityCode,
    authority_name: it.authorityName,
    authority_type: it.authorityType,
    fields: it.fields,
  }));
  const removed =
    await sql`delete from organisations.directory_entry where extracted_on = ${extractedOn} and not (school_code = any(${entries.map((it) => it.code)}::text[]))`.execute(
      tx,
    );
  const written =
    await sql`insert into organisations.directory_entry as kept select * from jsonb_populate_recordset(null::organisations.directory_entry, ${JSON.stringify(rows)}::jsonb)
    on conflict (extracted_on, school_code) do update set name = excluded.name, authority_code = excluded.authority_code, authority_name = excluded.authority_name,
      authority_type = excluded.authority_type, fields = excluded.fields where kept.fields <> excluded.fields`.execute(
      tx,
    );
  return Number(removed.numAffectedRows ?? 0) + Number(written.numAffectedRows ?? 0);
}

/** All published rows of some schools and of their authorities, the newest year first. */
export async function listPublishedRows(
  reader: Reader,
  schools: readonly { code: OrganisationCode; authorityCode: OrganisationCode }[],
): Promise<PublishedRow[]> {
  const codes = schools.map((it) => it.code);
  const authorityCodes = [...new Set(schools.map((it) => it.authorityCode))];
  const { rows } = await sql<PublishedRow>`
    select school_code as code, name, authority_code as "authorityCode", authority_name as "authorityName", authority_category as category
      from organisations.published_school
     where school_code = any(${codes}::text[]) or authority_code = any(${authorityCodes}::text[])
     order by school_year desc, school_code`.execute(reader);
  return rows;
}

/** Which of some codes are organisations already. */
export async function listKnownCodes(
  reader: Reader,
  codes: readonly OrganisationCode[],
): Promise<Set<OrganisationCode>> {
  const { rows } = await sql<{
    code: OrganisationCode;
  }>`select code from organisations.organisation where code = any(${codes}::text[])`.execute(reader);
  return new Set(rows.map((row) => row.code));
}

type NamedSchool = { code: OrganisationCode; name: string };

export async function listSchoolsOfDirectory(reader: Reader, extractedOn: PlainDate): Promise<NamedSchool[]> {
  const rows = await reader
    .selectFrom('organisations.directory_entry')
    .select(['school_code', 'name'])
    .where('extracted_on', '=', extractedOn)
    .orderBy('school_code')
    .execute();
  return rows.map((row) => ({ code: row.school_code as OrganisationCode, name: row.name }));
}

/** The newest directory, or null when none was imported. */
export async function findNewestDirectory(
  reader: Reader,
): Promise<{ extractedOn: PlainDate; schools: NamedSchool[] } | null> {
  const row = await reader
    .selectFrom('organisations.directory_entry')
    .select((it) => it.fn.max('extracted_on').as('extracted_on'))
    .executeTakeFirst();
  const extractedOn = row?.extracted_on ?? null;
  return extractedOn === null ? null : { extractedOn, schools: await listSchoolsOfDirectory(reader, extractedOn) };
}

/** Schools and authorities of a later directory than that of the given day: their present is not for an older one to say. */
export async function listCodesInLaterDirectories(reader: Reader, day: PlainDate): Promise<Set<OrganisationCode>> {
  const { rows } = await sql<{ code: OrganisationCode }>`
    select school_code as code from organisations.directory_entry where extracted_on > ${day}
    union select authority_code from organisations.directory_entry where extracted_on > ${day}`.execute(reader);
  return new Set(rows.map((row) => row.code));
}

/** The schools and authorities that stand in any published year, with what the register says of them. */
export async function listPublishedOrganisations(reader: Reader): Promise<Map<OrganisationCode, Published>> {
  const { rows } = await sql<Published & { code: OrganisationCode }>`
    select code, name, type from organisations.organisation
     where code in (select school_code from organisations.published_school union select authority_code from organisations.published_school)`.execute(
    reader,
  );
  return new Map(rows.map(({ code, ...said }) => [code, said]));
}

export type KeptImport = {
  import_id: string;
  file_name: string;
  sha256: string;
  layout: string;
  label: string;
  report: unknown;
  imported_at: Date;
  imported_by: string;
};

export async function keepImport(tx: Tx, kept: KeptImport): Promise<void> {
  await tx
    .insertInto('organisations.file_import')
    .values({ ...kept, report: JSON.stringify(kept.report) })
    .execute();
}

/** The newest first. */
export async function listImports(reader: Reader, limit: number): Promise<Omit<KeptImport, 'report'>[]> {
  return reader
    .selectFrom('organisations.file_import')
    .select(['import_id', 'file_name', 'sha256', 'layout', 'label', 'imported_at', 'imported_by'])
    .orderBy('imported_at', 'desc')
    .orderBy('import_id', 'desc')
    .limit(limit)
    .execute();
}

export async function findImport(reader: Reader, importId: string): Promise<KeptImport | undefined> {
  return reader
    .selectFrom('organisations.file_import')
    .selectAll()
    .where('import_id', '=', importId)
    .executeTakeFirst();
}
