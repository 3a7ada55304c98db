import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCodes } from '../../../api/codes.ts';
import { type Guardian, recordLimit } from '../../../api/contacts.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useRecording } from '../personal/useRecording.ts';
import styles from './Contacts.module.css';
import { type LimitTyped, limitTyped, missingOfLimit } from './guardianChange.ts';

type AddLimitProps = { contacts: StudentContacts; guardian: Guardian; name: string; onClose: () => void };

/** Records what a guardian may not do, with the paper that was shown. */
export function AddLimit({ contacts, guardian, name, onClose }: AddLimitProps) {
  const { words } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const [typed, setTyped] = useState<LimitTyped>({
    kind: '',
    effectiveOn: today,
    expiresOn: '',
    orderType: '',
    orderReference: '',
    orderIssuedOn: '',
    details: '',
  });
  const [guid] = useState(() => crypto.randomUUID());
  const said = words.contacts.guardians;
  const recording = useRecording(contacts, {
    send: recordLimit,
    said: said.limitAdded,
    onDone: onClose,
    back: (change) => ({ ...change, isDeleted: true }),
  });
  const missing = missingOfLimit(typed, codes.values('guardian_order'));
  return (
    <ActDialog
      title={said.limitTitle(name)}
      act={said.keep}
      acting={recording}
      because={missing === null ? null : said[missing]}
      onAct={() => recording.mutate(limitTyped({ guid, guardianId: guardian.guardianId }, typed))}
      onClose={onClose}
    >
      <Fields typed={typed} today={today} onChange={(part) => setTyped((before) => ({ ...before, ...part }))} />
    </ActDialog>
  );
}

type FieldsProps = { typed: LimitTyped; today: string; onChange: (part: Partial<LimitTyped>) => void };

function Fields({ typed, today, onChange }: FieldsProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.contacts.guardians;
  const options = (className: string) => [
    { value: '', label: said.choose },
    ...codes.values(className).map((it) => ({ value: it.code, label: format.words(it.words) })),
  ];
  return (
    <>
      <NativeSelect
        label={said.limitKind}
        value={typed.kind}
        data-autofocus
        data={options('guardian_limit')}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
      />
      <div className={styles.few} data-days>
        <DayField
          label={said.limitFrom}
          value={typed.effectiveOn}
          onChange={(effectiveOn) => onChange({ effectiveOn })}
        />
        <DayField
          label={said.limitUntil}
          description={said.limitUntilHint}
          value={typed.expiresOn}
          onChange={(expiresOn) => onChange({ expiresOn })}
        />
      </div>
      <NativeSelect
        label={said.orderType}
        value={typed.orderType}
        data={options('guardian_order')}
        onChange={(event) => onChange({ orderType: event.currentTarget.value })}
      />
      <div className={styles.few} data-days>
        <TextInput
          label={said.reference}
          description={said.referenceHint}
          value={typed.orderReference}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => onChange({ orderReference: event.currentTarget.value })}
        />
        <DayField
          label={said.issuedOn}
          value={typed.orderIssuedOn}
          latest={today}
          onChange={(orderIssuedOn) => onChange({ orderIssuedOn })}
        />
      </div>
      <Textarea
        label={said.details}
        description={said.detailsHint}
        value={typed.details}
        maxLength={1000}
        autosize
        minRows={2}
        autoComplete="off"
        onChange={(event) => onChange({ details: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') })}
      />
    </>
  );
}
