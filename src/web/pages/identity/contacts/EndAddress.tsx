import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { type Address, recordAddress } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useRecording } from '../personal/useRecording.ts';
import { changeOf } from './addressChange.ts';

type EndAddressProps = { contacts: StudentContacts; address: Address; kind: string; onClose: () => void };

/** States the last day of an address, or another one. */
export function EndAddress({ contacts, address, kind, onClose }: EndAddressProps) {
  const { words } = useWords();
  const { today } = useMe();
  const [lastDay, setLastDay] = useState(address.expiresOn ?? (address.effectiveOn > today ? '' : today));
  const said = words.contacts;
  const recording = useRecording(contacts, {
    send: recordAddress,
    said: said.ended,
    onDone: onClose,
    back: (change) => ({ ...change, expiresOn: address.expiresOn }),
  });
  const isOrdered = lastDay >= address.effectiveOn;
  const missing = isOrdered ? null : said.needOrder;
  return (
    <ActDialog
      title={said.endTitle(kind)}
      act={said.end}
      acting={recording}
      because={isPlainDate(lastDay) ? missing : said.needDay}
      onAct={() => recording.mutate({ ...changeOf(address), expiresOn: lastDay })}
      onClose={onClose}
    >
      <DayField label={said.until} description={said.endHint} value={lastDay} onChange={setLastDay} />
    </ActDialog>
  );
}
