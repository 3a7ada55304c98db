import type { ReactNode } from 'react';
import type { Tone } from './StatePill.tsx';
import styles from './Timeline.module.css';

export type TimelineEntry = {
  key: string;
  when: string;
  /** Relative time or who, said quietly beside the date. */
  hint?: ReactNode;
  title: ReactNode;
  body?: ReactNode;
  tone?: Tone;
};

/** What happened, newest first unless the caller orders otherwise. */
export function Timeline({ label, entries }: { label: string; entries: TimelineEntry[] }) {
  return (
    <ol className={styles.line} aria-label={label}>
      {entries.map(({ key, when, hint, title, body, tone }) => (
        <li key={key} className={styles.entry} data-tone={tone ?? 'calm'}>
          <span className={styles.when}>
            {when}
            {hint ? <span className={styles.hint}>{hint}</span> : null}
          </span>
          <div className={styles.what}>
            <div className={styles.title}>{title}</div>
            {body ? <div className={styles.body}>{body}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
