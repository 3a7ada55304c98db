import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { isRoleName, type Permission, type Reach, roles } from '../rules/roles.ts';
import { findAssociated } from '../store/associations.ts';

/** The organisations whose students and records an actor reaches. */
export type Scope = { everything: true } | { everything: false; organisations: OrganisationCode[] };

/** Whether the actor's role holds a permission; says nothing of whose record. */
export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** Throws access.not_allowed unless the actor's role holds the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw errors.not_allowed({ permission });
}

/** How far the actor's role reaches; the program itself reaches everything. */
export function reachOf(actor: Actor): Reach {
  if (actor.kind === 'system') return 'everything';
  return isRoleName(actor.role) ? roles[actor.role].reach : 'organisation';
}

/** A school reaches itself, an authority itself and its schools, the ministry everything. At most one query. */
export async function scopeOf(actor: Actor, reader: Reader): Promise<Scope> {
  if (actor.reach) return toScope(actor.reach.organisations);
  const reach = reachOf(actor);
  if (reach === 'everything') return { everything: true };
  if (reach === 'organisation') return { everything: false, organisations: [actor.organisation] };
  return {
    everything: false,
    organisations: [actor.organisation, ...(await listSchoolsOf(reader, [actor.organisation]))],
  };
}

function toScope(organisations: readonly OrganisationCode[] | null): Scope {
  return organisations === null ? { everything: true } : { everything: false, organisations: [...organisations] };
}

/** Throws access.organisation_out_of_reach unless the organisation lies in the actor's scope; whether it exists makes no difference to the answer. */
export async function requireOrganisation(actor: Actor, organisation: OrganisationCode, reader: Reader): Promise<void> {
  if (actor.organisation === organisation) return;
  const scope = await scopeOf(actor, reader);
  if (!scope.everything && !scope.organisations.includes(organisation))
    throw errors.organisation_out_of_reach({ organisation });
}

/**
 * Which of some students the actor may see today by association. Protected students are judged by identity on top of this;
 * whether a number was ever issued is not judged here.
 */
export async function visibleNumbers(
  reader: Reader,
  actor: Actor,
  numbers: readonly StudentNumber[],
): Promise<Set<StudentNumber>> {
  const scope = await scopeOf(actor, reader);
  if (scope.everything || numbers.length === 0) return new Set(numbers);
  return findAssociated(reader, { numbers, organisations: scope.organisations, on: todayOf(new Date()) });
}
