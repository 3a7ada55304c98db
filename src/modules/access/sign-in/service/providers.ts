import { readFile } from 'node:fs/promises';
import type { Configuration } from 'openid-client';
import { z } from 'zod';
import type { Config } from '#platform/config.ts';
import { errors } from '../errors.ts';

const Provider = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  title: z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }),
  issuer: z.url({ protocol: /^https?$/ }).refine(isGuarded, 'https, except on this machine'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional().describe('Without it the client is a public one, guarded by PKCE alone'),
  scope: z.string().default('openid'),
  secondFactor: z
    .strictObject({ acr: z.array(z.string()).default([]), amr: z.array(z.string()).default([]) })
    .default({ acr: [], amr: [] })
    .describe('Values of acr and amr in the identity token that say that a second factor was shown'),
});
export type Provider = z.infer<typeof Provider>;

function isGuarded(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return new URL(text).protocol === 'https:' || isLoopback(text);
}

const isLoopback = (text: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname);

const files = new Map<string, Promise<readonly Provider[]>>();

/** The providers of the operator's file; none without one. A file that is wrong stops the program at its start. */
export function readProviders({
  signOnProviders: path,
}: Pick<Config, 'signOnProviders'>): Promise<readonly Provider[]> {
  if (path === null) return Promise.resolve([]);
  const known = files.get(path);
  if (known) return known;
  const read = parseProviders(path);
  files.set(path, read);
  return read;
}

async function parseProviders(path: string): Promise<readonly Provider[]> {
  const parsed = z.array(Provider).safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`MATRICULA_SIGN_ON_PROVIDERS, ${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export async function requireProvider(config: Pick<Config, 'signOnProviders'>, name: string): Promise<Provider> {
  const found = (await readProviders(config)).find((it) => it.name === name);
  if (!found) throw errors.provider_not_found();
  return found;
}

const clients = new Map<Provider, Promise<Configuration>>();

/** What the provider says of itself, asked once and kept. */
export function discover(provider: Provider): Promise<Configuration> {
  const known = clients.get(provider);
  if (known) return known;
  const asked = askProvider(provider);
  clients.set(provider, asked);
  asked.catch(() => clients.delete(provider));
  return asked;
}

async function askProvider({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, discovery, enableNonRepudiationChecks, None } = await import(
    'openid-client'
  );
  const proof = clientSecret === undefined ? None() : ClientSecretBasic(clientSecret);
  // Signatures are verified although the line is guarded: a provider behind somebody's proxy is still the provider.
  const execute = isLoopback(issuer)
    ? [allowInsecureRequests, enableNonRepudiationChecks]
    : [enableNonRepudiationChecks];
  return discovery(new URL(issuer), clientId, undefined, proof, { execute, timeout: 10 });
}
