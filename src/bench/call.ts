import { routes } from '#entrypoints/modules.ts';
import { createAuthoriser } from '#modules/access/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import { bindSight } from '#platform/database/sight.ts';
import type { Services } from '#platform/services.ts';

/** Asks a route as its handler is asked behind HTTP: parsed input in, the body out. */
export async function callRoute(
  services: Services,
  operationId: string,
  { actor, params = {}, query = {} }: { actor: Actor; params?: unknown; query?: unknown },
): Promise<unknown> {
  const route = routes.find((it) => it.operationId === operationId);
  if (!route) throw new Error(`there is no operation ${operationId}`);
  const reach = await createAuthoriser(services.db, services.jurisdiction).reachOf(actor);
  const db = bindSight(services.readingPool, { ...reach, account: actor.accountId, today: todayOf(new Date()) });
  return route.handle({
    params: route.params?.parse(params),
    query: route.query?.parse(query),
    body: undefined,
    actor: { ...actor, reach },
    context: { ...services, services, register: services.db, db, requestId: 'bench', language: 'en' },
  });
}
