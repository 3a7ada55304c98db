import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import type { FiredOnObject, Scanner, ScanResult } from '#modules/validation/index.ts';
import type { EnrolmentFacts, Sibling } from '../rules/facts.ts';
import { nobody } from '../rules/facts.ts';
import { judgeFindings } from '../rules/judge.ts';
import type { KeptEnrolment } from '../store/enrolments.ts';
import { loadEnrolments, loadSurroundings, type StudentsBy, type Surroundings, toSiblings } from './load.ts';

/**
 * Judges all live enrolments of some students, in a few queries whatever their number. Every student asked about gets a result,
 * so that the findings of enrolments that were deleted meanwhile are cleared.
 */
export const enrolmentScanner: Scanner = (reader, numbers, context) =>
  enrolmentScannerBy(loadStudentFacts)(reader, numbers, context);

/** The same with what the caller knows of the students. */
export function enrolmentScannerBy(studentsBy: StudentsBy): Scanner {
  return async (reader, numbers, context) => {
    const known = await loadEnrolments(reader, numbers);
    const live = new Map([...known].map(([number, enrolments]) => [number, enrolments.filter((it) => !it.isDeleted)]));
    const surroundings = await loadSurroundings(reader, [...live.values()].flat(), studentsBy);
    return numbers.map((number) => scanStudent(number, live.get(number) ?? [], { surroundings, context }));
  };
}

type Ground = { surroundings: Surroundings; context: RuleContext };

function scanStudent(studentNumber: StudentNumber, enrolments: readonly KeptEnrolment[], ground: Ground): ScanResult {
  const { surroundings, context } = ground;
  const siblings = toSiblings(enrolments, surroundings);
  const fired: FiredOnObject[] = [];
  const days: string[] = [];
  for (const enrolment of siblings) {
    const judged = judgeFindings(toFacts(enrolment, siblings, surroundings), context);
    if (judged.rescanOn !== null) days.push(judged.rescanOn);
    const { enrolmentId: objectId, schoolCode: organisation, schoolYear, grade } = enrolment;
    fired.push(...judged.fired.map((it) => ({ ...it, objectId, organisation, schoolYear, grade })));
  }
  const scanned = [{ object: 'enrolment' as const, objectId: null }];
  return { studentNumber, scanned, fired, rescanOn: days.sort()[0] ?? null };
}

function toFacts(
  enrolment: Sibling,
  all: readonly Sibling[],
  { schools, students, boards }: Surroundings,
): EnrolmentFacts {
  return {
    enrolment,
    student: students.get(enrolment.studentNumber) ?? nobody,
    school: schools.get(enrolment.schoolCode) ?? null,
    residentBoard: (enrolment.residentBoard && boards.get(enrolment.residentBoard)) || null,
    siblings: all.filter((it) => it !== enrolment),
    previous: null,
    submission: null,
  };
}
