import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Look, reportLook } from '../../../api/ledger.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import surface from '../../../ui/surface.module.css';

const noteMin = 3;

/** Says that a look was wrong, in words; it becomes an alarm. */
export function ReportLook({ number, look, onClose }: { number: string; look: Look | null; onClose: () => void }) {
  const { words, format } = useWords();
  const say = useNotice();
  const [note, setNote] = useState('');
  const [isLeft, setLeft] = useState(false);
  const said = words.ledger.looks;
  const sending = useMutation({
    mutationFn: (readId: number) => reportLook(number, readId, note.trim()),
    onSuccess: ({ organisation }) => {
      say(said.sent(organisation.name));
      onClose();
    },
  });
  const isShort = note.trim().length < noteMin;
  return (
    <ActDialog
      title={said.wrongTitle}
      act={said.send}
      acting={sending}
      onAct={() => {
        setLeft(true);
        if (look && !isShort) sending.mutate(look.readId);
      }}
      isOpen={look !== null}
      onClose={onClose}
    >
      {look ? <p>{format.words(look.words)}</p> : null}
      <p className={surface.soft}>{said.wrongWhy}</p>
      <Textarea
        label={said.note}
        description={said.noteHint}
        value={note}
        minRows={3}
        maxLength={1000}
        autosize
        data-autofocus
        error={isLeft && isShort ? said.noteShort : null}
        onBlur={() => setLeft(note !== '')}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
