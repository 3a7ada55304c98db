import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askers, askerWords } from '#modules/privacy/requests/rules/withhold.ts';
import {
  type Choice,
  choicesQuery,
  type Choices as Lists,
  type RequestDetail,
  recordRequest,
} from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { useChange } from './useChange.ts';

type Draft = Record<
  | 'studentNumber'
  | 'askedBy'
  | 'askerName'
  | 'askerContact'
  | 'words'
  | 'legalBasis'
  | 'language'
  | 'receivedOn'
  | 'identityProof'
  | 'field'
  | 'currentValue'
  | 'wantedValue',
  string
> & { kind: 'access' | 'correction' };

type RecordDialogProps = { onClose: () => void; onRecorded: (request: RequestDetail) => void };

/** Records a request as it arrived, on paper or at the desk. */
export function RecordDialog({ onClose, onRecorded }: RecordDialogProps) {
  const { words } = useWords();
  const { data } = useQuery(choicesQuery);
  if (data) return <Form lists={data} onClose={onClose} onRecorded={onRecorded} />;
  return (
    <Dialog title={words.privacy.record} isOpen onClose={onClose} size="wide">
      <Waiting rows={6} height={40} />
    </Dialog>
  );
}

function Form({ lists, onClose, onRecorded }: RecordDialogProps & { lists: Lists }) {
  const { words, language } = useWords();
  const { today } = useMe();
  const said = words.privacy;
  const [draft, setDraft] = useState<Draft>({
    ...{
      studentNumber: '',
      askerName: '',
      askerContact: '',
      words: '',
      identityProof: '',
      currentValue: '',
      wantedValue: '',
    },
    kind: 'access',
    askedBy: 'student',
    legalBasis: lists.legalBases.access[0]?.code ?? '',
    language,
    receivedOn: today,
    field: lists.correctionFields[0]?.code ?? '',
  });
  const save = useChange(recordRequest, { done: said.request.recorded, onDone: onRecorded });
  const set = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <ActDialog
      title={said.record}
      act={said.form.save}
      acting={save}
      onAct={() => save.mutate(bodyOf(draft))}
      because={isFilled(draft) ? null : words.frame.fillIn}
      onClose={onClose}
      size="wide"
    >
      <Choices
        label={said.kind}
        value={draft.kind}
        onChange={(kind) => set({ kind, legalBasis: lists.legalBases[kind][0]?.code ?? '' })}
        choices={(['access', 'correction'] as const).map((value) => ({ value, label: said.kinds[value] }))}
      />
      <Fields draft={draft} set={set} lists={lists} />
      <Textarea
        label={said.form.words}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        value={draft.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      {draft.kind === 'correction' ? <CorrectionFields draft={draft} set={set} lists={lists} /> : null}
      <p className={surface.soft}>{said.form.sealed}</p>
    </ActDialog>
  );
}

type FieldsProps = { draft: Draft; set: (patch: Partial<Draft>) => void; lists: Lists };

function Fields({ draft, set, lists }: FieldsProps) {
  const { words, format } = useWords();
  const said = words.privacy.form;
  const option = (it: Choice) => ({ value: it.code, label: format.words(it) });
  return (
    <div className={surface.columns}>
      <TextInput
        label={words.privacy.number}
        required
        withAsterisk={false}
        data-autofocus
        value={draft.studentNumber}
        onChange={(event) => set({ studentNumber: event.currentTarget.value.trim() })}
      />
      <NativeSelect
        label={words.privacy.askedBy}
        value={draft.askedBy}
        onChange={(event) => set({ askedBy: event.currentTarget.value })}
        data={askers.map((value) => ({ value, label: format.words(askerWords[value]) }))}
      />
      <TextInput
        label={said.askerName}
        required
        withAsterisk={false}
        value={draft.askerName}
        onChange={(event) => set({ askerName: event.currentTarget.value })}
      />
      <TextInput
        label={said.askerContact}
        required
        withAsterisk={false}
        value={draft.askerContact}
        onChange={(event) => set({ askerContact: event.currentTarget.value })}
      />
      <NativeSelect
        label={said.legalBasis}
        value={draft.legalBasis}
        onChange={(event) => set({ legalBasis: event.currentTarget.value })}
        data={lists.legalBases[draft.kind].map(option)}
      />
      <NativeSelect
        label={said.proof}
        value={draft.identityProof}
        onChange={(event) => set({ identityProof: event.currentTarget.value })}
        data={[{ value: '', label: said.noProof }, ...lists.identityProofs.map(option)]}
      />
      <DayField
        label={said.receivedOn}
        required
        withAsterisk={false}
        value={draft.receivedOn}
        onChange={(receivedOn) => set({ receivedOn })}
      />
      <NativeSelect
        label={said.language}
        description={'\u00a0'}
        value={draft.language}
        onChange={(event) => set({ language: event.currentTarget.value })}
        data={(['en', 'fr'] as const).map((value) => ({ value, label: said.languages[value] }))}
      />
    </div>
  );
}

function CorrectionFields({ draft, set, lists }: FieldsProps) {
  const { words, format } = useWords();
  const said = words.privacy.form;
  return (
    <div className={surface.columns}>
      <NativeSelect
        label={said.field}
        value={draft.field}
        onChange={(event) => set({ field: event.currentTarget.value })}
        data={lists.correctionFields.map((it) => ({ value: it.code, label: format.words(it) }))}
      />
      <TextInput
        label={said.currentValue}
        value={draft.currentValue}
        onChange={(event) => set({ currentValue: event.currentTarget.value })}
      />
      <TextInput
        label={said.wantedValue}
        required
        withAsterisk={false}
        value={draft.wantedValue}
        onChange={(event) => set({ wantedValue: event.currentTarget.value })}
      />
    </div>
  );
}

function isFilled({ kind, studentNumber, askerName, askerContact, words, receivedOn, wantedValue }: Draft): boolean {
  const needed = [studentNumber, askerName, askerContact, words, receivedOn];
  return [...needed, ...(kind === 'correction' ? [wantedValue] : [])].every((text) => text.trim() !== '');
}

/** What goes over the wire: empty texts are absent, and access names no field. */
function bodyOf({ identityProof, field, currentValue, wantedValue, ...draft }: Draft): Record<string, unknown> {
  const isCorrection = draft.kind === 'correction';
  return {
    ...draft,
    identityProof: identityProof || null,
    ...(isCorrection ? { field, currentValue: currentValue || null, wantedValue } : {}),
  };
}
