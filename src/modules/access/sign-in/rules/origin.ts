/** The address under which we are reached, as far as it can be believed, and the name that passkeys are bound to. */
export type TrustedOrigin = { origin: string; relyingParty: string };

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * What the operator configured; without that, the host of the request if it is this very machine, since everybody can claim any
 * other name in a request. Null: nothing may be bound to, or linked from, that name.
 */
export function trustedOrigin(configured: string | null, host: string | undefined): TrustedOrigin | null {
  if (configured !== null) return { origin: configured, relyingParty: new URL(configured).hostname };
  if (host === undefined || !loopback.test(host)) return null;
  return { origin: `http://${host}`, relyingParty: host.replace(/:\d+$/, '') };
}

/** Passkeys are bound to a name; an address of numbers is none. */
export function canHoldPasskeys({ relyingParty }: TrustedOrigin): boolean {
  return /[a-z]/i.test(relyingParty) && !relyingParty.startsWith('[');
}

/** A page of ours to go back to; anything else is the first page. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && wanted.length <= 2000 && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)
    ? wanted
    : '/';
}
