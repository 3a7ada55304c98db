import { NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moves } from '#modules/privacy/requests/rules/states.ts';
import { type Choice, type Choices, choicesQuery, moveRequest, type RequestDetail } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { useChange } from './useChange.ts';

export type MoveName = RequestDetail['moves'][number]['move'];

type MoveDialogProps = { request: RequestDetail; move: MoveName; onClose: () => void };

/** What a move needs, asked once: a reason of the jurisdiction's list, words, days, the day from which it counts. */
export function MoveDialog({ request, move, onClose }: MoveDialogProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const lists = useQuery(choicesQuery).data;
  const reasons = reasonsOf(move, lists);
  const [chosen, setReason] = useState('');
  const [note, setNote] = useState('');
  const [on, setOn] = useState(today);
  const [days, setDays] = useState<number | string>(request.clock.extensionDaysLeft);
  const said = words.privacy.move;
  const reasonCode = chosen || (reasons[0]?.code ?? null);
  const make = useChange((body: Record<string, unknown>) => moveRequest(request, body), {
    done: said.done,
    onDone: onClose,
  });
  const submit = () =>
    make.mutate({
      move,
      on,
      reasonCode,
      note: note.trim() || null,
      ...(move === 'extend' ? { days: Number(days) } : {}),
    });
  return (
    <ActDialog
      title={format.words(moves[move].words)}
      act={format.words(moves[move].words)}
      acting={make}
      onAct={submit}
      because={moves[move].needsNote && note.trim() === '' ? words.frame.fillIn : null}
      onClose={onClose}
    >
      {move === 'accept' ? <p>{said.acceptHint}</p> : null}
      {reasons.length > 0 ? (
        <NativeSelect
          label={move === 'verify' ? said.proof : said.reason}
          data-autofocus
          value={reasonCode ?? ''}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={reasons.map((it) => ({ value: it.code, label: format.words(it) }))}
        />
      ) : null}
      {move === 'extend' ? (
        <NumberInput label={said.days} min={1} max={request.clock.extensionDaysLeft} value={days} onChange={setDays} />
      ) : null}
      <Textarea
        label={useNoteLabel(move)}
        required={moves[move].needsNote}
        withAsterisk={false}
        autosize
        minRows={3}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <DayField label={said.on} value={on} onChange={setOn} />
    </ActDialog>
  );
}

function useNoteLabel(move: MoveName): string {
  const { words } = useWords();
  const said = words.privacy.move;
  if (move === 'disagree') return said.statement;
  return moves[move].needsNote ? said.note : said.noteInside;
}

function reasonsOf(move: MoveName, lists: Choices | undefined): Choice[] {
  if (!lists) return [];
  if (move === 'verify') return lists.identityProofs;
  if (move === 'pause') return lists.pauseReasons;
  return move === 'extend' ? lists.extensionReasons : [];
}
