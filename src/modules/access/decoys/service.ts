import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { raiseAlarm } from '../service/alarms.ts';
import { wasRaised } from '../store/alarms.ts';
import * as store from './store.ts';

/** Somebody looks the same decoy up again and again while typing: one alarm in this time tells it. */
const sameCauseMs = 24 * 3_600_000;

export type DecoyLook = {
  actor: Actor;
  clues: store.DecoyClues;
  /** Through which door: an address of the API, a submission. */
  where: string;
  /** Whose alarm it is. */
  ministry: string;
  requestId: string;
};

/** Plants decoys in the transaction that makes their export. */
export async function plantDecoys(tx: Tx, decoys: readonly store.Decoy[], at: Date): Promise<void> {
  await store.insertDecoys(tx, decoys, at);
}

export async function findDecoys(reader: Reader, clues: store.DecoyClues): Promise<store.Decoy[]> {
  return store.findDecoys(reader, clues);
}

/**
 * Raises the alarm of every decoy that somebody looks up: whoever knows one has it out of its export. Call when the answer has
 * left, so that a decoy answers no slower than a number that does not exist. Returns how many alarms were raised.
 */
export async function reportDecoys(db: Db, { actor, clues, where, ministry, requestId }: DecoyLook): Promise<number> {
  const found = await store.findDecoys(db, clues);
  if (found.length === 0) return 0;
  const by = actor.accountId ?? actor.clientId ?? actor.name;
  return perform(db, { kind: 'access.meet-decoy', actor, requestId }, async (tx, act) => {
    let raised = 0;
    for (const decoy of found.slice(0, alarmsMax)) {
      const cause = { decoy: decoy.studentNumber, by };
      const since = new Date(act.at.getTime() - sameCauseMs);
      if (await wasRaised(tx, { kind: 'decoy_read', details: cause, since })) continue;
      await raiseAlarm(tx, act, {
        kind: 'decoy_read',
        organisation: ministry,
        accountId: actor.accountId,
        clientId: actor.clientId ?? null,
        details: { ...cause, name: actor.name, export: decoy.exportId, receiver: decoy.receiverName, where },
      });
      raised += 1;
    }
    return raised;
  });
}

/** More alarms than this about one request tell nothing more. */
const alarmsMax = 20;
