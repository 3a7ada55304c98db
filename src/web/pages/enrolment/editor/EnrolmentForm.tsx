import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ButtonLink } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import surface from '../../../ui/surface.module.css';
import { Conflict } from './Conflict.tsx';
import { type DraftField, type EnrolmentDraft, fieldsApart, readDraft } from './draft.ts';
import styles from './Editor.module.css';
import { Effects } from './Effects.tsx';
import { cellId, Remarks } from './FieldCell.tsx';
import type { PartProps } from './fields.tsx';
import { CitizenshipNote, FundingFields, ProgrammeFields } from './ProgrammeFields.tsx';
import { useFieldLabels } from './useFieldLabels.ts';
import { type Edited, type Remark, useJudged } from './useJudged.ts';
import { useSaving } from './useSaving.ts';
import { WhereFields } from './WhereFields.tsx';

type EnrolmentFormProps = { first: EnrolmentDraft; edited: Edited };

/** Adds or corrects an enrolment. The register's rules speak beside each field, of what is typed once the field was left. */
export function EnrolmentForm({ first, edited }: EnrolmentFormProps) {
  const { words } = useWords();
  const [draft, setDraft] = useState(first);
  const isNew = edited.previous === null;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isSent, setSent] = useState(false);
  const [typed, setTyped] = useState<DraftField | null>(null);
  const change = (part: Partial<EnrolmentDraft>) => setDraft((before) => ({ ...before, ...part }));
  const saving = useSaving({ first, edited, onMerged: setDraft });
  const judged = useJudged(draft, saving.edited);
  const { statement, problems } = readDraft(draft);
  const remarks = judged.remarks.filter((it) => it.field !== typed);
  const isDirty = fieldsApart(draft, saving.base).length > 0 && !saving.isSaved;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setTyped(null);
    if (statement) saving.save(draft, statement);
  };
  const part: PartProps = {
    draft,
    problems: new Map([...(problems ?? [])].filter(([field]) => isSent || left.has(field))),
    remarks,
    onChange: change,
    onLeave: (field) => {
      setTyped(null);
      setLeft((before) => new Set(before).add(field));
    },
    onType: setTyped,
  };
  return (
    <form className={`${surface.stack} ${surface.reading}`} onSubmit={submit} noValidate>
      <UnsavedGuard isDirty={isDirty} />
      {saving.conflict ? (
        <Conflict {...saving.conflict} draft={draft} onChoose={change} onDone={saving.forgetConflict} />
      ) : (
        <Refusal error={saving.error} />
      )}
      <Remarks remarks={remarks.filter((it) => !(it.field in draft))} />
      <WhereFields {...part} isNew={isNew} />
      <ProgrammeFields {...part} />
      <CitizenshipNote number={edited.number} grounds={judged.grounds} />
      <FundingFields
        {...part}
        hasFrancophone={draft.francophoneBoard !== '' || remarksOf(remarks, 'francophoneBoard')}
      />
      <Effects judged={judged} />
      <div className={styles.foot}>
        <Button type="submit" loading={saving.isPending}>
          {isNew ? words.enrolmentEditor.add : words.enrolmentEditor.save}
        </Button>
        <ButtonLink quiet href={paths.student(edited.number, 'enrolments')}>
          {words.frame.cancel}
        </ButtonLink>
        <Standing remarks={remarks} missing={[...part.problems.keys()]} />
      </div>
    </form>
  );
}

function remarksOf(remarks: readonly Remark[], field: DraftField): boolean {
  return remarks.some((it) => it.field === field);
}

/** What stands against the draft, in a line, with the way to the first of it. */
function Standing({ remarks, missing }: { remarks: readonly Remark[]; missing: readonly DraftField[] }) {
  const { words } = useWords();
  const labels = useFieldLabels();
  const count = (severity: Remark['severity']) => remarks.filter((it) => it.severity === severity).length;
  const counts = { missing: missing.length, rejections: count('rejection'), warnings: count('warning') };
  const text = words.enrolmentEditor.standing({ ...counts, advice: count('advice') });
  const gravest = remarks.find((it) => it.severity === 'rejection') ?? remarks[0];
  const [first = gravest?.field] = missing;
  const label = first && first in labels ? labels[first as DraftField] : null; // a rule may name what is no field here
  return (
    <span className={surface.row}>
      <span role="status">{text}</span>
      {label ? <a href={`#${cellId(first ?? '')}`}>{label}</a> : null}
    </span>
  );
}
