import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { useCodes } from '../../../api/codes.ts';
import { type Accommodation, type AccommodationSaid, sayAccommodation } from '../../../api/support.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import styles from './Support.module.css';
import { useSaid } from './useSaid.ts';

type Typed = {
  kind: string;
  schoolCode: string;
  effectiveOn: string;
  expiresOn: string;
  details: string;
  approvedBy: string;
  approvedOn: string;
};
type AccommodationDialogProps = { number: string; accommodation: Accommodation | null; onClose: () => void };

/** Records an accommodation of a school, or changes one. */
export function AccommodationDialog({ number, accommodation, onClose }: AccommodationDialogProps) {
  const { words } = useWords();
  const { today, organisation } = useMe();
  const [id] = useState(() => accommodation?.accommodationId ?? crypto.randomUUID());
  const [before] = useState(() => typedOf(accommodation, { today, school: schoolOf(organisation.code) }));
  const [typed, setTyped] = useState(before);
  const said = words.support.accommodations;
  const saying = useSaid(number, {
    send: (it: AccommodationSaid) => sayAccommodation(number, it),
    said: said.kept,
    onDone: onClose,
  });
  const missing = missingOf(typed);
  const isDirty = JSON.stringify(typed) !== JSON.stringify(before) && !saying.isPending && !saying.isSuccess;
  return (
    <ActDialog
      title={accommodation ? said.changeTitle : said.add}
      act={said.keep}
      acting={saying}
      onAct={() => saying.mutate({ id, version: accommodation?.version ?? null, ...stateOf(typed) })}
      because={missing && said[missing]}
      onClose={onClose}
    >
      <UnsavedGuard isDirty={isDirty} />
      <Fields
        typed={typed}
        isSchoolAsked={accommodation === null && schoolOf(organisation.code) === ''}
        onChange={(part) => setTyped((now) => ({ ...now, ...part }))}
      />
    </ActDialog>
  );
}

/** A school records for itself; others say for which. */
function schoolOf(organisation: string): string {
  return organisation.startsWith('S.') ? organisation : '';
}

function typedOf(it: Accommodation | null, { today, school }: { today: string; school: string }): Typed {
  return {
    kind: it?.kind ?? '',
    schoolCode: it?.schoolCode ?? school,
    effectiveOn: it?.effectiveOn ?? today,
    expiresOn: it?.expiresOn ?? '',
    details: it?.details ?? '',
    approvedBy: it?.approvedBy ?? '',
    approvedOn: it?.approvedOn ?? '',
  };
}

function stateOf({ kind, schoolCode, effectiveOn, ...rest }: Typed): Omit<AccommodationSaid, 'id' | 'version'> {
  return {
    kind,
    schoolCode: schoolCode.trim().toUpperCase(),
    effectiveOn,
    expiresOn: rest.expiresOn || null,
    details: rest.details.trim() === '' ? null : rest.details,
    approvedBy: rest.approvedBy.trim() || null,
    approvedOn: rest.approvedOn || null,
  };
}

/** The word for what is still to be said; null when nothing is. */
function missingOf({ kind, schoolCode, effectiveOn, expiresOn, approvedOn }: Typed) {
  if (kind === '') return 'needKind';
  if (schoolCode.trim() === '') return 'needSchool';
  if (!isPlainDate(effectiveOn) || [expiresOn, approvedOn].some((day) => day !== '' && !isPlainDate(day)))
    return 'needDays';
  return expiresOn !== '' && expiresOn < effectiveOn ? 'needOrder' : null;
}

type FieldsProps = { typed: Typed; isSchoolAsked: boolean; onChange: (part: Partial<Typed>) => void };

function Fields({ typed, isSchoolAsked, onChange }: FieldsProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const said = words.support.accommodations;
  const kinds = codes.values('accommodation_kind').map((it) => ({ value: it.code, label: format.words(it.words) }));
  return (
    <>
      <NativeSelect
        label={said.kind}
        value={typed.kind}
        data-autofocus
        data={[{ value: '', label: said.chooseKind }, ...kinds]}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
      />
      {isSchoolAsked ? (
        <TextInput
          label={said.school}
          description={said.schoolHint}
          value={typed.schoolCode}
          maxLength={10}
          autoComplete="off"
          onChange={(event) => onChange({ schoolCode: event.currentTarget.value })}
        />
      ) : null}
      <div className={styles.days}>
        <DayField
          label={said.firstDay}
          value={typed.effectiveOn}
          onChange={(effectiveOn) => onChange({ effectiveOn })}
        />
        <DayField
          label={said.lastDay}
          description={said.lastDayHint}
          value={typed.expiresOn}
          onChange={(expiresOn) => onChange({ expiresOn })}
        />
      </div>
      <Textarea
        label={said.details}
        description={said.detailsHint}
        value={typed.details}
        autosize
        minRows={3}
        maxRows={12}
        onChange={(event) => onChange({ details: event.currentTarget.value })}
      />
      <div className={styles.days}>
        <TextInput
          label={said.approvedBy}
          description={said.approvedByHint}
          value={typed.approvedBy}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => onChange({ approvedBy: event.currentTarget.value })}
        />
        <DayField
          label={said.approvedOn}
          value={typed.approvedOn}
          latest={today}
          onChange={(approvedOn) => onChange({ approvedOn })}
        />
      </div>
    </>
  );
}
