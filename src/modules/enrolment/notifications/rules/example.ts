import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { codeOf, exampleFacts as enrolmentExample } from '../../rules/example.ts';
import type { Sibling } from '../../rules/facts.ts';
import type { HomeNotification, NotificationFacts } from './facts.ts';

const plain = enrolmentExample();

const plainNotification: HomeNotification = {
  studentNumber: '123456782' as StudentNumber,
  notificationId: '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d90' as Guid,
  schoolYear: 2027,
  programme: 'supervised',
  supervisorCode: codeOf('A.K001'),
  notifiedOn: '2026-09-10',
  guardianName: 'Ifeoma Adeyemi',
  guardianContact: '780-555-0142',
  isAddressSame: true,
  plan: 'Reading, arithmetic and the life of the river',
  wantsFunding: true,
  state: 'open',
  decidedOn: null,
  stateReason: null,
};

type ExampleChanges = Partial<Omit<NotificationFacts, 'notification' | 'others' | 'enrolments' | 'submission'>> & {
  notification?: Partial<HomeNotification>;
  others?: Partial<HomeNotification>[];
  enrolments?: Partial<Sibling>[];
  submission?: Partial<NonNullable<NotificationFacts['submission']>>;
};

/** A notification of supervised home education with which no rule finds fault, changed as told. */
export function exampleFacts(changes: ExampleChanges = {}): NotificationFacts {
  const sibling = { ...plain.enrolment, authorityCode: codeOf('A.K001') };
  const plainSubmission = { isMinistry: false, organisations: [codeOf('A.K001')], isGuidOfAnother: false };
  return {
    student: plain.student,
    supervisorKind: 'authority',
    ...changes,
    notification: { ...plainNotification, ...changes.notification },
    others: (changes.others ?? []).map((it) => ({ ...plainNotification, ...it })),
    enrolments: (changes.enrolments ?? []).map((it) => ({ ...sibling, ...it })),
    submission: changes.submission ? { ...plainSubmission, ...changes.submission } : null,
  };
}
