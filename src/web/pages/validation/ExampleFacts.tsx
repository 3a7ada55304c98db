import { useWords } from '../../text/words.tsx';
import styles from './ExampleFacts.module.css';
import { flatten } from './flatten.ts';

/** The facts of an example, one a line; where another example is given, what differs from it is marked. */
export function ExampleFacts({ facts, against }: { facts: unknown; against?: unknown }) {
  const { words } = useWords();
  const others = new Map(against === undefined ? [] : flatten(against).map(({ path, text }) => [path, text]));
  return (
    <dl className={styles.facts}>
      {flatten(facts).map(({ path, text }) => (
        <div key={path} className={styles.fact}>
          <dt>{path}</dt>
          <dd>
            {against !== undefined && others.get(path) !== text ? (
              <mark className={styles.mark}>{text}</mark>
            ) : (
              (text ?? words.frame.none)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
