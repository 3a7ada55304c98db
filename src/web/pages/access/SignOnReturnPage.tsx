import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { comeBack } from '../../api/account.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { useEntered } from '../../frame/useEntered.ts';
import { useProblemWords } from '../../frame/useProblemWords.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';

/** Where other providers send people back to: what they bring is handed on once, and the person goes on. */
export function SignOnReturnPage() {
  const { words } = useWords();
  const entered = useEntered();
  const problemOf = useProblemWords();
  const hasAsked = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: () => comeBack(window.location.search.slice(1)),
    onSuccess: ({ me, returnTo }) => entered(me, returnTo),
  });
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    mutate();
  }, [mutate]);
  return (
    <>
      <PageTitle title={error ? words.signIn.returnFailed : words.signIn.returning} product={words.frame.product} />
      {error ? (
        <ErrorState
          what={problemOf(error) ?? ''}
          next={<ButtonLink href={paths.signIn()}>{words.signIn.again}</ButtonLink>}
        />
      ) : null}
    </>
  );
}
