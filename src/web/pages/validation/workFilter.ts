import type { FindingFilter } from '../../api/validation.ts';

export const views = ['open', 'mine', 'team', 'unassigned', 'snoozed', 'today', 'settled'] as const;
export type View = (typeof views)[number];

const settled = 'acknowledged,overridden,cleared';
const filterOf: Record<View, FindingFilter> = {
  open: {},
  mine: { assignee: 'me' },
  team: { assignee: 'team' },
  unassigned: { assignee: 'none' },
  snoozed: { snoozed: 'only' },
  today: { state: settled, changed: 'today', snoozed: 'with' },
  settled: { state: settled, snoozed: 'with' },
};

type Query = Partial<Record<string, string>>;

export function viewOf(query: Query): View {
  return views.find((name) => name === query['view']) ?? 'open';
}

/** Whether a view shows what is still to be done, so that it can be narrowed by due day and state. */
export function isUnfinished(view: View): boolean {
  return filterOf[view].state === undefined;
}

/** The parts of the address that narrow the list. */
export const narrowing = ['severity', 'due', 'object', 'rule', 'school', 'age', 'state'] as const;

/** How many parts of the address narrow the view that is shown. */
export function countSet(query: Query): number {
  const view = viewOf(query);
  return narrowing.filter((name) => {
    if (name === 'age') return readAge(query.age ?? '') !== null;
    if (name === 'due' || name === 'state') return Boolean(query[name]) && isUnfinished(view);
    return Boolean(query[name]);
  }).length;
}

/** What the address asks for, in the words of the API; what it cannot mean is left out. */
export function filterFrom(query: Query): FindingFilter {
  const view = viewOf(query);
  const { severity, due, object, rule, school, state } = query;
  const age = readAge(query['age'] ?? '');
  const ofUnfinished = isUnfinished(view) ? { ...(due ? { due } : {}), ...(state ? { state } : {}) } : {};
  return {
    ...filterOf[view],
    ...ofUnfinished,
    ...(severity ? { severity } : {}),
    ...(object ? { object } : {}),
    ...(rule ? { rule } : {}),
    ...(school ? { organisation: school } : {}),
    ...(age ? { ageFrom: age.from, ageTo: age.to } : {}),
  };
}

/** `12` or `10-12` as ages from and to; null for anything else. */
export function readAge(text: string): { from: number; to: number } | null {
  const found = /^\s*(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*$/.exec(text);
  if (!found) return null;
  const from = Number(found[1]);
  const to = Number(found[2] ?? found[1]);
  return from <= to && to <= 120 ? { from, to } : null;
}
