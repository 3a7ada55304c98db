import { DomainError } from '#kernel/errors.ts';
import type { Services } from '#platform/services.ts';
import { makeTurns } from '#platform/turns.ts';

export type RunServices = Pick<Services, 'db' | 'jurisdiction' | 'files' | 'logger'>;

/**
 * Runs take turns: each holds up to four connections at once (its lock, a rehearsal's transaction, what is written beside it, the next
 * batch), out of a pool of twenty of which the job runner keeps one. Six that hold three each leave one free, so one always gets on.
 */
export const turns = makeTurns(6);

/** Thrown between two steps when the program is asked to stop: the submission stays where it stands and goes on later. */
export class Interrupted extends Error {}

export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted();
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
]);
const worthAnotherTry = new Set(['40001', '40P01', '55P03']);

/** The database went away: nobody's data is at fault, and nothing can be written down now. */
export function isLostConnection(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    (code !== undefined && lostConnection.has(code)) ||
    /Connection terminated|client has encountered a connection error|timeout exceeded when trying to connect/i.test(
      message ?? '',
    )
  );
}

/** Two transactions stood in each other's way, or one lost a race (a refusal): done again, it sees what the other wrote. */
export function isContention(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  const { code } = error as { code?: string };
  return code !== undefined && worthAnotherTry.has(code);
}
