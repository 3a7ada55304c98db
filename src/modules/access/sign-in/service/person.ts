import type { Actor, Assurance } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { type Credentials, findCredentials } from '../store/credentials.ts';

/** A person who calls with a session of their own. */
export type Person = { actor: Actor; accountId: string; assurance: Assurance; requestId: string };

/** Throws access.not_a_person for machines and the program. */
export function requirePerson(actor: Actor, requestId: string): Person {
  const { kind, accountId, assurance } = actor;
  if (kind !== 'account' || accountId === null || !assurance) throw errors.not_a_person();
  return { actor, accountId, assurance, requestId };
}

/** What the person can prove themselves with. */
export async function credentialsOf(reader: Reader, { accountId }: Person): Promise<Credentials> {
  const found = await findCredentials(reader, { accountId });
  if (!found) throw errors.not_a_person();
  return found;
}

/**
 * Throws where somebody would change how to sign in who has not shown the second factor that the account has: otherwise a stolen
 * password were enough to put another factor in its place.
 */
export function requireOwnFactor({ assurance }: Person, { totp, passkeys }: Credentials): void {
  if (assurance.secondFactorAt === null && (totp !== null || passkeys > 0)) throw errors.second_factor_first();
}
