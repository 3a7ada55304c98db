import { useEffect, useRef } from 'react';
import type { Finding, FindingMove } from '../../api/validation.ts';
import { isTyping } from '../../frame/useShortcuts.ts';
import { paths } from '../../paths.ts';
import { useNavigation } from '../../ui/Link.tsx';
import type { Moves } from './useMoves.tsx';

type Options = {
  findings: Finding[];
  openId: string | null;
  onShow: (id: string | null) => void;
  moves: Moves;
};

const moveKeys: Partial<Record<string, FindingMove>> = {
  a: 'acknowledge',
  z: 'snooze',
  n: 'note',
  s: 'start',
  r: 'reopen',
};

/** Single keys on the item that stands open: t takes it, a acknowledges, z puts off, n notes, o opens the record. */
export function useFindingKeys({ findings, openId, onShow, moves }: Options): void {
  const { go } = useNavigation();
  const latest = useRef({ findings, openId, onShow, moves });
  useEffect(() => {
    latest.current = { findings, openId, onShow, moves };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlain || isTyping(event) || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const now = latest.current;
      const finding = now.findings.find(({ findingId }) => findingId === now.openId);
      if (!finding) return;
      const move = moveKeys[event.key];
      if (move) now.moves.make(move, [finding]);
      else if (event.key === 't') now.moves.make('assign', [finding], { assignee: 'me' });
      else if (event.key === 'o') go(paths.student(finding.studentNumber));
      else if (event.key === 'Escape') now.onShow(null);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [go]);
}
