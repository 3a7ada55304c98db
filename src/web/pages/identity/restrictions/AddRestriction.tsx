import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { useCodes } from '../../../api/codes.ts';
import type { StudentContacts } from '../../../api/identity.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { isLongEnough, ReasonField } from '../../../ui/ReasonField.tsx';
import styles from './Restrictions.module.css';
import { useRecording } from './useRecording.ts';

type Draft = { kind: string; effectiveOn: string; expiresOn: string; details: string; reason: string };
type AddRestrictionProps = { contacts: StudentContacts; onClose: () => void };

/** Records a restriction; whom it hides the student from, and from when on, is told before it is sent. */
export function AddRestriction({ contacts, onClose }: AddRestrictionProps) {
  const { words } = useWords();
  const { today } = useMe();
  const [draft, setDraft] = useState<Draft>({ kind: '', effectiveOn: today, expiresOn: '', details: '', reason: '' });
  const [guid] = useState(() => crypto.randomUUID());
  const said = words.restrictions;
  const recording = useRecording(contacts, { said: said.added, onDone: onClose });
  const send = () => {
    const { expiresOn, details } = draft;
    const text = details.trim();
    recording.mutate({
      ...draft,
      guid,
      expiresOn: expiresOn === '' ? null : expiresOn,
      details: text === '' ? null : text,
      reason: draft.reason.trim(),
      isActive: true,
    });
  };
  return (
    <ActDialog
      title={said.addTitle}
      act={said.add}
      acting={recording}
      onAct={send}
      because={useMissing(draft)}
      onClose={onClose}
    >
      <Fields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      <Effect draft={draft} />
      <ReasonField
        label={said.reason}
        hint={said.reasonHint}
        value={draft.reason}
        onChange={(reason) => setDraft((before) => ({ ...before, reason }))}
      />
    </ActDialog>
  );
}

/** What is still to be said before it can be sent; null when nothing is. */
function useMissing({ kind, effectiveOn, expiresOn, reason }: Draft): string | null {
  const said = useWords().words.restrictions;
  if (kind === '') return said.needKind;
  if (!isPlainDate(effectiveOn) || (expiresOn !== '' && !isPlainDate(expiresOn))) return said.needDay;
  if (expiresOn !== '' && expiresOn <= effectiveOn) return said.needOrder;
  return isLongEnough(reason) ? null : said.needReason;
}

function Fields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.restrictions;
  return (
    <>
      <NativeSelect
        label={said.kind}
        value={draft.kind}
        data-autofocus
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: said.chooseKind },
          ...codes
            .values('disclosure_restriction')
            .map(({ code, words: kind }) => ({ value: code, label: format.words(kind) })),
        ]}
      />
      <div className={styles.days}>
        <DayField label={said.from} value={draft.effectiveOn} onChange={(effectiveOn) => onChange({ effectiveOn })} />
        <DayField
          label={said.lastDay}
          description={said.lastDayHint}
          value={draft.expiresOn}
          onChange={(expiresOn) => onChange({ expiresOn })}
        />
      </div>
      <TextInput
        label={said.details}
        description={said.detailsHint}
        value={draft.details}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => onChange({ details: event.currentTarget.value })}
      />
    </>
  );
}

/** Who sees the student afterwards. */
function Effect({ draft: { kind, effectiveOn } }: { draft: Draft }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const data = codes.values('disclosure_restriction').find(({ code }) => code === kind)?.data;
  if (!data || !isPlainDate(effectiveOn)) return null;
  const said = words.restrictions.effect;
  const hides = effectiveOn > today ? said.hidesFrom(format.day(effectiveOn)) : said.hidesNow;
  return (
    <p className={styles.effect} role="status">
      {data['isConfidential'] === true ? hides : said.hidesNobody}
    </p>
  );
}
