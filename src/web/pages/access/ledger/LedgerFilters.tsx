import { Button, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { useCodes } from '../../../api/codes.ts';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Filters } from '../../../ui/Filters.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import styles from './Ledger.module.css';
import { TypedFilter } from './TypedFilter.tsx';

const none = {
  organisation: null,
  account: null,
  client: null,
  student: null,
  door: null,
  purpose: null,
  from: null,
  to: null,
};

/** Person, system, student, operation, purpose and days; all of it stands in the address. */
export function LedgerFilters() {
  const { words, format } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const codes = useCodes();
  const said = words.ledger;
  const set = Object.keys(none).filter((name) => query[name]).length;
  return (
    <Filters label={said.filters} className={styles.filters} set={set}>
      <AccountSelect value={query['account'] ?? null} onChange={(account) => setQuery({ account })} />
      <TypedFilter name="client" label={said.client} />
      <TypedFilter name="student" label={said.student} form={/^\d{4}-?\d{4}-?\d$/} />
      <TypedFilter name="organisation" label={said.organisation} form={/^[A-Z]\.[A-Z0-9]{1,8}$/} />
      <NativeSelect
        label={said.purpose}
        value={query['purpose'] ?? ''}
        onChange={(event) => setQuery({ purpose: event.currentTarget.value })}
        data={[
          { value: '', label: said.anyPurpose },
          ...codes
            .values('read_purpose')
            .map(({ code, words: known }) => ({ value: code, label: format.words(known) })),
        ]}
      />
      <TypedFilter name="door" label={said.door} />
      <Day name="from" label={said.from} />
      <Day name="to" label={said.to} />
      {set > 0 ? (
        <Button variant="default" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={() => setQuery(none)}>
          {words.table.clearFilters}
        </Button>
      ) : null}
    </Filters>
  );
}

function Day({ name, label }: { name: 'from' | 'to'; label: string }) {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const kept = query[name] ?? '';
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  return (
    <DayField
      label={label}
      description={undefined}
      placeholder={words.frame.dayHint}
      value={text}
      onChange={(day) => {
        setText(day);
        if (day === '' || isPlainDate(day)) setQuery({ [name]: day }, 'replace');
      }}
    />
  );
}
