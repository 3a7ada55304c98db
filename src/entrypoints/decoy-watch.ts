import { reportDecoys } from '#modules/access/index.ts';
import { cluesOf } from '#modules/identity/index.ts';
import type { AskedFor } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';

/** Watches what is asked for at every door of the API for invented people of exports: whoever knows one has it from there. */
export function createDecoyWatch({
  db,
  jurisdiction,
}: Pick<Services, 'db' | 'jurisdiction'>): (asked: AskedFor) => Promise<void> {
  return async ({ actor, door, requestId, params, query, body }) => {
    const clues = cluesOf({ params, query, body }, jurisdiction.numberScheme);
    if (clues.numbers.length === 0 && clues.digests.length === 0) return;
    await reportDecoys(db, { actor, clues, where: door, ministry: jurisdiction.ministry, requestId });
  };
}
