import { useWords } from '../text/words.tsx';
import styles from './Moving.module.css';

/** A page on its way: a thin line, after a while only; the frame stays. */
export function Moving() {
  const { words } = useWords();
  return (
    <div className={styles.moving} role="status">
      <span className={styles.bar} aria-hidden="true" />
      <span className="visually-hidden">{words.frame.loading}</span>
    </div>
  );
}
