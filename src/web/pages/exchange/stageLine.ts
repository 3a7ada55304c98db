import type { Submission } from '../../api/exchange.ts';
import { type Stage, type StageState, stageNames } from '../../ui/StageLine.tsx';

type Passing = Pick<Submission, 'state' | 'stage' | 'stages' | 'rows'>;

/** The stages of a submission as a line: what is done, what is under way, what has not begun. */
export function stagesOf({ state, stage: current, stages, rows }: Passing): Stage[] {
  const at = stageNames.indexOf(current);
  const hasStopped = state === 'refused' || state === 'failed' || state === 'cancelled';
  return stageNames.map((name, place) => {
    const passed = stages.find((it) => it.stage === name)?.rows ?? 0;
    return { name, state: stateAt(), done: passed, total: rows.total > 0 ? rows.total : null };

    function stateAt(): StageState {
      if (state === 'finished' || place < at) return 'done';
      if (hasStopped) return place === at ? 'failed' : 'waiting';
      if (state === 'queued') return 'waiting';
      return place === at || passed > 0 ? 'running' : 'waiting';
    }
  });
}

/** Rows a second of the stage under way and the seconds it still needs; null while either is unknown. */
export function paceOf({ state, stage: current, stages, rows }: Passing): {
  rowsPerSecond: number | null;
  secondsLeft: number | null;
} {
  const running = stages.find((it) => it.stage === current);
  const rowsPerSecond = running?.rowsPerSecond ?? null;
  if (state !== 'running' || !running || !rowsPerSecond) return { rowsPerSecond, secondsLeft: null };
  const isCounted = current !== 'received' && current !== 'read' && rows.total > 0;
  return { rowsPerSecond, secondsLeft: isCounted ? Math.max(0, rows.total - running.rows) / rowsPerSecond : null };
}

/** Rows a second over the whole run. */
export function overallPace({ startedAt, finishedAt, rows }: Pick<Submission, 'startedAt' | 'finishedAt' | 'rows'>): {
  seconds: number;
  rowsPerSecond: number;
} | null {
  if (!startedAt || !finishedAt) return null;
  const seconds = Math.max(0.001, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  return { seconds, rowsPerSecond: Math.round(rows.total / seconds) };
}
