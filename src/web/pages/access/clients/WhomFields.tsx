import { Checkbox, Radio, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { authoritiesQuery, schoolsQuery } from '../../../api/organisations.ts';
import { useWords } from '../../../text/words.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Clients.module.css';
import type { PartProps } from './draft.ts';

/** For whom a system calls: the whole authority, or some of its schools. */
export function WhomFields({ draft, problems, onChange, own }: PartProps & { own: string | null }) {
  const { words } = useWords();
  const said = words.clients.form;
  const name = useAuthorityName(draft.authority, own);
  const isMissing = problems.some((it) => it.field === 'whom');
  return (
    <div className={surface.stack}>
      {isMissing ? <ErrorState what={said.needWhom} /> : null}
      {own === null ? (
        <AuthorityField value={draft.authority} onChange={(authority) => onChange({ authority, schools: [] })} />
      ) : null}
      <Radio.Group
        aria-label={said.whom}
        value={draft.isWhole ? 'all' : 'some'}
        onChange={(value) => onChange({ isWhole: value === 'all' })}
      >
        <div className={`${surface.stack} ${surface.tight}`}>
          <Radio value="all" label={said.all(name)} />
          <Radio value="some" label={said.some} />
        </div>
      </Radio.Group>
      {!draft.isWhole && draft.authority !== '' ? (
        <SchoolFields
          authority={draft.authority}
          chosen={draft.schools}
          onChange={(schools) => onChange({ schools })}
        />
      ) : null}
    </div>
  );
}

function useAuthorityName(code: string, own: string | null): string {
  const { words } = useWords();
  const { data } = useQuery({ ...authoritiesQuery, enabled: own === null });
  return own ?? data?.find((it) => it.code === code)?.name ?? words.clients.form.authority;
}

/** The ministry registers for any authority. */
function AuthorityField({ value, onChange }: { value: string; onChange(code: string): void }) {
  const { words } = useWords();
  const { data } = useQuery(authoritiesQuery);
  return (
    <Select
      label={words.clients.form.authority}
      searchable
      value={value === '' ? null : value}
      data={(data ?? []).map((it) => ({ value: it.code, label: `${it.name} (${it.code})` }))}
      onChange={(code) => onChange(code ?? '')}
    />
  );
}

type SchoolFieldsProps = { authority: string; chosen: string[]; onChange(schools: string[]): void };

function SchoolFields({ authority, chosen, onChange }: SchoolFieldsProps) {
  const { words } = useWords();
  const { data } = useQuery(schoolsQuery(authority));
  const [text, setText] = useState('');
  const said = words.clients.form;
  const wanted = text.trim().toLowerCase();
  const shown = (data ?? []).filter((it) => `${it.name} ${it.code}`.toLowerCase().includes(wanted));
  return (
    <div className={`${surface.stack} ${surface.tight}`}>
      <div className={`${surface.row} ${surface.between}`}>
        <TextInput
          aria-label={said.find}
          placeholder={said.find}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span role="status">{said.chosen(chosen.length)}</span>
      </div>
      <Checkbox.Group aria-label={said.some} value={chosen} onChange={onChange}>
        <div className={styles.schools}>
          {shown.map((it) => (
            <Checkbox key={it.code} value={it.code} label={`${it.name} (${it.code})`} />
          ))}
        </div>
      </Checkbox.Group>
    </div>
  );
}
