import { sql } from 'kysely';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { ExportFormat } from '../contract.ts';
import type { ColumnName } from '../rules/catalogue.ts';
import type { EndReason, ExportState } from '../rules/states.ts';

export type RequestRow = {
  exportId: string;
  organisation: OrganisationCode;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  purpose: string;
  purposeText: string;
  organisations: OrganisationCode[];
  schoolYear: number;
  grades: string[];
  status: 'open' | 'year';
  includesProtected: boolean;
  columns: ColumnName[];
  format: ExportFormat;
  receiverName: string;
  receiverKey: string;
  rowLimit: number;
  peopleCounted: number;
  state: ExportState;
  expiresAt: Date;
  endedAt: Date | null;
  endedByName: string | null;
  endReason: EndReason | null;
  endNote: string | null;
  madeAt: Date | null;
  rowCount: number | null;
  sizeBytes: number | null;
  fileSha256: string | null;
  fileExpiresAt: Date | null;
  downloadsMax: number | null;
  downloads: number;
};

const columns = sql`r.export_id as "exportId", r.organisation_code as organisation, r.asked_by as "askedBy", r.asked_by_name as "askedByName",
  r.asked_at as "askedAt", r.purpose, r.purpose_text as "purposeText", r.organisations, r.school_year as "schoolYear", r.grades, r.status,
  r.includes_protected as "includesProtected", r.columns, r.format, r.receiver_name as "receiverName", r.receiver_key as "receiverKey",
  r.row_limit as "rowLimit", r.people_counted as "peopleCounted", r.state, r.expires_at as "expiresAt", r.ended_at as "endedAt",
  r.ended_by_name as "endedByName", r.end_reason as "endReason", r.end_note as "endNote", r.made_at as "madeAt", r.row_count as "rowCount",
  r.size_bytes as "sizeBytes", r.file_sha256 as "fileSha256", r.file_expires_at as "fileExpiresAt", r.downloads_max as "downloadsMax",
  r.downloads`;

/** Who looks: their own exports, and of others' those of the organisations whose exports they approve (null = all, [] = none). */
export type ExportSight = {
  accountId: string | null;
  organisations: readonly OrganisationCode[] | null;
  seesProtected: boolean;
};

function inSight({ accountId, organisations, seesProtected }: ExportSight) {
  return sql`(r.asked_by = ${accountId}::uuid or ${organisations === null} or r.organisation_code = any(${organisations ?? []}::text[]))
    and (${seesProtected} or not r.includes_protected)`;
}

export type ListFilter = {
  view: 'mine' | 'waiting' | 'all';
  state: ExportState | null;
  now: Date;
  after: { askedAt: string; exportId: string } | null;
  limit: number;
};

/** Exports in sight, the latest first, then by id. `waiting`: those that the account has neither asked for nor approved. */
export async function listRequests(reader: Reader, sight: ExportSight, filter: ListFilter): Promise<RequestRow[]> {
  const { view, state, now, after, limit } = filter;
  const views = {
    mine: sql`r.asked_by = ${sight.accountId}::uuid`,
    waiting: sql`r.state in ('asked', 'approved_once') and r.expires_at > ${now} and r.asked_by <> ${sight.accountId}::uuid
      and not exists (select from privacy.export_approval a where a.export_id = r.export_id and a.approved_by = ${sight.accountId}::uuid)`,
    all: sql`true`,
  };
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy.export_request r
     where ${inSight(sight)} and ${views[view]} and ${state === null ? sql`true` : sql`r.state = ${state}`}
       and ${after === null ? sql`true` : sql`(r.asked_at, r.export_id) < (${after.askedAt}::timestamptz, ${after.exportId}::uuid)`}
     order by r.asked_at desc, r.export_id desc limit ${limit}`.execute(reader);
  return rows;
}

export async function findRequest(reader: Reader, exportId: string, sight: ExportSight): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy.export_request r where r.export_id = ${exportId} and ${inSight(sight)}`.execute(
    reader,
  );
  return rows[0] ?? null;
}

