import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Stands in a form: leaving the page while something typed is not saved asks once. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { words } = useWords();
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: () => isDirty, withResolver: true });
  const isAsked = blocker.status === 'blocked';
  const stay = () => blocker.reset?.();
  return (
    <Dialog
      title={words.frame.leaving.title}
      isOpen={isAsked}
      onClose={stay}
      foot={
        <>
          <Button onClick={stay}>{words.frame.leaving.stay}</Button>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {words.frame.leaving.leave}
          </Button>
        </>
      }
    >
      <p>{words.frame.leaving.text}</p>
    </Dialog>
  );
}
