import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ReasonButton } from '../ui/ReasonButton.tsx';
import surface from '../ui/surface.module.css';
import { Refusal } from './Refusal.tsx';

type ActDialogProps = {
  title: string;
  /** What the button that does it says. */
  act: string;
  /** The act under way: what useMutation answers, or its like. */
  acting: { isPending: boolean; error: unknown };
  onAct: () => void;
  onClose: () => void;
  isOpen?: boolean;
  /** Why it cannot be done yet; null when it can. */
  because?: string | null;
  /** Another way out, beside cancelling. */
  beside?: ReactNode;
  isDanger?: boolean;
  size?: 'normal' | 'wide';
  /** The act has the focus at first; without it what is marked `data-autofocus` among the fields. */
  isActFirst?: boolean;
  children: ReactNode;
};

/** Asks once before an act, or for what it needs: a way back, the act, and above the fields why it was refused. Enter in a field acts. */
export function ActDialog(props: ActDialogProps) {
  const {
    title,
    act,
    acting,
    onAct,
    onClose,
    isOpen = true,
    because = null,
    beside,
    isDanger,
    isActFirst,
    size = 'normal',
    children,
  } = props;
  const { words } = useWords();
  const form = useId();
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      size={size}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          {beside}
          <ReasonButton
            reason={because}
            form={form}
            loading={acting.isPending}
            {...(isDanger ? { color: 'red' } : {})}
            {...(isActFirst ? { 'data-autofocus': true } : {})}
          >
            {act}
          </ReasonButton>
        </>
      }
    >
      <form
        id={form}
        noValidate
        data-asks
        className={surface.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (because === null && !acting.isPending) onAct();
        }}
      >
        <Refusal error={acting.error} />
        {children}
      </form>
    </Dialog>
  );
}
