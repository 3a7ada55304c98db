import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ledgerAccountsQuery } from '../../../api/ledger.ts';
import { useWords } from '../../../text/words.tsx';
import styles from './Ledger.module.css';

type Props = {
  value: string | null;
  onChange: (account: string | null) => void;
  /** What an empty choice means; nothing where one must be chosen. */
  empty?: string;
};

/** A person of the organisations within reach, chosen by typing the name. */
export function AccountSelect({ value, onChange, empty }: Props) {
  const { words } = useWords();
  const { data = [] } = useQuery(ledgerAccountsQuery);
  const said = words.ledger;
  return (
    <Select
      label={said.account}
      className={styles.account ?? ''}
      placeholder={empty ?? said.anyAccount}
      value={value}
      onChange={onChange}
      data={data.map(({ accountId, name, organisation }) => ({
        value: accountId,
        label: `${name} · ${organisation.code}`,
      }))}
      searchable
      openOnFocus={false}
      clearable
      clearButtonProps={{ 'aria-label': said.anyAccount }}
      limit={50}
      nothingFoundMessage={said.noAccount}
      // The list scrolls by itself: the keyboard stays in the field, so a scrolling part around it could not be reached.
      withScrollArea={false}
      comboboxProps={{ withinPortal: false }}
      classNames={{ options: styles.options ?? '' }}
    />
  );
}
