import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type { KeptStudent } from '../rules/kept.ts';

const columns = {
  studentNumber: 'student_number',
  version: 'version',
  status: 'status',
  familyName: 'family_name',
  givenName: 'given_name',
  middleName: 'middle_name',
  suffix: 'suffix',
  isNameExact: 'is_name_exact',
  preferredFamilyName: 'preferred_family_name',
  preferredGivenName: 'preferred_given_name',
  birthDate: 'birth_date',
  gender: 'gender',
  proofQuality: 'proof_quality',
  currentRecordId: 'current_record_id',
  multipleBirth: 'multiple_birth',
  languageAtHome: 'language_at_home',
  languageRight: 'language_right',
  isDeceased: 'is_deceased',
  deceasedOn: 'deceased_on',
  isRestricted: 'is_restricted',
  createdByOrganisation: 'created_by_organisation',
  createdAt: 'created_at',
  recordedAt: 'recorded_at',
} as const satisfies Record<keyof KeptStudent, string>;

const selection = sql.join(
  Object.entries(columns).map(([field, column]) => sql`${sql.ref(column)} as ${sql.ref(field)}`),
);
const all = sql.join(Object.values(columns).map((column) => sql.ref(column)));

type Row = Omit<KeptStudent, 'createdAt' | 'recordedAt'> & { createdAt: Date; recordedAt: Date };

function toStudent(row: Row): KeptStudent {
  return { ...row, createdAt: row.createdAt.toISOString(), recordedAt: row.recordedAt.toISOString() };
}

/** Some students by number, at a moment as they were known then; who is not there is not in the map. */
export async function findStudents(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<Map<StudentNumber, KeptStudent>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select ${selection} from ${rowsKnownAt('identity.student', numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])`.execute(reader);
  return new Map(rows.map((row) => [row.studentNumber, toStudent(row)]));
}

/** The same, locked until the transaction ends; locks are taken in order of number, so that two batches cannot deadlock. */
export async function lockStudents(
  tx: Tx,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, KeptStudent>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select ${selection} from identity.student where student_number = any(${numbers}::bpchar[])
     order by student_number for update`.execute(tx);
  return new Map(rows.map((row) => [row.studentNumber, toStudent(row)]));
}

/** Whether anybody is on the register. */
export async function hasStudents(reader: Reader): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from identity.student) as found`.execute(reader);
  return rows[0]?.found ?? false;
}

export async function insertStudents(tx: Tx, students: readonly KeptStudent[]): Promise<void> {
  await sql`insert into identity.student (${all}) select ${all}
    from jsonb_populate_recordset(null::identity.student, ${toJson(students)}::jsonb)`.execute(tx);
}

/** Replaces the rows of students that are locked. */
export async function updateStudents(tx: Tx, students: readonly KeptStudent[]): Promise<void> {
  if (students.length === 0) return;
  const changing = Object.values(columns).filter((column) => column !== 'student_number');
  await sql`
    update identity.student s set ${sql.join(changing.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`))}
      from jsonb_populate_recordset(null::identity.student, ${toJson(students)}::jsonb) r
     where s.student_number = r.student_number`.execute(tx);
}

function toJson(students: readonly KeptStudent[]): string {
  const fields = Object.entries(columns) as [keyof KeptStudent, string][]; // the keys of the literal above
  return JSON.stringify(students.map((it) => Object.fromEntries(fields.map(([field, column]) => [column, it[field]]))));
}

/** Takes numbers into the registry of issued ones; answers those that were free. A number taken once is taken for ever. */
export async function takeNumbers(
  tx: Tx,
  wanted: readonly { number: StudentNumber; organisation: string }[],
  at: Date,
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ student_number: StudentNumber }>`
    insert into identity.number_issued (student_number, issued_at, issued_to)
    select number, ${at}, organisation
      from unnest(${wanted.map((it) => it.number)}::bpchar[], ${wanted.map((it) => it.organisation)}::text[]) as w (number, organisation)
        on conflict do nothing
    returning student_number`.execute(tx);
  return rows.map((row) => row.student_number);
}

export type GuidKind =
  | 'student'
  | 'identification_record'
  | 'name'
  | 'address'
  | 'phone'
  | 'guardian'
  | 'guardian_limit'
  | 'disclosure_restriction'
  | 'citizenship'
  | 'accommodation'
  | 'enrolment'
  | 'responsible_school'
  | 'home_education_registration'
  | 'home_education_notification';

export type GuidClaim = { kind: GuidKind; guid: string; studentNumber: StudentNumber };

/** To which student each known GUID belongs, keyed `kind guid`. */
export async function findGuidOwners(
  reader: Reader,
  guids: readonly Pick<GuidClaim, 'kind' | 'guid'>[],
): Promise<Map<string, StudentNumber>> {
  if (guids.length === 0) return new Map();
  const { rows } = await sql<GuidClaim>`
    select o.object_kind as kind, o.guid, o.student_number as "studentNumber"
      from unnest(${guids.map((it) => it.kind)}::text[], ${guids.map((it) => it.guid)}::uuid[]) as w (kind, guid)
      join identity.guid_owner o on o.object_kind = w.kind and o.guid = w.guid`.execute(reader);
  return new Map(rows.map((row) => [`${row.kind} ${row.guid}`, row.studentNumber]));
}

/**
 * Gives GUIDs to students where nobody has them; of two claims to one GUID the first in the list holds. Waits for rival transactions. True
 * when every claim was to a GUID of its own that nobody had.
 */
