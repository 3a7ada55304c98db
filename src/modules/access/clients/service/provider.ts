import type { IncomingMessage } from 'node:http';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { InvalidClientAuth, InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { judgeAssertion } from '../rules/assertion.ts';
import { isAllowed } from '../rules/networks.ts';
import type { Refusal } from '../rules/refusals.ts';
import { scopeNames } from '../rules/scopes.ts';
import type { Client } from '../store/clients.ts';
import type { ServerKey } from '../store/server-keys.ts';
import { createAdapter } from './adapter.ts';
import { issuerOf, resourceOf } from './issuer.ts';

export const signingAlgorithms = ['ES256', 'RS256', 'EdDSA'] as const;
export const proofAlgorithms = ['ES256', 'EdDSA'] as const;

export type ProviderInput = {
  db: Db;
  origin: string;
  jurisdiction: Jurisdiction;
  /** Those in force, and the one that signs. */
  keys: readonly ServerKey[];
  signing: ServerKey;
  addressOf(request: IncomingMessage): string;
  /** Told when a client exists that may not call, so that its owner learns why. */
  onRefused(request: IncomingMessage, client: Client, refusal: Refusal): void;
};

/**
 * The authorization server: client credentials with private_key_jwt, and nothing else. Of its addresses only `token` and `jwks` are
 * mounted. Imported when first needed, and below the library's main file, which prints a warning on Node 20.
 */
export async function createProvider(input: ProviderInput): Promise<Provider> {
  const { Provider } = await import('oidc-provider/lib/provider.js');
  const adapter = createAdapter({
    db: input.db,
    onRefused: (client, refusal) => {
      if (Provider.ctx) input.onRefused(Provider.ctx.req, client, refusal);
    },
  });
  const provider = new Provider(issuerOf(input.origin), { adapter, ...configurationOf(input) });
  provider.proxy = true; // host and scheme are set by the mount from our own origin, never taken from the caller
  provider.silent = true; // errors go where the mount sends them
  return provider;
}

function configurationOf(input: ProviderInput): Configuration {
  const { jurisdiction, signing, keys, origin } = input;
  const others = keys.filter((key) => key.keyId !== signing.keyId);
  return {
    // The library signs with the first key that fits.
    jwks: { keys: [signing, ...others].map((key) => key.privateJwk) as never }, // made by rotateServerKey alone
    routes: { token: '/token', jwks: '/jwks' },
    scopes: scopeNames,
    responseTypes: [],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...signingAlgorithms],
      idTokenSigningAlgValues: ['ES256'],
      dPoPSigningAlgValues: [...proofAlgorithms],
    },
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['client_credentials'], response_types: [] },
    extraClientMetadata: { properties: ['networks', 'token_series'] },
    clockTolerance: jurisdiction.parameter<number>('access.client_clock_skew_seconds'),
    ttl: { ClientCredentials: jurisdiction.parameter<number>('access.client_token_minutes') * 60 },
    extraTokenClaims: (ctx) => ({ series: Number(ctx.oidc.client?.['token_series']) }),
    assertJwtClientAuthClaimsAndHeader: (ctx, claims, _header, client) =>
      refuseUnlessFit(input, { ctx, claims, networks: client['networks'] }),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, requireNonce: () => false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, client) => {
          // Who asks for no scope gets all that the client has; this is the one place before the library reads it.
          if (ctx.oidc.params && client) ctx.oidc.params['scope'] ??= client.scope;
          return resourceOf(origin);
        },
        getResourceServerInfo: (_ctx, resource, client) => {
          if (resource !== resourceOf(origin)) throw new InvalidTarget();
          return {
            scope: client.scope ?? '',
            audience: resourceOf(origin),
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: signing.algorithm, kid: signing.keyId } },
          };
        },
      },
    },
  };
}

type Asked = { ctx: KoaContextWithOIDC; claims: object; networks: unknown };

/** After the signature was proved: what the claims say, and from where the call came. */
async function refuseUnlessFit(
  { jurisdiction, origin, addressOf }: ProviderInput,
  { ctx, claims, networks }: Asked,
): Promise<void> {
  const verdict = judgeAssertion({
    claims,
    now: Math.floor(Date.now() / 1000),
    issuer: issuerOf(origin),
    secondsMax: jurisdiction.parameter<number>('access.client_assertion_seconds_max'),
    skewSeconds: jurisdiction.parameter<number>('access.client_clock_skew_seconds'),
  });
  if (!verdict.may) throw new InvalidClientAuth(verdict.because);
  const allowed = Array.isArray(networks) ? networks.map(String) : [];
  if (!isAllowed(addressOf(ctx.req), allowed)) throw new InvalidClientAuth('network');
}
