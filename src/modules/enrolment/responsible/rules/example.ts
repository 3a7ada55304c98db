import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { codeOf, exampleFacts as enrolmentExample } from '../../rules/example.ts';
import type { EnrolmentSchool, EnrolmentStudent, SchoolEnrolment } from '../../rules/facts.ts';
import type { ResponsibleFacts, Transition, TransitionSubmission } from './facts.ts';

const plain = enrolmentExample();

const plainTransition: Transition = {
  studentNumber: '123456782' as StudentNumber,
  transitionId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d60' as Guid,
  effectiveOn: '2026-09-01',
  hasSchool: 'yes',
  schoolCode: codeOf('S.K001'),
  outside: null,
  reason: 'new_student',
  isDeleted: false,
};

const plainSubmission: TransitionSubmission = {
  organisations: [codeOf('S.K001')],
  isMinistry: false,
  isGuidOfAnother: false,
};

/** What differs from the plain example. */
export type ExampleChanges = {
  transition?: Partial<Transition>;
  student?: Partial<EnrolmentStudent>;
  school?: EnrolmentSchool | null;
  others?: Partial<Transition>[];
  enrolments?: Partial<SchoolEnrolment>[];
  enrolment?: Partial<SchoolEnrolment>;
  submission?: Partial<TransitionSubmission>;
};

/** A transition to S.K001, where the student is enrolled, with which no rule finds fault; changed as told. */
export function exampleFacts(changes: ExampleChanges = {}): ResponsibleFacts {
  const toEnrolment = (it: Partial<SchoolEnrolment>) => ({ ...plain.enrolment, ...it });
  return {
    transition: { ...plainTransition, ...changes.transition },
    student: { ...plain.student, ...changes.student },
    school: changes.school === undefined ? plain.school : changes.school,
    others: (changes.others ?? []).map((it, place) => ({
      ...plainTransition,
      transitionId: `0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d7${place}`,
      effectiveOn: '2024-09-03',
      ...it,
    })),
    enrolments: (changes.enrolments ?? [{}]).map(toEnrolment),
    enrolment: changes.enrolment ? toEnrolment(changes.enrolment) : null,
    previous: null,
    submission: changes.submission ? { ...plainSubmission, ...changes.submission } : null,
  };
}

/** A school of S.K009 under another authority than the plain one. */
export function schoolOf(code: string, authority: string): EnrolmentSchool {
  if (!plain.school?.authority) throw new Error('the plain example has a school with an authority');
  return {
    ...plain.school,
    school: { ...plain.school.school, code: codeOf(code) },
    authority: { ...plain.school.authority, code: codeOf(authority) },
  };
}
