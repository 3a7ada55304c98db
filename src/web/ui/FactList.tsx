import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './FactList.module.css';

/** Where a value comes from, as label and text pairs. */
export type Source = { label: string; text: ReactNode }[];
export type Fact = { label: string; value: ReactNode; source?: Source; isWide?: boolean };

/** Facts of a record: the term, the value, and on demand where it comes from. */
export function FactList({ facts, columns = 'auto' }: { facts: Fact[]; columns?: 'auto' | 'one' }) {
  return (
    <dl className={styles.facts} data-columns={columns}>
      {facts.map(({ label, value, source, isWide }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity of their own; two may bear the same term, and they are never reordered
        <div key={at} className={styles.fact} data-wide={isWide ? '' : undefined}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <div className={styles.said}>{value}</div>
            {source ? <SourcePopover label={label} source={source} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A small button that opens the origin of the value before it. */
export function SourcePopover({ label, source }: { label: string; source: Source }) {
  const { words } = useWords();
  return (
    <Popover position="bottom-start" withArrow shadow="md" width={280} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={words.table.source.show(label)}>
          <IconInfoCircle size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={words.table.source.title}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the opened text takes focus so that it is read and Escape closes it */}
        <div tabIndex={0} data-autofocus className={styles.source}>
          <p className={styles.sourceTitle}>{words.table.source.title}</p>
          <FactList columns="one" facts={source.map(({ label: term, text }) => ({ label: term, value: text }))} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
