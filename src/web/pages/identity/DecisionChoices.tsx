import { Button } from '@mantine/core';
import type { Decision, MatchTaskDetail } from '../../api/matches.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Matches.module.css';

type DecisionChoicesProps = { task: MatchTaskDetail; onDecide: (wish: Decision) => void; onSkip: () => void };

/** Every choice with its key and what it means. */
export function DecisionChoices({ task, onDecide, onSkip }: DecisionChoicesProps) {
  const { words, format } = useWords();
  const said = words.matches;
  return (
    <div className={styles.deciding} data-print="never">
      <Panel title={said.decide}>
        <ul className={styles.choices}>
          {task.candidates.map(({ studentNumber: number }, at) => (
            <Choice
              key={number}
              label={said.sameAs(format.studentNumber(number))}
              shortcut={String(at + 1)}
              means={said.sameMeans}
              onChoose={() => onDecide({ decision: 'same', number })}
            />
          ))}
          <Choice
            label={said.isNew}
            shortcut="n"
            means={said.isNewMeans}
            isQuiet
            onChoose={() => onDecide({ decision: 'new' })}
          />
          <Choice label={said.skip} shortcut="j" means={said.skipMeans} isQuiet onChoose={onSkip} />
        </ul>
      </Panel>
    </div>
  );
}

type ChoiceProps = { label: string; shortcut: string; means: string; isQuiet?: boolean; onChoose: () => void };

function Choice({ label, shortcut, means, isQuiet = false, onChoose }: ChoiceProps) {
  return (
    <li className={styles.choice}>
      <Button
        variant={isQuiet ? 'default' : 'filled'}
        aria-keyshortcuts={shortcut}
        rightSection={<KeyHint shortcut={shortcut} />}
        onClick={onChoose}
      >
        {label}
      </Button>
      <span className={styles.means}>{means}</span>
    </li>
  );
}

/** The key of a button, for the eye; a voice has it from `aria-keyshortcuts`. */
export function KeyHint({ shortcut }: { shortcut: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{shortcut.toUpperCase()}</kbd>
    </span>
  );
}
