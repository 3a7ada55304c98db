import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#kernel/dates.ts';
import { useCodes } from '../../../api/codes.ts';
import { recordGuardian } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { useRecording } from '../personal/useRecording.ts';
import styles from './Contacts.module.css';
import { type GuardianTyped, guardianTyped, missingOfGuardian, nobodyTyped } from './guardianChange.ts';

type AddGuardianProps = { contacts: StudentContacts; onClose: () => void };

/** Adds a parent or legal guardian; taken back, the rights end the day before. */
export function AddGuardian({ contacts, onClose }: AddGuardianProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const [typed, setTyped] = useState(nobodyTyped);
  const [guid] = useState(() => crypto.randomUUID());
  const said = words.contacts.guardians;
  const recording = useRecording(contacts, {
    send: recordGuardian,
    said: said.added,
    onDone: onClose,
    back: (change) => ({ ...change, expiresOn: addDays(today, -1) }),
  });
  const missing = missingOfGuardian(typed);
  const text = (field: Exclude<keyof GuardianTyped, 'livesWith' | 'relationship'>, label: string, max: number) => (
    <TextInput
      label={label}
      value={typed[field]}
      maxLength={max}
      autoComplete="off"
      onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
    />
  );
  return (
    <ActDialog
      title={said.addTitle}
      act={said.add}
      acting={recording}
      because={missing === null ? null : said[missing]}
      onAct={() => recording.mutate(guardianTyped(guid, typed))}
      onClose={onClose}
    >
      <NativeSelect
        label={said.relationship}
        description={said.addHint}
        value={typed.relationship}
        data-autofocus
        data={[
          { value: '', label: said.choose },
          ...codes.values('guardian_relationship').map((it) => ({ value: it.code, label: format.words(it.words) })),
        ]}
        onChange={(event) => setTyped({ ...typed, relationship: event.currentTarget.value })}
      />
      <div className={styles.few}>
        {text('givenName', said.given, 50)}
        {text('familyName', said.family, 50)}
      </div>
      <div className={styles.few}>
        {text('phone', said.phone, 25)}
        {text('email', said.email, 254)}
      </div>
      <Checkbox
        label={said.livesWith}
        checked={typed.livesWith}
        onChange={(event) => setTyped({ ...typed, livesWith: event.currentTarget.checked })}
      />
    </ActDialog>
  );
}
