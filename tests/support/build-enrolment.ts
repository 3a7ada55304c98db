import { sql } from 'kysely';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { applyEnrolments, type EnrolmentFate, type EnrolmentItem } from '#modules/enrolment/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';

let counter = 0;

/** A GUID that no other enrolment of the run has. */
export function buildEnrolmentId(): Guid {
  counter += 1;
  return `0197a0f2-0006-7000-8000-${counter.toString(16).padStart(12, '0')}`;
}

/** A grade 6 enrolment of 2026/2027 at S.K001 as a school would state it. */
export function buildEnrolmentItem(
  changes: Partial<Omit<EnrolmentItem, 'schoolCode' | 'studentNumber'>> & {
    studentNumber: StudentNumber | string;
    schoolCode?: string;
  },
): EnrolmentItem {
  return {
    enrolmentId: buildEnrolmentId(),
    schoolYear: 2027,
    grade: '6',
    startOn: '2026-09-01',
    programmingType: 'regular',
    programmingTimeframe: 'day',
    ...changes,
    studentNumber: changes.studentNumber as StudentNumber, // tests write numbers and codes of the right form
    schoolCode: (changes.schoolCode ?? 'S.K001') as OrganisationCode,
  };
}

/** Applies items for an organisation as one act; gives each one's fate. */
export async function buildEnrolments(
  tx: Tx,
  act: Act,
  { items, rules, organisation = 'O.1' }: { items: EnrolmentItem[]; rules: RuleContext; organisation?: string },
): Promise<EnrolmentFate[]> {
  return applyEnrolments(tx, items, { act, organisation: organisation as OrganisationCode, rules });
}

type EnrolmentStudent = {
  studentNumber: string;
  familyName?: string | null;
  givenName?: string;
  isRestricted?: boolean;
  isDeceased?: boolean;
};

/** Students as far as enrolments need them, straight into the register: eleven years old, at home since their birth. */
export async function buildEnrolmentStudents(tx: Tx, students: readonly EnrolmentStudent[]): Promise<void> {
  const rows = students.map((it) => ({
    familyName: 'Adeyemi',
    givenName: 'Amara',
    isRestricted: false,
    isDeceased: false,
    ...it,
  }));
  const born = `${new Date().getFullYear() - 11}-03-09`;
  const numbers = rows.map((it) => it.studentNumber);
  await sql`
    insert into identity.number_issued (student_number, issued_at, issued_to)
    select n, now(), 'S.K001' from unnest(${numbers}::text[]) as n`.execute(tx);
  await sql`
    insert into identity.student (student_number, family_name, given_name, birth_date, gender, proof_quality,
      current_record_id, is_restricted, is_deceased, created_by_organisation, created_at, recorded_at)
    select r."studentNumber", r."familyName", r."givenName", ${born}::date, 'F', 300, gen_random_uuid(), r."isRestricted",
           r."isDeceased", 'O.1', now(), now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r ("studentNumber" text, "familyName" text, "givenName" text, "isRestricted" boolean, "isDeceased" boolean)`.execute(
    tx,
  );
  await sql`
    insert into identity.address (student_number, address_id, kind, format, street, country, effective_on, submitted_by, recorded_at)
    select n, gen_random_uuid(), 'mailing', 'Mail-CA', '12 Larch Crescent', 'CA', ${born}::date, 'O.1', now()
      from unnest(${numbers}::text[]) as n`.execute(tx);
}
