import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { type Guardian, recordGuardian } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useRecording } from '../personal/useRecording.ts';
import { changeOfGuardian } from './guardianChange.ts';

type EndRightsProps = { contacts: StudentContacts; guardian: Guardian; name: string; onClose: () => void };

/** States the last day on which somebody is a guardian. */
export function EndRights({ contacts, guardian, name, onClose }: EndRightsProps) {
  const { words } = useWords();
  const { today } = useMe();
  const [lastDay, setLastDay] = useState(today);
  const said = words.contacts.guardians;
  const recording = useRecording(contacts, {
    send: recordGuardian,
    said: said.ended,
    onDone: onClose,
    back: (change) => ({ ...change, expiresOn: guardian.expiresOn }),
  });
  return (
    <ActDialog
      title={said.endTitle(name)}
      act={said.end}
      acting={recording}
      because={isPlainDate(lastDay) ? null : said.needDay}
      onAct={() => recording.mutate({ ...changeOfGuardian(guardian), expiresOn: lastDay })}
      onClose={onClose}
    >
      <DayField label={said.limitUntil} description={said.endHint} value={lastDay} onChange={setLastDay} />
    </ActDialog>
  );
}
