import type { PlainDate } from '#kernel/dates.ts';
import { type GrantState, stateOfGrant } from '../rules/grants.ts';
import type { Grant } from '../store/grants.ts';

/** How a kept grant stands on a day. */
export function stateOf(grant: Grant, today: PlainDate): GrantState {
  const { startsOn, endsOn, needsSecond, revokedAt, approvedAt } = grant;
  return stateOfGrant(
    { startsOn, endsOn, needsSecond, isRevoked: revokedAt !== null, isApproved: approvedAt !== null },
    today,
  );
}

export function groupByAccount(grants: readonly Grant[]): Map<string, Grant[]> {
  const grouped = new Map<string, Grant[]>();
  for (const grant of grants) {
    const mine = grouped.get(grant.accountId);
    if (mine) mine.push(grant);
    else grouped.set(grant.accountId, [grant]);
  }
  return grouped;
}
