import type { PlainDate } from '#kernel/dates.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { timeLimit } from '../../settings.ts';
import type { ClockShown } from '../contract.ts';
import { type Clock, type ClockInput, type Pause, readClock } from '../rules/clock.ts';
import type { EventRecord } from '../store/events.ts';
import type { RequestRecord } from '../store/requests.ts';

type Timed = Pick<RequestRecord, 'kind' | 'receivedOn' | 'closedOn'>;
type Step = Pick<EventRecord, 'move' | 'fromState' | 'toState' | 'on' | 'days'>;

/** What the clock of a request is reckoned from: the law on the day of receipt, and its steps. */
function clockInput(jurisdiction: Jurisdiction, request: Timed, steps: readonly Step[]): ClockInput {
  const { days, counting } = timeLimit(jurisdiction, request.kind, request.receivedOn);
  return { receivedOn: request.receivedOn, days, extendedByDays: extendedBy(steps), pauses: pausesOf(steps), counting };
}

function extendedBy(steps: readonly Step[]): number {
  return steps.reduce((sum, it) => sum + (it.move === 'extend' ? (it.days ?? 0) : 0), 0);
}

/** The clock stands from the day a request is paused until the day it leaves that state, by whatever move. */
function pausesOf(steps: readonly Step[]): Pause[] {
  const pauses: Pause[] = [];
  for (const step of steps) {
    if (step.toState === 'paused' && step.fromState !== 'paused') pauses.push({ from: step.on, until: null });
    const standing = pauses.at(-1);
    if (standing && step.fromState === 'paused' && step.toState !== 'paused') standing.until = step.on;
  }
  return pauses;
}

/** The clock as it stands; of an ended request as it stood when it ended. */
export function clockOf(
  jurisdiction: Jurisdiction,
  request: Timed,
  { steps, today }: { steps: readonly Step[]; today: PlainDate },
): Clock {
  return readClock(clockInput(jurisdiction, request, steps), request.closedOn ?? today);
}

export function presentClock(
  jurisdiction: Jurisdiction,
  request: Timed,
  { steps, today }: { steps: readonly Step[]; today: PlainDate },
): ClockShown {
  const { counting, extensionDaysMax } = timeLimit(jurisdiction, request.kind, request.receivedOn);
  return {
    ...clockOf(jurisdiction, request, { steps, today }),
    count: counting.count,
    extensionDaysLeft: Math.max(0, extensionDaysMax - extendedBy(steps)),
  };
}
