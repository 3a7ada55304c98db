import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type PlainDate, schoolYearOf } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import type { Reader } from '#platform/database/database.ts';
import type { OrganisationDetail, OrganisationEntry, OrganisationQuery } from '../contract.ts';

/** What the list and the page of an organisation show alike, of rows `o`, their authority `a` and their published years `y`; a school shows its authority's type. */
const entryOf = sql<OrganisationEntry>`
  o.code, o.kind, o.name, o.name_fr as "nameFr", coalesce(o.type, a.type) as type, o.authority_code as "authorityCode", a.name as "authorityName",
  o.city, o.opened_on as "openedOn", o.closed_on as "closedOn",
  case when o.kind = 'authority' then (select count(*)::integer from organisations.organisation s where s.authority_code = o.code and s.kind = 'school') end as schools,
  y.students, y.first_year as "firstSeenYear", y.last_year as "lastSeenYear", y.last_year = y.newest_year as "isInNewestYear"`;

/** The authority and the published years of `o`; one index is read for a school, another for an authority. */
const joinedTo = sql`
  left join organisations.organisation a on a.code = o.authority_code
  cross join (select max(school_year) as newest_year from organisations.published_school) n
  cross join lateral (
    select n.newest_year, min(p.school_year) as first_year, max(p.school_year) as last_year,
           sum(p.total) filter (where p.school_year = n.newest_year)::integer as students
      from (select school_year, total from organisations.published_school where school_code = o.code and o.kind = 'school'
            union all select school_year, total from organisations.published_school where authority_code = o.code and o.kind = 'authority') p) y`;

/**
 * Open on a day, as far as is known: by the days that were stated, and by the published year of that day: the newest one up to
 * it, or the oldest of all. Those that no published year ever named are not judged by it.
 */
function openOn(day: PlainDate) {
  const year = sql`coalesce((select max(school_year) from organisations.published_school where school_year <= ${schoolYearOf(day)}),
    (select min(school_year) from organisations.published_school))`;
  const isNamed = (condition: RawBuilder<unknown>) => sql`case when o.kind = 'authority'
    then exists (select from organisations.published_school where authority_code = o.code and ${condition})
    else exists (select from organisations.published_school where school_code = o.code and ${condition}) end`;
  return sql`(o.opened_on is null or o.opened_on <= ${day}) and (o.closed_on is null or o.closed_on >= ${day})
    and (${isNamed(sql`school_year = ${year}`)} or not ${isNamed(sql`true`)})`;
}

const OrganisationKey = z.tuple([z.string(), z.string()]);

/** In order of name, then code; the cursor is that pair. One that is not ours starts at the beginning. */
export async function listOrganisations(reader: Reader, query: OrganisationQuery): Promise<Page<OrganisationEntry>> {
  const [afterName = null, afterCode = null] = readCursor(query.cursor, OrganisationKey) ?? [];
  const { kind = null, authority = null, type = null, grade = null } = query;
  const text = query.text?.toLowerCase() ?? null;
  const { rows } = await sql<OrganisationEntry & { sortName: string }>`
    with found as (
      select o.* from organisations.organisation o
       where (${kind}::text is null or o.kind = ${kind})
         and (${authority}::text is null or o.authority_code = ${authority} or o.code = ${authority})
         and (${type}::text is null or coalesce(o.type, (select a.type from organisations.organisation a where a.code = o.authority_code)) = ${type})
         and (${text}::text is null or strpos(lower(o.name), ${text}) > 0 or strpos(lower(o.code), ${text}) > 0 or strpos(lower(coalesce(o.name_fr, '')), ${text}) > 0)
         and (${grade}::text is null
           or exists (select from organisations.grade_offering g where g.school_code = o.code and g.grade = ${grade})
           or exists (select from organisations.published_enrolment e where e.school_code = o.code and e.grade = ${grade}))
         and ${query.openOn ? openOn(query.openOn) : sql`true`}
         and (${afterCode}::text is null or (lower(o.name), o.code) > (${afterName}::text, ${afterCode}::text))
       order by lower(o.name), o.code limit ${query.limit + 1})
    select ${entryOf}, lower(o.name) as "sortName" from found o ${joinedTo} order by lower(o.name), o.code`.execute(
    reader,
  );
  const { items, next } = toPage(rows, query.limit, (row) => [row.sortName, row.code]);
  return { items: items.map(({ sortName: _, ...entry }) => entry), next };
}

type Detail = Omit<
  OrganisationDetail,
  | 'gradeOfferings'
  | 'programmeOfferings'
  | 'calendars'
  | 'predecessors'
  | 'successors'
  | 'publishedYears'
  | 'history'
  | 'address'
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
      from organisations.organisation o ${joinedTo} where o.code = ${code}`.execute(reader);
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

type PublishedYear = OrganisationDetail['publishedYears'][number];

/** The published years of a school, or of an authority's schools together, the newest first, with students by grade in the order of grades. */
export async function listPublished(reader: Reader, code: OrganisationCode): Promise<PublishedYear[]> {
  const { rows } = await sql<PublishedYear>`
    with own as (select * from organisations.published_school where school_code = ${code} or authority_code = ${code}),
    by_grade as (
      select e.school_year, e.grade, sum(e.students)::integer as students
        from organisations.published_enrolment e join own using (school_year, school_code) group by e.school_year, e.grade)
    select school_year as "schoolYear", min(case when school_code = ${code} then name else authority_name end) as name,
           min(authority_code) as "authorityCode", min(authority_name) as "authorityName", count(*)::integer as schools, sum(total)::integer as total,
           coalesce((select jsonb_agg(jsonb_build_object('grade', g.grade, 'students', g.students) order by case when g.grade = 'EC' then 0 else g.grade::integer end)
             from by_grade g where g.school_year = own.school_year), '[]') as grades
      from own group by school_year order by school_year desc`.execute(reader);
  return rows;
}
