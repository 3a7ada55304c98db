import { routes } from '#entrypoints/modules.ts';
import type { Actor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';

/** Asks a route as its handler is asked behind HTTP: parsed input in, the body out. */
export async function callRoute(
  services: Services,
  operationId: string,
  { actor, params = {}, query = {} }: { actor: Actor; params?: unknown; query?: unknown },
): Promise<unknown> {
  const route = routes.find((it) => it.operationId === operationId);
  if (!route) throw new Error(`there is no operation ${operationId}`);
  return route.handle({
    params: route.params?.parse(params),
    query: route.query?.parse(query),
    body: undefined,
    actor,
    context: { ...services, requestId: 'bench', language: 'en' },
  });
}
