import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './Filters.module.css';

type FiltersProps = {
  label: string;
  className: string | undefined;
  /** How many of those that fold are set: said on the button. */
  set: number;
  /** What stays in sight on a phone, too. */
  always?: ReactNode;
  children: ReactNode;
};

/** By what a list is narrowed: open where there is room, on a phone behind one button, so that the list is seen first. */
export function Filters({ label, className, set, always, children }: FiltersProps) {
  const { words } = useWords();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <search className={className} aria-label={label} data-print="never">
      {always}
      {isPhone ? (
        <Button
          className={styles.fold}
          variant="default"
          aria-expanded={isOpen}
          rightSection={<Chevron size={16} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {words.table.filters(set)}
        </Button>
      ) : null}
      {isPhone && !isOpen ? null : children}
    </search>
  );
}
