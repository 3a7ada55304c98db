import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import type { Restriction } from '../../../api/restrictions.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';
import styles from './Restrictions.module.css';
import { useRecording } from './useRecording.ts';

type EndRestrictionProps = { contacts: StudentContacts; restriction: Restriction; onClose: () => void };
type When = 'now' | 'later';

/** Ends a restriction at once, or says its last day; it stays on the record as ended. */
export function EndRestriction({ contacts, restriction, onClose }: EndRestrictionProps) {
  const { words, format } = useWords();
  const [when, setWhen] = useState<When>('now');
  const [lastDay, setLastDay] = useState('');
  const [reason, setReason] = useState('');
  const said = words.restrictions;
  const recording = useRecording(contacts, { said: said.ended, onDone: onClose });
  const missing = useMissing({ when, lastDay, reason, restriction });
  const send = () => {
    const { restrictionId: guid, kind, details, effectiveOn, expiresOn } = restriction;
    const end = when === 'now' ? { expiresOn, isActive: false } : { expiresOn: lastDay, isActive: true };
    recording.mutate({ guid, kind, details, effectiveOn, ...end, reason: reason.trim() });
  };
  return (
    <ActDialog
      title={said.endTitle(format.words(restriction.kindWords))}
      act={said.end}
      acting={recording}
      onAct={send}
      because={missing}
      onClose={onClose}
    >
      <Choices
        label={said.when}
        value={when}
        choices={(['now', 'later'] as const).map((value) => ({ value, label: said.whens[value] }))}
        onChange={setWhen}
      />
      {when === 'later' ? <DayField label={said.lastDay} value={lastDay} onChange={setLastDay} /> : null}
      <p className={styles.effect}>{said.effect.ends}</p>
      <ReasonField label={said.reason} hint={said.reasonHint} value={reason} onChange={setReason} />
    </ActDialog>
  );
}

type Stated = { when: When; lastDay: string; reason: string; restriction: Restriction };

/** What is still to be said before it can be sent; null when nothing is. */
function useMissing({ when, lastDay, reason, restriction }: Stated): string | null {
  const said = useWords().words.restrictions;
  const { today } = useMe();
  if (when === 'later' && !isPlainDate(lastDay)) return said.needDay;
  if (when === 'later' && (lastDay < today || lastDay <= restriction.effectiveOn)) return said.needOrder;
  return isLongEnough(reason) ? null : said.needReason;
}
