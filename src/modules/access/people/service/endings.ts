import type { PlainDate } from '#kernel/dates.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { currentStates, dayBefore, endingOf, leansOn } from '../rules/grants.ts';
import { endGrants, type Grant, listGrantsOf, revokeGrants } from '../store/grants.ts';
import { stateOf } from './state.ts';

/**
 * Ends grants so that a day is their last, none = at once; what had not begun by then is taken back. What works only beside one of them
 * ends with it.
 */
export async function bringToEnd(
  tx: Tx,
  act: Act,
  { grants, lastDay, reason }: { grants: readonly Grant[]; lastDay?: PlainDate | undefined; reason: string },
): Promise<void> {
  const last = lastDay ?? dayBefore(act.today);
  const all = [...grants, ...(await listLeaning(tx, act, grants))];
  const isRevoked = (grant: Grant) => endingOf(grant, last, act.today).how === 'revoke';
  const idsOf = (some: readonly Grant[]) => some.map(({ grantId }) => grantId);
  await revokeGrants(tx, { grantIds: idsOf(all.filter(isRevoked)), at: act.at, by: act.actor.name, reason });
  await endGrants(tx, { grantIds: idsOf(all.filter((grant) => !isRevoked(grant))), endsOn: last });
}

async function listLeaning(tx: Tx, act: Act, grants: readonly Grant[]): Promise<Grant[]> {
  const accountIds = [...new Set(grants.map(({ accountId }) => accountId))];
  const held = await listGrantsOf(tx, { accountIds, organisations: null });
  const ending = new Set(grants.map(({ grantId }) => grantId));
  const left = held.filter((it) => !ending.has(it.grantId) && currentStates.includes(stateOf(it, act.today)));
  return left.filter((it) => grants.some((grant) => leansOn(it, grant)));
}
