import type { Words } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ExportRequest } from '../contract.ts';
import { exportErrors as errors } from '../errors.ts';
import { type ApprovalVerdict, type ApproverRoles, judgeApproval } from '../rules/approval.ts';
import { type ColumnName, columns } from '../rules/catalogue.ts';
import { endReasons, mayMove, stateWords } from '../rules/states.ts';
import type { ApprovalRow, RequestRow } from '../store/requests.ts';

export function presentColumns(names: readonly ColumnName[]): ExportRequest['columns'] {
  return names.map((name) => ({ name, ...columns[name] }));
}

const refusals = {
  not_waiting: errors.export_not_waiting,
  expired: errors.export_expired,
  own: errors.export_own,
  twice: errors.export_approved_twice,
  role: errors.export_role,
  other_role_needed: errors.export_other_role,
} as const;

/** The refusal behind a verdict; the page says its words before anybody tries. */
export function refusalOf(verdict: ApprovalVerdict & { may: false }, row: RequestRow): Error & { words: Words } {
  return refusals[verdict.because]({ state: row.state });
}

export function judgeApprover(
  row: RequestRow,
  approvals: readonly ApprovalRow[],
  by: { actor: Actor; now: Date; roles: ApproverRoles },
): ApprovalVerdict {
  const { state, askedBy, expiresAt } = row;
  const { actor, now, roles } = by;
  const approver = { accountId: actor.accountId, role: actor.role };
  return judgeApproval({ state, askedBy, isExpired: expiresAt <= now, approvals, approver }, roles);
}

export function approverRoles(jurisdiction: Jurisdiction): ApproverRoles {
  return jurisdiction.parameter<ApproverRoles>('privacy.export_approvers');
}

/** An export as the actor sees it, with what the actor may do. */
export function presentRequest(
  row: RequestRow,
  approvals: readonly ApprovalRow[],
  { actor, now, jurisdiction }: { actor: Actor; now: Date; jurisdiction: Jurisdiction },
): ExportRequest {
  const purposeWords = jurisdiction.code('export_purpose', row.purpose)?.words ?? { en: row.purpose, fr: row.purpose };
  return {
    exportId: row.exportId,
    organisation: row.organisation,
    askedBy: row.askedByName,
    askedAt: row.askedAt.toISOString(),
    isYours: row.askedBy === actor.accountId,
    purpose: row.purpose,
    purposeWords,
    purposeText: row.purposeText,
    organisations: row.organisations,
    schoolYear: row.schoolYear,
    grades: row.grades,
    status: row.status,
    includesProtected: row.includesProtected,
    columns: presentColumns(row.columns),
    format: row.format,
    receiverName: row.receiverName,
    receiverKey: row.receiverKey,
    rowLimit: row.rowLimit,
    peopleCounted: row.peopleCounted,
    state: row.state,
    stateWords: stateWords[row.state],
    expiresAt: row.expiresAt.toISOString(),
    approvals: approvals.map(({ byName, at, note }) => ({ by: byName, at: at.toISOString(), note })),
    ended: endingOf(row),
    file: fileOf(row),
    moves: movesOf(row, approvals, { actor, now, roles: approverRoles(jurisdiction) }),
  };
}

function endingOf({ endedAt, endedByName, endReason, endNote }: RequestRow): ExportRequest['ended'] {
  if (endedAt === null || endReason === null) return null;
  return { at: endedAt.toISOString(), by: endedByName, words: endReasons[endReason], note: endNote };
}

function fileOf(row: RequestRow): ExportRequest['file'] {
  const { madeAt, rowCount, sizeBytes, fileSha256, fileExpiresAt, downloads, downloadsMax } = row;
  if (madeAt === null || fileExpiresAt === null) return null;
  return {
    madeAt: madeAt.toISOString(),
    rows: rowCount ?? 0,
    sizeBytes: sizeBytes ?? 0,
    sha256: fileSha256 ?? '',
    expiresAt: fileExpiresAt.toISOString(),
    downloads,
    downloadsMax: downloadsMax ?? 0,
  };
}

type By = { actor: Actor; now: Date; roles: ApproverRoles };
const move = (refusal: { words: Words } | null) => ({ may: refusal === null, because: refusal?.words ?? null });

function movesOf(row: RequestRow, approvals: readonly ApprovalRow[], by: By): ExportRequest['moves'] {
  const verdict = judgeApprover(row, approvals, by);
  return {
    approve: move(verdict.may ? null : refusalOf(verdict, row)),
    refuse: move(judgeRefuser(row, by)),
    withdraw: move(judgeWithdrawal(row, by.actor)),
    resume: move(judgeResuming(row, by)),
    fetch: move(judgeFetch(row, by)),
  };
}

/** Whoever may approve may also refuse, also what they approved. */
export function judgeRefuser(row: RequestRow, { actor, roles }: By): (Error & { words: Words }) | null {
  if (!mayMove(row.state, 'refused')) return errors.export_not_waiting({ state: row.state });
  if (actor.accountId === null || actor.accountId === row.askedBy) return errors.export_own();
  return roles.roles.includes(actor.role) ? null : errors.export_role();
}

export function judgeWithdrawal(row: RequestRow, actor: Actor): (Error & { words: Words }) | null {
  if (actor.accountId === null || actor.accountId !== row.askedBy) return errors.export_not_yours();
  return mayMove(row.state, 'withdrawn') ? null : errors.export_not_waiting({ state: row.state });
}

/** What was paused goes on when whoever asked says so: they see it only while the sealed register is open to them. */
export function judgeResuming(
  row: RequestRow,
  { actor, now }: Pick<By, 'actor' | 'now'>,
): (Error & { words: Words }) | null {
  if (actor.accountId === null || actor.accountId !== row.askedBy) return errors.export_not_yours();
  if (row.state !== 'paused') return errors.export_not_waiting({ state: row.state });
  return row.expiresAt <= now ? errors.export_expired() : null;
}

/** The file is for whoever asked, as often as it may be fetched, until it expires. */
export function judgeFetch(
  row: RequestRow,
  { actor, now }: Pick<By, 'actor' | 'now'>,
): (Error & { words: Words }) | null {
  if (actor.accountId === null || actor.accountId !== row.askedBy) return errors.export_not_yours();
  if (row.state !== 'made' && row.state !== 'fetched') return errors.export_not_waiting({ state: row.state });
  if (row.fileExpiresAt === null || row.fileExpiresAt <= now) return errors.export_expired();
  if (row.downloads >= (row.downloadsMax ?? 0)) return errors.export_used_up({ times: row.downloads });
  return null;
}
