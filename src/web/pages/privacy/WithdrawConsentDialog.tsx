import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Consents, withdrawConsent } from '../../api/privacy.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import surface from '../../ui/surface.module.css';
import { useChange } from './useChange.ts';

/** Records that a consent was withdrawn. */
export function WithdrawConsentDialog({
  consent,
  onClose,
}: {
  consent: Consents['items'][number];
  onClose: () => void;
}) {
  const { words } = useWords();
  const { today } = useMe();
  const [withdrawnOn, setDay] = useState(today);
  const [text, setText] = useState('');
  const said = words.privacy.consent;
  const withdraw = useChange(
    (body: Record<string, unknown>) => withdrawConsent(consent.studentNumber, consent.consentId, body),
    { done: said.withdrawDone, onDone: onClose },
  );
  return (
    <Dialog
      title={said.withdrawTitle}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ withdrawnOn, words: text })}>
            {said.withdraw}
          </Button>
        </>
      }
    >
      <div className={surface.stack}>
        <TextInput
          label={said.withdrawnOn}
          description={words.privacy.form.dayHint}
          value={withdrawnOn}
          onChange={(event) => setDay(event.currentTarget.value.trim())}
        />
        <Textarea
          label={said.how}
          data-autofocus
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Refusal error={withdraw.error} />
      </div>
    </Dialog>
  );
}
