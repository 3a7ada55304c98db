import { sql } from 'kysely';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type FiredOnObject, replaceFindings, type ScanResult } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';

/** Something that a rule found, with plausible defaults: a warning on an enrolment at S.K001. */
export function buildFired(changes: Partial<FiredOnObject> = {}): FiredOnObject {
  return {
    code: 'ENR-0001',
    reference: 'PASI 10016',
    severity: 'warning',
    object: 'enrolment',
    objectId: '01990000-0000-7000-8000-00000000e001',
    field: 'grade',
    params: { grade: '4', age: 17 },
    organisation: 'S.K001' as OrganisationCode,
    schoolYear: 2027,
    grade: '4',
    ...changes,
  };
}

/** Opens findings on one student as a scan of everything would, in place of those that stood. */
export async function buildFindings(
  tx: Tx,
  act: Act,
  {
    studentNumber,
    fired,
    ...changes
  }: { studentNumber: string; fired: FiredOnObject[] } & Partial<Omit<ScanResult, 'studentNumber' | 'fired'>>,
): Promise<void> {
  await buildSight(tx, studentNumber as StudentNumber, fired);
  const scanned = (['student', 'enrolment', 'address'] as const).map((object) => ({ object, objectId: null }));
  await replaceFindings(
    tx,
    [{ studentNumber: studentNumber as StudentNumber, scanned, fired, rescanOn: null, ...changes }],
    act,
  );
}

/** The organisations that have to act see the student, as they do when an enrolment is open there. */
async function buildSight(tx: Tx, studentNumber: StudentNumber, fired: FiredOnObject[]): Promise<void> {
  const organisations = fired.flatMap((it) => (it.organisation === null ? [] : [it.organisation]));
  await sql`
    insert into access.student_association (student_number, organisation_code, kind, starts_on)
    select distinct ${studentNumber}, o, 'enrolment', date '2026-09-01' from unnest(${organisations}::text[]) as o
        on conflict do nothing`.execute(tx);
}
