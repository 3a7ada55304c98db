import type { IncomingMessage } from 'node:http';
import type { Config } from '#platform/config.ts';
import type { RouteContext } from '#platform/http/route.ts';

/** The addresses under which the outside knows us; tokens and assertions name the first. */
export type Origins = { own: string; alike: readonly string[] };

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where MATRICULA_ORIGIN says how the outside reaches us, that and nothing else. Without it only callers on this machine are served, all
 * under one name: what a request says in its Host header never makes an issuer, since an assertion is worth something exactly where its
 * audience is.
 */
export function originsOf(config: Config, request: IncomingMessage): Origins | null {
  if (config.origin !== null) return { own: config.origin, alike: [config.origin] };
  const { localAddress = '127.0.0.1', localPort = config.port ?? 3000 } = request.socket ?? {};
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(localAddress);
  if (!isLoopback) return null;
  const alike = loopbackNames.map((name) => `http://${name}:${localPort}`);
  return { own: alike[0] ?? '', alike };
}

/** The same for a request that a route answers. */
export function originsByContext({ config, stream }: RouteContext): Origins | null {
  return originsOf(config, stream as IncomingMessage); // the raw request, as the platform hands it
}

export const issuerOf = (origin: string) => `${origin}/oauth`;
/** What access tokens are for: the resource of RFC 8707 and the audience of the token. */
export const resourceOf = (origin: string) => `${origin}/v1`;
