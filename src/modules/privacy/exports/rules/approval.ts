import type { ExportState } from './states.ts';

/** Which roles may approve, and of which one approver at least must be; data of the jurisdiction. */
export type ApproverRoles = { roles: readonly string[]; oneFrom: readonly string[] };

export type ApprovalFacts = {
  state: ExportState;
  askedBy: string;
  isExpired: boolean;
  approvals: readonly { by: string; role: string }[];
  approver: { accountId: string | null; role: string };
};

export type ApprovalVerdict =
  | { may: true }
  | { may: false; because: 'not_waiting' | 'expired' | 'own' | 'twice' | 'role' | 'other_role_needed' };

/** Whether somebody may approve an export now: never one's own, never twice, and one of the two in a role that the jurisdiction names. */
export function judgeApproval(facts: ApprovalFacts, roles: ApproverRoles): ApprovalVerdict {
  const { state, askedBy, isExpired, approvals, approver } = facts;
  if (state !== 'asked' && state !== 'approved_once') return { may: false, because: 'not_waiting' };
  if (isExpired) return { may: false, because: 'expired' };
  if (approver.accountId === null || approver.accountId === askedBy) return { may: false, because: 'own' };
  if (approvals.some(({ by }) => by === approver.accountId)) return { may: false, because: 'twice' };
  if (!roles.roles.includes(approver.role)) return { may: false, because: 'role' };
  const isLast = approvals.length === 1;
  const hasOne = [...approvals.map(({ role }) => role), approver.role].some((role) => roles.oneFrom.includes(role));
  return isLast && !hasOne ? { may: false, because: 'other_role_needed' } : { may: true };
}
