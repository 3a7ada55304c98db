import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';

export type PersonNumber = { studentNumber: StudentNumber; person: StudentNumber };

/** Says of some numbers which person each is; numbers that stand alone leave the table. */
export async function replacePersons(
  tx: Tx,
  { numbers, persons }: { numbers: readonly StudentNumber[]; persons: readonly PersonNumber[] },
): Promise<void> {
  await sql`
    with alone as (
      delete from access.person_number
       where student_number = any(${numbers}::bpchar[]) and student_number <> all(${persons.map((it) => it.studentNumber)}::bpchar[]))
    insert into access.person_number (student_number, person_number)
    select * from unnest(${persons.map((it) => it.studentNumber)}::bpchar[], ${persons.map((it) => it.person)}::bpchar[])
        on conflict (student_number) do update set person_number = excluded.person_number
     where access.person_number.person_number <> excluded.person_number`.execute(tx);
}

/**
 * Derives the sight that an organisation has of a number because it sees another number of the same person, for the persons of some
 * numbers. Full and minimum are kept apart, so that the end of the one leaves the other.
 */
export async function refreshLinked(tx: Tx, numbers: readonly StudentNumber[]): Promise<void> {
  await sql`
    with asked as (select number from unnest(${numbers}::bpchar[]) as n (number)),
    member as (
      select m.student_number, m.person_number from access.person_number m
       where m.person_number in (select p.person_number from access.person_number p join asked on asked.number = p.student_number)),
    own as (
      select m.person_number, a.student_number, a.organisation_code, a.starts_on, a.ends_on, a.minimum_until
        from member m join access.student_association a on a.student_number = m.student_number
       where a.kind not in ('linked', 'linked_minimum')),
    wanted as (
      select m.student_number, o.organisation_code,
             case when o.minimum_until is null then 'linked' else 'linked_minimum' end as kind,
             min(o.starts_on) as starts_on, case when bool_or(o.ends_on is null) then null else max(o.ends_on) end as ends_on,
             max(o.minimum_until) as minimum_until
        from member m join own o on o.person_number = m.person_number and o.student_number <> m.student_number
       group by 1, 2, 3),
    touched as (select number from asked union select student_number from member),
    gone as (
      delete from access.student_association a using touched t
       where a.student_number = t.number and a.kind in ('linked', 'linked_minimum')
         and not exists (select from wanted w where w.student_number = a.student_number
                            and w.organisation_code = a.organisation_code and w.kind = a.kind))
    insert into access.student_association as known
           (student_number, organisation_code, kind, starts_on, ends_on, minimum_until, is_protected)
    select w.student_number, w.organisation_code, w.kind, w.starts_on, w.ends_on, w.minimum_until,
           exists (select from access.protected_student p where p.student_number = w.student_number)
      from wanted w
     order by 1, 2, 3
        on conflict (student_number, organisation_code, kind)
        do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on, minimum_until = excluded.minimum_until
     where (known.starts_on, known.ends_on, known.minimum_until)
           is distinct from (excluded.starts_on, excluded.ends_on, excluded.minimum_until)`.execute(tx);
}

/** Marks numbers and their associations as protected or no longer so. */
export async function markProtected(
  tx: Tx,
  turned: readonly { studentNumber: StudentNumber; isRestricted: boolean }[],
): Promise<void> {
  if (turned.length === 0) return;
  await sql`
    with turned as (
      select * from unnest(${turned.map((it) => it.studentNumber)}::bpchar[], ${turned.map((it) => it.isRestricted)}::boolean[])
             as t (student_number, is_protected)),
    open as (
      delete from access.protected_student p using turned t where t.student_number = p.student_number and not t.is_protected),
    hidden as (
      insert into access.protected_student (student_number) select student_number from turned where is_protected on conflict do nothing)
    update access.student_association a set is_protected = t.is_protected
      from turned t where t.student_number = a.student_number and a.is_protected <> t.is_protected`.execute(tx);
}
