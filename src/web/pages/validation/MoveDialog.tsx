import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays, isPlainDate } from '#kernel/dates.ts';
import { moves as legalMoves } from '#modules/validation/rules/states.ts';
import type { Finding, FindingMove } from '../../api/validation.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import surface from '../../ui/surface.module.css';
import { type MovePreview, previewMove } from './previewMove.ts';

/** A move on some findings, with what it needs. */
export type Order = {
  ids: string[];
  move: FindingMove;
  note?: string;
  assignee?: string | null;
  until?: string | null;
};

type MoveDialogProps = {
  order: Order | null;
  findings: readonly Finding[];
  onClose: () => void;
  onSend: (order: Order) => void;
};

/** Asks for the note or the day that a move needs, and shows first what it would do to many. */
export function MoveDialog({ order, findings, onClose, onSend }: MoveDialogProps) {
  const { words, format } = useWords();
  const { today, permissions } = useMe();
  const [note, setNote] = useState('');
  const [until, setUntil] = useState(addDays(today, 7));
  const [isJudged, setJudged] = useState(false);
  if (!order) return null;
  const move = legalMoves[order.move];
  const chosen = findings.filter(({ findingId }) => order.ids.includes(findingId));
  const preview = previewMove(chosen, order.move, new Set(permissions));
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
      because={preview.movable.length === 0 ? words.work.preview.none : null}
      onAct={send}
      onClose={onClose}
    >
      <Preview preview={preview} move={order.move} count={chosen.length} />
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
      {move.needsNote || isSnooze ? (
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
      ) : null}
    </ActDialog>
  );
}

type PreviewProps = { preview: MovePreview<Finding>; move: FindingMove; count: number };

/** How many would be moved, a few of them by name, and how many not, each with the reason. */
function Preview({ preview: { movable, refused }, move, count }: PreviewProps) {
  const { words, format } = useWords();
  const said = words.work.preview;
  const names = movable.slice(0, 3).map((it) => it.studentName ?? format.studentNumber(it.studentNumber));
  return (
    <div>
      <p>{said.will(movable.length, count, format.words(legalMoves[move].words))}</p>
      {refused.map(({ because, count: stays }) => (
        <p key={because.en}>{said.wont(stays, format.words(because))}</p>
      ))}
      {count > 1 && names.length > 0 ? <p className={surface.soft}>{said.such(names.join(' · '))}</p> : null}
    </div>
  );
}
