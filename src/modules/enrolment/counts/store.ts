import { type RawBuilder, sql } from 'kysely';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Cell } from './rules/figures.ts';

/** A count that was frozen: which day, as known at which moment, by whom. */
export type FrozenCount = {
  countId: string;
  kind: string;
  schoolYear: SchoolYear;
  day: PlainDate;
  frozenAt: Date;
  frozenBy: string;
  /** The last change that it knew; null = what the moment tells. */
  lastChange: number | null;
};

const columns = sql`count_id as "countId", kind, school_year as "schoolYear", counted_on as day, frozen_at as "frozenAt", frozen_by as "frozenBy",
  last_change as "lastChange"`;

/** The frozen counts of a school year. */
export async function listFrozen(reader: Reader, schoolYear: SchoolYear): Promise<FrozenCount[]> {
  const { rows } = await sql<FrozenCount>`
    select ${columns} from enrolment.student_count where school_year = ${schoolYear} order by counted_on`.execute(
    reader,
  );
  return rows;
}

export async function findFrozen(reader: Reader, countId: string): Promise<FrozenCount | null> {
  const { rows } = await sql<FrozenCount>`
    select ${columns} from enrolment.student_count where count_id = ${countId}`.execute(reader);
  return rows[0] ?? null;
}

/** Of which day, and as known when: null = now. */
export type Counting = { day: PlainDate; schoolYear: SchoolYear; knownAt: Date | null; count?: FrozenCount };
/** Whose students: those at some schools (null = at all), protected ones or not. */
export type Sight = { schools: readonly OrganisationCode[] | null; seesRestricted: boolean };

/** The enrolments as they are known now, or as they were at a moment: those changed since stand as before their first change. */
function knownEnrolments({ knownAt, count }: Counting): RawBuilder<unknown> {
  if (knownAt === null) return sql`known as (select e.* from enrolment.school_enrolment e)`;
  return sql`
    later as (
      select distinct on (c.student_number, c.row_key) c.student_number, (c.row_key ->> 'enrolment_id')::uuid as enrolment_id, c.before
        from published.student_change c
       where c.table_name = 'enrolment.school_enrolment' and ${isAfter(knownAt, count)}
       order by c.student_number, c.row_key, c.change_id),
    known as (
      select e.* from enrolment.school_enrolment e
       where not exists (select from later l where l.student_number = e.student_number and l.enrolment_id = e.enrolment_id)
      union all
      select (jsonb_populate_record(null::enrolment.school_enrolment, l.before)).* from later l where l.before is not null)`;
}

/**
 * Whether a change `c` came after a moment. After a freeze that is told by the place in the record, not by the moment of the act: a submission that
 * had begun may go on writing.
 */
function isAfter(moment: Date, count: FrozenCount | undefined): RawBuilder<unknown> {
  if (!count || count.lastChange === null) return sql`c.at > ${moment}`;
  const isLater = moment > count.frozenAt ? sql`c.at > ${moment}` : sql`true`;
  return sql`c.change_id > ${count.lastChange} and ${isLater}`;
}

/** Each person enrolled on the day, once: under the regular enrolment that began first. */
function counted(counting: Counting): RawBuilder<unknown> {
  const { day, schoolYear } = counting;
  return sql`${knownEnrolments(counting)},
    counted as (
      select distinct on (coalesce(p.person_number, e.student_number))
             e.student_number, e.enrolment_id, e.school_code, e.grade, e.programming_type, e.grants_programmes
        from known e left join published.person_number p on p.student_number = e.student_number
       where e.school_year = ${schoolYear} and e.deleted_at is null and e.start_on <= ${day}::date
         and coalesce(e.exit_on, make_date(e.school_year, 8, 31)) >= ${day}::date
       order by coalesce(p.person_number, e.student_number), (e.programming_type = 'regular') desc, e.start_on, e.enrolment_id)`;
}

/** Whether a student is protected, under this number or another of the person. */
const isProtected = sql`(s.is_restricted or access.is_protected(s.student_number))`;

function atSchools(column: RawBuilder<unknown>, { schools }: Pick<Sight, 'schools'>): RawBuilder<unknown> {
  return schools === null ? sql`true` : sql`${column} = any(${schools}::text[])`;
}

type CellRow = {
  school_code: OrganisationCode;
  authority_code: OrganisationCode | null;
  grade: string;
  programming_type: string;
  grants_programmes: string[];
  students: number;
};

function toCell(row: CellRow): Cell {
  return {
    schoolCode: row.school_code,
    authorityCode: row.authority_code,
    grade: row.grade,
    programmingType: row.programming_type,
    grantsProgrammes: row.grants_programmes,
    students: row.students,
  };
}

