import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import styles from './Ledger.module.css';
import { instantOf } from './times.ts';

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
  const from = instantOf(asked.from, 'start');
  const to = instantOf(asked.to, 'end');
  const isWhole =
    (asked.account !== null) !== (asked.client !== '') && from !== undefined && to !== undefined && from < to;
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
        <DayField
          hasTime
          label={said.from}
          description={said.drill.timeHint}
          value={asked.from}
          onChange={(from) => change({ from })}
        />
        <DayField
          hasTime
          label={said.to}
          description={said.drill.timeHint}
          value={asked.to}
          onChange={(to) => change({ to })}
        />
        <div className={styles.ask}>
          <Button type="submit" disabled={!isWhole} title={isWhole ? undefined : said.drill.either}>
            {said.drill.ask}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
