import { IconAlertOctagon, IconCheck } from '@tabler/icons-react';
import { useWords } from '../text/words.tsx';
import styles from './StageLine.module.css';

export type StageName = 'received' | 'read' | 'checked' | 'identified' | 'applied' | 'rescanned';
export const stageNames = ['received', 'read', 'checked', 'identified', 'applied', 'rescanned'] as const;
export type StageState = 'waiting' | 'running' | 'done' | 'failed';
export type Stage = { name: StageName; state: StageState; done: number; total: number | null };

/** The stages of a submission as a line that fills while rows pass. */
export function StageLine({ label, stages }: { label: string; stages: Stage[] }) {
  const { words, format } = useWords();
  return (
    <ol className={styles.line} aria-label={label}>
      {stages.map(({ name, state, done, total }) => (
        <li key={name} className={styles.stage} data-state={state}>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ inlineSize: `${shareOf({ state, done, total })}%` }} />
          </span>
          <span className={styles.name}>
            {state === 'done' ? <IconCheck size={14} stroke={2.5} aria-hidden /> : null}
            {state === 'failed' ? <IconAlertOctagon size={14} aria-hidden /> : null}
            {words.table.stage[name]}
          </span>
          <span className={styles.count}>
            {done > 0 ? format.number(done) : null}
            <span className="visually-hidden">{words.table.stageState[state]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function shareOf({ state, done, total }: Omit<Stage, 'name'>): number {
  if (state === 'done') return 100;
  if (state === 'waiting' || !total) return 0;
  return Math.min(100, Math.round((done / total) * 100));
}
