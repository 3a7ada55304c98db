import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import styles from './Ledger.module.css';

type Asked = { account: string | null; client: string; from: string; to: string };

/** Whose reads, between which instants; asked when the button is pressed, so that no half question goes out. */
export function DrillForm() {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const said = words.ledger;
  const [asked, setAsked] = useState<Asked>({
    account: query['account'] ?? null,
    client: query['client'] ?? '',
    from: query['from'] ?? '',
    to: query['to'] ?? '',
  });
  const change = (patch: Partial<Asked>) => setAsked((before) => ({ ...before, ...patch }));
  const isWhole = (asked.account !== null) !== (asked.client !== '') && asked.from !== '' && asked.to > asked.from;
  return (
    <Panel title={said.drill.form}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) setQuery({ ...asked, account: asked.account ?? '' });
        }}
      >
        <AccountSelect
          value={asked.account}
          onChange={(account) => change(account === null ? { account } : { account, client: '' })}
        />
        <TextInput
          label={said.client}
          value={asked.client}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const client = event.currentTarget.value.trim();
            change(client === '' ? { client } : { client, account: null });
          }}
        />
        <TextInput
          type="datetime-local"
          label={said.from}
          value={asked.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={said.to}
          value={asked.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <Button type="submit" disabled={!isWhole} title={isWhole ? undefined : said.drill.either}>
          {said.drill.ask}
        </Button>
      </form>
    </Panel>
  );
}
