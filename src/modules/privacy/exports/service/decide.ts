import { z } from 'zod';
import { KeyMoment, type Page, readCursor, toPage } from '#kernel/page.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ExportRequest, ExportsQuery } from '../contract.ts';
import { exportErrors as errors } from '../errors.ts';
import * as store from '../store/requests.ts';
import {
  approverRoles,
  judgeApprover,
  judgeFetch,
  judgeRefuser,
  judgeResuming,
  judgeWithdrawal,
  presentRequest,
  refusalOf,
} from './present.ts';
import { exportSight, purposeRules, requirePurpose, toRowScope } from './scope.ts';

type Looking = { actor: Actor; now: Date; jurisdiction: Jurisdiction };

const ExportKey = z.tuple([KeyMoment, z.uuid()]);

/** Exports in the actor's sight, the latest first. */
export async function listExports(reader: Reader, query: ExportsQuery, looking: Looking): Promise<Page<ExportRequest>> {
  const last = readCursor(query.cursor, ExportKey);
  const rows = await store.listRequests(reader, await exportSight(reader, looking.actor), {
    view: query.view,
    state: query.state ?? null,
    now: looking.now,
    after: last ? { askedAt: last[0], exportId: last[1] } : null,
    limit: query.limit + 1,
  });
  const page = toPage(rows, query.limit, (row) => [row.askedAt.toISOString(), row.exportId]);
  return { ...page, items: await present(reader, page.items, looking) };
}

/** One export, or the answer of one that does not exist. */
export async function getExport(reader: Reader, exportId: string, looking: Looking): Promise<ExportRequest> {
  const row = await store.findRequest(reader, exportId, await exportSight(reader, looking.actor));
  if (!row) throw errors.export_not_found();
  const [shown] = await present(reader, [row], looking);
  if (!shown) throw new Error('an export without a row');
  return shown;
}

async function present(reader: Reader, rows: readonly store.RequestRow[], looking: Looking): Promise<ExportRequest[]> {
  const approvals = await store.listApprovals(
    reader,
    rows.map((row) => row.exportId),
  );
  return rows.map((row) =>
    presentRequest(
      row,
      approvals.filter((it) => it.exportId === row.exportId),
      looking,
    ),
  );
}

async function lock(tx: Tx, actor: Actor, exportId: string): Promise<store.RequestRow> {
  const row = await store.lockRequest(tx, exportId, await exportSight(tx, actor));
  if (!row) throw errors.export_not_found();
  return row;
}

/** The job that makes an approved export; its name and shape, for whoever queues it. */
export const makeJob = {
  name: 'privacy.make-export',
  payload: z.strictObject({ exportId: z.uuid() }),
  triesMax: 5,
} as const;

/** Gives one of the two approvals; the second sets the export to be made. Rivals wait for each other on the export's row. */
export async function approveExport(
  tx: Tx,
  act: Act,
  { exportId, note, jurisdiction }: { exportId: string; note: string | null; jurisdiction: Jurisdiction },
): Promise<void> {
  const { actor, at } = act;
  const row = await lock(tx, actor, exportId);
  const approvals = await store.listApprovals(tx, [exportId]);
  const verdict = judgeApprover(row, approvals, { actor, now: at, roles: approverRoles(jurisdiction) });
  if (!verdict.may) throw refusalOf(verdict, row);
  await store.insertApproval(tx, {
    exportId,
    place: approvals.length + 1,
    by: actor.accountId ?? '',
    byName: actor.name,
    role: actor.role,
    askedBy: row.askedBy,
    at,
    note,
  });
  await store.setState(tx, exportId, row.state === 'asked' ? 'approved_once' : 'approved');
  if (row.state === 'approved_once') await setToBeMade(tx, exportId);
}

function setToBeMade(tx: Tx, exportId: string): Promise<void> {
  return enqueue(tx, makeJob, { exportId }, { key: `make-export:${exportId}` });
}

/** Sets to be made what was paused while the sealed register was closed to whoever asked. */
export async function resumeExport(tx: Tx, act: Act, exportId: string): Promise<void> {
  const { actor, at } = act;
  const row = await lock(tx, actor, exportId);
  const refusal = judgeResuming(row, { actor, now: at });
  if (refusal) throw refusal;
  await store.setState(tx, exportId, 'approved');
  await setToBeMade(tx, exportId);
}

export async function refuseExport(
  tx: Tx,
  act: Act,
  { exportId, note, jurisdiction }: { exportId: string; note: string; jurisdiction: Jurisdiction },
): Promise<void> {
  const { actor, at } = act;
  const row = await lock(tx, actor, exportId);
  const refusal = judgeRefuser(row, { actor, now: at, roles: approverRoles(jurisdiction) });
  if (refusal) throw refusal;
  await store.endRequests(tx, [exportId], { state: 'refused', reason: 'by_approver', at, by: actor.name, note });
}

export async function withdrawExport(tx: Tx, act: Act, exportId: string): Promise<void> {
  const { actor, at } = act;
  const row = await lock(tx, actor, exportId);
  const refusal = judgeWithdrawal(row, actor);
  if (refusal) throw refusal;
  await store.endRequests(tx, [exportId], { state: 'withdrawn', reason: 'by_asker', at, by: actor.name, note: null });
}

export type Fetched = { content: Buffer; fileName: string };

/** Hands the encrypted file to whoever asked for it, if they may still see what it holds, and counts it. */
export async function fetchExport(
  tx: Tx,
  act: Act,
  { exportId, jurisdiction }: { exportId: string; jurisdiction: Jurisdiction },
): Promise<Fetched> {
  const { actor, at, today } = act;
  const row = await lock(tx, actor, exportId);
  const refusal = judgeFetch(row, { actor, now: at });
  if (refusal) throw refusal;
  if (!(await stillReaches(tx, actor, { row, today, jurisdiction }))) throw errors.export_reach_lost();
  const content = await store.takeFile(tx, row);
  if (content === null) throw errors.export_used_up({ times: row.downloads });
  return { content, fileName: `matricula-export-${exportId}.${row.format}.age` };
}

/** Whether an actor may see today all that an export holds: every organisation of its scope, its columns, protected students. */
export async function stillReaches(
  reader: Reader,
  actor: Actor,
  { row, today, jurisdiction }: { row: store.RequestRow; today: string; jurisdiction: Jurisdiction },
): Promise<boolean> {
  if (!actor.permissions.has('export.ask')) return false;
  try {
    requirePurpose(actor, row, purposeRules(jurisdiction, row.purpose));
    await toRowScope(reader, actor, row, today);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('privacy.') || isOutOfReach(error)) return false;
    throw error;
  }
}

function isOutOfReach(error: unknown): boolean {
  return (error as { code?: string }).code === 'access.organisation_out_of_reach';
}

/** Ends what is overdue, and deletes its files. Returns how many. */
export async function expireExports(tx: Tx, act: Act): Promise<number> {
  const rows = await store.lockOverdue(tx, act.at, overdueMax);
  const exportIds = rows.map((row) => row.exportId);
  await store.endRequests(tx, exportIds, { state: 'expired', reason: 'time', at: act.at, by: null, note: null });
  return rows.length;
}

const overdueMax = 500;
