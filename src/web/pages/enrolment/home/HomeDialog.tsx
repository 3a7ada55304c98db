import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isPlainDate, schoolYearOf } from '#kernel/dates.ts';
import { useCodes } from '../../../api/codes.ts';
import {
  afterHomeRegistration,
  type HomeRegistration,
  type HomeSaid,
  sayHomeRegistration,
} from '../../../api/home-education.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNotice } from '../../../ui/Notices.tsx';

type HomeDialogProps = { number: string; registration: HomeRegistration | null; onClose: () => void };

/** Registers a student for unsupervised home education, or changes a registration. */
export function HomeDialog({ number, registration, onClose }: HomeDialogProps) {
  const { words } = useWords();
  const { today } = useMe();
  const queries = useQueryClient();
  const notice = useNotice();
  const [draft, setDraft] = useState<HomeSaid>(() => draftOf(registration, schoolYearOf(today)));
  const said = words.homeEducation;
  const saying = useMutation({
    mutationFn: (it: HomeSaid) => sayHomeRegistration(number, it),
    onSuccess: () => {
      void afterHomeRegistration(queries, number);
      notice(said.kept);
      onClose();
    },
  });
  const areDays = isPlainDate(draft.startOn) && isPlainDate(draft.exitOn);
  return (
    <ActDialog
      title={registration ? said.changeTitle : said.registerTitle}
      act={registration ? said.change : said.register}
      acting={saying}
      onAct={() => saying.mutate({ ...draft, authorityCode: draft.authorityCode?.trim().toUpperCase() || null })}
      because={areDays ? null : said.needDays}
      onClose={onClose}
    >
      <Fields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
    </ActDialog>
  );
}

/** The registration that is changed, or a new one of a school year with its usual days. */
function draftOf(it: HomeRegistration | null, schoolYear: number): HomeSaid {
  if (!it) {
    const days = usualDays(schoolYear);
    return { id: crypto.randomUUID(), version: null, schoolYear, authorityCode: null, ...days, exitType: 'completion' };
  }
  const { registrationId: id, version, authorityCode, startOn, exitOn, exitType } = it;
  return { id, version, schoolYear: it.schoolYear, authorityCode, startOn, exitOn, exitType };
}

function usualDays(schoolYear: number) {
  return { startOn: `${schoolYear - 1}-09-01`, exitOn: `${schoolYear}-06-30` };
}

function Fields({ draft, onChange }: { draft: HomeSaid; onChange: (part: Partial<HomeSaid>) => void }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const said = words.homeEducation;
  const now = schoolYearOf(today);
  const years = [...new Set([now + 1, now, now - 1, draft.schoolYear])].sort((a, b) => b - a);
  return (
    <>
      <NativeSelect
        label={said.year}
        value={String(draft.schoolYear)}
        data-autofocus
        data={years.map((year) => ({ value: String(year), label: format.schoolYear(year) }))}
        onChange={(event) => {
          const schoolYear = Number(event.currentTarget.value);
          onChange({ schoolYear, ...usualDays(schoolYear) });
        }}
      />
      <TextInput
        label={said.authorityCode}
        description={said.authorityHint}
        value={draft.authorityCode ?? ''}
        maxLength={10}
        autoComplete="off"
        onChange={(event) => onChange({ authorityCode: event.currentTarget.value })}
      />
      <DayField label={said.from} value={draft.startOn} onChange={(startOn) => onChange({ startOn })} />
      <DayField label={said.to} value={draft.exitOn} onChange={(exitOn) => onChange({ exitOn })} />
      <NativeSelect
        label={said.exitType}
        value={draft.exitType}
        data={codes.values('exit_type').map(({ code, words: name }) => ({ value: code, label: format.words(name) }))}
        onChange={(event) => onChange({ exitType: event.currentTarget.value })}
      />
    </>
  );
}
