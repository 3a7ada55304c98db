import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { makeTurns } from '#platform/turns.ts';
import { errors } from '../errors.ts';
import { normalisePassword } from '../rules/password.ts';

type Cost = { memoryKib: number; iterations: number; parallelism: number; waitingMax: number };

// Digests are made off the main thread, and never on more than half of the cores: whoever reads has the other half.
const turns = makeTurns(Math.max(1, Math.floor(availableParallelism() / 2)));
let waiting = 0;

/** Does slow work in its turn; when too many wait already, the next is told so at once instead of after a minute. */
async function inTurn<Result>(waitingMax: number, work: () => Promise<Result>): Promise<Result> {
  if (waiting >= waitingMax) throw errors.sign_in_busy({ retryAfterSeconds: 5 });
  waiting += 1;
  try {
    return await turns.take(work);
  } finally {
    waiting -= 1;
  }
}

const costOf = (jurisdiction: Jurisdiction) => jurisdiction.parameter<Cost>('access.password_hashing');

export function hashPassword(password: string, jurisdiction: Jurisdiction): Promise<string> {
  const { memoryKib, iterations, parallelism, waitingMax } = costOf(jurisdiction);
  const cost = { memoryCost: memoryKib, timeCost: iterations, parallelism };
  return inTurn(waitingMax, () => hash(normalisePassword(password), cost));
}

/** Whether the password is the one of the digest. Without a digest the work is the same and the answer no: time tells nothing. */
export async function verifyPassword(
  password: string,
  kept: string | null,
  jurisdiction: Jurisdiction,
): Promise<boolean> {
  const decoy = await decoyHash(jurisdiction); // also for those who need none: the very first costs everybody the same
  const against = kept ?? decoy;
  const isRight = await inTurn(costOf(jurisdiction).waitingMax, () => verify(against, normalisePassword(password)));
  return isRight && kept !== null;
}

/** Whether a digest was made under another cost than today's. */
export function isOutdated(kept: string, jurisdiction: Jurisdiction): boolean {
  const { memoryKib, iterations, parallelism } = costOf(jurisdiction);
  return !kept.startsWith(`$argon2id$v=19$m=${memoryKib},t=${iterations},p=${parallelism}$`);
}

const decoys = new Map<string, Promise<string>>();

/** A digest that no password fits, of the present cost; made once. */
function decoyHash(jurisdiction: Jurisdiction): Promise<string> {
  const key = JSON.stringify(costOf(jurisdiction));
  const known = decoys.get(key);
  if (known) return known;
  const made = hashPassword(crypto.randomUUID(), jurisdiction);
  decoys.set(key, made);
  made.catch(() => decoys.delete(key));
  return made;
}
