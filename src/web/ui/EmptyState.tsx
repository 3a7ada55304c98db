import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

type EmptyStateProps = { title: string; children?: ReactNode; next?: ReactNode; tone?: 'calm' | 'good' };

/** Nothing here: says what is true, why, and the next step. */
export function EmptyState({ title, children, next, tone = 'calm' }: EmptyStateProps) {
  return (
    <div className={styles.empty} data-tone={tone}>
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.text}>{children}</div> : null}
      {next ? <div className={styles.next}>{next}</div> : null}
    </div>
  );
}
