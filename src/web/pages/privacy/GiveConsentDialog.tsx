import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Consents, giveConsent } from '../../api/privacy.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { DayField } from '../../ui/DayField.tsx';
import surface from '../../ui/surface.module.css';
import { useChange } from './useChange.ts';

type GiveConsentProps = { number: string; kind: Consents['kinds'][number]; onClose: () => void };

/** Records a consent: who gave it, in which words, from which day. */
export function GiveConsentDialog({ number, kind, onClose }: GiveConsentProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const [givenBy, setGivenBy] = useState<'student' | 'guardian'>(kind.mayStudent ? 'student' : 'guardian');
  const [giverName, setName] = useState('');
  const [text, setText] = useState('');
  const [givenOn, setGivenOn] = useState(today);
  const said = words.privacy.consent;
  const give = useChange((body: Record<string, unknown>) => giveConsent(number, body), {
    done: said.done,
    onDone: onClose,
  });
  const body = { kind: kind.kind, givenBy, giverName, words: text.trim() || null, givenOn };
  return (
    <ActDialog
      title={format.words(kind.purpose)}
      act={said.save}
      acting={give}
      onAct={() => give.mutate(body)}
      because={giverName.trim() === '' ? words.frame.fillIn : null}
      onClose={onClose}
    >
      <p className={surface.soft}>{said.ages(kind.studentFromAge, kind.guardianUntilAge)}</p>
      <Choices
        label={said.givenBy}
        value={givenBy}
        onChange={setGivenBy}
        choices={(['student', 'guardian'] as const).map((value) => ({ value, label: said.givers[value] }))}
      />
      <TextInput
        label={said.giver}
        data-autofocus
        value={giverName}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={said.words}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DayField label={said.givenOn} value={givenOn} onChange={setGivenOn} />
    </ActDialog>
  );
}
