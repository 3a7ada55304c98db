import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Hold, liftHold } from '../../api/privacy.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useWords } from '../../text/words.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import surface from '../../ui/surface.module.css';
import { useChange } from './useChange.ts';

/** Lifts a hold, with the reason. */
export function LiftDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const said = words.privacy.holds;
  const lift = useChange((why: string) => liftHold(hold.holdId, why), { done: said.liftDone, onDone: onClose });
  return (
    <Dialog
      title={said.liftTitle}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.frame.cancel}
          </Button>
          <Button loading={lift.isPending} onClick={() => lift.mutate(reason)}>
            {said.lift}
          </Button>
        </>
      }
    >
      <div className={surface.stack}>
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
        <Refusal error={lift.error} />
      </div>
    </Dialog>
  );
}