export async function insertGuidOwners(tx: Tx, claims: readonly GuidClaim[]): Promise<boolean> {
  if (claims.length === 0) return true;
  const firsts = new Map<string, GuidClaim>();
  for (const claim of claims)
    if (!firsts.has(`${claim.kind} ${claim.guid}`)) firsts.set(`${claim.kind} ${claim.guid}`, claim);
  // In order of the key, so that two batches with the same GUIDs wait for each other instead of deadlocking.
  const ordered = [...firsts].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, claim]) => claim);
  const { numAffectedRows } = await sql`
    insert into identity.guid_owner (object_kind, guid, student_number)
    select * from unnest(${ordered.map((it) => it.kind)}::text[], ${ordered.map((it) => it.guid)}::uuid[],
                         ${ordered.map((it) => it.studentNumber)}::bpchar[])
        on conflict do nothing`.execute(tx);
  return Number(numAffectedRows) === claims.length;
}

export type LocalId = { organisation: string; localStudentId: string };

/** Which numbers an organisation's own ids stand for, keyed `organisation|id`. */
export async function findLocalIds(reader: Reader, ids: readonly LocalId[]): Promise<Map<string, StudentNumber>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ organisation_code: string; local_student_id: string; student_number: StudentNumber }>`
    select l.organisation_code, l.local_student_id, l.student_number
      from unnest(${ids.map((it) => it.organisation)}::text[], ${ids.map((it) => it.localStudentId)}::text[]) as w (organisation_code, local_student_id)
      join identity.local_student l using (organisation_code, local_student_id)`.execute(reader);
  return new Map(rows.map((row) => [`${row.organisation_code}|${row.local_student_id}`, row.student_number]));
}

/** The own ids under which some organisations know some students. */
export async function listLocalIds(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<(LocalId & { studentNumber: StudentNumber })[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<LocalId & { studentNumber: StudentNumber }>`
    select organisation_code as organisation, local_student_id as "localStudentId", student_number as "studentNumber"
      from identity.local_student where student_number = any(${numbers}::bpchar[])
     order by student_number, organisation_code, local_student_id`.execute(reader);
  return rows;
}

/** Lets an organisation's own ids stand for numbers from now on. */
export async function upsertLocalIds(
  tx: Tx,
  ids: readonly (LocalId & { studentNumber: StudentNumber })[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into identity.local_student as known (organisation_code, local_student_id, student_number, mapped_at)
    select distinct on (organisation_code, local_student_id) organisation_code, local_student_id, student_number, ${at}
      from unnest(${ids.map((it) => it.organisation)}::text[], ${ids.map((it) => it.localStudentId)}::text[],
                  ${ids.map((it) => it.studentNumber)}::bpchar[]) with ordinality as w (organisation_code, local_student_id, student_number, place)
     order by organisation_code, local_student_id, place desc
        on conflict (organisation_code, local_student_id)
        do update set student_number = excluded.student_number, mapped_at = excluded.mapped_at
     where known.student_number <> excluded.student_number`.execute(tx);
}

/**
 * Sets the derived flag of protection by the restrictions in force on a day, of some students or of all (null): a restriction under one
 * number protects every number of the person. Answers the students whose flag turned.
 */
export async function refreshRestricted(
  tx: Tx,
  on: string,
  confidentialKinds: readonly string[],
  numbers: readonly StudentNumber[] | null,
): Promise<{ studentNumber: StudentNumber; isRestricted: boolean }[]> {
  const isAsked =
    numbers === null
      ? sql`s.is_restricted or coalesce(p.person_number, s.student_number) in (
              select coalesce(q.person_number, d.student_number)
                from identity.disclosure_restriction d left join published.person_number q on q.student_number = d.student_number)`
      : sql`s.student_number = any(${numbers}::bpchar[]) or p.person_number in (
              select q.person_number from published.person_number q where q.student_number = any(${numbers}::bpchar[]))`;
  const { rows } = await sql<{ studentNumber: StudentNumber; isRestricted: boolean }>`
    with asked as (
      select s.student_number, coalesce(p.person_number, s.student_number) as person
        from identity.student s left join published.person_number p on p.student_number = s.student_number
       where ${isAsked}),
    restricted as (
      select distinct a.person
        from identity.disclosure_restriction d join asked a on a.student_number = d.student_number
       where d.is_active and d.kind = any(${confidentialKinds}::text[])
         and d.effective_on <= ${on} and (d.expires_on is null or d.expires_on >= ${on})),
    judged as (
      select a.student_number, exists (select from restricted r where r.person = a.person) as is_restricted from asked a)
    update identity.student s set is_restricted = j.is_restricted
      from judged j where j.student_number = s.student_number and s.is_restricted <> j.is_restricted
    returning s.student_number as "studentNumber", s.is_restricted as "isRestricted"`.execute(tx);
  return rows;
}

/** The numbers of protected students that carry a restriction in force on a day, in order, after one. */
export async function listRestrictedNumbers(
  reader: Reader,
  { on, after, limit }: { on: string; after: StudentNumber | null; limit: number },
): Promise<StudentNumber[]> {
  const { rows } = await sql<{ studentNumber: StudentNumber }>`
    select distinct d.student_number as "studentNumber"
      from identity.disclosure_restriction d join identity.student s on s.student_number = d.student_number
     where s.is_restricted and d.is_active and d.effective_on <= ${on} and (d.expires_on is null or d.expires_on >= ${on})
       and ${after === null ? sql`true` : sql`d.student_number > ${after}`}
     order by d.student_number limit ${limit}`.execute(reader);
  return rows.map((row) => row.studentNumber);
}
