import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { credentialsQuery, goToProvider } from '../api/account.ts';
import { offerProof } from '../api/proof.ts';
import { type Me, sessionQuery, signInsQuery } from '../api/session.ts';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import surface from '../ui/surface.module.css';
import { StepUp } from './StepUp.tsx';

/** Opens by itself when a request needs a fresh proof; the request goes on once it was given, and is refused when it was not. */
export function StepUpDialog() {
  const { words } = useWords();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const answer = useRef<((isProved: boolean) => void) | null>(null);
  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        setOpen(true);
      }),
    [],
  );
  useEffect(() => offerProof(ask), [ask]);
  const close = (isProved: boolean) => {
    setOpen(false);
    answer.current?.(isProved);
    answer.current = null;
  };
  const proved = (me: Me) => {
    queries.setQueryData(sessionQuery.queryKey, me);
    close(true);
  };
  return (
    <Dialog
      title={words.account.stepUp.title}
      isOpen={isOpen}
      onClose={() => close(false)}
      foot={
        <Button variant="default" onClick={() => close(false)}>
          {words.account.stepUp.cancel}
        </Button>
      }
    >
      <Ways onProved={proved} />
    </Dialog>
  );
}

function Ways({ onProved }: { onProved: (me: Me) => void }) {
  const { words, format } = useWords();
  const { data } = useQuery(credentialsQuery);
  const { data: signIns } = useQuery(signInsQuery);
  if (!data) return null;
  const tied = signIns?.providers.filter(({ name }) => data.identities.some(({ provider }) => provider === name)) ?? [];
  const returnTo = `${window.location.pathname}${window.location.search}`;
  return (
    <div className={surface.stack}>
      <p>{words.account.stepUp.why}</p>
      {data.stepUpWays.length > 0 || tied.length === 0 ? <StepUp ways={data.stepUpWays} onProved={onProved} /> : null}
      {tied.map(({ name, title }) => (
        <Button key={name} variant="default" onClick={() => void goToProvider('step_up', { provider: name, returnTo })}>
          {words.account.stepUp.elsewhere(format.words(title))}
        </Button>
      ))}
    </div>
  );
}
