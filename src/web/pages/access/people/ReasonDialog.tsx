import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';

type ReasonDialogProps = {
  title: string;
  act: string;
  acting: { isPending: boolean; error: unknown };
  children?: ReactNode;
  onClose: () => void;
  onAct: (reason: string) => void;
};

/** What is about to happen, and why: the reason is kept with it. */
export function ReasonDialog({ title, act, acting, children, onClose, onAct }: ReasonDialogProps) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const text = reason.trim();
  return (
    <ActDialog
      title={title}
      act={act}
      acting={acting}
      onAct={() => onAct(text)}
      because={text === '' ? words.frame.fillIn : null}
      onClose={onClose}
    >
      {children}
      <TextInput
        data-autofocus
        label={words.people.reason}
        description={words.people.reasonHint}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
