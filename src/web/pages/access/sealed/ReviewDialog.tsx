import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, type Review, reviewOpening, type SealedOpening } from '../../../api/sealed.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';

/** Says of a broken glass whether it was justified: as another person. */
export function ReviewDialog({ opening, onClose }: { opening: SealedOpening; onClose: () => void }) {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
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
    <ActDialog
      title={said.reviewTitle(name)}
      act={said.keepReview}
      acting={reviewing}
      onAct={() => reviewing.mutate()}
      because={isLongEnough(review.note) ? null : said.tooShort}
      onClose={onClose}
    >
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
    </ActDialog>
  );
}
