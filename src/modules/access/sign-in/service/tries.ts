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
  /** The secret was right: the name is free again, and the address has one try less. */
  settle(reader: Reader): Promise<void>;
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
 * Counts one try at a secret by the address it comes from and the user name it is for, whether or not that exists. Throws
 * access.sign_in_wait while either must wait; then nothing was counted for the name, so that nobody's waiting locks others out.
 */
export async function claimTry(
  reader: Reader,
  { userName, address, jurisdiction }: { userName: string; address: string; jurisdiction: Jurisdiction },
): Promise<Claimed> {
  const limits = jurisdiction.parameter<Limits>('access.sign_in_tries');
  const forgetSeconds = limits.forgetMinutes * 60;
  const now = new Date();
  const claim = async (kind: 'account' | 'address', digest: string) => {
    const tries = await store.claimTry(reader, { digest, kind, limits: limits[kind], forgetSeconds, now });
    if (tries !== null) return tries;
    const until = await store.findBlock(reader, digest);
    throw errors.sign_in_wait({
      retryAfterSeconds: Math.max(1, Math.ceil(((until?.getTime() ?? 0) - now.getTime()) / 1000)),
    });
  };
  const [byAddress, byName] = [addressDigest(address), accountDigest(userName)];
  await claim('address', byAddress);
  const tries = await claim('account', byName);
  return {
    tries,
    isLocked: tries === limits.account.lockAfter,
    settle: async (within) => {
      await store.forgetTries(within, byName);
      await store.giveBackTry(within, byAddress, limits.address.free);
    },
  };
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
