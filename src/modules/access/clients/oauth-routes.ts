import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { securityHeaders } from '#platform/http/headers.ts';
import { errors } from '#platform/http/problem.ts';
import type { AuthorizationServer } from './service/authorization-server.ts';

/** An assertion is a kilobyte. A body that does not say its length is cut off by the library, at 56 kB. */
const bodyBytesMax = 32 * 1024;

/** The library opens its answers to the pages of every origin; tokens are for machines, which ask no browser. */
function keepToOurselves(response: ServerResponse): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => (/^access-control-/i.test(name) ? response : set(name, value));
}

/** The addresses of the authorization server; they speak OAuth's own language (RFC 6749, 8414, 7517), not the API's. */
export function registerOauth(app: FastifyInstance, server: AuthorizationServer): void {
  for (const url of [
    '/.well-known/oauth-authorization-server/oauth',
    '/oauth/.well-known/oauth-authorization-server',
  ]) {
    app.get(url, async (request, reply) => {
      reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=300');
      return JSON.stringify(server.metadata(request.raw));
    });
  }
  app.get('/oauth/jwks', async (_request, reply) => {
    reply.type('application/jwk-set+json; charset=utf-8').header('cache-control', 'public, max-age=300');
    return JSON.stringify({ keys: await server.publicKeys() });
  });
  app.post('/oauth/token', async (request, reply) => {
    const { raw, ip, id } = request;
    if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) throw errors.body_too_large();
    const answer = await server.ready({ request: raw, response: reply.raw, address: ip, requestId: id });
    reply.hijack();
    reply.raw.setHeader('x-request-id', id);
    for (const [name, value] of Object.entries(securityHeaders(false))) reply.raw.setHeader(name, value);
    keepToOurselves(reply.raw);
    await answer();
  });
  app.addHook('onClose', () => server.calls.close());
}
