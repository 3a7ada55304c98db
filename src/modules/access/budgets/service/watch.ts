import type { Words } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { isRoleName, roles } from '../../rules/roles.ts';
import { scopeOf } from '../../service/scope.ts';
import type { BudgetWatch } from '../contract.ts';
import type { Limits } from '../rules/budget.ts';
import { listReaders } from '../store.ts';
import { type Parameters, placeOf } from './admit.ts';

const otherWords: Record<string, Words> = {
  client: { en: 'A machine client', fr: 'Un client machine' },
  other: { en: 'Every other role', fr: 'Tout autre rôle' },
};

/** What each role may read by the jurisdiction’s data, and who within the actor’s reach has read how many today. */
export async function watchBudgets(
  reader: Reader,
  { actor, now, parameters }: { actor: Actor; now: Date; parameters: Parameters },
): Promise<BudgetWatch> {
  const scope = await scopeOf(actor, reader);
  const budgets = parameters.parameter<Record<string, Limits>>('access.read_budgets');
  const order = [...Object.keys(roles), ...Object.keys(otherWords)];
  const named = Object.entries(budgets).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const limits = named.map(([role, { hour, day }]) => ({
    role,
    roleName: isRoleName(role) ? roles[role].words : (otherWords[role] ?? { en: role, fr: role }),
    hour: { first: hour[0], second: hour[1] },
    day: { first: day[0], second: day[1] },
  }));
  const organisations = scope.everything ? null : scope.organisations;
  return { limits, readers: await listReaders(reader, { ...placeOf('', now), organisations }) };
}
