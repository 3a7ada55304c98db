import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Disposed } from '#platform/holdings/read.ts';
import type { DisposalState } from '../rules/disposal.ts';
import type { RetentionClass } from '../rules/schedule.ts';

export type DisposalRecord = {
  disposalId: string;
  target: 'records' | 'key';
  recordKind: string;
  keyId: string | null;
  dueBy: PlainDate;
  state: DisposalState;
  reason: string;
  retention: RetentionClass;
  proposedBy: string | null;
  proposedByName: string;
  proposedAt: Date;
  saltKeyId: string;
  salt: string;
  actId: number | null;
  executedAt: Date | null;
  backupsUntil: PlainDate | null;
  certificateFileId: string | null;
};

const columns = sql`disposal_id as "disposalId", target, record_kind as "recordKind", key_id as "keyId", due_by as "dueBy", state, reason, retention,
  proposed_by as "proposedBy", proposed_by_name as "proposedByName", proposed_at as "proposedAt", salt_key_id as "saltKeyId", salt,
  act_id as "actId", executed_at as "executedAt", backups_until as "backupsUntil", certificate_file_id as "certificateFileId"`;

export async function insertDisposal(tx: Tx, it: DisposalRecord): Promise<void> {
  await sql`insert into privacy.disposal (disposal_id, target, record_kind, key_id, due_by, state, reason, retention, proposed_by, proposed_by_name,
                                          proposed_at, salt_key_id, salt)
    values (${it.disposalId}, ${it.target}, ${it.recordKind}, ${it.keyId}, ${it.dueBy}, ${it.state}, ${it.reason}, ${JSON.stringify(it.retention)}::jsonb,
            ${it.proposedBy}, ${it.proposedByName}, ${it.proposedAt}, ${it.saltKeyId}, ${it.salt})`.execute(tx);
}

/** Proposals that wait first, then the latest. */
export async function listDisposals(reader: Reader): Promise<DisposalRecord[]> {
  const { rows } = await sql<DisposalRecord>`
    select ${columns} from privacy.disposal
     order by state in ('proposed', 'approved') desc, proposed_at desc, disposal_id limit 500`.execute(reader);
  return rows;
}

export async function findDisposal(reader: Reader, disposalId: string): Promise<DisposalRecord | null> {
  const { rows } =
    await sql<DisposalRecord>`select ${columns} from privacy.disposal where disposal_id = ${disposalId}`.execute(
      reader,
    );
  return rows[0] ?? null;
}

export async function lockDisposal(tx: Tx, disposalId: string): Promise<DisposalRecord | null> {
  const { rows } =
    await sql<DisposalRecord>`select ${columns} from privacy.disposal where disposal_id = ${disposalId} for update`.execute(
      tx,
    );
  return rows[0] ?? null;
}

/** An approved disposal of a key that waits to be carried out. */
export async function findApprovedForKey(reader: Reader, keyId: string): Promise<DisposalRecord | null> {
  const { rows } = await sql<DisposalRecord>`
    select ${columns} from privacy.disposal where key_id = ${keyId} and state = 'approved' order by proposed_at limit 1`.execute(
    reader,
  );
  return rows[0] ?? null;
}

