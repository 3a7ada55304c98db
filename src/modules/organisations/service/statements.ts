import type { Tx } from '#platform/database/database.ts';
import type { OrganisationStatement } from '../rules/types.ts';
import * as store from '../store/statements.ts';

/**
 * Records what is stated of some organisations: new ones are added, known ones changed where they differ. Calendars and
 * offerings that are given replace those of their school; predecessors are added; what is left out stays. Returns how many
 * organisations were added or changed.
 */
export async function upsertOrganisations(tx: Tx, statements: readonly OrganisationStatement[]): Promise<number> {
  if (statements.length === 0) return 0;
  const changed = await store.upsertOrganisations(tx, statements);
  await store.keepSuccessions(tx, statements);
  await store.replaceCalendars(tx, statements);
  await store.replaceGradeOfferings(tx, statements);
  await store.replaceProgrammeOfferings(tx, statements);
  return changed;
}
