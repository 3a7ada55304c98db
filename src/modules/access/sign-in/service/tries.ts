import { createHash } from 'node:crypto';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../errors.ts';
import * as store from '../store/tries.ts';

type Limits = { account: store.TryLimits; address: store.TryLimits; forgetMinutes: number };

export type Claimed = {
  /** How many tries of this user name there were, this one among them. */
  tries: number;
  isLocked: boolean;
  /** The secret was right: the name is free again. */
  settle(reader: Reader): Promise<void>;
  /** The secret was wrong: it counts for the address too. */
  fail(reader: Reader): Promise<void>;
};

const accountDigest = (userName: string) => createHash('sha256').update(`account ${userName}`).digest('hex');
const addressDigest = (address: string) =>
  createHash('sha256')
    .update(`address ${networkOf(address)}`)
    .digest('hex');

/** A household or an office has a whole IPv6 network, so its addresses count as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}

/**
 * Counts one try at a secret by the user name it is for, whether or not that exists, before it is judged. The address it comes from is
 * counted once it was wrong: hundreds of right ones may be under way from one school at once. Throws access.sign_in_wait while
 * either must wait; then nothing was counted for the name, so that nobody's waiting locks others out.
 */
export async function claimTry(
  reader: Reader,
  { userName, address, jurisdiction }: { userName: string; address: string; jurisdiction: Jurisdiction },
): Promise<Claimed> {
  const limits = jurisdiction.parameter<Limits>('access.sign_in_tries');
  const forgetSeconds = limits.forgetMinutes * 60;
  const now = new Date();
  const [byAddress, byName] = [addressDigest(address), accountDigest(userName)];
  requirePast(await store.findBlock(reader, byAddress), now);
  const kept = { forgetSeconds, now };
  const tries = await store.claimTry(reader, { digest: byName, kind: 'account', limits: limits.account, ...kept });
  if (tries === null) {
    const until = await store.findBlock(reader, byName);
    throw waitUntil(until ?? now, now);
  }
  return {
    tries,
    isLocked: tries === limits.account.lockAfter,
    settle: async (within) => {
      await store.forgetTries(within, byName);
    },
    fail: async (within) => {
      await store.claimTry(within, { digest: byAddress, kind: 'address', limits: limits.address, ...kept });
    },
  };
}

function requirePast(until: Date | null, now: Date): void {
  if (until !== null && until > now) throw waitUntil(until, now);
}

function waitUntil(until: Date, now: Date) {
  return errors.sign_in_wait({ retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) });
}

/** Frees a user name that waits or is locked. */
export function unlock(reader: Reader, userName: string): Promise<boolean> {
  return store.forgetTries(reader, accountDigest(userName));
}

/** Takes away counts that no longer matter. */
export function removeForgottenTries(reader: Reader, jurisdiction: Jurisdiction): Promise<number> {
  const { forgetMinutes } = jurisdiction.parameter<Limits>('access.sign_in_tries');
  return store.deleteForgottenTries(reader, new Date(Date.now() - forgetMinutes * 60_000));
}
