import type { StudentNumber } from '#kernel/ids.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import { loadSchoolFacts } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { EnrolmentSchool, EnrolmentStudent } from '../../rules/facts.ts';
import { nobody } from '../../rules/facts.ts';
import { loadEnrolments, unique } from '../../service/load.ts';
import type { KeptEnrolment } from '../../store/enrolments.ts';
import { type KeptTransition, listTransitions } from '../store.ts';

/** The live transitions of some students, the latest first; at a moment, as they were known then. */
export async function loadTransitions(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<KeptTransition[]> {
  const all = await listTransitions(reader, numbers, knownAt);
  return all.filter((it) => !it.isDeleted).sort((a, b) => (a.effectiveOn < b.effectiveOn ? 1 : -1));
}

/** What is known of a student for judging who answers for them: live transitions and enrolments. */
export type Known = {
  studentNumber: StudentNumber;
  student: EnrolmentStudent;
  transitions: readonly KeptTransition[];
  enrolments: readonly KeptEnrolment[];
};

/** Of some students, in five queries, whatever their number. */
export async function loadKnown(reader: Reader, numbers: readonly StudentNumber[]): Promise<Known[]> {
  if (numbers.length === 0) return [];
  const transitions = await loadTransitions(reader, numbers);
  const enrolments = await loadEnrolments(reader, numbers);
  const students = await loadStudentFacts(reader, numbers);
  const byNumber = new Map<StudentNumber, KeptTransition[]>(numbers.map((number) => [number, []]));
  for (const it of transitions) byNumber.get(it.studentNumber)?.push(it);
  return numbers.map((studentNumber) => ({
    studentNumber,
    student: students.get(studentNumber) ?? nobody,
    transitions: byNumber.get(studentNumber) ?? [],
    enrolments: (enrolments.get(studentNumber) ?? []).filter((it) => !it.isDeleted),
  }));
}

/** The schools that some transitions name, by code; a code that no school has is not in it. */
export async function loadSchools(
  reader: Reader,
  transitions: readonly Pick<KeptTransition, 'schoolCode'>[],
): Promise<Map<string, EnrolmentSchool>> {
  const codes = unique(transitions.flatMap((it) => it.schoolCode ?? []));
  if (codes.length === 0) return new Map();
  const schools = await loadSchoolFacts(reader, codes, []);
  return new Map(schools.filter((it) => it.school.kind === 'school').map((it) => [it.school.code, it]));
}
