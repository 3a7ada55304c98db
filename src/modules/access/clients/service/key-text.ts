import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { clientErrors } from '../errors.ts';
import { lookOfKey, readJwk } from '../rules/key-text.ts';
import type { KeyAlgorithm } from '../store/keys.ts';

export type ReadKey = { keyId: string; algorithm: KeyAlgorithm; publicJwk: Record<string, unknown> };

/**
 * A public key out of what somebody pasted: PEM, certificate or JWK. What is kept is made anew from the numbers of the key alone,
 * so that nothing else of the text stays. A private key is refused by name and never written anywhere.
 */
export async function readPublicKey(text: string): Promise<ReadKey> {
  const look = lookOfKey(text);
  if (look === 'private') throw clientErrors.private_key_given();
  if (look === 'unknown') throw clientErrors.key_not_usable();
  const jwk = readJwk(text);
  const key = parseKey(text, jwk);
  const algorithm = algorithmOf(key);
  if (algorithm === null) throw clientErrors.key_not_usable();
  const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' });
  const open = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined));
  const thumbprint = await calculateJwkThumbprint(open);
  const given = jwk?.['kid'];
  const keyId = typeof given === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(given) ? given : thumbprint;
  return { keyId, algorithm, publicJwk: { ...open, kid: keyId, alg: algorithm, use: 'sig' } };
}

function parseKey(text: string, jwk: Record<string, unknown> | null): KeyObject {
  try {
    return jwk ? createPublicKey({ key: jwk as never, format: 'jwk' }) : createPublicKey(text); // the runtime checks the members
  } catch {
    throw clientErrors.key_not_usable(); // what OpenSSL says of it helps nobody
  }
}

/** The one algorithm that a key may sign with; null for keys that are too weak or of another kind. */
function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): KeyAlgorithm | null {
  if (type === 'ec') return details?.namedCurve === 'prime256v1' ? 'ES256' : null;
  if (type === 'ed25519') return 'EdDSA';
  const modulus = details?.modulusLength ?? 0;
  const exponent = details?.publicExponent ?? 0n;
  return type === 'rsa' && modulus >= 2048 && modulus <= 8192 && exponent >= 65_537n ? 'RS256' : null;
}
