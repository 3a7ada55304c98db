import { type RawBuilder, sql } from 'kysely';
import { type PlainDate, type SchoolYear, schoolYearOf } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { EnrolmentStatus } from '../rules/status.ts';

/** Whose enrolments may be listed: those at these schools (null = at all), of protected students or not; the day of their status. */
export type Sight = { schools: readonly OrganisationCode[] | null; seesRestricted: boolean; today: PlainDate };

/** The moment whose knowledge is asked for (null = now), and the schools and the year about which. */
export type Belief = { knownAt: Date | null; schools: readonly OrganisationCode[]; schoolYear: SchoolYear };

/**
 * Enrolments with their students, `e` and `s`, as they are or as they were known at a moment. The students are those with an enrolment at the
 * schools in the year or in one beside it, whatever became of it: an enrolment never changes its school and is never erased.
 */
function enrolmentsWithStudents({ knownAt, schools, schoolYear }: Belief): RawBuilder<unknown> {
  if (knownAt === null)
    return sql`enrolment.school_enrolment e join published.student s on s.student_number = e.student_number`;
  const numbers = sql`array(
    select distinct o.student_number from enrolment.school_enrolment o
     where o.school_code = any(${schools}::text[]) and o.school_year between ${schoolYear - 1}::integer and ${schoolYear + 1}::integer)`;
  return sql`audit.known_rows(null::enrolment.school_enrolment, ${numbers}, ${knownAt}::timestamptz) e
    join (select k.student_number, k.family_name, k.given_name, k.birth_date, p.is_restricted
            from published.students_known_at(${numbers}, ${knownAt}::timestamptz) k
            join published.student p on p.student_number = k.student_number) s on s.student_number = e.student_number`;
}

/** `enrolmentStatus` of the rules as SQL, for filters and counts of live enrolments; a test holds the two together. */
function statusOn(today: PlainDate): RawBuilder<EnrolmentStatus> {
  return sql<EnrolmentStatus>`case
    when ${today}::date < e.start_on then
      case when e.exit_type = 'withdrawal' and e.exit_on = e.start_on then 'cancelled' else 'registered' end
    when not coalesce(e.exit_on < ${today}::date, e.school_year < ${schoolYearOf(today)}::integer) then 'active'
    when e.exit_on is null then 'closed'
    when e.exit_type = 'withdrawal' then 'withdrawn'
    when e.exit_type = 'completion' then 'completed'
    else 'closed' end`;
}

function inSight({ schools, seesRestricted }: Sight): RawBuilder<unknown> {
  const restricted = seesRestricted ? sql`true` : sql`not s.is_restricted`;
  return schools === null ? restricted : sql`${restricted} and e.school_code = any(${schools}::text[])`;
}

export type ClassListRow = {
  student_number: StudentNumber;
  enrolment_id: Guid;
  family_name: string | null;
  given_name: string | null;
  birth_date: PlainDate | null;
  grade: string;
  programming_type: string;
  start_on: PlainDate;
  exit_on: PlainDate | null;
  local_student_id: string | null;
  status: EnrolmentStatus;
  sort_family: string;
  sort_given: string;
};

export type ClassListKey = { family: string; given: string; studentNumber: string; enrolmentId: string };

export type ClassListFilter = {
  school: OrganisationCode;
  schoolYear: SchoolYear;
  grade: string | undefined;
  status: EnrolmentStatus | undefined;
};

/** Live enrolments of a school and year, by family name, given name, number and id; those after a key. */
export async function listClass(
  reader: Reader,
  sight: Sight,
  {
    filter,
    knownAt = null,
    after,
    limit,
  }: { filter: ClassListFilter; knownAt?: Date | null; after: ClassListKey | null; limit: number },
): Promise<ClassListRow[]> {
  const family = sql`lower(coalesce(s.family_name, s.given_name, ''))`;
  const given = sql`lower(coalesce(s.given_name, ''))`;
  const status = statusOn(sight.today);
  const { rows } = await sql<ClassListRow>`
    select e.student_number, e.enrolment_id, s.family_name, s.given_name, s.birth_date, e.grade, e.programming_type,
           e.start_on, e.exit_on, e.local_student_id, ${status} as status, ${family} as sort_family, ${given} as sort_given
      from ${enrolmentsWithStudents({ knownAt, schools: [filter.school], schoolYear: filter.schoolYear })}
     where e.school_code = ${filter.school} and e.school_year = ${filter.schoolYear} and e.deleted_at is null
       and ${inSight(sight)}
       and ${filter.grade === undefined ? sql`true` : sql`e.grade = ${filter.grade}`}
       and ${filter.status === undefined ? sql`true` : sql`${status} = ${filter.status}`}
       and ${
         after === null
           ? sql`true`
           : sql`(${family}, ${given}, e.student_number, e.enrolment_id)
             > (${after.family}, ${after.given}, ${after.studentNumber}::bpchar, ${after.enrolmentId}::uuid)`
       }
     order by sort_family, sort_given, e.student_number, e.enrolment_id
     limit ${limit}`.execute(reader);
  return rows;
}

export type CountRow = {
  school_code: OrganisationCode | null;
  grade: string | null;
  level: number;
  students: number;
  active: number;
};

/** Students of a school year: in all (level 3), by grade (level 2), by school (level 1). Each student counts once in each figure. */
export async function countStudents(
  reader: Reader,
  sight: Sight,
  { schoolYear, knownAt }: { schoolYear: SchoolYear; knownAt: Date | null },
): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select e.school_code, e.grade, grouping(e.school_code, e.grade) as level, count(distinct e.student_number) as students,
           count(distinct e.student_number) filter (where ${statusOn(sight.today)} = 'active') as active
      from ${enrolmentsWithStudents({ knownAt, schools: sight.schools ?? [], schoolYear })}
     where e.school_year = ${schoolYear} and e.deleted_at is null and ${inSight(sight)}
     group by grouping sets ((), (e.grade), (e.school_code))
     order by level desc, e.grade, e.school_code`.execute(reader);
  return rows;
}
