import { type ReactNode, useEffect } from 'react';
import { useArrivalFocus } from './arrival.ts';
import { Link } from './Link.tsx';
import styles from './PageTitle.module.css';

type PageTitleProps = {
  title: string;
  /** What a person came for, in one line they would say themselves. */
  answer?: ReactNode;
  /** Where this page hangs. */
  parent?: { href: string; label: string };
  actions?: ReactNode;
  product: string;
};

/** The head of a page: its name, the answer in a line, what can be done. Sets the document's title and takes the focus on arrival. */
export function PageTitle({ title, answer, parent, actions, product }: PageTitleProps) {
  const heading = useArrivalFocus();
  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`;
  }, [title, product]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {parent ? (
          <Link href={parent.href} className={styles.parent} data-print="never">
            <span aria-hidden="true">‹ </span>
            {parent.label}
          </Link>
        ) : null}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {answer ? <div className={styles.answer}>{answer}</div> : null}
      </div>
      {actions ? (
        <div className={styles.actions} data-print="never">
          {actions}
        </div>
      ) : null}
    </header>
  );
}
