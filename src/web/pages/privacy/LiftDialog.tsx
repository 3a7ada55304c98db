import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Hold, liftHold } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useWords } from '../../text/words.tsx';
import surface from '../../ui/surface.module.css';
import { useChange } from './useChange.ts';

/** Lifts a hold, with the reason. */
export function LiftDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const said = words.privacy.holds;
  const lift = useChange((why: string) => liftHold(hold.holdId, why), { done: said.liftDone, onDone: onClose });
  return (
    <ActDialog
      title={said.liftTitle}
      act={said.lift}
      acting={lift}
      onAct={() => lift.mutate(reason)}
      because={reason.trim() === '' ? words.frame.fillIn : null}
      onClose={onClose}
    >
      <p>{hold.reason}</p>
      <p className={surface.soft}>{said.liftWhy}</p>
      <Textarea
        label={said.liftReason}
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
