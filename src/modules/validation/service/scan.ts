import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { type Act, beginAct, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { Logger } from '#platform/log.ts';
import { compareFindings, joinResults, type ScanResult } from '../rules/scan.ts';
import * as store from '../store/scans.ts';

/** Judges students by the rules of one module, a batch in a few queries. Registered in the entry points. */
export type Scanner = (
  reader: Reader,
  numbers: readonly StudentNumber[],
  context: RuleContext,
) => Promise<ScanResult[]>;

/** The job that empties the queue of students to judge again. */
export const rescanQueue = { name: 'validation.rescan', payload: z.strictObject({}), triesMax: 5 };

/** Small, so that whoever asks for a record meanwhile waits for little. */
const sliceStudents = 150;
/** How long is rested after each slice, as a share of the time that it took: others use the same processor. */
const rest = 0.35;

/**
 * Asks for some students to be judged again. Call it in the transaction that changes their facts: it is what makes a later scan the last
 * word. `wake: false` for a caller who scans the same students itself right after (`rescan`); should it die before, the job finds them.
 */
export async function requestScan(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { wake }: { wake: boolean } = { wake: true },
): Promise<void> {
  if (numbers.length === 0) return;
  await store.insertRequests(tx, numbers);
  if (wake) await enqueue(tx, rescanQueue, {});
}

/** Hides or shows the findings of students in the transaction in which their protection begins or ends; a scan would come too late. */
export async function followProtection(
  tx: Tx,
  turned: readonly { studentNumber: StudentNumber; isRestricted: boolean }[],
): Promise<void> {
  await store.markRestricted(
    tx,
    turned.map(({ studentNumber, isRestricted }) => ({ studentNumber, restricted: isRestricted })),
  );
}

/**
 * Puts what fired in place of what stood, for some students: opens what is new, keeps what is the same with its state, clears what is
 * gone, and remembers the day of the next judgement. A few statements, however many students.
 */
export async function replaceFindings(
  tx: Tx,
  results: readonly ScanResult[],
  act: Pick<Act, 'id' | 'at'>,
): Promise<{ opened: number; cleared: number }> {
  const joined = joinResults(results);
  const live = await store.listLive(
    tx,
    joined.map((result) => result.studentNumber),
  );
  const outcome = compareFindings(live, joined);
  await store.clearFindings(tx, outcome.cleared, act);
  await store.insertFindings(tx, outcome.opened, act);
  await store.moveFindings(tx, outcome.moved);
  await store.markRestricted(tx, outcome.restrictions);
  await store.planRescans(tx, outcome.rescans);
  return { opened: outcome.opened.length, cleared: outcome.cleared.length };
}

/** Judges students by every scanner and replaces their findings. Their requests are done with it. */
export async function rescan(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { scanners, context, act }: { scanners: readonly Scanner[]; context: RuleContext; act: Pick<Act, 'id' | 'at'> },
): Promise<{ opened: number; cleared: number }> {
  if (numbers.length === 0) return { opened: 0, cleared: 0 };
  await store.takeRequests(tx, numbers);
  return judgeAndReplace(tx, numbers, { scanners, context, act });
}

async function judgeAndReplace(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { scanners, context, act }: { scanners: readonly Scanner[]; context: RuleContext; act: Pick<Act, 'id' | 'at'> },
): Promise<{ opened: number; cleared: number }> {
  // An empty result for each student first: one of whom no scanner knows anything is not asked for again.
  const results: ScanResult[] = numbers.map((studentNumber) => ({
    studentNumber,
    scanned: [],
    fired: [],
    rescanOn: null,
  }));
  for (const scanner of scanners) results.push(...(await scanner(tx, numbers, context)));
  return replaceFindings(tx, results, act);
}

export type ScanServices = {
  db: Db;
  jurisdiction: Jurisdiction;
  logger: Logger;
  signal: AbortSignal;
  scanners: readonly Scanner[];
};

/**
 * Judges everybody who waits, a slice a transaction, until nobody does. A slice that fails is halved until the student whose record breaks
 * a rule's code stands alone; that one is set aside with the fault, nobody else waits for it. Stopping loses nothing: who was not judged still waits.
 */
export async function rescanWaiting(services: ScanServices): Promise<number> {
  let judged = 0;
  while (!services.signal.aborted) {
    const began = performance.now();
    const numbers = await store.listWaiting(services.db, sliceStudents);
    if (numbers.length === 0) return judged;
    judged += await rescanSlice(services, numbers);
    await setTimeout((performance.now() - began) * rest);
  }
  await services.db.transaction().execute((tx) => enqueue(tx, rescanQueue, {}));
  return judged;
}

async function rescanSlice(services: ScanServices, numbers: readonly StudentNumber[]): Promise<number> {
  try {
    return await services.db.transaction().execute((tx) => rescanRequested(services, tx, numbers));
  } catch (error) {
    const [only] = numbers;
    if (numbers.length === 1 && only !== undefined) {
      services.logger.error(
        { err: error },
        'a student could not be judged; set aside until tomorrow or the next change',
      );
      await store.markFailed(services.db, only, error instanceof Error ? error.message : String(error));
      return 0;
    }
    const middle = Math.ceil(numbers.length / 2);
    return (
      (await rescanSlice(services, numbers.slice(0, middle))) + (await rescanSlice(services, numbers.slice(middle)))
    );
  }
}

/** Judges those of some students who still wait once it is their turn; no act is recorded for nobody. */
async function rescanRequested(
  { jurisdiction, scanners }: ScanServices,
  tx: Tx,
  numbers: readonly StudentNumber[],
): Promise<number> {
  await store.lockQueue(tx);
  const requested = await store.takeRequests(tx, numbers);
  if (requested.size === 0) return 0;
  const act = await beginAct(tx, { kind: 'validation.rescan', actor: systemActor('re-scan') });
  await judgeAndReplace(tx, [...requested], { scanners, context: jurisdiction.ruleContext(act.today), act });
  return requested.size;
}

/** Daily: asks for everybody whose day has come, since time alone may have changed a verdict. Returns how many. */
export async function requestDueScans(db: Db, now: Date): Promise<number> {
  const today: PlainDate = todayOf(now);
  return db.transaction().execute(async (tx) => {
    const requested = await store.requestDue(tx, today);
    if (requested > 0) await enqueue(tx, rescanQueue, {});
    return requested;
  });
}
