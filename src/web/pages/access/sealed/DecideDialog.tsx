import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, decideOpening, type SealedOpening } from '../../../api/sealed.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';

/** Lets somebody into the sealed register, or refuses: as the second person. */
export function DecideDialog({ opening, onClose }: { opening: SealedOpening; onClose: () => void }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
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
  const because = text === '' || isLongEnough(text) ? null : said.tooShort;
  return (
    <ActDialog
      title={said.decideTitle(name)}
      act={said.letIn}
      acting={deciding}
      onAct={() => deciding.mutate(true)}
      because={because}
      beside={
        <ReasonButton
          reason={because}
          variant="default"
          loading={deciding.isPending}
          onClick={() => deciding.mutate(false)}
        >
          {said.refuse}
        </ReasonButton>
      }
      onClose={onClose}
    >
      <p>{said.decideMeans(name, said.howLong(minutes))}</p>
      <FactList
        columns="one"
        facts={[
          { label: said.reason, value: reason },
          { label: said.states.asked, value: format.moment(askedAt) },
        ]}
      />
      <ReasonField label={said.note} hint={said.noteHint} value={note} onChange={setNote} />
    </ActDialog>
  );
}
