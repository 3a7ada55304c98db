import { Button } from '@mantine/core';
import type { Enrolment } from '../../../api/enrolment.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { type DraftField, draftOf, type EnrolmentDraft, type Merged, textOf } from './draft.ts';
import styles from './Editor.module.css';
import { useFieldLabels } from './useFieldLabels.ts';

type ConflictProps = {
  /** As it stands in the form. */
  draft: EnrolmentDraft;
  mine: EnrolmentDraft;
  /** What stands now. */
  theirs: Enrolment;
  merged: Merged;
  onChoose: (part: Partial<EnrolmentDraft>) => void;
  onDone: () => void;
};

/** Somebody saved meanwhile: what both changed stands side by side, and one chooses; what the other alone changed is taken over and said. */
export function Conflict({ draft, mine, theirs, merged, onChoose, onDone }: ConflictProps) {
  const { words, format } = useWords();
  const labels = useFieldLabels();
  const said = words.enrolmentEditor.conflict;
  const other = draftOf(theirs);
  const taken = merged.taken.map((field) => `${labels[field]}: ${textOf(other, field) || words.frame.none}`);
  return (
    <Panel title={said.title}>
      <div role="alert">
        <p>{said.text(theirs.submittedBy, format.moment(theirs.submittedAt))}</p>
        {taken.length > 0 ? <p>{said.taken(taken.join('; '))}</p> : null}
        {merged.disputed.length > 0 ? <p>{said.disputed}</p> : null}
      </div>
      {merged.disputed.map((field) => (
        <Disputed key={field} field={field} draft={draft} mine={mine} theirs={other} onChoose={onChoose} />
      ))}
      <Button size="xs" variant="default" onClick={onDone}>
        {said.done}
      </Button>
    </Panel>
  );
}

type DisputedProps = Pick<ConflictProps, 'draft' | 'mine' | 'onChoose'> & { field: DraftField; theirs: EnrolmentDraft };

function Disputed({ field, draft, mine, theirs, onChoose }: DisputedProps) {
  const { words } = useWords();
  const labels = useFieldLabels();
  const said = words.enrolmentEditor.conflict;
  const shown = (of: EnrolmentDraft) => textOf(of, field) || words.frame.none;
  const choice = (of: EnrolmentDraft) => ({
    size: 'xs',
    'aria-pressed': textOf(draft, field) === textOf(of, field),
    variant: textOf(draft, field) === textOf(of, field) ? 'filled' : 'default',
    onClick: () => onChoose({ [field]: of[field] }),
  });
  return (
    <div className={styles.conflict}>
      <strong>{labels[field]}</strong>
      <span>{said.yours(shown(mine))}</span>
      <span>{said.theirs(shown(theirs))}</span>
      <span className={surface.row}>
        <Button {...choice(mine)}>{said.keepMine(labels[field])}</Button>
        <Button {...choice(theirs)}>{said.takeTheirs(labels[field])}</Button>
      </span>
    </div>
  );
}
