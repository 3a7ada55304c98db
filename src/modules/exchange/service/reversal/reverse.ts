import { lockAssociations, requireOrganisation } from '#modules/access/index.ts';
import { responsibleQueue } from '#modules/enrolment/index.ts';
import { dropTasksOf, holdNumbers } from '#modules/identity/index.ts';
import { type Act, beginAct, goOnWithAct } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { aloneAsReversal } from '#platform/database/beside.ts';
import type { Tx } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../../errors.ts';
import type { ReversalRecord, SubmissionRecord } from '../../records.ts';
import { endReversal, findReversal, insertReversal, lockReversal, saveReversal } from '../../store/reversals.ts';
import { findSubmission, waitForOthers } from '../../store/submissions.ts';
import { actorOf, keepActor } from '../context.ts';
import { keyOfReversal, reverseJob } from '../queue.ts';
import { isContention, type RunServices } from '../runner.ts';
import { judgeAct, loadReversalBasis, numbersOf, type ReversalBasis } from './judge.ts';
import { putBackEffects } from './put-back.ts';

/** Until when a submission can be taken back; null for one that has nothing to take back, or is not at its end. */
export function reversibleUntil(
  { isRehearsal, finishedAt, state }: Pick<SubmissionRecord, 'isRehearsal' | 'finishedAt' | 'state'>,
  jurisdiction: Pick<Jurisdiction, 'parameter'>,
): Date | null {
  if (isRehearsal || finishedAt === null || state === 'refused') return null;
  return new Date(finishedAt.getTime() + jurisdiction.parameter<number>('exchange.reversal_hours') * 3_600_000);
}

export type Reversing = { submission: SubmissionRecord; reason: string; actor: Actor; now: Date };

/** Records that a submission is taken back and queues the work. Once, and only while the day lasts. */
export async function askReversal(
  { db, jurisdiction }: Pick<RunServices, 'db' | 'jurisdiction'>,
  { submission, reason, actor, now }: Reversing,
): Promise<ReversalRecord> {
  const { submissionId, organisation } = submission;
  await requireOrganisation(actor, organisation, db);
  if (submission.finishedAt === null) throw errors.still_running();
  const until = reversibleUntil(submission, jurisdiction);
  if (until === null) throw errors.nothing_to_reverse();
  return db.transaction().execute(async (tx) => {
    // Whoever mends a row of it just now ends first; nobody does afterwards.
    await waitForOthers(tx, submissionId);
    if (await findReversal(tx, submissionId)) throw errors.reversed_already();
    if (now > until) throw errors.reversal_too_late({ until: until.toISOString() });
    const act = await beginAct(tx, { kind: 'exchange.reverse', actor, organisation, reason, requestId: submissionId });
    const record = { submissionId, actId: act.id, actor: keepActor(actor), reason, askedAt: act.at };
    if (!(await insertReversal(tx, record))) throw errors.reversed_already();
    await enqueue(tx, reverseJob, { submissionId }, { key: keyOfReversal(submissionId) });
    const asked = await findReversal(tx, submissionId);
    if (!asked) throw errors.submission_not_found();
    return asked;
  });
}

/**
 * Puts back what a submission did, act by act of it in the order in which they were done, each in a transaction that also moves the cursor,
 * all under one act. Broken off anywhere, it goes on where it stood; two runners wait for each other.
 */
export async function runReversal(
  services: RunServices,
  submissionId: string,
  { signal }: { signal: AbortSignal },
): Promise<'finished' | 'interrupted'> {
  const submission = await findSubmission(services.db, submissionId);
  const reversal = await findReversal(services.db, submissionId);
  if (!submission || !reversal) throw errors.submission_not_found();
  const basis = await loadReversalBasis(services.db, {
    submission,
    actor: actorOf(reversal),
    ministry: services.jurisdiction.ministry,
    reversalAct: reversal.actId,
  });
  for (const next of basis.acts.filter((act) => act > reversal.cursorAct)) {
    if (signal.aborted) return 'interrupted';
    await takeAct(services, basis, { reversal, actId: next, tries: 0 });
  }
  await services.db.transaction().execute(async (tx) => {
    await goOn(tx, basis, reversal);
    await dropTasksOf(tx, submissionId);
    await endReversal(tx, submissionId);
  });
  return 'finished';
}

function goOn(tx: Tx, { actor }: ReversalBasis, { actId, askedAt }: ReversalRecord): Promise<Act> {
  return goOnWithAct(tx, { id: actId, kind: 'exchange.reverse', actor, at: askedAt });
}

type Taking = { reversal: ReversalRecord; actId: number; tries: number };
const triesMax = 5;

async function takeAct(services: RunServices, basis: ReversalBasis, taking: Taking): Promise<void> {
  try {
    await services.db.transaction().execute((tx) => putBackAct(tx, services, basis, taking));
  } catch (error) {
    if (!isContention(error) || taking.tries >= triesMax) throw error;
    await takeAct(services, basis, { ...taking, tries: taking.tries + 1 });
  }
}

async function putBackAct(
  tx: Tx,
  { jurisdiction }: RunServices,
  basis: ReversalBasis,
  { reversal, actId }: Taking,
): Promise<void> {
  await aloneAsReversal(tx);
  const { submissionId } = reversal;
  const standing = await lockReversal(tx, submissionId);
  if (!standing || standing.state === 'finished' || standing.cursorAct >= actId) return;
  const numbers = await numbersOf(tx, basis, actId);
  await holdNumbers(tx, numbers);
  await lockAssociations(tx, numbers);
  const judged = await judgeAct(tx, basis, { actId, isLocked: true });
  const act = await goOn(tx, basis, reversal);
  const rules = jurisdiction.ruleContext(act.today);
  const identity = { at: act.at, rules, numberScheme: jurisdiction.numberScheme, submissionId };
  const { isFollowed, ...tally } = await putBackEffects(tx, judged, { act, identity, basis });
  await saveReversal(tx, submissionId, actId, tally);
  if (isFollowed) await enqueue(tx, responsibleQueue, {}, { key: 'after a reversal' });
}
