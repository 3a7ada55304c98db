import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Whether this browser knows passkeys. */
export function knowsPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function';
}

/** Nobody showed or made one: the person changed their mind, or the device said no. No failure of ours. */
export class NoPasskey extends Error {}

/** Asks an authenticator of the device; the library is fetched when it is first needed. */
export async function showPasskey(options: unknown): Promise<object> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON; // made by the server's side of the same library
  return startAuthentication({ optionsJSON }).catch(rethrow);
}

export async function makePasskey(options: unknown): Promise<object> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON; // made by the server's side of the same library
  return startRegistration({ optionsJSON }).catch(rethrow);
}

function rethrow(error: Error): never {
  const known = ['NotAllowedError', 'AbortError', 'InvalidStateError', 'SecurityError', 'NotSupportedError'];
  if (known.includes(error.name) || known.includes((error.cause as Error | undefined)?.name ?? ''))
    throw new NoPasskey(error.name);
  throw error;
}
