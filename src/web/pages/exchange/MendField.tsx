import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import type { LayoutField } from '#modules/exchange/contract.ts';
import { useCodes } from '../../api/codes.ts';
import type { Remark } from '../../api/exchange.ts';
import { fieldName } from '../../text/fieldName.ts';
import { useWords } from '../../text/words.tsx';
import type { FieldProblem } from './judgeRow.ts';

type MendFieldProps = {
  field: LayoutField;
  value: string;
  /** What its form has against it now. */
  problem: FieldProblem | null;
  /** Why the server refused the value that still stands here. */
  refused: Remark | null;
  onChange: (value: string) => void;
  onLeave: () => void;
};

/** One field of a row to mend: its words, an example, and codes chosen by typing. */
export function MendField({ field, value, problem, refused, onChange, onLeave }: MendFieldProps) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.submissions;
  const known = field.codeClass ? codes.values(field.codeClass) : [];
  const told = problem ?? refused;
  const error = told ? `${format.words(told.message)}. ${told.mend ? format.words(told.mend) : ''}` : null;
  const named = fieldName(field.name);
  const name = named ? words.fields[named] : format.words(field.words);
  const shared = {
    label: `${name}${field.isRequired ? ` (${said.required})` : ''}`,
    description: field.example !== '' && field.example.length < 24 ? said.example(field.example) : field.name,
    title: format.words(field.words),
    error,
    value,
    onBlur: onLeave,
  };
  if (field.values) {
    return (
      <NativeSelect
        {...shared}
        data={['', ...field.values, ...(value && !field.values.includes(value) ? [value] : [])]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (known.length > 0) {
    const wordOf = new Map(known.map((it) => [it.code, format.words(it.words)]));
    return (
      <Autocomplete
        {...shared}
        data={known.map((it) => it.code)}
        limit={50}
        renderOption={({ option }) => `${option.value} · ${wordOf.get(option.value) ?? ''}`}
        filter={({ options, search }) =>
          options.filter(
            (option) =>
              'value' in option &&
              `${option.value} ${wordOf.get(String(option.value)) ?? ''}`.toLowerCase().includes(search.toLowerCase()),
          )
        }
        onChange={onChange}
      />
    );
  }
  return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />;
}
