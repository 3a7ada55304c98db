import type { OrganisationCode } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { listStandings, type Standing } from '../rules/holding.ts';
import { isUnused } from '../rules/review.ts';
import { type Grant, listGrantsAt } from '../store/grants.ts';
import { findPeople } from '../store/people.ts';
import { managedOrganisations } from './reach.ts';
import { groupByAccount, stateOf } from './state.ts';

export type MatrixRow = {
  accountId: string;
  name: string;
  standing: Standing;
  lastUsedOn: string | null;
  isUnused: boolean;
};

/** Who can do what today within reach: a row for each person and organisation. Three queries. */
export async function listMatrix(
  reader: Reader,
  actor: Actor,
  { organisation, jurisdiction }: { organisation: OrganisationCode | undefined; jurisdiction: Jurisdiction },
): Promise<MatrixRow[]> {
  const today = todayOf(new Date());
  const organisations = await managedOrganisations(reader, actor, organisation);
  const live = (await listGrantsAt(reader, { organisations, today })).filter((it) => stateOf(it, today) === 'live');
  const people = await findPeople(reader, [...new Set(live.map((grant) => grant.accountId))]);
  const now = new Date();
  const enabled = people.filter(({ disabledAt }) => disabledAt === null || disabledAt > now);
  const unusedDays = jurisdiction.parameter<number>('access.grant_unused_days');
  const byAccount = groupByAccount(live);
  const rows = enabled.flatMap(({ accountId, name, home }) => {
    const grants = byAccount.get(accountId) ?? [];
    return listStandings(grants, home).map((standing) => rowOf({ accountId, name, standing, grants }));
  });
  return rows.sort((a, b) => compare(a.standing.organisation, b.standing.organisation) || compare(a.name, b.name));

  function rowOf({
    accountId,
    name,
    standing,
    grants,
  }: {
    accountId: string;
    name: string;
    standing: Standing;
    grants: Grant[];
  }) {
    const base = grants.find(({ grantId }) => grantId === standing.base?.grantId);
    const lastUsedOn = base?.lastUsedOn ?? null;
    const isStale = base !== undefined && isUnused(base, today, unusedDays);
    return { accountId, name, standing, lastUsedOn, isUnused: isStale };
  }
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
