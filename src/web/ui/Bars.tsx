import { useWords } from '../text/words.tsx';
import styles from './Bars.module.css';

export type Bar = { key: string; label: string; value: number };

/** Lengths side by side, each with its name and number; the sentence that says what they show is the accessible name. The table stands beside. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const { format } = useWords();
  const most = Math.max(1, ...bars.map((it) => it.value));
  return (
    <div role="img" aria-label={label} className={styles.bars}>
      {bars.map(({ key, label: name, value }) => (
        <div key={key} className={styles.bar} aria-hidden>
          <span className={styles.name}>{name}</span>
          <span className={styles.track}>
            <span className={styles.length} style={{ inlineSize: `${(100 * value) / most}%` }} />
          </span>
          <span className={styles.value}>{format.number(value)}</span>
        </div>
      ))}
    </div>
  );
}
