import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { HasSchool, Transition } from './rules/facts.ts';

/** A transition as kept, with the marks of its keeping. */
export type KeptTransition = Transition & { version: number; submittedBy: OrganisationCode; submittedAt: Date };

type Row = {
  student_number: StudentNumber;
  transition_id: Guid;
  effective_on: PlainDate;
  has_school: HasSchool;
  school_code: OrganisationCode | null;
  outside_name: string | null;
  outside_city: string | null;
  outside_province: string | null;
  outside_country: string | null;
  reason: string;
  submitted_by: OrganisationCode;
  version: number;
  submitted_at: Date;
  deleted_at: Date | null;
};

const columns = sql`student_number, transition_id, effective_on, has_school, school_code, outside_name, outside_city,
  outside_province, outside_country, reason, submitted_by, version, submitted_at, deleted_at`;

function toTransition(row: Row): KeptTransition {
  const { outside_name: name, outside_city: city, outside_province: province, outside_country: country } = row;
  return {
    studentNumber: row.student_number,
    transitionId: row.transition_id,
    effectiveOn: row.effective_on,
    hasSchool: row.has_school,
    schoolCode: row.school_code,
    outside: name === null ? null : { name, city, province, country },
    reason: row.reason,
    isDeleted: row.deleted_at !== null,
    version: row.version,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  };
}

/** All transitions of some students, deleted ones too, the latest first. */
export async function listTransitions(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<KeptTransition[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${rowsKnownAt('enrolment.responsible_school', numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])
     order by student_number, effective_on desc, transition_id`.execute(reader);
  return rows.map(toTransition);
}

/** The same for one student, locked until the transaction ends, so that two changes follow each other. */
export async function lockTransitions(tx: Tx, number: StudentNumber): Promise<KeptTransition[]> {
  const { rows } = await sql<Row>`
    select ${columns} from enrolment.responsible_school where student_number = ${number}::bpchar
     order by effective_on desc, transition_id for update`.execute(tx);
  return rows.map(toTransition);
}

/** Adds transitions; gives those that were added. One whose day or key somebody else took meanwhile is left out. */
export async function insertTransitions(
  tx: Tx,
  added: readonly Transition[],
  by: { act: Act; organisation: OrganisationCode },
): Promise<Set<Guid>> {
  if (added.length === 0) return new Set();
  const rows = added.map((transition) => toRow(transition, { ...by, version: 1 }));
  const inserted = await sql<{ transition_id: Guid }>`
    insert into enrolment.responsible_school (${columns})
    select ${columns} from jsonb_populate_recordset(null::enrolment.responsible_school, ${JSON.stringify(rows)}::jsonb)
        on conflict do nothing
    returning transition_id`.execute(tx);
  return new Set(inserted.rows.map((row) => row.transition_id));
}

/** Puts a transition in place of the one that stands; the caller holds its lock. */
export async function updateTransition(
  tx: Tx,
  transition: Transition,
  by: { act: Act; organisation: OrganisationCode; version: number },
): Promise<void> {
  const row = toRow(transition, by);
  await sql`
    update enrolment.responsible_school
       set effective_on = ${row.effective_on}, has_school = ${row.has_school}, school_code = ${row.school_code},
           outside_name = ${row.outside_name}, outside_city = ${row.outside_city}, outside_province = ${row.outside_province},
           outside_country = ${row.outside_country}, reason = ${row.reason}, submitted_by = ${row.submitted_by},
           version = ${row.version}, submitted_at = ${row.submitted_at}, deleted_at = ${row.deleted_at}
     where student_number = ${row.student_number}::bpchar and transition_id = ${row.transition_id}`.execute(tx);
}

/** Makes changes for the same students wait for each other, also while a student has no transition to lock. In order, so that two batches cannot deadlock. */
export async function takeTurn(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('responsible_school ' || n, 0))
      from (select n from unnest(${numbers}::text[]) as n order by n) ordered`.execute(tx);
}

function toRow(it: Transition, { act, organisation, version }: { act: Act; organisation: string; version: number }) {
  return {
    student_number: it.studentNumber,
    transition_id: it.transitionId,
    effective_on: it.effectiveOn,
    has_school: it.hasSchool,
    school_code: it.schoolCode,
    outside_name: it.outside?.name ?? null,
    outside_city: it.outside?.city ?? null,
    outside_province: it.outside?.province ?? null,
    outside_country: it.outside?.country ?? null,
    reason: it.reason,
    submitted_by: organisation,
    version,
    submitted_at: act.at,
    deleted_at: it.isDeleted ? act.at : null,
  };
}

export type ResponsibleRow = {
  student_number: StudentNumber;
  family_name: string | null;
  given_name: string | null;
  birth_date: PlainDate | null;
  school_code: OrganisationCode;
  effective_on: PlainDate;
  reason: string;
  enrolled_there: boolean;
  sort_family: string;
  sort_given: string;
};

export type ResponsibleKey = { family: string; given: string; studentNumber: string };

type Asked = {
  schools: readonly OrganisationCode[];
  seesRestricted: boolean;
  today: PlainDate;
  after: ResponsibleKey | null;
  limit: number;
};

/** The students whose transition in force names one of some schools, by family name, given name and number; those after a key. */
export async function listResponsible(reader: Reader, asked: Asked): Promise<ResponsibleRow[]> {
  const { schools, seesRestricted, today, after, limit } = asked;
  const family = sql`lower(coalesce(s.family_name, s.given_name, ''))`;
  const given = sql`lower(coalesce(s.given_name, ''))`;
  const { rows } = await sql<ResponsibleRow>`
    select t.student_number, s.family_name, s.given_name, s.birth_date, t.school_code, t.effective_on, t.reason,
           exists (select from enrolment.school_enrolment e
                    where e.student_number = t.student_number and e.school_code = t.school_code and e.deleted_at is null
                      and e.start_on <= ${today}::date
                      and coalesce(e.exit_on, make_date(e.school_year, 8, 31)) >= ${today}::date) as enrolled_there,
           ${family} as sort_family, ${given} as sort_given
      from enrolment.responsible_school t
      join published.student s on s.student_number = t.student_number
     where t.school_code = any(${schools}::text[]) and t.has_school = 'yes' and t.deleted_at is null
       and t.effective_on <= ${today}::date and ${seesRestricted ? sql`true` : sql`not s.is_restricted`}
       and not exists (select from enrolment.responsible_school l
                        where l.student_number = t.student_number and l.deleted_at is null
                          and l.effective_on <= ${today}::date and l.effective_on > t.effective_on)
       and ${
         after === null
           ? sql`true`
           : sql`(${family}, ${given}, t.student_number) > (${after.family}, ${after.given}, ${after.studentNumber}::bpchar)`
       }
     order by sort_family, sort_given, t.student_number
     limit ${limit}`.execute(reader);
  return rows;
}

/** Students of whom the daily processor may have something to record, by number; those after one. */
export async function listProcessed(
  reader: Reader,
  { today, after, limit }: { today: PlainDate; after: StudentNumber | null; limit: number },
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select student_number from (
      (select distinct student_number from enrolment.responsible_school
        where student_number > ${after ?? ''}::bpchar and deleted_at is null and has_school = 'yes'
        order by student_number limit ${limit})
      union
      (select distinct student_number from enrolment.school_enrolment
        where student_number > ${after ?? ''}::bpchar and deleted_at is null and start_on <= ${today}::date
          and coalesce(exit_on, make_date(school_year, 8, 31)) >= ${today}::date
        order by student_number limit ${limit})) known
     order by student_number limit ${limit}`.execute(reader);
  return rows.map((row) => row.student_number);
}
