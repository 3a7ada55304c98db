import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { requestScan } from '#modules/validation/index.ts';
import { beginAct, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { Transition } from '../rules/facts.ts';
import { nextResponsibility } from '../rules/processor.ts';
import * as store from '../store.ts';
import { loadKnown } from './load.ts';

const batchStudents = 1_000;

type Processing = { db: Db; jurisdiction: Jurisdiction; signal: AbortSignal };

/**
 * The daily round: records who answers for a student now where the register shows it, and never touches what somebody recorded. Batch after
 * batch, each one act; broken off it goes on the next time, and a second round of the day finds nothing to add.
 */
export async function processResponsibility({ db, jurisdiction, signal }: Processing, at: Date): Promise<number> {
  const rules = jurisdiction.ruleContext(todayOf(at));
  const ministry = jurisdiction.ministry as OrganisationCode; // a code of the jurisdiction's own file
  let recorded = 0;
  let after: StudentNumber | null = null;
  while (!signal.aborted) {
    const numbers: StudentNumber[] = await store.listProcessed(db, { today: rules.today, after, limit: batchStudents });
    after = numbers.at(-1) ?? null;
    if (after === null) return recorded;
    recorded += await db.transaction().execute((tx) => processBatch(tx, numbers, { rules, ministry, at }));
  }
  return recorded;
}

async function processBatch(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { rules, ministry, at }: { rules: RuleContext; ministry: OrganisationCode; at: Date },
): Promise<number> {
  const concerned = (await missing(tx, numbers, rules)).map((it) => it.studentNumber);
  if (concerned.length === 0) return 0;
  await store.takeTurn(tx, concerned);
  // Judged again now that nobody else writes them: somebody may have said it meanwhile.
  const added = await missing(tx, concerned, rules);
  if (added.length === 0) return 0;
  const actor = systemActor('responsible schools', ministry);
  const act = await beginAct(tx, { kind: 'enrolment.process-responsible', actor, at });
  const inserted = await store.insertTransitions(tx, added, { act, organisation: ministry });
  const written = added.filter((it) => inserted.has(it.transitionId)).map((it) => it.studentNumber);
  await requestScan(tx, written);
  return written.length;
}

/** What is to be recorded of some students today. */
async function missing(tx: Tx, numbers: readonly StudentNumber[], rules: RuleContext): Promise<Transition[]> {
  return (await loadKnown(tx, numbers)).flatMap((it): Transition[] => {
    const answer = nextResponsibility(it, rules);
    const { studentNumber } = it;
    const base = { studentNumber, transitionId: newId(), effectiveOn: rules.today, outside: null, isDeleted: false };
    return answer === null ? [] : [{ ...base, ...answer }];
  });
}
