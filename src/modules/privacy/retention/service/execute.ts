import type { PlainDate } from '#kernel/dates.ts';
import { type Act, beginAct, goOnWithAct, todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db, Tx } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { disposeHolding, redactHistory } from '#platform/holdings/read.ts';
import type { Services } from '#platform/services.ts';
import { keysOf, openValue } from '../../keys/service/seal.ts';
import { lockKey, markDestroyed } from '../../keys/store/keys.ts';
import { errors } from '../errors.ts';
import * as store from '../store/disposals.ts';
import { dropPackages, listSealed } from '../store/sealed.ts';
import { certify } from './certificate.ts';
import { requireKeyDue } from './data-keys.ts';
import { dueOf } from './due.ts';
import { destroyedKinds, loadHolds } from './people.ts';
import { saltPlace } from './propose.ts';

export type ExecuteServices = Pick<Services, 'config' | 'jurisdiction' | 'files'> & {
  db: Db;
  holdings: readonly Holding[];
};
export type ExecuteOptions = { at: Date; batch?: number; signal?: AbortSignal };
export type ExecuteEnd = 'executed' | 'interrupted' | 'not_approved';

const batchDefault = 200;

/**
 * Carries an approved disposal out: batch by batch, each in a transaction, all under one act. Broken off anywhere, it goes on where it
 * stood when it is run again; two runners wait for each other. What was held or became undue since the proposal is kept.
 */
export async function executeDisposal(
  services: ExecuteServices,
  disposalId: string,
  options: ExecuteOptions,
): Promise<ExecuteEnd> {
  for (;;) {
    if (options.signal?.aborted) return 'interrupted';
    const end = await services.db.transaction().execute((tx) => takeBatch(tx, services, { disposalId, options }));
    if (end !== 'more') return end;
  }
}

type Batch = { disposalId: string; options: ExecuteOptions };

async function takeBatch(
  tx: Tx,
  services: ExecuteServices,
  { disposalId, options }: Batch,
): Promise<ExecuteEnd | 'more'> {
  const disposal = await store.lockDisposal(tx, disposalId);
  if (disposal?.state === 'executed') return 'executed';
  if (disposal?.state !== 'approved') return 'not_approved';
  const act = await actOf(tx, disposal, options.at);
  const salt = saltOf(services, disposal);
  if (disposal.target === 'key') await destroyKey(tx, act, { services, disposal, salt });
  else {
    const numbers = await store.takeWaiting(tx, disposalId, options.batch ?? batchDefault);
    if (numbers.length > 0) {
      await destroyRecords(tx, act, { services, disposal, salt, numbers });
      return 'more';
    }
  }
  await certify(tx, act, { services, disposal });
  return 'executed';
}

/** One act for all batches: the first begins it, the others go on with it. */
async function actOf(tx: Tx, disposal: store.DisposalRecord, at: Date): Promise<Act> {
  const kind = 'privacy.dispose';
  const actor = systemActor('disposal');
  if (disposal.actId !== null) return goOnWithAct(tx, { id: disposal.actId, kind, actor, at });
  const act = await beginAct(tx, { kind, actor, requestId: disposal.disposalId, at });
  await store.setAct(tx, disposal.disposalId, act.id);
  return act;
}

function saltOf(services: ExecuteServices, { disposalId, saltKeyId, salt }: store.DisposalRecord): Buffer {
  const opened = openValue<string>(keysOf(services), salt, saltPlace(disposalId, saltKeyId));
  if (!opened || !('value' in opened)) throw new Error(`the salt of disposal ${disposalId} cannot be opened`);
  return Buffer.from(opened.value, 'hex');
}

type Destroying = { services: ExecuteServices; disposal: store.DisposalRecord; salt: Buffer };

async function destroyRecords(
  tx: Tx,
  act: Act,
  { services, disposal, salt, numbers }: Destroying & { numbers: Awaited<ReturnType<typeof store.takeWaiting>> },
): Promise<void> {
  const { jurisdiction, holdings, files } = services;
  const { disposalId, recordKind } = disposal;
  const today: PlainDate = act.today;
  // Judged again as it is now: a hold may have been placed since, a student may have come back.
  const kinds = destroyedKinds(jurisdiction, today).filter((it) => it.recordKind === recordKind);
  const judged = await dueOf(tx, { jurisdiction, holdings, today }, { kinds, holds: await loadHolds(tx), numbers });
  const byNumber = new Map<string, (typeof judged)[number]>(judged.map((it) => [it.studentNumber, it]));
  const going = numbers.filter((it) => byNumber.get(it)?.heldBy.length === 0);
  // Rows that refer to a student's own row stand after it in the list, so they go before it.
  const tables = uniqueTables(holdings.filter((it) => it.recordKind === recordKind)).reverse();
  for (const holding of tables) {
    const disposed = await disposeHolding(tx, holding, { numbers: going, salt });
    await store.insertDigests(tx, disposalId, disposed);
    for (const { fileId } of disposed) if (fileId) await files.remove(fileId);
  }
  const redacted = tables.filter((it) => !(typeof it.onDisposal === 'object' && 'keep' in it.onDisposal));
  const images = await redactHistory(tx, {
    disposalId,
    tables: redacted.map(({ table, isKeyPersonal }) => ({ table, isKeyPersonal: isKeyPersonal ?? false })),
    numbers: going,
    salt,
  });
  const fates = numbers.map((number): store.ItemFate => {
    const found = byNumber.get(number);
    if (found?.heldBy.length === 0) return { number, fate: 'done', because: null, images: images.get(number) ?? 0 };
    return { number, fate: 'kept', because: found ? 'held' : 'not_due', images: 0 };
  });
  await store.settleItems(tx, disposalId, fates, act.at);
}

function uniqueTables(holdings: readonly Holding[]): Holding[] {
  return [...new Map(holdings.map((it) => [it.table, it])).values()];
}

/** The key is destroyed last: should anything before it fail, all is as it was. */
async function destroyKey(tx: Tx, act: Act, { services, disposal, salt }: Destroying): Promise<void> {
  const { keyId, disposalId } = disposal;
  if (keyId === null || !(await lockKey(tx, keyId))) throw errors.key_not_found();
  await requireKeyDue(tx, services, { keyId, today: todayOf(act.at) });
  const sealed = await listSealed(tx, { keyId, salt });
  await store.insertDigests(
    tx,
    disposalId,
    sealed.map(({ table, digest }) => ({ table, digest, number: '', fileId: null })),
  );
  await dropPackages(tx, keyId);
  await markDestroyed(tx, { keyId, disposalId, at: act.at });
  for (const { fileId } of sealed) if (fileId) await services.files.remove(fileId);
  keysOf(services).destroy(keyId);
}
