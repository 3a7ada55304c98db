import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Consents, withdrawConsent } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { DayField } from '../../ui/DayField.tsx';
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
    <ActDialog
      title={said.withdrawTitle}
      act={said.withdraw}
      acting={withdraw}
      onAct={() => withdraw.mutate({ withdrawnOn, words: text })}
      because={text.trim() === '' ? words.frame.fillIn : null}
      onClose={onClose}
    >
      <DayField label={said.withdrawnOn} value={withdrawnOn} onChange={setDay} />
      <Textarea
        label={said.how}
        data-autofocus
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
