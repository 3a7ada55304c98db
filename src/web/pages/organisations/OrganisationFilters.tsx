import { Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useCodes } from '../../api/codes.ts';
import { authoritiesQuery } from '../../api/organisations.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { Filters } from '../../ui/Filters.tsx';
import { useGrade } from '../enrolment/useGrade.ts';
import styles from './Organisations.module.css';

const kinds = ['authority', 'school', 'post_secondary', 'exam_centre', 'ministry'] as const;
const none = { q: null, kind: null, authority: null, type: null, grade: null };

/** Text, kind, authority, type and grade; all of it stands in the address. */
export function OrganisationFilters() {
  const { words, format } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const codes = useCodes();
  const gradeOf = useGrade();
  const said = words.organisations;
  const [text, setText] = useState(query['q'] ?? '');
  useEffect(() => setText(query['q'] ?? ''), [query['q']]);
  const set = Object.keys(none).filter((name) => query[name]);
  return (
    <Filters
      label={said.filters}
      className={styles.filters}
      set={set.filter((name) => name !== 'q').length}
      always={
        <TextInput
          label={said.search}
          className={styles.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setQuery({ q: event.currentTarget.value }, 'replace');
          }}
        />
      }
    >
      <AuthoritySelect value={query['authority'] ?? null} onChange={(authority) => setQuery({ authority })} />
      <NativeSelect
        label={said.kind}
        value={query['kind'] ?? ''}
        onChange={(event) => setQuery({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: said.kinds.all },
          ...kinds.map((kind) => ({ value: kind, label: said.kinds[kind] })),
        ]}
      />
      <NativeSelect
        label={said.type}
        value={query['type'] ?? ''}
        onChange={(event) => setQuery({ type: event.currentTarget.value })}
        data={[
          { value: '', label: said.allTypes },
          ...codes
            .values('organisation_type')
            .map(({ code, words: known }) => ({ value: code, label: format.words(known) })),
        ]}
      />
      <NativeSelect
        label={said.grade}
        value={query['grade'] ?? ''}
        onChange={(event) => setQuery({ grade: event.currentTarget.value })}
        data={[
          { value: '', label: said.allGrades },
          ...codes.values('grade').map(({ code }) => ({ value: code, label: gradeOf(code) })),
        ]}
      />
      {set.length > 0 ? (
        <Button variant="default" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={() => setQuery(none)}>
          {words.table.clearFilters}
        </Button>
      ) : null}
    </Filters>
  );
}

type AuthorityProps = { value: string | null; onChange: (code: string | null) => void };

/** An authority, chosen by typing its name or code. */
function AuthoritySelect({ value, onChange }: AuthorityProps) {
  const { words } = useWords();
  const { data = [] } = useQuery(authoritiesQuery);
  const said = words.organisations;
  return (
    <Select
      label={said.authority}
      className={styles.authority}
      placeholder={said.allAuthorities}
      value={value}
      onChange={onChange}
      data={data.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': said.allAuthorities }}
      limit={50}
      nothingFoundMessage={said.noAuthority}
      // The list scrolls by itself: the keyboard stays in the field, so a scrolling part around it could not be reached.
      withScrollArea={false}
      comboboxProps={{ withinPortal: false }}
      classNames={{ options: styles.options ?? '' }}
    />
  );
}
