import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { type RoleName, roles } from '../../rules/roles.ts';
import { errors } from '../errors.ts';
import { lockAdministrators } from '../store/grants.ts';

/** The base roles that manage the ministry's people by themselves. */
export const managing: readonly RoleName[] = (Object.keys(roles) as RoleName[]).filter(
  (name) =>
    roles[name].grantedAt === 'ministry' && (roles[name].permissions as readonly string[]).includes('people.manage'),
);

/**
 * Does what takes something away, and undoes it when nobody would be left who manages the people of the ministry. Those who take
 * away at the same time wait for one another, so that two cannot each remove the last but one.
 */
export async function keepAnAdministrator<Result>(tx: Tx, act: Act, work: () => Promise<Result>): Promise<Result> {
  const before = await administratorsNow(tx, act);
  const result = await work();
  const after = await administratorsNow(tx, act);
  if (before.size > 0 && after.size === 0) throw errors.last_administrator();
  return result;
}

/** The accounts that manage the ministry's people for good; nobody else changes that before the transaction ends. */
export function administratorsNow(tx: Tx, act: Act): Promise<Set<string>> {
  return lockAdministrators(tx, act.today, managing);
}
