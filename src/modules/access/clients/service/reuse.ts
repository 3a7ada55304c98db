import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { wasRaised } from '../../store/alarms.ts';
import type { Client } from '../store/clients.ts';

/** Somebody showed what was used before: whoever answers for the client must look. One alarm an hour tells it; the calls tell how often. */
export async function tellOfReuse(db: Db, client: Client, requestId: string): Promise<void> {
  const { clientId, organisation, name } = client;
  const actor = systemActor('machine clients', organisation);
  const kind = 'token_reused';
  await perform(db, { kind: 'access.token-reused', actor, organisation, requestId }, async (tx, act) => {
    const hourAgo = new Date(act.at.getTime() - 3_600_000);
    if (await wasRaised(tx, { kind, details: { clientId }, since: hourAgo })) return;
    await raiseAlarm(tx, act, { kind, organisation, clientId, details: { client: name, clientId } });
  });
}
