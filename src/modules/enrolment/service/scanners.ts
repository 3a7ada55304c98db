import { loadStudentFacts } from '#modules/identity/index.ts';
import type { Scanner } from '#modules/validation/index.ts';
import { homeScanner } from '../home/service/scan.ts';
import { notificationScanner } from '../notifications/service/scan.ts';
import { responsibleScanner } from '../responsible/service/scan.ts';
import type { StudentsBy } from './load.ts';
import { enrolmentScannerBy } from './scan.ts';

/**
 * Everything that judges enrolments, with what the caller knows of the students. All together or none: each clears what the others found on an
 * enrolment and it did not.
 */
export function enrolmentScannersBy(studentsBy: StudentsBy): readonly Scanner[] {
  return [enrolmentScannerBy(studentsBy), responsibleScanner, homeScanner, notificationScanner];
}

export const enrolmentScanners = enrolmentScannersBy(loadStudentFacts);
