import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { addDays, isPlainDate } from '#kernel/dates.ts';
import { moves as legalMoves } from '#modules/validation/rules/states.ts';
import { ApiProblem } from '../../api/problem.ts';
import { type Finding, type FindingMove, moveFindings } from '../../api/validation.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { useNotice } from '../../ui/Notices.tsx';

type Order = { ids: string[]; move: FindingMove; note?: string; assignee?: string | null; until?: string | null };

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
    const isAsked = legalMoves[move].needsNote || move === 'snooze';
    if (isAsked) setAsking(order);
    else send.mutate(order);
  };
  const dialog = (
    <MoveDialog
      key={asking ? `${asking.move}-${asking.ids[0]}` : 'none'}
      order={asking}
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
      const before = findings.find(({ findingId }) => findingId === ids[0])?.assignee;
      return { ids, move: 'assign', assignee: before?.accountId ?? null };
    }
    case 'reopen':
    case 'note':
      return null;
  }
}

type MoveDialogProps = { order: Order | null; onClose: () => void; onSend: (order: Order) => void };

function MoveDialog({ order, onClose, onSend }: MoveDialogProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const [note, setNote] = useState('');
  const [until, setUntil] = useState(addDays(today, 7));
  const [isJudged, setJudged] = useState(false);
  if (!order) return null;
  const move = legalMoves[order.move];
  const isSnooze = order.move === 'snooze';
  const isDayRight = isPlainDate(until) && until > today;
  const isNoteRight = !move.needsNote || note.trim() !== '';
  const send = () => {
    setJudged(true);
    if (isSnooze && !isDayRight) return;
    if (!isNoteRight) return;
    onSend({ ...order, ...(note.trim() ? { note: note.trim() } : {}), ...(isSnooze ? { until } : {}) });
  };
  return (
    <ActDialog
      title={move.needsNote ? words.work.noteTitle(format.words(move.words)) : format.words(move.words)}
      act={format.words(move.words)}
      acting={{ isPending: false, error: null }}
      onAct={send}
      onClose={onClose}
    >
      <p>{words.work.groupCount(order.ids.length)}</p>
      {isSnooze ? (
        <TextInput
          label={words.work.until}
          description={words.work.untilHint}
          value={until}
          inputMode="numeric"
          error={isJudged && !isDayRight ? words.work.untilHint : null}
          onChange={(event) => setUntil(event.currentTarget.value)}
          data-autofocus
        />
      ) : null}
      <Textarea
        label={words.work.note}
        description={words.work.noteHint}
        value={note}
        rows={3}
        maxLength={2000}
        error={isJudged && !isNoteRight ? words.work.noteNeeded : null}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus={isSnooze ? undefined : true}
      />
    </ActDialog>
  );
}