/** One export in sight (null = whoever asked), locked until the transaction ends. */
export async function lockRequest(tx: Tx, exportId: string, sight: ExportSight | null): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy.export_request r
     where r.export_id = ${exportId} and ${sight === null ? sql`true` : inSight(sight)} for update`.execute(tx);
  return rows[0] ?? null;
}

type NewRequest = Omit<
  RequestRow,
  | 'endedAt'
  | 'endedByName'
  | 'endReason'
  | 'endNote'
  | 'madeAt'
  | 'rowCount'
  | 'sizeBytes'
  | 'fileSha256'
  | 'fileExpiresAt'
  | 'downloadsMax'
  | 'downloads'
>;

export async function insertRequest(tx: Tx, it: NewRequest): Promise<void> {
  await sql`
    insert into privacy.export_request (export_id, organisation_code, asked_by, asked_by_name, asked_at, purpose, purpose_text, organisations,
      school_year, grades, status, includes_protected, columns, format, receiver_name, receiver_key, row_limit, people_counted, state, expires_at)
    values (${it.exportId}, ${it.organisation}, ${it.askedBy}, ${it.askedByName}, ${it.askedAt}, ${it.purpose}, ${it.purposeText},
      ${it.organisations}::text[], ${it.schoolYear}, ${it.grades}::text[], ${it.status}, ${it.includesProtected}, ${it.columns}::text[],
      ${it.format}, ${it.receiverName}, ${it.receiverKey}, ${it.rowLimit}, ${it.peopleCounted}, ${it.state}, ${it.expiresAt})`.execute(
    tx,
  );
}

export async function setState(tx: Tx, exportId: string, state: ExportState): Promise<void> {
  await sql`update privacy.export_request set state = ${state} where export_id = ${exportId}`.execute(tx);
}

export type Ending = {
  state: 'refused' | 'withdrawn' | 'expired';
  reason: EndReason;
  at: Date;
  by: string | null;
  note: string | null;
};

/** Ends exports and deletes their files. */
export async function endRequests(
  tx: Tx,
  exportIds: readonly string[],
  { state, reason, at, by, note }: Ending,
): Promise<void> {
  await sql`
    update privacy.export_request
       set state = ${state}, ended_at = ${at}, ended_by_name = ${by}, end_reason = ${reason}, end_note = ${note}
     where export_id = any(${exportIds}::uuid[])`.execute(tx);
  await deleteFiles(tx, exportIds);
}

export type MadeFile = {
  rowCount: number;
  content: Buffer;
  sha256: string;
  madeAt: Date;
  expiresAt: Date;
  downloadsMax: number;
};

/** Keeps the encrypted file and says so in one go. */
export async function keepFile(tx: Tx, exportId: string, file: MadeFile): Promise<void> {
  await sql`insert into privacy.export_file (export_id, content) values (${exportId}, ${file.content})`.execute(tx);
  await sql`
    update privacy.export_request
       set state = 'made', made_at = ${file.madeAt}, row_count = ${file.rowCount}, size_bytes = ${file.content.length},
           file_sha256 = ${file.sha256}, file_expires_at = ${file.expiresAt}, downloads_max = ${file.downloadsMax}
     where export_id = ${exportId}`.execute(tx);
}

/** Counts a fetch and gives the bytes; null when they are gone. The file goes with its last fetch. */
export async function takeFile(tx: Tx, row: RequestRow): Promise<Buffer | null> {
  const { rows } = await sql<{ content: Buffer }>`
    select content from privacy.export_file where export_id = ${row.exportId}`.execute(tx);
  const content = rows[0]?.content ?? null;
  if (content === null) return null;
  await sql`update privacy.export_request set state = 'fetched', downloads = downloads + 1 where export_id = ${row.exportId}`.execute(
    tx,
  );
  if (row.downloads + 1 >= (row.downloadsMax ?? 0)) await deleteFiles(tx, [row.exportId]);
  return content;
}

async function deleteFiles(tx: Tx, exportIds: readonly string[]): Promise<void> {
  await sql`delete from privacy.export_file where export_id = any(${exportIds}::uuid[])`.execute(tx);
}

/** Requests whose time has run out, and files whose time has; locked in the order of their ids, those that somebody holds left for later. */
export async function lockOverdue(tx: Tx, now: Date, limit: number): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy.export_request r
     where (r.state in ('asked', 'approved_once', 'approved', 'paused') and r.expires_at <= ${now})
        or (r.state in ('made', 'fetched') and r.file_expires_at <= ${now})
     order by r.export_id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

export type ApprovalRow = {
  exportId: string;
  place: number;
  by: string;
  byName: string;
  role: string;
  at: Date;
  note: string | null;
};

/** The approvals of some exports, in their order. */
export async function listApprovals(reader: Reader, exportIds: readonly string[]): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    select export_id as "exportId", place, approved_by as by, approved_by_name as "byName", approved_by_role as role, approved_at as at, note
      from privacy.export_approval where export_id = any(${exportIds}::uuid[]) order by export_id, place`.execute(
    reader,
  );
  return rows;
}

export async function insertApproval(tx: Tx, approval: ApprovalRow & { askedBy: string }): Promise<void> {
  const { exportId, place, by, byName, role, askedBy, at, note } = approval;
  await sql`
    insert into privacy.export_approval (export_id, place, approved_by, approved_by_name, approved_by_role, asked_by, approved_at, note)
    values (${exportId}, ${place}, ${by}, ${byName}, ${role}, ${askedBy}, ${at}, ${note})`.execute(tx);
}
