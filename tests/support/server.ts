import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { createDecoyWatch } from '#entrypoints/decoy-watch.ts';
import { routes as allRoutes } from '#entrypoints/modules.ts';
import { createAuthoriser, createReadLedger } from '#modules/access/index.ts';
import type { Actor, Assurance } from '#platform/actor.ts';
import { readConfig } from '#platform/config.ts';
import { openFileStore } from '#platform/files/files.ts';
import type { ReadLedger } from '#platform/http/reads.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import { createServer } from '#platform/http/server.ts';
import { openLog } from '#platform/log.ts';
import type { Services } from '#platform/services.ts';
import type { TestDatabase } from './database.ts';

export type Call = {
  /** Who asks; null = without a session. */
  as: Actor | null;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  body?: unknown;
  headers?: Record<string, string>;
};

export type Called = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
  body: any;
  text: string;
  bytes: Buffer;
  headers: Record<string, unknown>;
};

/** The services of the running program over a test's own database. */
export function testServices(database: TestDatabase): Services {
  const config = readConfig(join(tmpdir(), 'matricula-test'), {});
  return {
    db: database.worker,
    readingPool: database.applicationPool,
    jurisdiction: database.jurisdiction,
    config,
    logger: openLog('silent'),
    files: openFileStore(database.worker, join(tmpdir(), `matricula-test-files-${process.pid}`)),
    demonstration: true,
  };
}

/** The ledger that a server over a test's database writes its reads to. */
export function testLedger(database: TestDatabase): ReadLedger {
  return createReadLedger(testServices(database));
}

/** A test's caller has just proved who they are, unless the test says otherwise. */
function justProved(): Assurance {
  const now = new Date();
  const sessionId = '01990000-0000-7000-8000-000000000fff';
  return { sessionId, signedInAt: now, secondFactorAt: now, steppedUpAt: now, lacksSecondFactor: false };
}

/**
 * The real HTTP server, in process, over the test's database. A test says who calls by handing the actor;
 * sessions and cookies have tests of their own.
 */
export function testServer(database: TestDatabase, routes: readonly AnyRoute[] = allRoutes) {
  let app: FastifyInstance | null = null;
  const actors = new Map<string, Actor>();
  const open = async () => {
    const services = testServices(database);
    app ??= await createServer({
      services,
      routes,
      ledger: testLedger(database),
      watch: createDecoyWatch(services),
      authoriser: {
        ...createAuthoriser(database.worker, database.jurisdiction),
        actorOf: async (token) => actors.get(token) ?? null,
        isLive: async () => true,
      },
    });
    return app;
  };
  afterAll(async () => {
    await app?.close();
  });
  return {
    async call({ as, method = 'GET', url, body, headers = {} }: Call): Promise<Called> {
      const server = await open();
      const token = as ? `${as.role}-${as.organisation}-${as.accountId}` : null;
      if (as && token)
        actors.set(token, { ...as, assurance: as.assurance === undefined ? justProved() : as.assurance });
      const isRaw = Buffer.isBuffer(body) || typeof body === 'string';
      const response = await server.inject({
        method,
        url,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body !== undefined && !isRaw ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isRaw ? (body as Buffer | string) : JSON.stringify(body) }),
      });
      const isJson = /^application\/((problem|scim)\+)?json/.test(String(response.headers['content-type'] ?? ''));
      return {
        status: response.statusCode,
        text: response.body,
        bytes: response.rawPayload,
        body: isJson && response.body ? JSON.parse(response.body) : null,
        headers: response.headers,
      };
    },
  };
}
