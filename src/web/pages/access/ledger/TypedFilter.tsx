import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';

/** A filter that is typed: it goes into the address when it is left or entered, and when it has the form that is asked for. */
export function TypedFilter({ name, label, form }: { name: string; label: string; form?: RegExp }) {
  const kept = useQueryText()[name] ?? '';
  const setQuery = useSetQueryText();
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const isWhole = text === '' || !form || form.test(text);
  const settle = () => {
    if (isWhole && text !== kept) setQuery({ [name]: text });
  };
  return (
    <TextInput
      label={label}
      value={text}
      error={!isWhole}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setText(event.currentTarget.value.trim())}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
