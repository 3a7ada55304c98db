import { randomBytes } from 'node:crypto';
import { dateParts, type PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { Services } from '#platform/services.ts';
import { keyFor, keysOf, sealValue } from '../../keys/service/seal.ts';
import { numberOf, retentionSchedule } from '../../settings.ts';
import { errors, refusalOf } from '../errors.ts';
import { executionQueue } from '../queue.ts';
import { judgeApproval, mayWithdraw } from '../rules/disposal.ts';
import type { RetentionClass } from '../rules/schedule.ts';
import * as store from '../store/disposals.ts';
import { requireKeyDue } from './data-keys.ts';
import { type DueRecord, findDue } from './due.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction'> & { holdings: readonly Holding[] };
export type RecordsWish = { recordKind: string; dueBy: PlainDate; reason: string };

/** What a proposal would cover: the people whose records are due, and those who are held back. */
export type Preview = {
  retention: RetentionClass;
  dueBy: PlainDate;
  people: number;
  rows: number;
  heldPeople: number;
  examples: DueRecord[];
  due: DueRecord[];
};

const examplesMax = 20;

/** The rehearsal of a disposal: what is due, counted, with examples; nothing is written. */
export async function previewRecords(
  reader: Reader,
  {
    jurisdiction,
    holdings,
    today,
    wish,
  }: Omit<Needed, 'config'> & { today: PlainDate; wish: Omit<RecordsWish, 'reason'> },
): Promise<Preview> {
  const { recordKind, dueBy } = wish;
  const retention = findClass(jurisdiction, { recordKind, today, action: 'destroy' });
  if (dueBy > today) throw errors.due_later({ today });
  const found: DueRecord[] = [];
  for await (const batch of findDue(reader, { jurisdiction, holdings, today: dueBy, recordKinds: [recordKind] }))
    found.push(...batch);
  const due = found.filter((it) => it.heldBy.length === 0);
  return {
    retention,
    dueBy,
    people: due.length,
    rows: due.reduce((sum, it) => sum + it.rows, 0),
    heldPeople: found.length - due.length,
    examples: found.slice(0, examplesMax),
    due,
  };
}

function findClass(
  jurisdiction: Services['jurisdiction'],
  { recordKind, today, action }: { recordKind: string; today: PlainDate; action: RetentionClass['action'] },
): RetentionClass {
  const retention = retentionSchedule(jurisdiction, today).find((it) => it.recordKind === recordKind);
  if (!retention) throw errors.kind_unknown({ recordKind });
  if (retention.action !== action) throw errors.kind_kept({ recordKind });
  return retention;
}

/** Proposes to destroy what is due of a kind; held records are left out from the start. */
export async function proposeRecords(
  tx: Tx,
  act: Act,
  { services, wish }: { services: Needed; wish: RecordsWish },
): Promise<string> {
  const preview = await previewRecords(tx, { ...services, today: act.today, wish });
  if (preview.people === 0) throw errors.nothing_due({ dueBy: wish.dueBy });
  const disposalId = await insert(tx, act, {
    services,
    target: 'records',
    keyId: null,
    retention: preview.retention,
    ...wish,
  });
  const items = preview.due.map((it) => ({
    studentNumber: it.studentNumber as StudentNumber,
    dueOn: it.dueOn,
    rows: it.rows,
  }));
  await store.insertItems(tx, disposalId, items);
  return disposalId;
}

/** Proposes to destroy a key, and all that is sealed under it with it. */
export async function proposeKey(
  tx: Tx,
  act: Act,
  { services, wish }: { services: Needed; wish: { keyId: string; reason: string } },
): Promise<string> {
  const { recordKind } = await requireKeyDue(tx, services, { keyId: wish.keyId, today: act.today });
  const retention = findClass(services.jurisdiction, { recordKind, today: act.today, action: 'destroy_key' });
  return insert(tx, act, {
    services,
    target: 'key',
    recordKind,
    keyId: wish.keyId,
    dueBy: act.today,
    reason: wish.reason,
    retention,
  });
}

type Inserted = {
  services: Needed;
  target: 'records' | 'key';
  recordKind: string;
  keyId: string | null;
  dueBy: PlainDate;
  reason: string;
  retention: RetentionClass;
};

async function insert(tx: Tx, act: Act, { services, ...proposal }: Inserted): Promise<string> {
  if (await store.isProposed(tx, proposal)) throw errors.proposed_already();
  const keys = keysOf(services);
  const disposalId = newId();
  const saltKeyId = await keyFor(tx, act, { keys, recordKind: 'disposal', period: dateParts(act.today).year });
  const salt = sealValue(keys, randomBytes(32).toString('hex'), saltPlace(disposalId, saltKeyId));
  await store.insertDisposal(tx, {
    ...proposal,
    disposalId,
    state: 'proposed',
    proposedBy: act.actor.accountId,
    proposedByName: act.actor.name,
    proposedAt: act.at,
    saltKeyId,
    salt,
    actId: null,
    executedAt: null,
    backupsUntil: null,
    certificateFileId: null,
  });
  return disposalId;
}

export function saltPlace(disposalId: string, keyId: string): { keyId: string; place: string } {
  return { keyId, place: `privacy.disposal ${disposalId} salt` };
}

/** Approves a proposal; the last needed approval sets it going. Returns whether it did. */
export async function approve(
  tx: Tx,
  act: Act,
  { jurisdiction, disposalId }: Pick<Services, 'jurisdiction'> & { disposalId: string },
): Promise<boolean> {
  const disposal = await store.lockDisposal(tx, disposalId);
  if (!disposal) throw errors.disposal_not_found();
  const approvals = (await store.listApprovals(tx, [disposalId])).get(disposalId) ?? [];
  const { accountId, permissions, name } = act.actor;
  const facts = { ...disposal, approvedBy: approvals.map((it) => it.accountId) };
  const verdict = judgeApproval(facts, {
    accountId,
    permissions,
    approvalsNeeded: numberOf(jurisdiction, 'disposal_approvals', act.today),
  });
  if (!verdict.may) throw refusalOf[verdict.because]();
  if (accountId === null) throw errors.no_account();
  await store.insertApproval(tx, disposalId, { accountId, name, at: act.at });
  if (!verdict.isLast) return false;
  await store.setState(tx, disposalId, 'approved');
  await enqueue(tx, executionQueue, { disposalId }, { key: `${executionQueue.name} ${disposalId}` });
  return true;
}

/** Withdraws a proposal that nobody carried out. */
export async function withdraw(tx: Tx, disposalId: string): Promise<void> {
  const disposal = await store.lockDisposal(tx, disposalId);
  if (!disposal) throw errors.disposal_not_found();
  if (!mayWithdraw(disposal.state)) throw errors.wrong_state();
  await store.setState(tx, disposalId, 'withdrawn');
}
