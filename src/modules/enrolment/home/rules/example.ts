import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { codeOf, exampleFacts as enrolmentExample } from '../../rules/example.ts';
import type { SchoolEnrolment } from '../../rules/facts.ts';
import type { HomeFacts, HomeRegistration } from './facts.ts';

const plain = enrolmentExample();

const plainRegistration: HomeRegistration = {
  studentNumber: '123456782' as StudentNumber,
  registrationId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d80' as Guid,
  schoolYear: 2027,
  authorityCode: codeOf('A.K001'),
  startOn: '2026-09-01',
  exitOn: '2027-06-30',
  exitType: 'completion',
  isDeleted: false,
};

export type ExampleChanges = Partial<Omit<HomeFacts, 'registration' | 'others' | 'enrolments' | 'enrolment'>> & {
  registration?: Partial<HomeRegistration>;
  others?: Partial<HomeRegistration>[];
  enrolments?: Partial<SchoolEnrolment>[];
  enrolment?: Partial<SchoolEnrolment>;
};

/** A registration with which no rule finds fault, changed as told. */
export function exampleFacts(changes: ExampleChanges = {}): HomeFacts {
  const toEnrolment = (it: Partial<SchoolEnrolment>) => ({ ...plain.enrolment, ...it });
  return {
    student: plain.student,
    isAuthorityKnown: true,
    isGuidOfAnother: false,
    ...changes,
    registration: { ...plainRegistration, ...changes.registration },
    others: (changes.others ?? []).map((it) => ({ ...plainRegistration, ...it })),
    enrolments: (changes.enrolments ?? []).map(toEnrolment),
    enrolment: changes.enrolment ? toEnrolment(changes.enrolment) : null,
  };
}
