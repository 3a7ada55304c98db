import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Submission } from '../../api/exchange.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './SubmissionPage.module.css';

type ReasonsProps = { submission: Submission; chosen: string | null; onChoose: (code: string | null) => void };

const shownMax = 6;

/** Why rows were refused or wait, the most frequent first; each is a filter. */
export function Reasons({ submission, chosen, onChoose }: ReasonsProps) {
  const { words, format } = useWords();
  const said = words.submissions;
  const { reasons } = submission;
  const [showsAll, setShowsAll] = useState(false);
  if (reasons.length === 0) return null;
  return (
    <Panel
      title={said.reasons}
      aside={
        chosen ? (
          <Button variant="default" size="xs" onClick={() => onChoose(null)}>
            {said.allReasons}
          </Button>
        ) : null
      }
    >
      <ul className={styles.reasons}>
        {(showsAll ? reasons : reasons.slice(0, shownMax)).map(({ code, reference, message, rows }) => (
          <li key={code}>
            <button
              type="button"
              className={styles.reason}
              aria-pressed={chosen === code}
              onClick={() => onChoose(chosen === code ? null : code)}
            >
              <span className={styles.count}>{said.reasonRows(rows)}</span>
              <span className={styles.message}>{format.words(message)}</span>
              <span className={styles.rule}>{reference ?? code}</span>
            </button>
          </li>
        ))}
      </ul>
      {reasons.length > shownMax && !showsAll ? (
        <Button variant="subtle" size="xs" onClick={() => setShowsAll(true)}>
          {said.moreReasons(reasons.length - shownMax)}
        </Button>
      ) : null}
    </Panel>
  );
}
