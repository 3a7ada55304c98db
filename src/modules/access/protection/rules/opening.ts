/** Milliseconds since 1970. */
export type Moment = number;

/** An opening of the sealed register, as far as it is judged. */
export type Opening = {
  accountId: string;
  isGlass: boolean;
  state: 'asked' | 'open' | 'refused';
  /** Until when another person may let in what was asked for. */
  decideBy: Moment | null;
  endsAt: Moment | null;
  endedAt: Moment | null;
  reviewBy: Moment | null;
  reviewedAt: Moment | null;
};

export const openingStates = ['asked', 'lapsed', 'open', 'refused', 'over', 'ended'] as const;
export type OpeningState = (typeof openingStates)[number];

/** Where an opening stands at a moment: it ends by its time alone, and what nobody answered lapses by its time alone. */
export function stateAt({ state, decideBy, endsAt, endedAt }: Opening, at: Moment): OpeningState {
  if (state === 'asked') return decideBy !== null && decideBy <= at ? 'lapsed' : 'asked';
  if (state === 'refused') return 'refused';
  if (endedAt !== null) return 'ended';
  return endsAt !== null && endsAt <= at ? 'over' : 'open';
}

export const openingActs = ['decide', 'end', 'review'] as const;
export type OpeningAct = (typeof openingActs)[number];

/** What somebody may do with an opening: another person lets in and reviews, the holder and whoever lets in may end it. */
export function mayDo(
  opening: Opening,
  { accountId, approves, at }: { accountId: string | null; approves: boolean; at: Moment },
): OpeningAct[] {
  const isOwn = opening.accountId === accountId;
  const state = stateAt(opening, at);
  const acts: OpeningAct[] = [];
  if (state === 'asked' && approves && !isOwn) acts.push('decide');
  if ((state === 'open' || state === 'asked') && (isOwn || approves)) acts.push('end');
  const isDue = opening.isGlass && opening.reviewedAt === null && state !== 'asked';
  if (isDue && approves && !isOwn) acts.push('review');
  return acts;
}

/** Whether a broken glass waits for its review longer than it may. */
export function isOverdue({ isGlass, reviewBy, reviewedAt }: Opening, at: Moment): boolean {
  return isGlass && reviewedAt === null && reviewBy !== null && reviewBy < at;
}
