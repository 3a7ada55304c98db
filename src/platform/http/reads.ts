import type { FastifyBaseLogger } from 'fastify';
import type { FieldGroup } from '#kernel/field-groups.ts';
import type { Actor } from '../actor.ts';
import { errors } from './problem.ts';
import { type AnyRoute, type PersonRead, StreamAnswer } from './route.ts';

/** What one answer showed to whom, and why it was asked. */
export type ReadEntry = {
  actor: Actor;
  /** The operation of the API; `command:NAME` for the command line, `files:NAME` for files handed out. */
  door: string;
  purpose: string;
  requestId: string;
  /** Each person once; empty when an answer that could show people shows nobody. */
  reads: readonly PersonRead[];
};

/** The ledger of reads: handed in by the entry points, so that the platform needs to know no module. */
export type ReadLedger = {
  /** The purpose of a request: what its header says, or what goes with the role. Throws for one that is not on the list. */
  purposeOf(actor: Actor, header: string | undefined): string;
  /** Judges before the append whether so much may be read (budgets), also when an answer that could show people shows nobody; throws when not. */
  admit?(entry: ReadEntry): Promise<void>;
  /** Appends; what it returns without throwing stands in the database. */
  append(entry: ReadEntry): Promise<void>;
};

/** Who asks through which door and why, before it is known what they will be shown. */
export type Reading = Pick<ReadEntry, 'actor' | 'door' | 'purpose' | 'requestId'>;

/**
 * Records reads, and returns when they stand. An answer that cannot be recorded is not sent, whatever hinders it:
 * so a budget's refusal goes out as it is, and a broken ledger as a refusal of its own.
 */
export async function recordReads(
  { ledger, log }: { ledger: ReadLedger; log: Pick<FastifyBaseLogger, 'error'> },
  reading: Reading,
  shown: readonly PersonRead[],
): Promise<void> {
  const reads = joinReads(shown);
  const entry = { ...reading, reads };
  await ledger.admit?.(entry);
  if (reads.length === 0) return;
  try {
    await ledger.append(entry);
  } catch (error) {
    log.error({ err: error, requestId: reading.requestId, door: reading.door }, 'the ledger of reads refused a row');
    throw errors.read_not_recorded();
  }
}

/** Whether it may be said that there is no such student: a reader who may read nobody more is refused the same whether somebody is there or not. */
export async function admitNobody(ledger: ReadLedger, route: AnyRoute, reading: Reading): Promise<void> {
  if (typeof route.reads === 'function') await ledger.admit?.({ ...reading, reads: [] });
}

/** Whom an answer shows: a file says it itself, a body is asked by its route. Null = the route never shows anybody. */
export function readsOf(route: AnyRoute, body: unknown, params: unknown): readonly PersonRead[] | null {
  if (body instanceof StreamAnswer) return body.reads.length > 0 ? body.reads : null;
  return typeof route.reads === 'function' ? route.reads(body, params) : null;
}

/** Each person once, with all groups that were shown of them, in the order of the numbers. */
export function joinReads(shown: readonly PersonRead[]): PersonRead[] {
  const groups = new Map<string, Set<FieldGroup>>();
  for (const read of shown) {
    for (const subject of read.subjects) {
      const known = groups.get(subject) ?? new Set();
      for (const group of read.groups) known.add(group);
      groups.set(subject, known);
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, found]) => ({ subjects: [subject], groups: [...found] }));
}
