import { useState } from 'react';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { useWords } from '../../../text/words.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';

type VoidDialogProps = {
  title: string;
  act: string;
  effect: string;
  acting: { isPending: boolean; error: unknown };
  onAct: (reason: string) => void;
  onClose: () => void;
};

/** What voiding does, and why it is done: the reason stays with what is voided. */
export function VoidDialog({ title, act, effect, acting, onAct, onClose }: VoidDialogProps) {
  const { words } = useWords();
  const [reason, setReason] = useState('');
  const said = words.support;
  return (
    <ActDialog
      title={title}
      act={act}
      acting={acting}
      onAct={() => onAct(reason.trim())}
      because={isLongEnough(reason) ? null : said.needReason}
      onClose={onClose}
      isDanger
    >
      <UnsavedGuard isDirty={reason !== '' && !acting.isPending} />
      <p>{effect}</p>
      <ReasonField label={said.voidReason} hint={said.voidReasonHint} value={reason} onChange={setReason} isFirst />
    </ActDialog>
  );
}