/**
 * The cells of a count that is not frozen; their authorities are the caller's to add. Read with the worker's role, since who is one person is kept
 * back from readers: the sight says all that may be counted.
 */
export async function countCells(reader: Reader, counting: Counting, sight: Sight): Promise<Cell[]> {
  const { rows } = await sql<CellRow>`
    with ${counted(counting)}
    select c.school_code, null as authority_code, c.grade, c.programming_type, c.grants_programmes, count(*)::integer as students
      from counted c
      join published.student s on s.student_number = c.student_number
     where ${sight.seesRestricted ? sql`true` : sql`not ${isProtected}`} and ${atSchools(sql`c.school_code`, sight)}
     group by 1, 2, 3, 4, 5`.execute(reader);
  return rows.map(toCell);
}

/** The cells of a frozen count at some schools. */
export async function frozenCells(reader: Reader, countId: string, sight: Sight): Promise<Cell[]> {
  const { rows } = await sql<CellRow>`
    select school_code, authority_code, grade, programming_type, grants_programmes, sum(students)::integer as students
      from enrolment.count_figure
     where count_id = ${countId} and ${atSchools(sql`school_code`, sight)}
       and ${sight.seesRestricted ? sql`true` : sql`not is_protected`}
     group by 1, 2, 3, 4, 5`.execute(reader);
  return rows.map(toCell);
}

type Freezing = { countId: string; kind: string; day: PlainDate; schoolYear: SchoolYear };

/** Writes down who is counted as known now, and answers their schools; null when the count is frozen already. */
export async function freezeStudents(
  tx: Tx,
  act: Act,
  { countId, kind, day, schoolYear }: Freezing,
): Promise<OrganisationCode[] | null> {
  // Whoever writes enrolments now ends first, and the next one waits: so every change lies before the count or after it.
  await sql`lock table enrolment.school_enrolment in share mode`.execute(tx);
  const { numAffectedRows } = await sql`
    insert into enrolment.student_count (count_id, kind, school_year, counted_on, frozen_at, frozen_by, last_change)
    values (${countId}, ${kind}, ${schoolYear}, ${day}, ${act.at}, ${act.actor.name}, (select coalesce(max(change_id), 0) from published.student_change))
        on conflict (kind, school_year) do nothing`.execute(tx);
  if (Number(numAffectedRows ?? 0n) === 0) return null;
  await sql`
    with ${counted({ day, schoolYear, knownAt: null })}
    insert into enrolment.counted_student (student_number, count_id, enrolment_id, school_code, grade, programming_type, grants_programmes, was_protected)
    select c.student_number, ${countId}, c.enrolment_id, c.school_code, c.grade, c.programming_type, c.grants_programmes, ${isProtected}
      from counted c join published.student s on s.student_number = c.student_number`.execute(tx);
  const { rows } = await sql<{ school_code: OrganisationCode }>`
    select distinct school_code from enrolment.counted_student where count_id = ${countId}`.execute(tx);
  return rows.map((row) => row.school_code);
}

/** Writes down the figures of the students counted, under the authorities of their schools. Protected students stand in cells of their own. */
export async function freezeFigures(
  tx: Tx,
  countId: string,
  schools: readonly { code: OrganisationCode; authorityCode: OrganisationCode | null }[],
): Promise<void> {
  await sql`
    insert into enrolment.count_figure (count_id, school_code, authority_code, grade, programming_type, grants_programmes, is_protected, students)
    select ${countId}, c.school_code, o.authority, c.grade, c.programming_type, c.grants_programmes, c.was_protected, count(*)
      from enrolment.counted_student c
      left join unnest(${schools.map((it) => it.code)}::text[], ${schools.map((it) => it.authorityCode)}::text[]) as o (code, authority)
             on o.code = c.school_code
     where c.count_id = ${countId}
     group by 2, 3, 4, 5, 6, 7`.execute(tx);
}

export type DifferenceRow = {
  student_number: StudentNumber;
  before_school: OrganisationCode | null;
  before_grade: string | null;
  before_type: string | null;
  before_programmes: string[] | null;
  after_school: OrganisationCode | null;
  after_grade: string | null;
  after_type: string | null;
  after_programmes: string[] | null;
  /** Today, or at the freeze, which is told to those with the right alone. */
  is_protected: boolean;
  is_new: boolean;
  is_changed: boolean;
  is_deleted: boolean;
  has_ended_before: boolean;
  is_known: boolean;
  is_counted_elsewhere: boolean;
};

type Comparing = Counting & { count: FrozenCount; sight: Sight };

