import type { Db } from '#platform/database/database.ts';
import type { Logger } from '#platform/log.ts';
import { type Call, insertCalls } from '../store/calls.ts';

/** Calls wait here for a moment, so that a thousand of them are one statement. */
export type CallLog = {
  note(call: Call): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

const waitMs = 500;
const waitingMax = 5000;
/** Refused attempts of one client that are kept of each batch: an id is no secret, and nobody may fill a client's log from outside. */
const refusedMax = 50;

export function openCallLog(db: Db, logger: Logger): CallLog {
  let waiting: Call[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    // A log that cannot be written must not stop the work; what was read of whom stands in the ledger.
    await insertCalls(db, batch).catch((error: unknown) =>
      logger.error({ err: error }, 'calls of clients were not noted'),
    );
  };
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  };
  return {
    flush,
    close: flush,
    note: (call) => {
      if (waiting.length >= waitingMax || isOneTooMany(waiting, call)) return;
      waiting.push(call);
      timer ??= setTimeout(() => void flush(), waitMs).unref();
    },
  };
}

function isOneTooMany(waiting: readonly Call[], { clientId, status, operation }: Call): boolean {
  if (status < 400 || operation !== 'token') return false;
  return waiting.filter((it) => it.clientId === clientId && it.operation === 'token').length >= refusedMax;
}
