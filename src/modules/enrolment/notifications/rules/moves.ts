import type { NotificationState } from './facts.ts';

/** What may be done with a notification: it is accepted, returned to the parent with the reason, or withdrawn. */
export const notificationMoves = ['accept', 'return', 'withdraw'] as const;
export type NotificationMove = (typeof notificationMoves)[number];

const moves: Record<NotificationMove, { from: readonly NotificationState[]; to: NotificationState }> = {
  accept: { from: ['open'], to: 'accepted' },
  return: { from: ['open'], to: 'returned' },
  withdraw: { from: ['open', 'accepted', 'returned'], to: 'withdrawn' },
};

/** The state after a move; null when it cannot be made from where the notification stands. */
export function stateAfter(state: NotificationState, move: NotificationMove): NotificationState | null {
  return moves[move].from.includes(state) ? moves[move].to : null;
}

/** A parent's words may be changed until they were accepted or withdrawn; what was returned is open again when it is mended. */
export function mayChange(state: NotificationState): boolean {
  return state === 'open' || state === 'returned';
}

/** Returning and withdrawing say why. */
export function needsReason(move: NotificationMove): boolean {
  return move !== 'accept';
}
