import { NativeSelect, Textarea } from '@mantine/core';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import type { DraftForm } from './useDraft.ts';

export function PurposeFields({ form: { draft, set, choices } }: { form: DraftForm }) {
  const { words, format } = useWords();
  const said = words.exports;
  return (
    <Panel title={said.why}>
      <div className={surface.stack}>
        <NativeSelect
          label={said.choose}
          value={draft.purpose}
          onChange={(event) => set({ purpose: event.currentTarget.value })}
          data={[
            { value: '', label: said.chooseOne },
            ...choices.purposes.map(({ code, words: meaning }) => ({ value: code, label: format.words(meaning) })),
          ]}
        />
        <Textarea
          label={said.whyText}
          description={said.whyTextHint}
          value={draft.purposeText}
          rows={3}
          maxLength={2000}
          onChange={(event) => set({ purposeText: event.currentTarget.value })}
        />
      </div>
    </Panel>
  );
}
