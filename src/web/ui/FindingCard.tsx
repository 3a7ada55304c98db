import type { ReactNode } from 'react';
import type { FindingState as State } from '#modules/validation/rules/states.ts';
import { useWords } from '../text/words.tsx';
import styles from './FindingCard.module.css';
import { Link } from './Link.tsx';
import { FindingStatePill, type Severity, SeverityPill } from './StatePill.tsx';

export type FindingCardProps = {
  severity: Severity;
  state?: State;
  /** The rule's number as people know it, and where it stands in the rule book. */
  rule: { label: string; href: string | null };
  message: string;
  mend: string | null;
  /** Who or what it concerns, where the card stands away from the record. */
  about?: ReactNode;
  /** Since when, with whom: quiet facts at the foot. */
  notes?: ReactNode;
  actions?: ReactNode;
};

/** One thing to mend or confirm: what, how to mend it, by which rule, and what can be done now. */
export function FindingCard({ severity, state, rule, message, mend, about, notes, actions }: FindingCardProps) {
  const { words } = useWords();
  return (
    <article className={styles.card} data-severity={severity}>
      <div className={styles.head}>
        <SeverityPill severity={severity} />
        {state ? <FindingStatePill state={state} /> : null}
        {rule.href ? (
          <Link href={rule.href} className={styles.rule}>
            {rule.label}
          </Link>
        ) : (
          <span className={styles.rule}>{rule.label}</span>
        )}
      </div>
      {about ? <div>{about}</div> : null}
      <p className={styles.message}>{message}</p>
      {mend ? (
        <p className={styles.mend}>
          <strong>{words.table.finding.mend}</strong> {mend}
        </p>
      ) : null}
      {notes ? <div className={styles.notes}>{notes}</div> : null}
      {actions ? (
        <div className={styles.actions} data-print="never">
          {actions}
        </div>
      ) : null}
    </article>
  );
}
