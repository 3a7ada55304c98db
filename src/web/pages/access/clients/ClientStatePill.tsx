import type { ClientBrief } from '../../../api/clients.ts';
import { useWords } from '../../../text/words.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';

const tones: Record<ClientBrief['state'], Tone> = {
  in_force: 'good',
  ended: 'calm',
  disabled: 'bad',
  without_key: 'warn',
};

export function ClientStatePill({ state }: { state: ClientBrief['state'] }) {
  const { words } = useWords();
  return <StatePill tone={tones[state]}>{words.clients.states[state]}</StatePill>;
}
