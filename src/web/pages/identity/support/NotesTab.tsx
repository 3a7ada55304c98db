import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { notesQuery } from '../../../api/support.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import entries from '../../../ui/entries.module.css';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { NoteRow } from './NoteRow.tsx';
import styles from './Support.module.css';
import { WriteNote } from './WriteNote.tsx';

/** The notes about a student that are for the reader; whoever may not read notes is told so. */
export function NotesTab({ number }: { number: string }) {
  const { words } = useWords();
  const said = words.support.notes;
  if (!useMay('note.read'))
    return (
      <EmptyState title={said.mayNot}>
        <p>{said.mayNotWhy}</p>
      </EmptyState>
    );
  return <Notes number={number} />;
}

function Notes({ number }: { number: string }) {
  const { words } = useWords();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const [isWriting, setWriting] = useState(false);
  const knownAt = useKnownAt();
  const list = useInfiniteQuery(notesQuery(number, text, knownAt));
  const mayWrite = useMay('note.write');
  const said = words.support.notes;
  const notes = list.data?.pages.flatMap((page) => page.items);
  const write = (
    <ReasonButton size="xs" reason={mayWrite ? null : words.frame.error.notAllowed} onClick={() => setWriting(true)}>
      {said.write}
    </ReasonButton>
  );
  return (
    <Panel title={said.title} aside={knownAt === null ? write : null}>
      <div className={surface.stack}>
        <TextInput
          className={styles.search}
          type="search"
          label={said.search}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <Waiting rows={3} height={48} /> : null}
        {notes?.length === 0 ? <Nothing text={text} onAll={() => setTyped('')} /> : null}
        {notes && notes.length > 0 ? (
          <ul className={entries.list}>
            {notes.map((note) => (
              <NoteRow key={note.noteId} note={note} />
            ))}
          </ul>
        ) : null}
        {list.hasNextPage ? (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {said.more}
          </Button>
        ) : null}
      </div>
      {isWriting ? <WriteNote number={number} onClose={() => setWriting(false)} /> : null}
    </Panel>
  );
}

function Nothing({ text, onAll }: { text: string; onAll: () => void }) {
  const { words } = useWords();
  const said = words.support.notes;
  if (text === '')
    return (
      <EmptyState title={said.none}>
        <p>{said.noneWhy}</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title={said.noneFound(text)}
      next={
        <Button variant="default" onClick={onAll}>
          {said.showAll}
        </Button>
      }
    />
  );
}
