import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import { fromCursor, type Page, toPage } from '#kernel/page.ts';
import type { Reader } from '#platform/database/database.ts';
import type { OrganisationDetail, OrganisationEntry, OrganisationQuery } from '../contract.ts';

/** What the list and the page of an organisation show alike; a school shows its authority's type. */
const entryOf = sql<OrganisationEntry>`
  o.code, o.kind, o.name, o.name_fr as "nameFr", coalesce(o.type, a.type) as type, o.authority_code as "authorityCode", a.name as "authorityName",
  o.city, o.opened_on as "openedOn", o.closed_on as "closedOn",
  case when o.kind = 'authority' then (select count(*)::integer from organisations.organisation s where s.authority_code = o.code and s.kind = 'school') end as schools,
  (select sum(p.total)::integer from organisations.published_school p
    where p.school_year = (select max(school_year) from organisations.published_school) and (p.school_code = o.code or p.authority_code = o.code)) as students,
  (select min(p.school_year) from organisations.published_school p where p.school_code = o.code or p.authority_code = o.code) as "firstSeenYear",
  (select max(p.school_year) from organisations.published_school p where p.school_code = o.code or p.authority_code = o.code) as "lastSeenYear"`;

/** In order of name, then code; the cursor is that pair. */
export async function listOrganisations(reader: Reader, query: OrganisationQuery): Promise<Page<OrganisationEntry>> {
  const after = query.cursor ? fromCursor(query.cursor) : null;
  const [afterName = null, afterCode = null] = after ?? [];
  const text = query.text?.toLowerCase() ?? null;
  const { rows } = await sql<OrganisationEntry>`
    select ${entryOf} from organisations.organisation o left join organisations.organisation a on a.code = o.authority_code
     where (${query.kind ?? null}::text is null or o.kind = ${query.kind ?? null})
       and (${query.authority ?? null}::text is null or o.authority_code = ${query.authority ?? null} or o.code = ${query.authority ?? null})
       and (${query.type ?? null}::text is null or coalesce(o.type, a.type) = ${query.type ?? null})
       and (${text}::text is null or strpos(lower(o.name), ${text}) > 0 or strpos(lower(o.code), ${text}) > 0 or strpos(lower(coalesce(o.name_fr, '')), ${text}) > 0)
       and (${query.grade ?? null}::text is null
         or exists (select from organisations.grade_offering g where g.school_code = o.code and g.grade = ${query.grade ?? null})
         or exists (select from organisations.published_enrolment e where e.school_code = o.code and e.grade = ${query.grade ?? null}))
       and (${afterCode}::text is null or (lower(o.name), o.code) > (${afterName}::text, ${afterCode}::text))
     order by lower(o.name), o.code limit ${query.limit + 1}`.execute(reader);
  return toPage(rows, query.limit, (row) => [row.name.toLowerCase(), row.code]);
}

type Detail = Omit<
  OrganisationDetail,
  'gradeOfferings' | 'programmeOfferings' | 'calendars' | 'predecessors' | 'successors' | 'publishedYears' | 'address'
>;
type AddressRow = {
  street: string | null;
  addressCity: string | null;
  province: string | null;
  postalCode: string | null;
};

/** The row of one organisation with its address; undefined when the code is nobody's. */
export async function findDetail(reader: Reader, code: OrganisationCode): Promise<(Detail & AddressRow) | undefined> {
  const { rows } = await sql<Detail & AddressRow>`
    select ${entryOf}, o.classification, o.source, o.version, o.street, o.city as "addressCity", o.province, o.postal_code as "postalCode"
      from organisations.organisation o left join organisations.organisation a on a.code = o.authority_code where o.code = ${code}`.execute(
    reader,
  );
  return rows[0];
}

type Related = OrganisationDetail['predecessors'][number];

/** Who came before and after. */
export async function listSuccession(
  reader: Reader,
  code: OrganisationCode,
): Promise<{ predecessors: Related[]; successors: Related[] }> {
  const { rows } = await sql<Related & { isBefore: boolean }>`
    select s.successor_code = ${code} as "isBefore", o.code, o.name, s.on_day as "on", s.reason
      from organisations.succession s
      join organisations.organisation o on o.code = case when s.successor_code = ${code} then s.predecessor_code else s.successor_code end
     where s.successor_code = ${code} or s.predecessor_code = ${code} order by s.on_day nulls first, o.code`.execute(
    reader,
  );
  const toRelated = ({ isBefore: _, ...related }: Related & { isBefore: boolean }) => related;
  return {
    predecessors: rows.filter((row) => row.isBefore).map(toRelated),
    successors: rows.filter((row) => !row.isBefore).map(toRelated),
  };
}

/** A school's published years, the newest first, each with its students by grade in the order of grades. */
export async function listPublished(
  reader: Reader,
  code: OrganisationCode,
): Promise<OrganisationDetail['publishedYears']> {
  const { rows } = await sql<OrganisationDetail['publishedYears'][number]>`
    select p.school_year as "schoolYear", p.name, p.authority_code as "authorityCode", p.authority_name as "authorityName", p.total,
           coalesce((select jsonb_agg(jsonb_build_object('grade', e.grade, 'students', e.students) order by case when e.grade = 'EC' then 0 else e.grade::integer end)
             from organisations.published_enrolment e where e.school_year = p.school_year and e.school_code = p.school_code), '[]') as grades
      from organisations.published_school p where p.school_code = ${code} order by p.school_year desc`.execute(reader);
  return rows;
}
