import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useCodes } from '../../../api/codes.ts';
import { recordFacts, type StudentPersonal } from '../../../api/personal.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { useRecording } from './useRecording.ts';

type ChangeFactsProps = { personal: StudentPersonal; onClose: () => void };

/** Changes single values; who may not ask for the right reads so and leaves it as it is. */
export function ChangeFacts({ personal, onClose }: ChangeFactsProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const before = { languageRight: personal.languageRight.value, languageAtHome: personal.languageAtHome };
  const [typed, setTyped] = useState(before);
  const said = words.personal.facts;
  const recording = useRecording(personal, {
    send: recordFacts,
    said: said.changed,
    onDone: onClose,
    back: () => before,
  });
  const options = (className: string, none: string) => [
    { value: '', label: none },
    ...codes.values(className).map((it) => ({ value: it.code, label: format.words(it.words) })),
  ];
  return (
    <ActDialog
      title={said.change}
      act={said.keep}
      acting={recording}
      onAct={() => recording.mutate(typed)}
      onClose={onClose}
    >
      <NativeSelect
        label={said.languageRight}
        description={personal.languageRight.mayAsk ? said.languageRightHint : said.languageRightNo}
        disabled={!personal.languageRight.mayAsk}
        value={typed.languageRight ?? ''}
        onChange={(event) => setTyped({ ...typed, languageRight: event.currentTarget.value || null })}
        data={options('language_right', said.notAsked)}
      />
      <NativeSelect
        label={said.language}
        value={typed.languageAtHome ?? ''}
        onChange={(event) => setTyped({ ...typed, languageAtHome: event.currentTarget.value || null })}
        data={options('language', said.notStated)}
      />
    </ActDialog>
  );
}
