import { useEffect, useRef } from 'react';
import type { Decision } from '../../api/matches.ts';
import { isTyping } from '../../frame/useShortcuts.ts';

type Options = {
  /** The candidates' numbers, in the order of their keys. */
  numbers: string[];
  onDecide: (wish: Decision) => void;
  onNext: () => void;
  onPrevious: () => void;
};

/** Single keys of the desk: 1 to 9 the same person as that candidate, n a new student, j and k the next and the previous one. */
export function useDecisionKeys(options: Options): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlain || isTyping(event) || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const { numbers, onDecide, onNext, onPrevious } = latest.current;
      const key = event.key.toLowerCase();
      const number = /^[1-9]$/.test(key) ? numbers[Number(key) - 1] : undefined;
      if (number) onDecide({ decision: 'same', number });
      else if (key === 'n') onDecide({ decision: 'new' });
      else if (key === 'j') onNext();
      else if (key === 'k') onPrevious();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
