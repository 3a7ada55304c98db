import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { loadStudentFacts, type StudentFacts } from '#modules/identity/index.ts';
import { findOrganisations, loadSchoolFacts } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { EnrolmentSchool, EnrolmentStudent, OrganisationFacts, SchoolEnrolment, Sibling } from '../rules/facts.ts';
import type { KeptEnrolment } from '../store/enrolments.ts';
import { listEnrolments } from '../store/enrolments.ts';

/** What rules know of places and people, for a batch: a few queries, whatever its size. */
export type Surroundings = {
  schools: Map<OrganisationCode, EnrolmentSchool>;
  students: Map<StudentNumber, EnrolmentStudent>;
  boards: Map<OrganisationCode, OrganisationFacts>;
};

type Named = Pick<SchoolEnrolment, 'studentNumber' | 'schoolCode' | 'schoolYear' | 'residentBoard'>;

/** Says what is known of some students. */
export type StudentsBy = (
  reader: Reader,
  numbers: readonly StudentNumber[],
) => Promise<Map<StudentNumber, StudentFacts>>;

/** Loads the schools, resident boards and students that some enrolments name. */
export async function loadSurroundings(
  reader: Reader,
  enrolments: readonly Named[],
  studentsBy: StudentsBy = loadStudentFacts,
): Promise<Surroundings> {
  const codes = unique(enrolments.map((it) => it.schoolCode));
  const years = unique(enrolments.map((it) => it.schoolYear));
  const boardCodes = unique(enrolments.flatMap((it) => (it.residentBoard === null ? [] : [it.residentBoard])));
  const schools = await loadSchoolFacts(reader, codes, years);
  const boards = boardCodes.length > 0 ? await findOrganisations(reader, boardCodes) : new Map();
  const students = await studentsBy(reader, unique(enrolments.map((it) => it.studentNumber)));
  return {
    schools: new Map(schools.filter((it) => it.school.kind === 'school').map((it) => [it.school.code, it])),
    boards: new Map([...boards].filter(([, it]) => it.kind === 'authority')),
    students,
  };
}

/** Enrolments with the authorities of their schools. */
export function toSiblings<One extends SchoolEnrolment>(
  enrolments: readonly One[],
  { schools }: Surroundings,
): (One & Sibling)[] {
  return enrolments.map((it) => ({ ...it, authorityCode: schools.get(it.schoolCode)?.authority?.code ?? null }));
}

/** All enrolments of some students, deleted ones too, the newest first; at a moment, as they were known then. Students without any are left out. */
export async function loadEnrolments(
  reader: Reader,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<Map<StudentNumber, KeptEnrolment[]>> {
  if (numbers.length === 0) return new Map();
  const byNumber = new Map<StudentNumber, KeptEnrolment[]>();
  for (const enrolment of await listEnrolments(reader, unique(numbers), knownAt)) {
    const known = byNumber.get(enrolment.studentNumber);
    if (known) known.push(enrolment);
    else byNumber.set(enrolment.studentNumber, [enrolment]);
  }
  return byNumber;
}

export function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

/** An enrolment's key as one text. */
export function keyOf({ studentNumber, enrolmentId }: { studentNumber: StudentNumber; enrolmentId: Guid }): string {
  return `${studentNumber} ${enrolmentId}`;
}
