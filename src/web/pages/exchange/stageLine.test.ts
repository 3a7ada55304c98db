import { describe, expect, it } from 'vitest';
import { overallPace, paceOf, stagesOf } from './stageLine.ts';

const rows = { total: 1000, added: 0, changed: 0, unchanged: 0, refused: 0, held: 0, waiting: 1000 };
const running = {
  state: 'running' as const,
  stage: 'identified' as const,
  rows,
  stages: [
    { stage: 'read' as const, rows: 1000, milliseconds: 500, rowsPerSecond: 2000 },
    { stage: 'checked' as const, rows: 1000, milliseconds: 500, rowsPerSecond: 2000 },
    { stage: 'identified' as const, rows: 400, milliseconds: 800, rowsPerSecond: 500 },
  ],
};

describe('the line of stages', () => {
  const states = (passing: Parameters<typeof stagesOf>[0]) => stagesOf(passing).map(({ state }) => state);

  it('is done before the stage under way and waits after it', () => {
    expect(states(running)).toEqual(['done', 'done', 'done', 'running', 'waiting', 'waiting']);
  });

  it('is all done at the end and all waiting in the queue', () => {
    expect(new Set(states({ ...running, state: 'finished' }))).toEqual(new Set(['done']));
    expect(new Set(states({ state: 'queued', stage: 'received', stages: [], rows }))).toEqual(new Set(['waiting']));
  });

  it('says where it stopped', () => {
    const stopped = states({ ...running, state: 'refused', stage: 'read' });
    expect(stopped).toEqual(['done', 'failed', 'waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('counts rows of each stage against all rows', () => {
    expect(stagesOf(running)[3]).toEqual({ name: 'identified', state: 'running', done: 400, total: 1000 });
  });
});

describe('the pace', () => {
  it('tells rows a second and the time left', () => {
    expect(paceOf(running)).toEqual({ rowsPerSecond: 500, secondsLeft: 1.2 });
  });

  it('does not guess while rows are still being counted', () => {
    const reading = { ...running, stage: 'read' as const };
    expect(paceOf(reading).secondsLeft).toBeNull();
  });

  it('is measured over the whole run at the end', () => {
    const span = { startedAt: '2026-11-24T10:00:00Z', finishedAt: '2026-11-24T10:00:04Z', rows };
    expect(overallPace(span)).toEqual({ seconds: 4, rowsPerSecond: 250 });
  });
});
