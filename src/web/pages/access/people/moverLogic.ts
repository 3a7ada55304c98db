import { dangersIn, dayBefore, endingOf, isAddable, rolesGrantedAt } from '#modules/access/people/rules/grants.ts';
import { neededBeside } from '#modules/access/rules/permissions.ts';
import type { RoleName } from '#modules/access/rules/roles.ts';
import type { Grant } from '../../../api/people.ts';

const current: readonly Grant['state'][] = ['waiting', 'future', 'live'];

/** The organisations at which something is held that a move could end. */
export function placesToLeave(grants: readonly Grant[]): string[] {
  return [...new Set(grants.filter((it) => current.includes(it.state)).map((it) => it.organisation.code))];
}

/** The base role at the new organisation that is like the one held now; null where that kind grants none like it. */
export function likeRole(grants: readonly Grant[], from: string, toKind: string): RoleName | null {
  const held = grants.find((it) => it.kind === 'role' && it.organisation.code === from && current.includes(it.state));
  const offered = rolesGrantedAt(toKind);
  return offered.find((name) => name === held?.name) ?? offered[0] ?? null;
}

export type Addition = { name: string; cannot: 'not_addable' | 'dangerous' | 'needs_another' | null };

/** The additional permissions held at the old organisation, each with why it cannot go along. */
export function additionsToTake(
  grants: readonly Grant[],
  { from, toKind, role }: { from: string; toKind: string; role: string | null },
): Addition[] {
  const held = grants.filter(
    (it) => it.kind === 'permission' && it.organisation.code === from && current.includes(it.state),
  );
  return [...new Set(held.map((it) => it.name))].map((name) => {
    if (!isAddable(name as Parameters<typeof isAddable>[0], role)) return { name, cannot: 'not_addable' };
    const isDangerous = dangersIn({ kind: 'permission', name, organisationKind: toKind }).length > 0;
    if (isDangerous) return { name, cannot: 'dangerous' };
    return { name, cannot: name in neededBeside ? 'needs_another' : null };
  });
}

export type Ending = { grant: Grant; lastDay: string | null };

/** What ends at the old organisation, and with which day; null = it is taken back at once, since it would never have held. */
export function endingsOf(
  grants: readonly Grant[],
  { from, on, today }: { from: string; on: string; today: string },
): Ending[] {
  return grants
    .filter((it) => it.organisation.code === from && current.includes(it.state))
    .map((grant) => {
      const ending = endingOf(grant, dayBefore(on), today);
      if (ending.how === 'revoke') return { grant, lastDay: null };
      const isSooner = grant.endsOn !== null && grant.endsOn < ending.endsOn;
      return { grant, lastDay: isSooner ? grant.endsOn : ending.endsOn };
    });
}
