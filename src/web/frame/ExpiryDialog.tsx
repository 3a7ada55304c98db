import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { expiryKey, sessionQuery } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** When the session ends while a page stands open, one signs in beside it: nothing typed is lost. */
export function ExpiryDialog() {
  const { words } = useWords();
  const queries = useQueryClient();
  const { data: hasEnded } = useQuery({ queryKey: expiryKey, queryFn: () => false, enabled: false });
  const goOn = async () => {
    queries.setQueryData(expiryKey, false);
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    await queries.invalidateQueries();
  };
  return (
    <Dialog
      title={words.frame.error.expiredTitle}
      isOpen={hasEnded === true}
      onClose={() => queries.setQueryData(expiryKey, false)}
      foot={
        <>
          <Button component="a" href={paths.signIn()} target="_blank" rel="noopener">
            {words.frame.error.signInBeside}
          </Button>
          <Button variant="default" onClick={() => void goOn()}>
            {words.frame.error.goOn}
          </Button>
        </>
      }
    >
      <p>{words.frame.error.expired}</p>
    </Dialog>
  );
}
