import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { ColumnName } from '../rules/catalogue.ts';

export type RowScope = {
  /** The schools; null = all. */
  schools: readonly OrganisationCode[] | null;
  schoolYear: number;
  grades: readonly string[];
  status: 'open' | 'year';
  includesProtected: boolean;
  today: PlainDate;
};

/** One row of an export: whose it is, of which enrolment, and its cells by column. */
export type ExportRow = {
  studentNumber: string;
  enrolmentId: string;
  cells: Partial<Record<ColumnName, string | null>>;
};

/** Where the value of each column lies; the school's name, the asker's own number and the words of a label are looked up beside. */
const sources: Record<ColumnName, RawBuilder<unknown>> = {
  student_number: sql`s.student_number`,
  local_student_id: sql`null::text`,
  family_name: sql`s.family_name`,
  given_name: sql`s.given_name`,
  middle_name: sql`x.middle_name`,
  preferred_given_name: sql`x.preferred_given_name`,
  birth_date: sql`s.birth_date::text`,
  gender: sql`s.gender`,
  language_at_home: sql`x.language_at_home`,
  school_code: sql`e.school_code`,
  school_name: sql`null::text`,
  school_year: sql`e.school_year::text`,
  grade: sql`e.grade`,
  start_on: sql`e.start_on::text`,
  exit_on: sql`e.exit_on::text`,
  exit_type: sql`e.exit_type`,
  programming_type: sql`e.programming_type`,
  mailing_street: sql`a.street`,
  mailing_city: sql`a.city`,
  mailing_postal_code: sql`a.postal_code`,
  mailing_label: sql`to_jsonb(a)::text`,
  phone: sql`p.number`,
  guardian_names: sql`g.names`,
  guardian_phone: sql`g.phone`,
};

/** The tables beside student and enrolment, joined only for the columns that need them. */
const joins: readonly { columns: readonly ColumnName[]; join: (today: PlainDate) => RawBuilder<unknown> }[] = [
  {
    columns: ['middle_name', 'preferred_given_name', 'language_at_home'],
    join: () => sql`join published.student_sheet x on x.student_number = e.student_number`,
  },
  {
    columns: ['mailing_street', 'mailing_city', 'mailing_postal_code', 'mailing_label'],
    join: (today) => sql`left join lateral (
      select format, street, city, province, postal_code, postal_code as "postalCode", country, land_location as "landLocation", rural_route as "ruralRoute", site,
             compartment, box, is_general_delivery as "isGeneralDelivery" from published.student_address a
       where a.student_number = e.student_number and a.kind = 'mailing' and a.effective_on <= ${today} and (a.expires_on is null or a.expires_on >= ${today})
       order by a.effective_on desc, a.address_id limit 1) a on true`,
  },
  {
    columns: ['phone'],
    join: (today) => sql`left join lateral (
      select number from published.student_phone p
       where p.student_number = e.student_number and p.effective_on <= ${today} and (p.expires_on is null or p.expires_on >= ${today})
       order by case p.kind when 'home' then 0 else 1 end, p.effective_on desc, p.phone_id limit 1) p on true`,
  },
  {
    columns: ['guardian_names', 'guardian_phone'],
    join: (today) => sql`left join lateral (
      select string_agg(concat_ws(' ', g.given_name, g.family_name), '; ' order by g.guardian_id) as names,
             (array_agg(g.phone order by g.guardian_id) filter (where g.phone is not null))[1] as phone
        from published.student_guardian g
       where g.student_number = e.student_number and (g.expires_on is null or g.expires_on >= ${today})
         and not exists (
           select from published.guardian_limit l
            where l.student_number = g.student_number and l.guardian_id = g.guardian_id and l.withholds_information
              and l.effective_on <= ${today} and (l.expires_on is null or l.expires_on >= ${today}))) g on true`,
  },
];

function inScope({ schools, schoolYear, grades, status, includesProtected, today }: RowScope) {
  return sql`e.school_year = ${schoolYear} and s.status = 'active'
    and ${schools === null ? sql`true` : sql`e.school_code = any(${schools}::text[])`}
    and ${grades.length === 0 ? sql`true` : sql`e.grade = any(${grades}::text[])`}
    and ${status === 'year' ? sql`true` : sql`e.start_on <= ${today} and (e.exit_on is null or e.exit_on >= ${today})`}
    and ${includesProtected ? sql`true` : sql`not s.is_restricted`}`;
}

/** How many people and rows (one for each enrolment) a scope holds for whoever reads. */
export async function countRows(reader: Reader, scope: RowScope): Promise<{ people: number; rows: number }> {
  const { rows } = await sql<{ people: number; rows: number }>`
    select count(distinct e.student_number) as people, count(*) as rows
      from published.school_enrolment e join published.student s on s.student_number = e.student_number
     where ${inScope(scope)}`.execute(reader);
  return rows[0] ?? { people: 0, rows: 0 };
}

/** The rows of a scope that the reader sees, in the order of numbers and enrolments; at most `limit`. One query. */
export async function readRows(
  reader: Reader,
  scope: RowScope,
  { columns, limit }: { columns: readonly ColumnName[]; limit: number },
): Promise<ExportRow[]> {
  const needed = joins.filter((it) => it.columns.some((name) => columns.includes(name)));
  const selected = columns.map((name) => sql`${sources[name]} as ${sql.ref(name)}`);
  const { rows } = await sql<
    Partial<Record<ColumnName, string | null>> & { own_number: string; own_enrolment: string }
  >`
    select s.student_number as own_number, e.enrolment_id as own_enrolment, ${sql.join(selected)}
      from published.school_enrolment e join published.student s on s.student_number = e.student_number
           ${sql.join(
             needed.map((it) => it.join(scope.today)),
             sql` `,
           )}
     where ${inScope(scope)}
     order by s.student_number, e.enrolment_id limit ${limit}`.execute(reader);
  return rows.map(({ own_number, own_enrolment, ...cells }) => ({
    studentNumber: own_number,
    enrolmentId: own_enrolment,
    cells,
  }));
}

/** Which of some invented names with birth dates somebody on the register really has. */
export async function findRealPeople(
  reader: Reader,
  people: readonly { familyName: string; givenName: string; birthDate: PlainDate }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct w.family_name || '|' || w.given_name || '|' || w.birth_date::text as key
      from unnest(${people.map((it) => it.familyName)}::text[], ${people.map((it) => it.givenName)}::text[],
                  ${people.map((it) => it.birthDate)}::date[]) as w (family_name, given_name, birth_date)
      join published.student s on s.birth_date = w.birth_date
       and lower(s.family_name) = lower(w.family_name) and lower(s.given_name) = lower(w.given_name)`.execute(reader);
  return new Set(rows.map((row) => row.key));
}
