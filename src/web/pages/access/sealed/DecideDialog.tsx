import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, decideOpening, type SealedOpening } from '../../../api/sealed.ts';
import { useProblemWords } from '../../../frame/useProblemWords.ts';
import { useWords } from '../../../text/words.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { FormProblem } from '../../../ui/FormProblem.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { isLongEnough, ReasonField } from './ReasonField.tsx';

/** Lets somebody into the sealed register, or refuses: as the second person. */
export function DecideDialog({ opening, onClose }: { opening: SealedOpening; onClose: () => void }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const problemOf = useProblemWords();
  const [note, setNote] = useState('');
  const said = words.sealed;
  const { openingId, name, reason, minutes, askedAt } = opening;
  const text = note.trim();
  const deciding = useMutation({
    mutationFn: (letIn: boolean) => decideOpening(openingId, { letIn, ...(text === '' ? {} : { note: text }) }),
    onSuccess: ({ state }) => {
      notice(state === 'open' ? said.letInDone(name) : said.refused(name));
      void askAgain(queries);
      onClose();
    },
  });
  const shared = {
    reason: text === '' || isLongEnough(text) ? null : said.tooShort,
    loading: deciding.isPending,
  };
  return (
    <Dialog
      title={said.decideTitle(name)}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          <ReasonButton {...shared} variant="default" onClick={() => deciding.mutate(false)}>
            {said.refuse}
          </ReasonButton>
          <ReasonButton {...shared} onClick={() => deciding.mutate(true)}>
            {said.letIn}
          </ReasonButton>
        </>
      }
    >
      <div className={surface.stack}>
        <FormProblem text={problemOf(deciding.error)} />
        <p>{said.decideMeans(name, said.howLong(minutes))}</p>
        <FactList
          columns="one"
          facts={[
            { label: said.reason, value: reason },
            { label: said.states.asked, value: format.moment(askedAt) },
          ]}
        />
        <ReasonField label={said.note} hint={said.noteHint} value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}
