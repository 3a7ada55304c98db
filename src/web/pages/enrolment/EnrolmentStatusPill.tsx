import type { EnrolmentStatus } from '../../api/enrolment.ts';
import { useWords } from '../../text/words.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';

const tones: Record<EnrolmentStatus, Tone> = {
  registered: 'accent',
  active: 'good',
  completed: 'calm',
  withdrawn: 'calm',
  closed: 'calm',
  cancelled: 'calm',
  deleted: 'bad',
};

/** Where an enrolment stands today. */
export function EnrolmentStatusPill({ status }: { status: EnrolmentStatus }) {
  const { words } = useWords();
  return <StatePill tone={tones[status]}>{words.students.enrolments.states[status]}</StatePill>;
}
