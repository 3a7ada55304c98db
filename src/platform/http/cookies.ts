import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

export const sessionCookie = 'matricula_session';

/**
 * Behind https a browser takes `__Host-` cookies from this very host over https only, so that nobody beside us (another host of
 * the same domain, a plain line) can plant one.
 */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

/** Whether the outside speaks https: as configured, as the line says, or as a proxy tells. */
export function speaksHttps(request: FastifyRequest, config: Pick<Config, 'origin'>): boolean {
  if (config.origin !== null) return config.origin.startsWith('https:');
  return request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
}

/** HttpOnly keeps it from scripts, SameSite from other sites' requests, Secure from plain lines where the outside speaks https. */
export function writeCookie({
  name,
  value,
  secondsMax,
  isSecure,
}: {
  name: string;
  value: string;
  secondsMax: number;
  isSecure: boolean;
}): string {
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName(name, isSecure)}=${value}; Path=/; Max-Age=${secondsMax}; HttpOnly; SameSite=Lax${secure}`;
}
