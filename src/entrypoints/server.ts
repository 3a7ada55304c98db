import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { registerOauth } from '#modules/access/clients/oauth-routes.ts';
import { createReadLedger, openAuthorizationServer } from '#modules/access/index.ts';
import type { Authoriser } from '#platform/http/caller.ts';
import { contentPolicy } from '#platform/http/headers.ts';
import { createServer } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { createDecoyWatch } from './decoy-watch.ts';
import { demonstrationRoutes } from './demonstration.ts';
import { routes } from './modules.ts';
import { referenceRoutes, registerReferencePage } from './reference.ts';

export type ServeOptions = { services: Services; authoriser: Authoriser; checkout: string };

/** The API of all modules, its reference, and the web app when it is built. */
export async function buildServer({ services, authoriser, checkout }: ServeOptions): Promise<FastifyInstance> {
  const all = [...routes, ...demonstrationRoutes, ...referenceRoutes(checkout)];
  const machines = openAuthorizationServer(services);
  const app = await createServer({
    services,
    routes: all,
    authoriser,
    ledger: createReadLedger(services),
    machines: machines.door,
    watch: createDecoyWatch(services),
  });
  registerOauth(app, machines);
  registerReferencePage(app, checkout);
  await serveWeb(app, join(checkout, 'dist/web'));
  return app;
}

/** The web app's page. Its building blocks write some styles into it; a word made for this answer alone lets them, and nobody else. */
async function sendPage(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const page = (await readFile(path, 'utf8')).replace('<head>', `<head><meta name="style-nonce" content="${nonce}">`);
  reply.header('content-security-policy', contentPolicy(`'nonce-${nonce}'`));
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** Static files with long lives for hashed names; every other address is the web app, which routes by itself. */
async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isHome = /^\/(\?|$)/.test(request.url);
    const isOurs = /^\/(v1|assets|reference|oauth|\.well-known)(\/|\?|$)/.test(request.url);
    const isPage = isHome || (!isOurs && (request.headers.accept ?? '').includes('text/html'));
    if (isRead && isPage) await sendPage(reply, join(folder, 'index.html'));
  });
}
