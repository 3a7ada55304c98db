import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { organisationsWithinQuery } from '../../../api/people.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';

type OrganisationFieldProps = { label?: string; value: string; onChange: (code: string) => void };

/** One organisation within reach, typed by its code with the known ones offered; a school has only itself. */
export function OrganisationField({ label, value, onChange }: OrganisationFieldProps) {
  const { words, format } = useWords();
  const me = useMe();
  const id = useId();
  const { data } = useQuery({ ...organisationsWithinQuery(me), enabled: me.reach !== 'organisation' });
  if (me.reach === 'organisation') return null;
  const known = value === me.organisation.code ? me.organisation : data?.find(({ code }) => code === value);
  return (
    <>
      <TextInput
        label={label ?? words.people.organisation}
        description={known ? format.place(known) : words.people.organisationHint}
        list={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={id}>
        {(data ?? []).map((it) => (
          <option key={it.code} value={it.code}>
            {format.place(it)}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** The kind of an organisation within reach; empty while it is not known. */
export function useOrganisationKind(code: string): string {
  const me = useMe();
  const { data } = useQuery({ ...organisationsWithinQuery(me), enabled: me.reach !== 'organisation' });
  if (code === me.organisation.code) return me.organisation.kind;
  return data?.find((it) => it.code === code)?.kind ?? '';
}
