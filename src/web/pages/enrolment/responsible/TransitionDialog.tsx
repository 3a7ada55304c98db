import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { useCodes } from '../../../api/codes.ts';
import { enrolmentsQuery } from '../../../api/enrolment.ts';
import { afterTransition, type Said, sayTransition, type Transition } from '../../../api/responsible.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { OutsideFields } from './OutsideFields.tsx';
import { type Draft, draftOf, elsewhere, other, toStatement } from './transitionDraft.ts';

type TransitionDialogProps = { number: string; transition: Transition | null; onClose: () => void };

/** Records a transition of the responsible school, or changes one. */
export function TransitionDialog({ number, transition, onClose }: TransitionDialogProps) {
  const { words } = useWords();
  const { today } = useMe();
  const queries = useQueryClient();
  const notice = useNotice();
  const [draft, setDraft] = useState<Draft>(() => draftOf(transition, today));
  const [id] = useState(() => transition?.transitionId ?? crypto.randomUUID());
  const said = words.responsible;
  const saying = useMutation({
    mutationFn: (it: Said) => sayTransition(number, it),
    onSuccess: () => {
      void afterTransition(queries, number);
      notice(said.recorded);
      onClose();
    },
  });
  return (
    <ActDialog
      title={transition ? said.changeTitle : said.recordTitle}
      act={transition ? said.change : said.record}
      acting={saying}
      onAct={() => saying.mutate({ ...toStatement(draft), id, version: transition?.version ?? null })}
      because={useMissing(draft)}
      onClose={onClose}
    >
      <Fields number={number} draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
    </ActDialog>
  );
}

/** What is still to be said before it can be sent; null when nothing is. */
function useMissing(draft: Draft): string | null {
  const said = useWords().words.responsible;
  if (!isPlainDate(draft.effectiveOn)) return said.needDay;
  const { schoolCode, outside } = toStatement(draft);
  if (draft.hasSchool === 'yes' && schoolCode === null && outside === null) return said.needSchool;
  return draft.reason === '' ? said.needReason : null;
}

type FieldsProps = { number: string; draft: Draft; onChange: (part: Partial<Draft>) => void };

function Fields({ number, draft, onChange }: FieldsProps) {
  const { words } = useWords();
  const said = words.responsible;
  const answers = (['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: said.answers[value] }));
  return (
    <>
      <DayField
        label={said.from}
        description={said.fromHint}
        value={draft.effectiveOn}
        data-autofocus
        onChange={(effectiveOn) => onChange({ effectiveOn })}
      />
      <Choices
        label={said.answer}
        value={draft.hasSchool}
        choices={answers}
        onChange={(hasSchool) => onChange({ hasSchool, reason: '' })}
      />
      {draft.hasSchool === 'yes' ? <SchoolFields number={number} draft={draft} onChange={onChange} /> : null}
      <Reason draft={draft} onChange={onChange} />
    </>
  );
}

function Reason({ draft, onChange }: Omit<FieldsProps, 'number'>) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.responsible;
  const direction = draft.hasSchool === 'yes' ? 'in' : 'out';
  const reasons = codes.values('responsible_school_reason').filter(({ data }) => data['direction'] === direction);
  return (
    <NativeSelect
      label={said.reason}
      value={draft.reason}
      onChange={(event) => onChange({ reason: event.currentTarget.value })}
      data={[
        { value: '', label: said.reasonChoose },
        ...reasons.map(({ code, words: reason }) => ({ value: code, label: format.words(reason) })),
      ]}
    />
  );
}

function SchoolFields({ number, draft, onChange }: FieldsProps) {
  const { words } = useWords();
  const said = words.responsible;
  const { data } = useQuery(enrolmentsQuery(number));
  const known = new Map((data ?? []).map((it): [OrganisationCode, string] => [it.schoolCode, it.schoolName ?? '']));
  return (
    <>
      <NativeSelect
        label={said.school}
        value={draft.place}
        onChange={(event) => onChange({ place: event.currentTarget.value })}
        data={[
          { value: '', label: said.schoolChoose },
          ...[...known].map(([code, name]) => ({ value: code, label: `${name} (${code})` })),
          { value: other, label: said.schoolOther },
          { value: elsewhere, label: said.schoolOutside },
        ]}
      />
      {draft.place === other ? (
        <TextInput
          label={said.code}
          description={said.codeHint}
          value={draft.code}
          autoComplete="off"
          maxLength={10}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      ) : null}
      {draft.place === elsewhere ? <OutsideFields draft={draft} onChange={onChange} /> : null}
    </>
  );
}
