import { Button } from '@mantine/core';
import { IconCircleCheck, IconOctagon } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../text/words.tsx';
import styles from './ExampleFacts.module.css';
import { compareFacts } from './flatten.ts';

/** A case that passes beside one that does not: first what differs between them, on demand every fact. */
export function ExampleFacts({ passes, fires }: { passes: unknown; fires: unknown }) {
  const { words } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const said = words.rules;
  const facts = compareFacts(passes, fires);
  const different = facts.filter(({ isDifferent }) => isDifferent);
  const shown = showsAll || different.length === 0 ? facts : different;
  return (
    <div className={styles.example}>
      <table className={styles.facts}>
        <thead>
          <tr>
            <th scope="col">{said.fact}</th>
            <th scope="col">
              <span className={styles.passes}>
                <IconCircleCheck size={16} aria-hidden /> {said.passes}
              </span>
            </th>
            <th scope="col">
              <span className={styles.fires}>
                <IconOctagon size={16} aria-hidden /> {said.fires}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ path, passes: left, fires: right, isDifferent }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{left}</td>
              <td>{isDifferent ? <mark className={styles.mark}>{right}</mark> : right}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < facts.length || showsAll ? (
        <Button variant="default" size="xs" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll}>
          {showsAll ? said.onlyDifferent : said.allFacts(facts.length)}
        </Button>
      ) : null}
    </div>
  );
}
