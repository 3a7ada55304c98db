import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Provider } from 'oidc-provider';
import { afterAll, beforeAll } from 'vitest';

type Person = { subject: string; acr?: string; amr?: string[] };
type Tamper = { claims?: (claims: JWTPayload) => JWTPayload; sign?: 'stranger' | 'none'; code?: string };

/** A real OpenID Connect provider on a loopback port, which signs in whom a test says, and lies only where a test asks for it. */
export type IdentityProvider = {
  issuer: string;
  /** Goes where the register sends the browser, signs in there, and returns what stands behind `?` on the way back. */
  visit(url: string, person: Person): Promise<string>;
  tamper: Tamper;
  isDown: boolean;
};

export function identityProvider(redirectUri: string): IdentityProvider {
  const it: IdentityProvider = { issuer: '', tamper: {}, isDown: false, visit };
  let person: Person = { subject: 'nobody' };
  const server = createServer();

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    it.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const pair = await generateKeyPair('ES256', { extractable: true });
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const key = { ...(await exportJWK(pair.privateKey)), alg: 'ES256', use: 'sig', kid: 'one' };
    const provider = await openProvider(it.issuer, { key, redirectUri, personOf: () => person });
    server.on('request', async (request, response) => {
      if (it.isDown) return response.writeHead(503).end('down');
      if (request.url?.startsWith('/interaction/')) return signInThere(provider, person, { request, response });
      if (request.url === '/token') alterToken(response, async (body) => alter(body, it.tamper, { pair, stranger }));
      return provider.callback()(request, response);
    });
  });
  afterAll(() => server.close());

  async function visit(url: string, who: Person): Promise<string> {
    person = who;
    const cookies = new Map<string, string>();
    let next = url;
    for (let i = 0; i < 10; i += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location) throw new Error(`the provider stopped with ${response.status}: ${await response.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(redirectUri)) return new URL(next).search;
    }
    throw new Error('the provider sends in circles');
  }
  return it;
}

type Opening = { key: object; redirectUri: string; personOf: () => Person };

async function openProvider(issuer: string, { key, redirectUri, personOf }: Opening): Promise<Provider> {
  const { Provider } = await import('oidc-provider/lib/provider.js');
  const provider = new Provider(issuer, {
    jwks: { keys: [key as never] }, // made above
    clients: [
      {
        client_id: 'matricula',
        client_secret: 'a secret of the test only',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    acrValues: ['urn:mfa'],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], acr: null, amr: null, auth_time: null },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, acr: personOf().acr, amr: personOf().amr }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.silent = true;
  return provider;
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

async function signInThere(provider: Provider, person: Person, { request, response }: Exchange): Promise<void> {
  const { subject: accountId, acr, amr } = person;
  const login = { accountId, ...(acr ? { acr } : {}), ...(amr ? { amr } : {}) };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** Lets the body of an answer be changed before it leaves. */
function alterToken(response: ServerResponse, change: (body: string) => Promise<string>): void {
  const end = response.end.bind(response);
  response.end = ((chunk: unknown) => {
    void change(String(chunk ?? '')).then((body) => {
      response.removeHeader('content-length');
      end(body);
    });
    return response;
  }) as ServerResponse['end'];
}

type Keys = Record<'pair' | 'stranger', Awaited<ReturnType<typeof generateKeyPair>>>;

async function alter(body: string, tamper: Tamper, keys: Keys): Promise<string> {
  const answer = JSON.parse(body) as { id_token?: string };
  if (!answer.id_token || (!tamper.claims && !tamper.sign)) return body;
  const claims = tamper.claims?.(decodeJwt(answer.id_token)) ?? decodeJwt(answer.id_token);
  if (tamper.sign === 'none') {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return JSON.stringify({ ...answer, id_token: `${part({ alg: 'none' })}.${part(claims)}.` });
  }
  const key = tamper.sign === 'stranger' ? keys.stranger.privateKey : keys.pair.privateKey;
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);
  return JSON.stringify({ ...answer, id_token: token });
}
