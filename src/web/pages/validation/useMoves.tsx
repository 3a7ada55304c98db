import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { moves as legalMoves } from '#modules/validation/rules/states.ts';
import { ApiProblem } from '../../api/problem.ts';
import { type Finding, type FindingMove, moveFindings } from '../../api/validation.ts';
import { useWords } from '../../text/words.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import { MoveDialog, type Order } from './MoveDialog.tsx';

export type Moves = {
  /** Makes a move on one or many; asks first for the note or the day where one is needed. */
  make: (move: FindingMove, findings: readonly Finding[], more?: { assignee: string | null }) => void;
  isBusy: boolean;
  /** The dialog that asks; to be placed once on the page. */
  dialog: ReactNode;
};

/** Moves on findings: at once and undoable where the move has a way back, after one question where it needs a word. */
export function useMoves({ findings, onMoved }: { findings: readonly Finding[]; onMoved: () => void }): Moves {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  const [asking, setAsking] = useState<Order | null>(null);
  const send = useMutation({
    mutationFn: ({ ids, ...order }: Order) => moveFindings({ findingIds: ids, ...order }),
    onSuccess: (fates, order) => {
      void queries.invalidateQueries({ queryKey: ['findings'] });
      onMoved();
      const refused = fates.items.find(({ fate }) => fate === 'refused');
      if (refused?.detail) say(words.work.refused(fates.refused, format.words(refused.detail)), { tone: 'bad' });
      if (fates.moved === 0) return;
      const back = undoOf(order, findings);
      const text = words.work.moved(fates.moved, format.words(legalMoves[order.move].words));
      say(text, back ? { undo: () => send.mutate(back) } : {});
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
  const make: Moves['make'] = (move, chosen, more) => {
    if (chosen.length === 0) return;
    const order: Order = { ids: chosen.map(({ findingId }) => findingId), move, ...more };
    // One is moved at once and undone as easily; many are shown first.
    const isAsked = legalMoves[move].needsNote || move === 'snooze' || chosen.length > 1;
    if (isAsked) setAsking(order);
    else send.mutate(order);
  };
  const dialog = (
    <MoveDialog
      key={asking ? `${asking.move}-${asking.ids[0]}` : 'none'}
      order={asking}
      findings={findings}
      onClose={() => setAsking(null)}
      onSend={(order) => {
        setAsking(null);
        send.mutate(order);
      }}
    />
  );
  return { make, isBusy: send.isPending, dialog };
}

/** The move that takes another back, or null where there is none. */
function undoOf(order: Order, findings: readonly Finding[]): Order | null {
  const { ids } = order;
  switch (order.move) {
    case 'start':
    case 'acknowledge':
    case 'override':
      return { ids, move: 'reopen' };
    case 'snooze':
      return { ids, move: 'snooze', until: null };
    case 'assign': {
      const before = findings.filter(({ findingId }) => ids.includes(findingId));
      const owners = new Set(before.map(({ assignee }) => assignee?.accountId ?? null));
      const [owner = null] = owners;
      return owners.size === 1 ? { ids, move: 'assign', assignee: owner } : null;
    }
    case 'reopen':
    case 'note':
      return null;
  }
}
