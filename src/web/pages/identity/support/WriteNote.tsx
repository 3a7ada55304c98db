import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useCodes } from '../../../api/codes.ts';
import { type NoteAudience, type NoteSaid, writeNote } from '../../../api/support.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { UnsavedGuard } from '../../../frame/UnsavedGuard.tsx';
import { useWords } from '../../../text/words.tsx';
import { NoteText } from './NoteText.tsx';
import styles from './Support.module.css';
import { useSaid } from './useSaid.ts';

const audiences: readonly NoteAudience[] = ['organisation', 'associated', 'ministry'];

/** Writes a note about a student; the narrower audience stands first. */
export function WriteNote({ number, onClose }: { number: string; onClose: () => void }) {
  const { words, format } = useWords();
  const { reach } = useMe();
  const codes = useCodes();
  const [typed, setTyped] = useState<NoteSaid>({ kind: 'general', audience: 'organisation', text: '' });
  const [key] = useState(() => crypto.randomUUID());
  const said = words.support.notes;
  const saying = useSaid(number, {
    send: (it: NoteSaid) => writeNote(number, it, key),
    said: said.kept,
    onDone: onClose,
  });
  const offered = audiences.filter((it) => it !== 'ministry' || reach === 'everything');
  const change = (part: Partial<NoteSaid>) => setTyped((now) => ({ ...now, ...part }));
  return (
    <ActDialog
      title={said.write}
      act={said.keep}
      acting={saying}
      onAct={() => saying.mutate(typed)}
      because={typed.text.trim() === '' ? said.needText : null}
      onClose={onClose}
      size="wide"
    >
      <UnsavedGuard isDirty={typed.text !== '' && !saying.isPending && !saying.isSuccess} />
      <NoteText hint={said.textHint} value={typed.text} onChange={(text) => change({ text })} />
      <div className={styles.days}>
        <NativeSelect
          label={said.kind}
          value={typed.kind}
          data={codes.values('note_kind').map((it) => ({ value: it.code, label: format.words(it.words) }))}
          onChange={(event) => change({ kind: event.currentTarget.value })}
        />
        <NativeSelect
          label={said.audience}
          value={typed.audience}
          data={offered.map((value) => ({ value, label: said.audiences[value] }))}
          onChange={(event) =>
            change({ audience: audiences.find((it) => it === event.currentTarget.value) ?? 'organisation' })
          }
        />
      </div>
    </ActDialog>
  );
}
