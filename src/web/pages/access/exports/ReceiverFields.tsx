import { TextInput } from '@mantine/core';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import type { DraftForm } from './useDraft.ts';

export function ReceiverFields({ form: { draft, set } }: { form: DraftForm }) {
  const { words } = useWords();
  const said = words.exports;
  return (
    <Panel title={said.receiverPart}>
      <div className={surface.stack}>
        <TextInput
          label={said.receiverName}
          value={draft.receiverName}
          maxLength={200}
          onChange={(event) => set({ receiverName: event.currentTarget.value })}
        />
        <TextInput
          label={said.receiverKey}
          description={said.receiverKeyHint}
          value={draft.receiverKey}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => set({ receiverKey: event.currentTarget.value })}
        />
        <Choices
          label={said.format}
          value={draft.format}
          onChange={(format) => set({ format })}
          choices={(['csv', 'xlsx', 'parquet', 'oneroster'] as const).map((value) => ({
            value,
            label: said.formats[value],
          }))}
        />
      </div>
    </Panel>
  );
}
