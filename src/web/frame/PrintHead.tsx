import { useWords } from '../text/words.tsx';
import { usePrinting } from '../ui/usePrinting.ts';
import styles from './Frame.module.css';
import { useMe } from './session.ts';

/** At the top of what is printed: for whom, and when; on a screen it is not there. */
export function PrintHead() {
  const { words, format } = useWords();
  const { organisation, isDemonstration } = useMe();
  const printing = usePrinting();
  if (!printing) return null;
  return (
    <header className={styles.printHead}>
      <p>
        {words.frame.product} · {format.place(organisation)}
      </p>
      <p>{words.frame.printed(format.moment(printing.toISOString()))}</p>
      {isDemonstration ? <p className={styles.printNote}>{words.frame.demonstration}</p> : null}
    </header>
  );
}
