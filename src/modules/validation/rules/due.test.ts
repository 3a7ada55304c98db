import { expect, test } from 'vitest';
import { dueKinds, dueOn, foundWhenDue, type Targets } from './due.ts';

const targets: Targets = { warning: 14, advice: 42 };
const at = { targets, today: '2026-11-24' };

test('a finding is due so many days after it was found, by its severity', () => {
  expect(dueOn('2026-11-01', 'warning', targets)).toBe('2026-11-15');
  expect(dueOn('2026-11-01', 'advice', targets)).toBe('2026-12-13');
});

test('what is due today is not overdue yet', () => {
  expect(foundWhenDue('overdue', 'warning', at)).toEqual({ from: null, before: '2026-11-10' });
  expect(foundWhenDue('week', 'warning', at)).toEqual({ from: '2026-11-10', before: '2026-11-17' });
});

test('every day falls to one kind', () => {
  for (const severity of ['warning', 'advice'] as const) {
    const spans = dueKinds.map((kind) => foundWhenDue(kind, severity, at));
    expect(spans.map((it) => it.from).slice(1)).toEqual(spans.map((it) => it.before).slice(0, -1));
  }
});
