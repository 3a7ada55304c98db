/** What a pasted key looks like, before anybody parses it: so that a private key is refused in the page and never travels. */
export type KeyLook = 'private' | 'public' | 'unknown';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

export function lookOfKey(text: string): KeyLook {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text) || /\bPuTTY-User-Key-File\b/.test(text)) return 'private';
  if (/-----BEGIN ((RSA )?PUBLIC KEY|CERTIFICATE)-----/.test(text)) return 'public';
  const jwk = readJwk(text);
  if (jwk === null) return 'unknown';
  return privateMembers.some((name) => Object.hasOwn(jwk, name)) ? 'private' : 'public';
}

/** The JWK in a text: alone, or the only one of a set; null when there is none. */
export function readJwk(text: string): Record<string, unknown> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null; // no JSON, so no JWK
  }
  const { keys } = (parsed ?? {}) as { keys?: unknown };
  const key = Array.isArray(keys) ? keys[0] : parsed;
  // The other keys of a set are looked at too: none of them may be private.
  if (Array.isArray(keys) && keys.length !== 1) return keys.find(isPrivate) ?? null;
  return isRecord(key) && typeof key['kty'] === 'string' ? key : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPrivate = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && privateMembers.some((name) => Object.hasOwn(value, name));
