import type { SubmissionState } from '../../api/exchange.ts';
import { useWords } from '../../text/words.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';

const tones: Record<SubmissionState, Tone> = {
  queued: 'calm',
  running: 'accent',
  finished: 'good',
  refused: 'bad',
  failed: 'bad',
  cancelled: 'warn',
};

/** Where a submission stands. */
export function SubmissionStatePill({ state }: { state: SubmissionState }) {
  const { words } = useWords();
  return <StatePill tone={tones[state]}>{words.submissions.states[state]}</StatePill>;
}
