import type { StudentNumber } from '#kernel/ids.ts';
import { judgeAll, type RuleContext } from '#kernel/rule.ts';
import type { FiredOnObject, Scanner, ScanResult } from '#modules/validation/index.ts';
import { loadEnrolments, unique } from '../../service/load.ts';
import type { KeptEnrolment } from '../../store/enrolments.ts';
import { factsOf, judgeBesideHome } from '../rules/beside.ts';
import { besideEnrolment } from '../rules/rules.ts';
import { type KeptRegistration, listRegistrations } from '../store.ts';

const scanned = [
  { object: 'home_education_registration' as const, objectId: null },
  { object: 'enrolment' as const, objectId: null },
];

/** Judges live registrations against live enrolments, and the other way; students without a registration cost one query together. */
export const homeScanner: Scanner = async (reader, numbers, context) => {
  const registrations = (await listRegistrations(reader, numbers)).filter((it) => !it.isDeleted);
  const enrolments = await loadEnrolments(reader, unique(registrations.map((it) => it.studentNumber)));
  return numbers.map((number) => {
    const own = registrations.filter((it) => it.studentNumber === number);
    const live = (enrolments.get(number) ?? []).filter((it) => !it.isDeleted);
    return scanStudent(number, { registrations: own, enrolments: live, context });
  });
};

type Ground = {
  registrations: readonly KeptRegistration[];
  enrolments: readonly KeptEnrolment[];
  context: RuleContext;
};

function scanStudent(studentNumber: StudentNumber, { registrations, enrolments, context }: Ground): ScanResult {
  const fired: FiredOnObject[] = [];
  for (const registration of registrations) {
    const { registrationId: objectId, schoolYear } = registration;
    const facts = factsOf(registration, enrolments);
    const found = judgeAll([besideEnrolment], facts, context, schoolYear).fired;
    fired.push(...found.map((it) => ({ ...it, objectId, organisation: null, schoolYear })));
    for (const enrolment of enrolments) {
      const { enrolmentId, schoolCode: organisation, grade } = enrolment;
      const beside = judgeBesideHome(enrolment, [registration], context);
      const place = { objectId: enrolmentId, organisation, schoolYear: enrolment.schoolYear, grade };
      fired.push(...beside.map((it) => ({ ...it, ...place })));
    }
  }
  return { studentNumber, scanned, fired, rescanOn: null };
}
