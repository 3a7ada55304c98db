import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleObject } from '#kernel/rule.ts';
import { enrolmentScannersBy } from '#modules/enrolment/index.ts';
import { scannerOf } from '#modules/identity/index.ts';
import { type FiredOnObject, rescan, type Scanner } from '#modules/validation/index.ts';
import type { Tx } from '#platform/database/database.ts';
import type { StagedFile } from '../reading/item.ts';
import type { FateRecord, Subject } from '../records.ts';
import type { BatchContext } from './context.ts';
import { toRemark } from './remarks.ts';

export type TouchedFinding = FiredOnObject & { studentNumber: StudentNumber };

/** Judges the students whom a batch touched, in its own transaction; tells what fired, so that the rows can show it. */
export async function rescanTouched(
  tx: Tx,
  fates: readonly FateRecord[],
  { rules, act, identity: { people }, studentsBy }: BatchContext,
): Promise<TouchedFinding[]> {
  const numbers = [...new Set(fates.flatMap((it) => (it.fate === 'refused' ? [] : (it.studentNumber ?? []))))].sort();
  const findings: TouchedFinding[] = [];
  const listening = [scannerOf(people), ...enrolmentScannersBy(studentsBy)].map(
    (scanner): Scanner =>
      async (reader, some, context) => {
        const results = await scanner(reader, some, context);
        for (const { studentNumber, fired } of results) findings.push(...fired.map((it) => ({ ...it, studentNumber })));
        return results;
      },
  );
  await rescan(tx, numbers, { scanners: listening, context: rules, act });
  return findings;
}

const fileOf: Record<RuleObject, StagedFile | null> = {
  student: 'students',
  identification_record: 'identification',
  name: 'names',
  address: 'addresses',
  phone: 'phones',
  guardian: 'guardians',
  disclosure_restriction: null,
  citizenship: 'citizenships',
  accommodation: null,
  note: null,
  enrolment: 'enrolments',
  responsible_school: null,
  home_education_registration: null,
  home_education_notification: null,
};

/** Puts each finding to the row that stated its object. Findings on what the submission did not mention stay with the student's page. */
export function addFindings(
  fates: readonly FateRecord[],
  subjects: readonly Subject[],
  findings: readonly TouchedFinding[],
): void {
  const guidOf = new Map(subjects.flatMap((subject) => subject.items.map((item) => [item.ordinal, item.guid])));
  const byObject = new Map<string, FateRecord>();
  for (const fate of fates) {
    if (fate.fate === 'refused' || !fate.studentNumber) continue;
    const object = fate.file === 'students' ? '' : guidOf.get(fate.ordinal);
    byObject.set(`${fate.file} ${fate.studentNumber} ${object}`, fate);
  }
  for (const finding of findings) {
    const file = fileOf[finding.object];
    const object = file === 'students' ? '' : finding.objectId;
    byObject.get(`${file} ${finding.studentNumber} ${object}`)?.remarks.push(toRemark(finding));
  }
}
