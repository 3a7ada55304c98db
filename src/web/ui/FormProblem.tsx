import { useEffect, useRef } from 'react';
import styles from './FormProblem.module.css';

/** Why a form did not go through, above its fields; takes the focus, so that it is heard and seen. */
export function FormProblem({ text }: { text: string | null }) {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== null) element.current?.focus();
  }, [text]);
  if (text === null) return null;
  return (
    <p ref={element} className={styles.problem} role="alert" tabIndex={-1}>
      {text}
    </p>
  );
}
