import { useState } from 'react';
import { correctNote, type Note } from '../../../api/support.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { useWords } from '../../../text/words.tsx';
import { NoteText } from './NoteText.tsx';
import { useSaid } from './useSaid.ts';

/** Writes what a note should have said, from its own words on. */
export function CorrectNote({ note, onClose }: { note: Note; onClose: () => void }) {
  const { words } = useWords();
  const [text, setText] = useState(note.text);
  const [key] = useState(() => crypto.randomUUID());
  const said = words.support.notes;
  const saying = useSaid(note.studentNumber, {
    send: (it: string) => correctNote(note, it, key),
    said: said.corrected,
    onDone: onClose,
  });
  const isChanged = text !== note.text;
  return (
    <ActDialog
      title={said.correctTitle}
      act={said.correctKeep}
      acting={saying}
      onAct={() => saying.mutate(text)}
      because={isChanged ? null : said.unchanged}
      onClose={onClose}
      size="wide"
    >
      <UnsavedGuard isDirty={isChanged && !saying.isPending && !saying.isSuccess} />
      <NoteText hint={said.correctHint} value={text} onChange={setText} />
    </ActDialog>
  );
}
