import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { findAccounts } from '../../store/accounts.ts';
import { listStandings, type Standing } from '../rules/holding.ts';
import { findSupportOf, type SupportNotice } from '../store/support.ts';

/** For whom the person of an actor may act today, and the support access that they act under now. */
export async function listChoices(
  reader: Reader,
  actor: Actor,
): Promise<{ standings: Standing[]; support: SupportNotice | null }> {
  const { accountId, organisation } = actor;
  if (accountId === null) return { standings: [], support: null };
  const now = new Date();
  const account = (await findAccounts(reader, [accountId])).get(accountId);
  if (!account) return { standings: [], support: null };
  const support = account.isSupport ? await findSupportOf(reader, { accountId, organisation, now }) : null;
  return { standings: listStandings(account.held, account.home), support };
}
