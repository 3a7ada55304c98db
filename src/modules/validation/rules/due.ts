import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { FindingSeverity } from './states.ts';

/** Days within which a finding is to be settled, by its severity; a parameter of the jurisdiction. */
export type Targets = Readonly<Record<FindingSeverity, number>>;

export const dueKinds = ['overdue', 'week', 'later'] as const;
export type DueKind = (typeof dueKinds)[number];

/** The day on which a finding is to be settled at the latest. */
export function dueOn(foundOn: PlainDate, severity: FindingSeverity, targets: Targets): PlainDate {
  return addDays(foundOn, targets[severity]);
}

/** The days on which findings of a severity were found that are due so: from the first, up to and without the second; null = open. */
export function foundWhenDue(
  kind: DueKind,
  severity: FindingSeverity,
  { targets, today }: { targets: Targets; today: PlainDate },
): { from: PlainDate | null; before: PlainDate | null } {
  const dueToday = addDays(today, -targets[severity]);
  const dueInAWeek = addDays(dueToday, 7);
  if (kind === 'overdue') return { from: null, before: dueToday };
  if (kind === 'week') return { from: dueToday, before: dueInAWeek };
  return { from: dueInAWeek, before: null };
}
