import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Note, voidNote } from '../../../api/support.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useWords } from '../../../text/words.tsx';
import entries from '../../../ui/entries.module.css';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { CorrectNote } from './CorrectNote.tsx';
import styles from './Support.module.css';
import { useSaid } from './useSaid.ts';
import { VoidDialog } from './VoidDialog.tsx';

/** One note: what it says, who wrote it when and for whom, and what became of it. */
export function NoteRow({ note }: { note: Note }) {
  const { words, format } = useWords();
  const said = words.support.notes;
  const organisation = note.organisationName ?? note.organisation;
  const audience =
    note.audience === 'organisation' ? said.audienceOf.organisation(organisation) : said.audienceOf[note.audience];
  const { voided } = note;
  return (
    <li className={entries.entry} data-tall="" data-past={voided ? '' : undefined}>
      <div className={entries.words}>
        <span className={entries.head}>
          <strong>{format.words(note.kindWords)}</strong>
          {note.corrects ? <StatePill tone="calm">{said.correction}</StatePill> : null}
          {note.correctedBy ? <StatePill tone="person">{said.wasCorrected}</StatePill> : null}
          {voided ? <StatePill tone="bad">{words.support.voided}</StatePill> : null}
        </span>
        <p className={styles.text}>{note.text}</p>
        <span className={surface.soft}>
          {[said.by(note.author, organisation), format.moment(note.recordedAt), audience].join(' · ')}
        </span>
        {voided ? <span>{said.voidedBy(voided.by, format.moment(voided.at), voided.reason)}</span> : null}
      </div>
      <Acts note={note} />
    </li>
  );
}

function Acts({ note }: { note: Note }) {
  const { words, format } = useWords();
  const [open, setOpen] = useState<'correct' | 'void' | null>(null);
  const isPast = useKnownAt() !== null;
  const said = words.support.notes;
  const close = () => setOpen(null);
  const voiding = useSaid(note.studentNumber, {
    send: (reason: string) => voidNote(note, reason),
    said: said.isVoided,
    onDone: close,
  });
  if (!note.mayChange || isPast) return null;
  const when = format.moment(note.recordedAt);
  const look = { variant: 'default', size: 'xs' } as const;
  return (
    <div className={surface.row}>
      <Button {...look} aria-label={said.ofRow(said.correct, when)} onClick={() => setOpen('correct')}>
        {said.correct}
      </Button>
      <Button {...look} aria-label={said.ofRow(said.void, when)} onClick={() => setOpen('void')}>
        {said.void}
      </Button>
      {open === 'correct' ? <CorrectNote note={note} onClose={close} /> : null}
      {open === 'void' ? (
        <VoidDialog
          title={said.voidTitle}
          act={said.void}
          effect={said.voidEffect}
          acting={voiding}
          onAct={(reason) => voiding.mutate(reason)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
