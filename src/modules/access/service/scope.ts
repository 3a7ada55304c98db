import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { SightLevel } from '../associations/rules/strength.ts';
import { findAssociated } from '../associations/store/associations.ts';
import { errors } from '../errors.ts';
import { isRoleName, type Permission, type Reach, roles } from '../rules/roles.ts';

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
  if (reach === 'nothing') return { everything: false, organisations: [] };
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
 * How much of some students the actor may see today by association; who may not be seen is not in the map. Protected students are judged
 * by identity on top of this; whether a number was ever issued is not judged here.
 */
export async function sightLevels(
  reader: Reader,
  actor: Actor,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, SightLevel>> {
  const scope = await scopeOf(actor, reader);
  if (scope.everything || numbers.length === 0) return new Map(numbers.map((number) => [number, 'full']));
  const { organisations } = scope;
  const found = await findAssociated(reader, { numbers, organisations, on: todayOf(new Date()) });
  return new Map(found.map((it) => [it.studentNumber, it.isFull ? 'full' : 'minimum']));
}

/** Which of some students the actor may see today, be it the minimum alone. */
export async function visibleNumbers(
  reader: Reader,
  actor: Actor,
  numbers: readonly StudentNumber[],
): Promise<Set<StudentNumber>> {
  return new Set((await sightLevels(reader, actor, numbers)).keys());
}

/** Which of some students an organisation, or one of some, may see today: for what it submits without an actor of its own. */
export async function associatedNumbers(
  reader: Reader,
  { numbers, organisations }: { numbers: readonly StudentNumber[]; organisations: readonly OrganisationCode[] },
): Promise<Set<StudentNumber>> {
  if (numbers.length === 0) return new Set();
  const found = await findAssociated(reader, { numbers, organisations, on: todayOf(new Date()) });
  return new Set(found.map((it) => it.studentNumber));
}
