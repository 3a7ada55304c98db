import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startReview } from '../../../api/people.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNavigation } from '../../../ui/Link.tsx';
import { OrganisationField } from './OrganisationField.tsx';

/** Begins a review at one's own organisation, or at one in reach. */
export function StartReview() {
  const { words } = useWords();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const [organisation, setOrganisation] = useState<string>(me.organisation.code);
  const queries = useQueryClient();
  const { go } = useNavigation();
  const starting = useMutation({
    mutationFn: () => startReview(organisation),
    onSuccess: (review) => {
      void queries.invalidateQueries({ queryKey: ['access-reviews'] });
      go(paths.accessReview(review.reviewId));
    },
  });
  const said = words.mover.review;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.people.reviews.start}</Button>
      {isOpen ? (
        <ActDialog
          title={said.title}
          act={words.people.reviews.start}
          acting={starting}
          onAct={() => starting.mutate()}
          because={organisation === '' ? words.frame.fillIn : null}
          onClose={() => {
            setOpen(false);
            starting.reset();
          }}
        >
          <p>{said.means}</p>
          <OrganisationField label={said.where} value={organisation} onChange={setOrganisation} />
        </ActDialog>
      ) : null}
    </>
  );
}
