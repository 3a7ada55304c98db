import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { deliverPackage, type RequestDetail } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useWords } from '../../text/words.tsx';
import { saveFile } from '../../ui/saveText.ts';
import { useChange } from './useChange.ts';

/** Hands the package over: encrypted to the receiver's key, or downloaded once. */
export function DeliverDialog({ request, onClose }: { request: RequestDetail; onClose: () => void }) {
  const { words } = useWords();
  const [recipient, setRecipient] = useState('');
  const said = words.privacy.move;
  const key = recipient.trim() || null;
  const deliver = useChange(() => deliverPackage(request, key), {
    done: said.done,
    onDone: (file) => {
      saveFile({ name: `access-${request.requestId.slice(-12)}.zip${key ? '.age' : ''}`, content: file });
      onClose();
    },
  });
  return (
    <ActDialog
      title={said.deliverDo}
      act={said.deliverDo}
      acting={deliver}
      onAct={() => deliver.mutate(undefined)}
      onClose={onClose}
    >
      <p>{said.deliverWhy}</p>
      <Textarea
        label={said.recipient}
        description={said.recipientHint}
        autosize
        minRows={2}
        spellCheck={false}
        value={recipient}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