/** What counted at the freeze and what counts now, as far as the sight tells of protected students. */
function bothCounts(counting: Comparing): RawBuilder<unknown> {
  const { count, sight } = counting;
  const { seesRestricted } = sight;
  return sql`${counted(counting)},
    before as (
      select * from enrolment.counted_student
       where count_id = ${count.countId} and ${seesRestricted ? sql`true` : sql`not was_protected`}),
    after as (
      select c.* from counted c join published.student s on s.student_number = c.student_number
       where ${seesRestricted ? sql`true` : sql`not ${isProtected}`})`;
}

/** The students who count otherwise than at the freeze, by number, with what became of their enrolments. Whether each may be named is the caller's to judge. */
export async function listDifferences(reader: Reader, comparing: Comparing): Promise<DifferenceRow[]> {
  const { count, sight } = comparing;
  const changed = (operation: RawBuilder<unknown>) => sql`exists (
    select from published.student_change c
     where c.student_number = n.student_number and c.table_name = 'enrolment.school_enrolment' and ${isAfter(count.frozenAt, count)}
       and (c.row_key ->> 'enrolment_id')::uuid = n.enrolment_id and ${operation})`;
  const { rows } = await sql<DifferenceRow>`
    with ${bothCounts(comparing)},
    pair as (
      select coalesce(b.student_number, a.student_number) as student_number, a.enrolment_id,
             b.enrolment_id as before_enrolment, b.school_code as before_school, b.grade as before_grade,
             b.programming_type as before_type, b.grants_programmes as before_programmes, a.school_code as after_school,
             a.grade as after_grade, a.programming_type as after_type, a.grants_programmes as after_programmes
        from before b full join after a on a.student_number = b.student_number
       where (b.school_code, b.grade, b.programming_type, b.grants_programmes)
             is distinct from (a.school_code, a.grade, a.programming_type, a.grants_programmes)
         and (${atSchools(sql`b.school_code`, sight)} or ${atSchools(sql`a.school_code`, sight)}))
    select n.student_number, n.before_school, n.before_grade, n.before_type, n.before_programmes,
           n.after_school, n.after_grade, n.after_type, n.after_programmes,
           coalesce(${isProtected}, false) or exists (
             select from enrolment.counted_student w
              where w.count_id = ${count.countId} and w.student_number = n.student_number and w.was_protected) as is_protected,
           n.before_school is null and ${changed(sql`c.operation = 'insert'`)} as is_new,
           n.before_school is null and ${changed(sql`true`)} as is_changed,
           coalesce(e.deleted_at is not null, false) as is_deleted,
           coalesce(e.exit_on < ${count.day}::date, false) as has_ended_before,
           e.student_number is not null as is_known,
           exists (select from published.person_number p join published.person_number q on q.person_number = p.person_number
                     join after a on a.student_number = q.student_number
                    where p.student_number = n.student_number and q.student_number <> n.student_number) as is_counted_elsewhere
      from pair n
      left join published.student s on s.student_number = n.student_number
      left join known e on e.student_number = n.student_number and e.enrolment_id = n.before_enrolment
     order by n.student_number`.execute(reader);
  return rows;
}

/** How many students count at the schools in sight, as known now or at a moment. */
export async function countAnew(reader: Reader, comparing: Comparing): Promise<number> {
  const { rows } = await sql<{ counted: number }>`
    with ${bothCounts(comparing)}
    select count(*)::integer as counted from after a where ${atSchools(sql`a.school_code`, comparing.sight)}`.execute(
    reader,
  );
  return rows[0]?.counted ?? 0;
}

/** Columns of an enrolment that say nothing of how it counts; the self-declaration is shown elsewhere, to those with the right. */
const silentColumns = ['version', 'submitted_at', 'self_declaration'];

export type LastAct = {
  student_number: StudentNumber;
  kind: string;
  at: Date;
  by: string;
  organisation: string | null;
};

/**
 * The last act after a freeze and until a moment that changed the enrolments of some students or, for those who may know of it, the numbers of the
 * person. One that changed the self-declaration alone is none.
 */
export async function listLastActs(
  reader: Reader,
  numbers: readonly StudentNumber[],
  { count, until, seesLinks }: { count: FrozenCount; until: Date; seesLinks: boolean },
): Promise<LastAct[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<LastAct>`
    select distinct on (c.student_number) c.student_number, c.kind, c.at, c.actor_name as by, c.organisation_code as organisation
      from published.student_change c
     where c.student_number = any(${numbers}::bpchar[]) and ${isAfter(count.frozenAt, count)} and c.at <= ${until}
       and (c.table_name = 'enrolment.school_enrolment' or ${seesLinks} and c.table_name = 'identity.identity_assertion')
       and (c.operation <> 'update' or (c.before - ${silentColumns}::text[]) <> (c.after - ${silentColumns}::text[]))
     order by c.student_number, c.change_id desc`.execute(reader);
  return rows;
}
