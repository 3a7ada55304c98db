import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../../errors.ts';
import { requireOrganisation, scopeOf } from '../../service/scope.ts';

/** The organisations whose people an actor manages, or one of them; null = all. */
export async function managedOrganisations(
  reader: Reader,
  actor: Actor,
  organisation?: OrganisationCode,
): Promise<readonly OrganisationCode[] | null> {
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return [organisation];
  }
  const scope = await scopeOf(actor, reader);
  return scope.everything ? null : scope.organisations;
}

/** Throws unless somebody may belong to the organisation by the actor's word: it is within reach, and there is one. */
export async function requirePlace(reader: Reader, actor: Actor, organisation: OrganisationCode): Promise<void> {
  await requireOrganisation(actor, organisation, reader);
  const found = await findOrganisations(reader, [organisation]);
  if (!found.has(organisation)) throw errors.organisation_cannot_act({ organisation });
}

export function isWithin(organisations: readonly string[] | null, organisation: string): boolean {
  return organisations === null || organisations.includes(organisation);
}
