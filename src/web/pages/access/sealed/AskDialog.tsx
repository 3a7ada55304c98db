import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, askForOpening, type SealedOpenings } from '../../../api/sealed.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';
import styles from './Sealed.module.css';

type AskDialogProps = { kind: 'ask' | 'glass'; terms: SealedOpenings; onClose: () => void };

/** Asks for the register, or breaks the glass: what follows is told before anything is sent. */
export function AskDialog({ kind, terms, onClose }: AskDialogProps) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const [reason, setReason] = useState('');
  const said = words.sealed;
  const breakGlass = kind === 'glass';
  const asking = useMutation({
    mutationFn: () => askForOpening({ reason: reason.trim(), breakGlass }),
    onSuccess: ({ state }) => {
      notice(state === 'open' ? said.opened : said.askedNow);
      void askAgain(queries);
      onClose();
    },
  });
  return (
    <ActDialog
      title={breakGlass ? said.glassTitle : said.askTitle}
      act={breakGlass ? said.glass : said.ask}
      acting={asking}
      onAct={() => asking.mutate()}
      because={isLongEnough(reason) ? null : said.tooShort}
      isDanger={breakGlass}
      onClose={onClose}
    >
      {breakGlass ? <WhatFollows terms={terms} /> : null}
      {breakGlass ? null : <p>{said.how(said.howLong(terms.minutes), terms.needsSecondPerson, terms.waitHours)}</p>}
      <ReasonField label={said.reason} hint={said.reasonHint} value={reason} onChange={setReason} isFirst />
    </ActDialog>
  );
}

function WhatFollows({ terms }: { terms: SealedOpenings }) {
  const { words } = useWords();
  const said = words.sealed;
  return (
    <div className={styles.follows}>
      <p>{said.glassWhen}</p>
      <p className={styles.followsTitle}>{said.glassFollows}</p>
      <ul>
        {said.glassSteps(said.howLong(terms.glassMinutes), terms.reviewDays).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      {terms.needsSecondPerson ? null : <p>{said.glassNotNeeded}</p>}
    </div>
  );
}
