import { Button, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { resubmitItem, type Submission, type SubmissionItem } from '../../api/exchange.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { UnsavedGuard } from '../../frame/UnsavedGuard.tsx';
import { useWords } from '../../text/words.tsx';
import { useNotice } from '../../ui/Notices.tsx';
import surface from '../../ui/surface.module.css';
import { judgeRow } from './judgeRow.ts';
import { MendField } from './MendField.tsx';
import { mendFields, toMendable } from './mendFields.ts';
import styles from './SubmissionPage.module.css';

type MendFormProps = { item: SubmissionItem; submission: Submission; onClose: () => void };

/** Mends a row in place and sends it again; judged field by field on leaving, at once when it becomes right. */
export function MendForm({ item, submission, onClose }: MendFormProps) {
  const { words } = useWords();
  const said = words.submissions;
  const [fields, setFields] = useState<Record<string, string>>(item.fields);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const send = useResubmit({ item, submission, onClose });
  const file = toMendable(item.file);
  if (file === null) return null;
  const problems = judgeRow(file, fields);
  const refused = new Map(item.remarks.map((remark) => [remark.field ?? '', remark]));
  const shown = mendFields(file, [...Object.keys(item.fields), ...refused.keys()]).filter(
    ({ name, isRequired }) => showsAll || isRequired || name in item.fields || refused.has(name),
  );
  const isDirty = JSON.stringify(fields) !== JSON.stringify(item.fields);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(new Set(shown.map(({ name }) => name)));
    if (problems.size === 0) send.mutate(fields);
  };
  return (
    <form className={surface.stack} onSubmit={submit} noValidate>
      <UnsavedGuard isDirty={isDirty && !send.isPending && !send.isSuccess} />
      <p className={styles.mend}>{said.mendHint}</p>
      <Refusal error={send.error} />
      <div className={styles.form}>
        {shown.map((field) => (
          <MendField
            key={field.name}
            field={field}
            value={fields[field.name] ?? ''}
            problem={left.has(field.name) ? (problems.get(field.name) ?? null) : null}
            refused={fields[field.name] === item.fields[field.name] ? (refused.get(field.name) ?? null) : null}
            onChange={(value) => setFields((before) => ({ ...before, [field.name]: value }))}
            onLeave={() => setLeft((before) => new Set(before).add(field.name))}
          />
        ))}
      </div>
      <div className={surface.row}>
        <Button type="submit" loading={send.isPending}>
          {submission.isRehearsal ? said.rehearseAgain : said.resubmit}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.frame.cancel}
        </Button>
        <Switch
          label={said.allFields}
          checked={showsAll}
          onChange={(event) => setShowsAll(event.currentTarget.checked)}
        />
      </div>
    </form>
  );
}

/** Sends the mended row and says what became of it. */
function useResubmit({ item, submission, onClose }: MendFormProps) {
  const { words } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  const said = words.submissions;
  const id = submission.submissionId;
  return useMutation({
    mutationFn: (fields: Record<string, string>) => {
      const given = Object.entries(fields).filter(([, value]) => value !== '');
      return resubmitItem(id, item.ordinal, Object.fromEntries(given));
    },
    onSuccess: ({ item: after }) => {
      void queries.invalidateQueries({ queryKey: ['submissions'] });
      void queries.invalidateQueries({ queryKey: ['findings'] });
      if (after.fate === 'refused') return say(said.stillRefused, { tone: 'bad' });
      say(said.resubmitted(words.table.fate[after.fate ?? 'pending']));
      onClose();
    },
  });
}
