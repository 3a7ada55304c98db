import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CodeValue } from '#kernel/rule.ts';
import { useCodes } from '../../../api/codes.ts';
import { recordCitizenship, type StudentPersonal } from '../../../api/personal.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import {
  type CitizenshipTyped,
  changeTyped,
  documentsFor,
  guardianStatusesFor,
  missingOf,
  nothingTyped,
  statusesRecorded,
} from './citizenshipChange.ts';
import styles from './Personal.module.css';
import { useRecording } from './useRecording.ts';

type AddCitizenshipProps = { personal: StudentPersonal; onClose: () => void };

/** Adds a status; those before it stay. The documents offered are those that support it. */
export function AddCitizenship({ personal, onClose }: AddCitizenshipProps) {
  const { words } = useWords();
  const codes = useCodes();
  const [typed, setTyped] = useState(nothingTyped);
  const [guid] = useState(() => crypto.randomUUID());
  const said = words.personal.citizenship;
  const recording = useRecording(personal, {
    send: recordCitizenship,
    said: said.added,
    onDone: onClose,
    back: (change) => ({ ...change, isDeleted: true }),
  });
  const missing = missingOf(typed, codes.values('document_type'));
  return (
    <ActDialog
      title={said.addTitle}
      act={said.add}
      acting={recording}
      because={missing === null ? null : said[missing]}
      onAct={() => recording.mutate(changeTyped(guid, typed))}
      onClose={onClose}
    >
      <Fields personal={personal} typed={typed} onChange={(part) => setTyped((before) => ({ ...before, ...part }))} />
    </ActDialog>
  );
}

type FieldsProps = {
  personal: StudentPersonal;
  typed: CitizenshipTyped;
  onChange: (part: Partial<CitizenshipTyped>) => void;
};

function Fields({ personal, typed, onChange }: FieldsProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.personal.citizenship;
  const named = (values: readonly CodeValue[]) =>
    values.map((it) => ({ value: it.code, label: format.words(it.words) }));
  const statuses = codes.values('citizenship_status');
  const documents = documentsFor(typed.status, codes.values('document_type'));
  const document = documents.find(({ code }) => code === typed.documentType)?.data;
  const guardianStatuses = guardianStatusesFor(typed.status, statuses);
  return (
    <>
      <NativeSelect
        label={said.status}
        value={typed.status}
        data-autofocus
        onChange={(event) => onChange({ ...nothingTyped, country: typed.country, status: event.currentTarget.value })}
        data={[{ value: '', label: said.choose }, ...named(statusesRecorded(statuses))]}
      />
      <NativeSelect
        label={said.document}
        description={said.documentHint}
        value={typed.documentType}
        onChange={(event) => onChange({ documentType: event.currentTarget.value })}
        data={[{ value: '', label: said.noDocument }, ...named(documents)]}
      />
      <div className={styles.days}>
        <DayField
          label={said.from}
          description={document?.['holdsFrom'] === 'birth' ? said.fromBirth : words.frame.dayHint}
          value={typed.effectiveOn}
          onChange={(effectiveOn) => onChange({ effectiveOn })}
        />
        <DayField
          label={said.documentUntil}
          value={typed.documentExpiresOn}
          onChange={(documentExpiresOn) => onChange({ documentExpiresOn })}
        />
      </div>
      <NativeSelect
        label={said.country}
        value={typed.country}
        onChange={(event) => onChange({ country: event.currentTarget.value })}
        data={[{ value: '', label: said.noCountry }, ...named(codes.values('country'))]}
      />
      {guardianStatuses.length > 0 ? (
        <GuardianFields personal={personal} typed={typed} onChange={onChange} statuses={named(guardianStatuses)} />
      ) : null}
    </>
  );
}

function GuardianFields({
  personal,
  typed,
  onChange,
  statuses,
}: FieldsProps & { statuses: { value: string; label: string }[] }) {
  const said = useWords().words.personal.citizenship;
  return (
    <div className={styles.days}>
      <NativeSelect
        label={said.guardian}
        description={said.guardianHint}
        value={typed.guardianId}
        onChange={(event) => onChange({ guardianId: event.currentTarget.value })}
        data={[
          { value: '', label: said.noGuardian },
          ...personal.guardians.map((it) => ({ value: it.guardianId, label: it.name })),
        ]}
      />
      <NativeSelect
        label={said.guardianStatus}
        description={said.guardianStatusHint}
        value={typed.guardianStatus}
        onChange={(event) => onChange({ guardianStatus: event.currentTarget.value })}
        data={[{ value: '', label: said.choose }, ...statuses]}
      />
    </div>
  );
}
