import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Association } from '../rules/association.ts';

/**
 * Writes associations, joined with those that stand. Rows come in order of student, so that two writers
 * of the same students wait for each other instead of deadlocking; rows that would not change are left alone.
 */
export async function upsertAssociations(tx: Tx, associations: readonly Association[]): Promise<void> {
  if (associations.length === 0) return;
  const rows = associations.map((it) => ({
    student_number: it.studentNumber,
    organisation_code: it.organisation,
    kind: it.kind,
    starts_on: it.startsOn,
    exit_on: it.exitOn,
    ends_on: it.endsOn,
  }));
  await sql`
    insert into access.student_association as known (student_number, organisation_code, kind, starts_on, exit_on, ends_on)
    select student_number, organisation_code, kind, starts_on, exit_on, ends_on
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r (student_number char(9), organisation_code text, kind text, starts_on date, exit_on date, ends_on date)
        on conflict (student_number, organisation_code, kind)
        do update set starts_on = excluded.starts_on, exit_on = excluded.exit_on, ends_on = excluded.ends_on
     where (known.starts_on, known.exit_on, known.ends_on) is distinct from (excluded.starts_on, excluded.exit_on, excluded.ends_on)`.execute(
    tx,
  );
}

/** Removes the enrolment associations of some students that no enrolment supports any more. */
export async function deleteUnsupported(
  tx: Tx,
  numbers: readonly StudentNumber[],
  kept: readonly Association[],
): Promise<void> {
  await sql`
    delete from access.student_association a
     where a.student_number = any(${numbers}::bpchar[]) and a.kind = 'enrolment'
       and not exists (
         select from unnest(${kept.map((it) => it.studentNumber)}::bpchar[], ${kept.map((it) => it.organisation)}::text[])
                as k (student_number, organisation_code)
          where k.student_number = a.student_number and k.organisation_code = a.organisation_code)`.execute(tx);
}

/** Lets the sight by creation end with the first enrolment, wherever that is; gives it back when the student has none any more. */
export async function endCreationAtEnrolment(
  tx: Tx,
  numbers: readonly StudentNumber[],
  creationMonths: number,
): Promise<void> {
  await sql`
    with ended as (
      select c.student_number, c.organisation_code,
             coalesce((select greatest(c.starts_on, min(e.starts_on)) from access.student_association e
                        where e.student_number = c.student_number and e.kind = 'enrolment' having count(*) > 0),
                      (c.starts_on + make_interval(months => ${creationMonths}))::date) as ends_on
        from access.student_association c
       where c.student_number = any(${numbers}::bpchar[]) and c.kind = 'creation')
    update access.student_association c set ends_on = ended.ends_on
      from ended
     where c.student_number = ended.student_number and c.organisation_code = ended.organisation_code
       and c.kind = 'creation' and c.ends_on is distinct from ended.ends_on`.execute(tx);
}

/** Which of some students any of the organisations may see on a day. */
export async function findAssociated(
  reader: Reader,
  {
    numbers,
    organisations,
    on,
  }: { numbers: readonly StudentNumber[]; organisations: readonly OrganisationCode[]; on: PlainDate },
): Promise<Set<StudentNumber>> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    select distinct student_number from access.student_association
     where student_number = any(${numbers}::bpchar[]) and organisation_code = any(${organisations}::text[])
       and (ends_on is null or ends_on >= ${on})`.execute(reader);
  return new Set(rows.map((row) => row.student_number));
}
