import type { Provider } from 'oidc-provider';
import { systemActor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';
import type { ServerKey } from '../store/server-keys.ts';
import { createProvider, type ProviderInput } from './provider.ts';
import { getServerKeys, signingKeyOf } from './server-keys.ts';

/** How long this process checks tokens with the keys that it read; whether a key still counts is asked with each call. */
const freshMs = 30_000;

export type ProviderPool = {
  providerFor(origin: string): Promise<Provider>;
  /** Read anew when it is time, or when a token names a key that we have not met. */
  keys(wanted?: string): Promise<readonly ServerKey[]>;
};

type Needs = Pick<Services, 'db' | 'jurisdiction'> &
  Pick<ProviderInput, 'onRefused' | 'addressOf'> & {
    onMade(provider: Provider): void;
  };

/** One authorization server for each address under which we are known, made anew when the signing keys changed. */
export function createProviderPool(needs: Needs): ProviderPool {
  const { db, jurisdiction } = needs;
  let known: { keys: readonly ServerKey[]; at: number } | null = null;
  const made = new Map<string, { provider: Promise<Provider>; stamp: string }>();

  const read = async (): Promise<readonly ServerKey[]> => {
    const keys = await getServerKeys(db, { actor: systemActor('machine clients'), jurisdiction, now: new Date() });
    known = { keys, at: Date.now() };
    return keys;
  };
  const keys = async (wanted?: string) => {
    const isFresh = known !== null && known.at > Date.now() - freshMs;
    if (!known || !isFresh) return read();
    const isMet = wanted === undefined || known.keys.some((key) => key.keyId === wanted);
    // A made-up key must not make us ask the database for every request.
    return isMet || known.at > Date.now() - 1000 ? known.keys : read();
  };
  const providerFor = async (origin: string) => {
    const present = await read(); // a key that was ended for good reason must not sign one token more
    const signing = signingKeyOf(present, new Date());
    const stamp = [signing, ...present].map((key) => key.keyId).join();
    const found = made.get(origin);
    if (found?.stamp === stamp) return found.provider;
    const provider = createProvider({ ...needs, origin, keys: present, signing }).then((it) => {
      needs.onMade(it);
      return it;
    });
    made.set(origin, { provider, stamp });
    return provider;
  };
  return { providerFor, keys };
}
