import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, type Review, reviewOpening, type SealedOpening } from '../../../api/sealed.ts';
import { useProblemWords } from '../../../frame/useProblemWords.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { FormProblem } from '../../../ui/FormProblem.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { isLongEnough, ReasonField } from './ReasonField.tsx';

/** Says of a broken glass whether it was justified: as another person. */
export function ReviewDialog({ opening, onClose }: { opening: SealedOpening; onClose: () => void }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const problemOf = useProblemWords();
  const [review, setReview] = useState<Review>({ outcome: 'justified', note: '' });
  const said = words.sealed;
  const { openingId, name, reason, openedAt } = opening;
  const reviewing = useMutation({
    mutationFn: () => reviewOpening(openingId, { ...review, note: review.note.trim() }),
    onSuccess: () => {
      notice(said.reviewed);
      void askAgain(queries);
      onClose();
    },
  });
  return (
    <Dialog
      title={said.reviewTitle(name)}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          <ReasonButton
            reason={isLongEnough(review.note) ? null : said.tooShort}
            loading={reviewing.isPending}
            onClick={() => reviewing.mutate()}
          >
            {said.keepReview}
          </ReasonButton>
        </>
      }
    >
      <div className={surface.stack}>
        <FormProblem text={problemOf(reviewing.error)} />
        <FactList
          columns="one"
          facts={[
            { label: said.reason, value: reason },
            { label: said.states.open, value: format.moment(openedAt) },
          ]}
        />
        <Choices
          label={said.outcome}
          value={review.outcome}
          choices={(['justified', 'not_justified'] as const).map((value) => ({ value, label: said.outcomes[value] }))}
          onChange={(outcome) => setReview({ ...review, outcome })}
        />
        <ReasonField
          label={said.found}
          hint={said.foundHint}
          value={review.note}
          onChange={(note) => setReview({ ...review, note })}
        />
      </div>
    </Dialog>
  );
}
