import type { ReactNode } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './EmptyState.module.css';

type ErrorStateProps = { what: string; why?: ReactNode; reference?: string | null; next?: ReactNode };

/** A failure: what happened, why, and the next step as a button. */
export function ErrorState({ what, why, reference, next }: ErrorStateProps) {
  const { words } = useWords();
  return (
    <div className={styles.empty} data-tone="bad" role="alert">
      <p className={styles.title}>{what}</p>
      {why ? <div className={styles.text}>{why}</div> : null}
      {reference ? <p className={styles.text}>{words.frame.error.reference(reference)}</p> : null}
      {next ? <div className={styles.next}>{next}</div> : null}
    </div>
  );
}
