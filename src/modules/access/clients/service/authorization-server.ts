import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { MachineDoor } from '#platform/http/machines.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import type { Services } from '#platform/services.ts';
import { type Refusal, refusalOf } from '../rules/refusals.ts';
import { scopeNames } from '../rules/scopes.ts';
import { type Client, findClient } from '../store/clients.ts';
import { type CallLog, openCallLog } from './calls.ts';
import { issuerOf, originsOf } from './issuer.ts';
import { machineActor } from './machines.ts';
import { proofAlgorithms, signingAlgorithms } from './provider.ts';
import { createProviderPool } from './provider-pool.ts';
import { tellOfReuse } from './reuse.ts';

export type AuthorizationServer = {
  door: MachineDoor;
  calls: CallLog;
  /** RFC 8414, in our words: what the library would say of itself names flows that are switched off. */
  metadata(request: IncomingMessage): Record<string, unknown>;
  publicKeys(): Promise<Record<string, unknown>[]>;
  /** Readies the answer to a request for a token; throws where nothing is answered. What it returns writes the answer itself. */
  ready(asked: Asked): Promise<() => Promise<void>>;
};

export type Asked = { request: IncomingMessage; response: ServerResponse; address: string; requestId: string };
type Under = Asked & { at: number; refused: { client: Client; refusal: Refusal } | null };

/** Everything that lets machines in: opened once by the running program, closed with it. */
export function openAuthorizationServer(services: Services): AuthorizationServer {
  const calls = openCallLog(services.db, services.logger);
  const underWay = new WeakMap<IncomingMessage, Under>();
  const pool = createProviderPool({
    ...services,
    addressOf: (request) => underWay.get(request)?.address ?? '',
    onRefused: (request, client, refusal) => {
      const under = underWay.get(request);
      if (under) under.refused = { client, refusal };
    },
    onMade: (provider) => watch(provider, { services, calls, underWay }),
  });
  return {
    calls,
    door: {
      actorOf: (call) => machineActor({ services, pool, calls }, call),
      answered: ({ actor, ...answer }) =>
        calls.note({ ...answer, clientId: actor.clientId ?? '', organisation: actor.organisation }),
    },
    metadata: (request) => describe(requireOrigin(services, request)),
    publicKeys: async () => (await pool.keys()).map((key) => ({ ...key.publicJwk })),
    ready: async (asked) => {
      const origin = requireOrigin(services, asked.request);
      const provider = await pool.providerFor(origin);
      underWay.set(asked.request, { ...asked, at: Date.now(), refused: null });
      return () => passOn(provider, origin, asked);
    },
  };
}

function requireOrigin({ config }: Services, request: IncomingMessage): string {
  const origins = originsOf(config, request);
  if (!origins) throw httpErrors.not_found();
  return origins.own;
}

function describe(origin: string): Record<string, unknown> {
  const issuer = issuerOf(origin);
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: signingAlgorithms,
    dpop_signing_alg_values_supported: proofAlgorithms,
    scopes_supported: scopeNames,
    service_documentation: `${origin}/reference`,
  };
}

/** Host and scheme are said by us, so that nothing of a request's headers decides which audience or proof fits. */
async function passOn(provider: Provider, origin: string, { request, response }: Asked): Promise<void> {
  const { host, protocol } = new URL(origin);
  for (const name of ['x-forwarded-host', 'x-forwarded-for', 'forwarded']) delete request.headers[name];
  Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), accept: 'application/json' });
  Object.assign(request, { baseUrl: '/oauth', url: '/token' }); // how the library learns where it is mounted
  // What is left of a body that was cut off would be taken for the next request of the line.
  if (request.headers['content-length'] === undefined) response.setHeader('connection', 'close');
  await provider.callback()(request, response);
  request.resume();
}

type Watching = { services: Services; calls: CallLog; underWay: WeakMap<IncomingMessage, Under> };

/** Notes every token that was given and every refusal, for the client's owner; what went wrong with us goes to the log. */
function watch(provider: Provider, { services, calls, underWay }: Watching): void {
  const note = (ctx: KoaContextWithOIDC, client: Client | null, refusal: Refusal | null) => {
    const under = underWay.get(ctx.req);
    const clientId = client?.clientId ?? ctx.oidc.client?.clientId;
    if (!under || clientId === undefined) return;
    calls.note({
      clientId,
      at: new Date(under.at),
      requestId: under.requestId,
      operation: 'token',
      organisation: null,
      address: under.address,
      status: refusal === null ? 200 : ctx.status,
      rows: null,
      people: null,
      milliseconds: Date.now() - under.at,
      refusal,
    });
  };
  provider.on('grant.success', (ctx) => note(ctx, null, null));
  provider.on('grant.error', (ctx, error) => {
    const under = underWay.get(ctx.req);
    const detail = String((error as { error_detail?: unknown }).error_detail ?? error.error_description ?? '');
    const refusal = under?.refused?.refusal ?? refusalOf(error.error, detail);
    note(ctx, under?.refused?.client ?? null, refusal);
    const clientId = ctx.oidc.client?.clientId;
    if (refusal === 'reused' && clientId !== undefined) {
      tellOfReuseLater(services, clientId, under?.requestId ?? '');
    }
  });
  provider.on('server_error', (_ctx, error) =>
    services.logger.error({ err: error }, 'the authorization server failed'),
  );
}

function tellOfReuseLater({ db, logger }: Services, clientId: string, requestId: string): void {
  const tell = async () => {
    const client = await findClient(db, clientId);
    if (client) await tellOfReuse(db, client, requestId);
  };
  tell().catch((error: unknown) => logger.error({ err: error }, 'an alarm could not be raised'));
}
