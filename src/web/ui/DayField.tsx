import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { useWords } from '../text/words.tsx';
import styles from './DayField.module.css';

type DayFieldProps = Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'rightSection'> & {
  value: string;
  onChange: (text: string) => void;
  /** Whether a time of day belongs to it: `2026-09-02 14:05`. */
  hasTime?: boolean;
  /** The last day that can be; what lies after it is said to be wrong. */
  latest?: string;
};

/** A day that is typed as text, the same in every language, with the browser's own calendar beside it. */
export function DayField({ value, onChange, hasTime = false, latest, ...rest }: DayFieldProps) {
  const { words } = useWords();
  const [isLeft, setLeft] = useState(false);
  const calendar = useRef<HTMLInputElement>(null);
  const typed = value.replace(' ', 'T');
  const isWhole = hasTime ? /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) : isPlainDate(value);
  const isAhead = latest !== undefined && isWhole && value > latest;
  const wrong = isAhead ? words.frame.dayAhead : words.frame.dayWrong;
  const isWrong = isLeft && !hasTime && value !== '' && (!isWhole || isAhead);
  const picker = (
    <span className={styles.picker}>
      <input
        ref={calendar}
        type={hasTime ? 'datetime-local' : 'date'}
        className={styles.calendar}
        tabIndex={-1}
        aria-hidden="true"
        value={isWhole ? typed : ''}
        onChange={(event) => onChange(event.currentTarget.value.replace('T', ' '))}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.frame.calendar}
        onClick={() => calendar.current?.showPicker()}
      >
        <IconCalendar size={18} aria-hidden />
      </ActionIcon>
    </span>
  );
  return (
    <TextInput
      description={words.frame.dayHint}
      autoComplete="off"
      error={isWrong ? wrong : null}
      onBlur={() => setLeft(true)}
      {...rest}
      value={value.replace('T', ' ')}
      maxLength={hasTime ? 16 : 10}
      rightSection={picker}
      onChange={(event) => onChange(event.currentTarget.value.trimStart())}
    />
  );
}
