/** People in an hour and in a day: up to the first limit freely, up to the second after proving again who one is. */
export type Limits = Record<WindowKind, readonly [first: number, second: number]>;
export type WindowKind = 'day' | 'hour';

/** What has happened in a window so far. */
export type WindowState = {
  kind: WindowKind;
  /** Different people read. */
  people: number;
  /** When the first limit was met; null = not yet. */
  askedAt: number | null;
};

export type BudgetVerdict = { admits: true } | { admits: false; because: 'step_up' | 'spent'; window: WindowKind };

type Reader = {
  /** When the reader last proved again who it is; null = never. */
  steppedUpAt: number | null;
  /** Machines cannot prove it: for them only the second limit stands. */
  canStepUp: boolean;
};

/**
 * Whether an answer that shows `fresh` more people in each window may leave. The proof must have come after the first limit was met:
 * one given before, for something else, opens nothing.
 */
export function judgeBudget(
  windows: readonly WindowState[],
  fresh: Record<WindowKind, number>,
  limits: Limits,
  reader: Reader,
): BudgetVerdict {
  const verdicts = windows.map((window) => judgeWindow(window, fresh[window.kind], limits[window.kind], reader));
  return (
    verdicts.find((it) => !it.admits && it.because === 'spent') ?? verdicts.find((it) => !it.admits) ?? { admits: true }
  );
}

function judgeWindow(
  { kind, people, askedAt }: WindowState,
  fresh: number,
  [first, second]: readonly [number, number],
  { steppedUpAt, canStepUp }: Reader,
): BudgetVerdict {
  if (fresh === 0) return { admits: true };
  const after = people + fresh;
  if (after > second) return { admits: false, because: 'spent', window: kind };
  const hasProved = askedAt !== null && steppedUpAt !== null && steppedUpAt >= askedAt;
  if (after > first && canStepUp && !hasProved) return { admits: false, because: 'step_up', window: kind };
  return { admits: true };
}

const hourMs = 3_600_000;

/** The hour of a day that a moment lies in, as its place (0 to 24, since the day on which the clock goes back has 25), its beginning and its end. */
export function hourOf(dayStart: number, now: number): { place: number; start: number; end: number } {
  const place = Math.floor((now - dayStart) / hourMs);
  return { place, start: dayStart + place * hourMs, end: dayStart + (place + 1) * hourMs };
}

/** The larger of a role's limits and what an exception grants. */
export function widen(limits: Limits, exception: { hourPeople: number; dayPeople: number } | null): Limits {
  if (!exception) return limits;
  const raise = ([first, second]: readonly [number, number], to: number) =>
    [Math.max(first, to), Math.max(second, to)] as const;
  return { hour: raise(limits.hour, exception.hourPeople), day: raise(limits.day, exception.dayPeople) };
}
