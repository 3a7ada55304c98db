import type { Move } from '../../../api/moves.ts';
import { useWords } from '../../../text/words.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import { moveTones } from './moveLogic.ts';

export function MoveStatePill({ state }: { state: Move['state'] }) {
  const { words } = useWords();
  return <StatePill tone={moveTones[state]}>{words.moves.states[state]}</StatePill>;
}
