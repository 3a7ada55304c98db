import { NativeSelect, TextInput } from '@mantine/core';
import { useCodes } from '../../../api/codes.ts';
import { useWords } from '../../../text/words.tsx';
import type { Draft } from './transitionDraft.ts';

/** A school outside the jurisdiction, as far as one knows it. */
export function OutsideFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.responsible;
  const choices = (className: string, country?: string) => [
    { value: '', label: said.notSaid },
    ...codes
      .values(className)
      .filter(({ data }) => country === undefined || data['country'] === country)
      .map(({ code, words: name }) => ({ value: code, label: format.words(name) })),
  ];
  return (
    <>
      <TextInput
        label={said.outsideName}
        value={draft.name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={said.city}
        value={draft.city}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ city: event.currentTarget.value })}
      />
      <NativeSelect
        label={said.country}
        value={draft.country}
        data={choices('country')}
        onChange={(event) => onChange({ country: event.currentTarget.value, province: '' })}
      />
      {['CA', 'US'].includes(draft.country) ? (
        <NativeSelect
          label={said.province}
          value={draft.province}
          data={choices('province', draft.country)}
          onChange={(event) => onChange({ province: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}
