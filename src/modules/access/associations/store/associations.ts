import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Association } from '../rules/grounds.ts';

const columns = sql`student_number as "studentNumber", organisation_code as organisation, kind, starts_on as "startsOn",
  exit_on as "exitOn", last_until as "lastUntil", ends_on as "endsOn", minimum_until as "minimumUntil"`;

/**
 * All associations of some students, locked until the transaction ends; in order, so that two writers wait for each other instead of
 * deadlocking. Read anew once the locks are held: a statement that waited does not see the rows that the other added meanwhile.
 */
export async function lockAssociations(tx: Tx, numbers: readonly StudentNumber[]): Promise<Association[]> {
  // Joined to the list, and not `= any`: for that the planner walks the index by organisation from end to end where schools are few.
  const ofThese = sql`unnest(${numbers}::bpchar[]) as n (number) join access.student_association a on a.student_number = n.number`;
  const inOrder = sql`order by a.student_number, a.organisation_code, a.kind`;
  await sql`select from ${ofThese} ${inOrder} for update of a`.execute(tx);
  const { rows } = await sql<Association>`select ${columns} from ${ofThese} ${inOrder}`.execute(tx);
  return rows;
}

/** The associations of some organisations with some students, whether they hold or ended. */
export async function listAssociations(
  reader: Reader,
  { numbers, organisations }: { numbers: readonly StudentNumber[]; organisations: readonly OrganisationCode[] },
): Promise<Association[]> {
  const { rows } = await sql<Association>`
    select ${columns} from access.student_association
     where student_number = any(${numbers}::bpchar[]) and organisation_code = any(${organisations}::text[])
     order by student_number, organisation_code, kind`.execute(reader);
  return rows;
}

/** The enrolment associations with the other numbers of some persons, each as one with the number that was asked about. */
export async function listEnrolledElsewhere(tx: Tx, numbers: readonly StudentNumber[]): Promise<Association[]> {
  const { rows } = await sql<Association>`
    select n.student_number as "studentNumber", a.organisation_code as organisation, a.kind, a.starts_on as "startsOn",
           a.exit_on as "exitOn", a.last_until as "lastUntil", a.ends_on as "endsOn", a.minimum_until as "minimumUntil"
      from access.person_number n
      join access.person_number o on o.person_number = n.person_number and o.student_number <> n.student_number
      join access.student_association a on a.student_number = o.student_number and a.kind = 'enrolment'
     where n.student_number = any(${numbers}::bpchar[])
     order by 1, 2`.execute(tx);
  return rows;
}

/**
 * Writes associations in place of those that stand. Rows come in order of student, so that two writers of the same students wait for each
 * other instead of deadlocking; rows that would not change are left alone. A protected student's are marked as such.
 */
export async function upsertAssociations(tx: Tx, associations: readonly Association[]): Promise<void> {
  if (associations.length === 0) return;
  const rows = associations.map((it) => ({
    student_number: it.studentNumber,
    organisation_code: it.organisation,
    kind: it.kind,
    starts_on: it.startsOn,
    exit_on: it.exitOn,
    last_until: it.lastUntil,
    ends_on: it.endsOn,
    minimum_until: it.minimumUntil,
  }));
  await sql`
    insert into access.student_association as known
           (student_number, organisation_code, kind, starts_on, exit_on, last_until, ends_on, minimum_until, is_protected)
    select student_number, organisation_code, kind, starts_on, exit_on, last_until, ends_on, minimum_until,
           exists (select from access.protected_student p where p.student_number = r.student_number)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r (student_number char(9), organisation_code text, kind text, starts_on date, exit_on date, last_until date, ends_on date, minimum_until date)
        on conflict (student_number, organisation_code, kind)
        do update set starts_on = excluded.starts_on, exit_on = excluded.exit_on, last_until = excluded.last_until,
                      ends_on = excluded.ends_on, minimum_until = excluded.minimum_until
     where (known.starts_on, known.exit_on, known.last_until, known.ends_on, known.minimum_until)
           is distinct from (excluded.starts_on, excluded.exit_on, excluded.last_until, excluded.ends_on, excluded.minimum_until)`.execute(
    tx,
  );
}

export async function deleteAssociations(
  tx: Tx,
  gone: readonly Pick<Association, 'studentNumber' | 'organisation' | 'kind'>[],
): Promise<void> {
  await sql`
    delete from access.student_association a
     using unnest(${gone.map((it) => it.studentNumber)}::bpchar[], ${gone.map((it) => it.organisation)}::text[],
                  ${gone.map((it) => it.kind)}::text[]) as g (number, organisation, kind)
     where a.student_number = g.number and a.organisation_code = g.organisation and a.kind = g.kind`.execute(tx);
}

export type Associated = { studentNumber: StudentNumber; isFull: boolean };

/** Which of some students any of the organisations may see on a day, and whether in full. */
export async function findAssociated(
  reader: Reader,
  {
    numbers,
    organisations,
    on,
  }: { numbers: readonly StudentNumber[]; organisations: readonly OrganisationCode[]; on: PlainDate },
): Promise<Associated[]> {
  const { rows } = await sql<Associated>`
    select student_number as "studentNumber", bool_or(minimum_until is null or minimum_until < ${on}) as "isFull"
      from access.student_association
     where student_number = any(${numbers}::bpchar[]) and organisation_code = any(${organisations}::text[])
       and (ends_on is null or ends_on >= ${on})
     group by student_number`.execute(reader);
  return rows;
}

/** Organisations that see a former student no longer than by last enrolment. There are few. */
export async function listHighlyLimited(reader: Reader): Promise<OrganisationCode[]> {
  const { rows } = await sql<{ code: OrganisationCode }>`
    select organisation_code as code from access.limited_organisation where level = 'high'`.execute(reader);
  return rows.map((row) => row.code);
}
