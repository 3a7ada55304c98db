import { disposalStateWords } from '#modules/privacy/retention/rules/disposal.ts';
import type { DisposalBrief } from '../../api/privacy.ts';
import { useWords } from '../../text/words.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';

const tones: Record<DisposalBrief['state'], Tone> = {
  proposed: 'person',
  approved: 'accent',
  executed: 'good',
  withdrawn: 'calm',
};

/** Where a disposal stands, in a word and a shape. */
export function DisposalState({ state }: { state: DisposalBrief['state'] }) {
  const { format } = useWords();
  return <StatePill tone={tones[state]}>{format.words(disposalStateWords[state])}</StatePill>;
}