/** Whether something waits already to destroy the same. */
export async function isProposed(
  reader: Reader,
  { recordKind, keyId }: { recordKind: string; keyId: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from privacy.disposal where record_kind = ${recordKind} and key_id is not distinct from ${keyId}::uuid
      and state in ('proposed', 'approved')) as found`.execute(reader);
  return rows[0]?.found ?? false;
}

export async function setState(tx: Tx, disposalId: string, state: DisposalState): Promise<void> {
  await sql`update privacy.disposal set state = ${state} where disposal_id = ${disposalId}`.execute(tx);
}

export async function setAct(tx: Tx, disposalId: string, actId: number): Promise<void> {
  await sql`update privacy.disposal set act_id = ${actId} where disposal_id = ${disposalId}`.execute(tx);
}

export async function setExecuted(
  tx: Tx,
  it: { disposalId: string; at: Date; backupsUntil: PlainDate; certificateFileId: string },
): Promise<void> {
  await sql`update privacy.disposal set state = 'executed', executed_at = ${it.at}, backups_until = ${it.backupsUntil},
    certificate_file_id = ${it.certificateFileId} where disposal_id = ${it.disposalId}`.execute(tx);
}

export type Approval = { accountId: string; name: string; at: Date };

export async function insertApproval(tx: Tx, disposalId: string, { accountId, name, at }: Approval): Promise<void> {
  await sql`insert into privacy.disposal_approval (disposal_id, account_id, name, at) values (${disposalId}, ${accountId}, ${name}, ${at})`.execute(
    tx,
  );
}

export async function listApprovals(reader: Reader, disposalIds: readonly string[]): Promise<Map<string, Approval[]>> {
  const { rows } = await sql<Approval & { disposalId: string }>`
    select disposal_id as "disposalId", account_id as "accountId", name, at from privacy.disposal_approval
     where disposal_id = any(${disposalIds}::uuid[]) order by disposal_id, at, account_id`.execute(reader);
  const byDisposal = new Map<string, Approval[]>(disposalIds.map((id) => [id, []]));
  for (const { disposalId, ...approval } of rows) byDisposal.get(disposalId)?.push(approval);
  return byDisposal;
}

export type DisposalItem = { studentNumber: StudentNumber; dueOn: PlainDate; rows: number };

export async function insertItems(tx: Tx, disposalId: string, items: readonly DisposalItem[]): Promise<void> {
  const rows = items.map((it) => ({ student_number: it.studentNumber, due_on: it.dueOn, row_count: it.rows }));
  await sql`insert into privacy.disposal_item (student_number, disposal_id, due_on, row_count, fate)
    select student_number, ${disposalId}, due_on, row_count, 'waiting'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (student_number char(9), due_on date, row_count integer)`.execute(
    tx,
  );
}

/** The next people whose records wait, locked. */
export async function takeWaiting(tx: Tx, disposalId: string, limit: number): Promise<StudentNumber[]> {
  const { rows } = await sql<{ number: StudentNumber }>`
    select student_number as number from privacy.disposal_item where disposal_id = ${disposalId} and fate = 'waiting'
     order by student_number limit ${limit} for update`.execute(tx);
  return rows.map((row) => row.number);
}

export type ItemFate = { number: string; fate: 'done' | 'kept'; because: string | null; images: number };

export async function settleItems(tx: Tx, disposalId: string, fates: readonly ItemFate[], at: Date): Promise<void> {
  await sql`update privacy.disposal_item i set fate = r.fate, because = r.because, images_redacted = r.images, done_at = ${at}
      from jsonb_to_recordset(${JSON.stringify(fates)}::jsonb) as r (number char(9), fate text, because text, images integer)
     where i.disposal_id = ${disposalId} and i.student_number = r.number`.execute(tx);
}

export async function insertDigests(tx: Tx, disposalId: string, disposed: readonly Disposed[]): Promise<void> {
  await sql`insert into privacy.disposal_row (disposal_id, table_name, digest)
    select ${disposalId}, r.t, r.d from unnest(${disposed.map((it) => it.table)}::text[], ${disposed.map((it) => it.digest)}::text[]) as r (t, d)`.execute(
    tx,
  );
}

export async function listDigests(reader: Reader, disposalId: string): Promise<{ table: string; digest: string }[]> {
  const { rows } = await sql<{ table: string; digest: string }>`
    select table_name as table, digest from privacy.disposal_row where disposal_id = ${disposalId} order by ordinal`.execute(
    reader,
  );
  return rows;
}

export type ItemCounts = {
  waiting: number;
  done: number;
  kept: number;
  rows: number;
  images: number;
  keptBecause: Record<string, number>;
};

/** What became of the people of each disposal. */
export async function countItems(reader: Reader, disposalIds: readonly string[]): Promise<Map<string, ItemCounts>> {
  const { rows } = await sql<{
    id: string;
    fate: 'waiting' | 'done' | 'kept';
    because: string | null;
    n: number;
    rows: number;
    images: number;
  }>`
    select disposal_id as id, fate, because, count(*)::integer as n, sum(row_count)::integer as rows, sum(images_redacted)::integer as images
      from privacy.disposal_item where disposal_id = any(${disposalIds}::uuid[]) group by 1, 2, 3`.execute(reader);
  const blank = (): ItemCounts => ({ waiting: 0, done: 0, kept: 0, rows: 0, images: 0, keptBecause: {} });
  const counts = new Map<string, ItemCounts>(disposalIds.map((id) => [id, blank()]));
  for (const row of rows) {
    const count = counts.get(row.id);
    if (!count) continue;
    count[row.fate] += row.n;
    count.rows += row.rows;
    count.images += row.images;
    if (row.fate === 'kept') count.keptBecause[row.because ?? '–'] = row.n;
  }
  return counts;
}

/** The first people of a disposal, as examples. */
export async function listItems(
  reader: Reader,
  disposalId: string,
  limit: number,
): Promise<(DisposalItem & { fate: string; because: string | null })[]> {
  const { rows } = await sql<DisposalItem & { fate: string; because: string | null }>`
    select student_number as "studentNumber", due_on as "dueOn", row_count as rows, fate, because
      from privacy.disposal_item where disposal_id = ${disposalId} order by due_on, student_number limit ${limit}`.execute(
    reader,
  );
  return rows;
}
