import { dayNumber, type PlainDate } from '#kernel/dates.ts';
import type { Move, MoveFilter, StatementKind } from '../../../api/moves.ts';
import type { Tone } from '../../../ui/StatePill.tsx';

export const moveViews = ['away', 'coming', 'contested', 'live', 'settled'] as const;
export type MoveView = (typeof moveViews)[number];

/** The lists that somebody has: a school both directions, whoever reaches everybody what two claim and all. */
export function viewsOf(reachesEverything: boolean): MoveView[] {
  return reachesEverything ? ['contested', 'live', 'settled'] : ['away', 'coming', 'settled'];
}

/** What is asked of the register for a list. */
export function filterOf(view: MoveView): MoveFilter {
  if (view === 'away' || view === 'coming') return { state: 'live', side: view };
  return { state: view, side: 'either' };
}

/** What the new school sees in a state. */
export function sightIn(state: Move['state']): 'minimum' | 'everything' | 'nothing' {
  if (state === 'withdrawn') return 'nothing';
  return state === 'open' || state === 'contested' || state === 'denied' ? 'minimum' : 'everything';
}

/** What the new school would see after something was said. */
export function sightAfter(kind: StatementKind, state: Move['state']): 'minimum' | 'everything' | 'nothing' {
  if (kind === 'answer') return sightIn(state);
  return kind === 'contest' || kind === 'deny' ? 'minimum' : 'everything';
}

/** Days after today until a move passes by itself; null when time alone does not settle it. */
export function daysLeft({ state, untilOn }: Pick<Move, 'state' | 'untilOn'>, today: PlainDate): number | null {
  return state === 'open' ? dayNumber(untilOn) - dayNumber(today) : null;
}

export const moveTones: Record<Move['state'], Tone> = {
  open: 'person',
  contested: 'warn',
  confirmed: 'good',
  granted: 'good',
  denied: 'bad',
  left: 'good',
  withdrawn: 'calm',
  elapsed: 'calm',
};

/** What must be explained in words; a confirmation may be. */
export function needsWords(kind: StatementKind): boolean {
  return kind !== 'confirm';
}

/** A school of a move by its name. */
export function nameOf({ organisation, organisationName }: Move['newClaim']): string {
  return organisationName ?? organisation;
}
