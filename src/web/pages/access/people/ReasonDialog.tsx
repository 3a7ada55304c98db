import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Refusal } from '../../../frame/Refusal.tsx';
import { useWords } from '../../../text/words.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import surface from '../../../ui/surface.module.css';

type ReasonDialogProps = {
  title: string;
  yes: string;
  isBusy: boolean;
  error: unknown;
  children?: ReactNode;
  onClose: () => void;
  onYes: (reason: string) => void;
};

/** What is about to happen, and why: the reason is kept with it. */
export function ReasonDialog({ title, yes, isBusy, error, children, onClose, onYes }: ReasonDialogProps) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const text = reason.trim();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          <Button disabled={text === ''} loading={isBusy} onClick={() => onYes(text)}>
            {yes}
          </Button>
        </>
      }
    >
      <div className={surface.stack}>
        <Refusal error={error} />
        {children}
        <TextInput
          data-autofocus
          label={words.people.reason}
          description={words.people.reasonHint}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}
