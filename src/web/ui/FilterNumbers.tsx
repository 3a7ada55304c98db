import type { ReactNode } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './FilterNumbers.module.css';
import type { Tone } from './StatePill.tsx';

export type FilterNumber = { key: string; label: string; value: number; tone: Tone; hint?: ReactNode };

type FilterNumbersProps = {
  label: string;
  numbers: FilterNumber[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
};

/** A few large numbers that are also filters: press one to see only those rows, press again to see all. */
export function FilterNumbers({ label, numbers, chosen, onChoose }: FilterNumbersProps) {
  const { format } = useWords();
  return (
    <fieldset className={styles.numbers}>
      <legend className="visually-hidden">{label}</legend>
      {numbers.map(({ key, label: word, value, tone, hint }) => (
        <button
          key={key}
          type="button"
          className={styles.number}
          data-tone={tone}
          data-empty={value === 0 ? '' : undefined}
          aria-pressed={chosen === key}
          onClick={() => onChoose(chosen === key ? null : key)}
        >
          <span className={styles.value}>{format.number(value)}</span> <span className={styles.label}>{word}</span>
          {hint ? <span className={styles.hint}>{hint}</span> : null}
        </button>
      ))}
    </fieldset>
  );
}
