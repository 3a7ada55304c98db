import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { useCodes } from '../../api/codes.ts';
import { addDocument, type IdentificationRecord, type StudentHeader } from '../../api/identity.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useMay } from '../../frame/session.ts';
import { UnsavedGuard } from '../../frame/UnsavedGuard.tsx';
import { useWords } from '../../text/words.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import surface from '../../ui/surface.module.css';
import { type DocumentDraft, effectOf } from './documentEffect.ts';
import styles from './IdentityTab.module.css';

type AddDocumentProps = { student: StudentHeader; records: IdentificationRecord[] };

/** Changing a name is adding the document that proves it; what would change is shown before anything is sent. */
export function AddDocument({ student, records }: AddDocumentProps) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const may = useMay('student.write');
  const said = words.students.identity;
  if (isOpen) return <DocumentForm student={student} records={records} onClose={() => setOpen(false)} />;
  return (
    <div className={surface.stack}>
      <p>{said.changeHow}</p>
      <div>
        <ReasonButton reason={may ? null : words.frame.error.notAllowed} onClick={() => setOpen(true)}>
          {said.add}
        </ReasonButton>
      </div>
    </div>
  );
}

function DocumentForm({ student, records, onClose }: AddDocumentProps & { onClose: () => void }) {
  const { words } = useWords();
  const said = words.students.identity;
  const first = draftOf(student);
  const [draft, setDraft] = useState(first);
  const [isJudged, setJudged] = useState(false);
  const send = useAdd(student, onClose);
  const problems = useProblems(draft);
  const change = (part: Partial<DocumentDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(problems).length === 0) send.mutate(draft);
  };
  return (
    <form className={surface.stack} onSubmit={submit} noValidate>
      <UnsavedGuard isDirty={JSON.stringify(draft) !== JSON.stringify(first) && !send.isSuccess} />
      <SendProblem error={send.error} />
      <Fields draft={draft} problems={isJudged ? problems : {}} onChange={change} />
      <Preview records={records} draft={draft} />
      <div className={surface.row}>
        <Button type="submit" loading={send.isPending}>
          {said.add}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.frame.cancel}
        </Button>
      </div>
    </form>
  );
}

function draftOf(student: StudentHeader): DocumentDraft {
  const { familyName, givenName, middleName, suffix, birthDate, gender } = student;
  return {
    documentType: '',
    documentNumberLast4: '',
    issuedOn: '',
    familyName: familyName ?? '',
    givenName: givenName ?? '',
    middleName: middleName ?? '',
    suffix: suffix ?? '',
    birthDate,
    gender: gender ?? '',
  };
}

type Problems = Partial<Record<keyof DocumentDraft, string>>;

/** What the form itself can judge; the register's rules speak after sending. */
function useProblems(draft: DocumentDraft): Problems {
  const { words } = useWords();
  const said = words.students.identity;
  return {
    ...(draft.documentType === '' ? { documentType: said.needType } : {}),
    ...(draft.familyName.trim() === '' && draft.givenName.trim() === '' ? { familyName: said.needName } : {}),
    ...(isPlainDate(draft.birthDate) ? {} : { birthDate: said.needDay }),
    ...(draft.issuedOn === '' || isPlainDate(draft.issuedOn) ? {} : { issuedOn: said.needDay }),
  };
}

type FieldsProps = { draft: DocumentDraft; problems: Problems; onChange: (part: Partial<DocumentDraft>) => void };

function Fields({ draft, problems, onChange }: FieldsProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.students.identity;
  const types = codes
    .values('document_type')
    .filter(({ data }) => data['isReserved'] !== true && typeof data['quality'] === 'number');
  const day = (name: 'issuedOn' | 'birthDate', label: string) => (
    <DayField
      label={label}
      value={draft[name]}
      error={problems[name]}
      onChange={(typed) => onChange({ [name]: typed })}
    />
  );
  const text = (name: Exclude<keyof DocumentDraft, 'documentType' | 'gender'>, label: string, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      value={draft[name]}
      error={problems[name]}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={styles.form}>
      <NativeSelect
        label={said.document}
        value={draft.documentType}
        error={problems.documentType}
        onChange={(event) => onChange({ documentType: event.currentTarget.value })}
        data={[
          { value: '', label: said.chooseType },
          ...types.map((it) => ({ value: it.code, label: format.words(it.words) })),
        ]}
      />
      {text('documentNumberLast4', said.lastFour, said.lastFourHint)}
      {day('issuedOn', said.issued)}
      {text('givenName', said.given)}
      {text('middleName', said.middle)}
      {text('familyName', said.family)}
      {text('suffix', said.suffix)}
      {day('birthDate', words.table.born)}
      <NativeSelect
        label={words.table.gender}
        value={draft.gender}
        onChange={(event) => onChange({ gender: event.currentTarget.value })}
        data={codes.values('gender').map((it) => ({ value: it.code, label: format.words(it.words) }))}
      />
    </div>
  );
}

/** Exactly what would change, told by the rule that the register follows. */
function Preview({ records, draft }: { records: IdentificationRecord[]; draft: DocumentDraft }) {
  const { words } = useWords();
  const codes = useCodes();
  const said = words.students.identity;
  const data = codes.values('document_type').find((it) => it.code === draft.documentType)?.data;
  if (!data) return null;
  const proof = {
    quality: Number(data['quality']),
    proves: data['proves'] === 'name' ? 'name' : 'name_and_birth',
  } as const;
  const { name, birth } = effectOf({ records, draft, proof, now: new Date().toISOString() });
  return (
    <div className={styles.preview} role="status">
      <strong>{said.wouldChange}</strong>
      {name ? <Diff before={name.before} after={name.after} /> : null}
      {birth ? <Diff before={birth.before} after={birth.after} /> : null}
      {name || birth ? null : <span>{said.wouldNotChange}</span>}
    </div>
  );
}

function SendProblem({ error }: { error: unknown }) {
  const { words, format } = useWords();
  if (!(error instanceof ApiProblem)) return null;
  const isStale = error.status === 412;
  return (
    <ErrorState
      what={format.words(error.detail)}
      why={isStale ? words.frame.error.conflict : <FieldList fields={error.fields} />}
      reference={error.requestId}
    />
  );
}

function FieldList({ fields }: { fields: ApiProblem['fields'] }) {
  const { format } = useWords();
  return (
    <ul>
      {fields.map((field) => (
        <li key={`${field.pointer}-${field.code}`}>{format.words(field.message)}</li>
      ))}
    </ul>
  );
}

function useAdd(student: StudentHeader, onClose: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  return useMutation({
    mutationFn: (draft: DocumentDraft) => addDocument(student, draft),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['students', student.studentNumber] });
      void queries.invalidateQueries({ queryKey: ['findings'] });
      say(words.students.identity.added);
      onClose();
    },
  });
}
