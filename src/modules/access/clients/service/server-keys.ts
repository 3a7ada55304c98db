import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import {
  deleteEndedServerKeys,
  endServerKeys,
  insertServerKey,
  listServerKeys,
  lockServerKeys,
  type ServerKey,
} from '../store/server-keys.ts';

const hour = 3_600_000;

export type Rotation = {
  actor: Actor;
  jurisdiction: Jurisdiction;
  now: Date;
  /**
   * `due`: only when the present key has signed for its days. `soon`: the next key takes over after the lead time. `at_once`: the
   * present key is not trusted any more, so that tokens signed with it are worth nothing from this instant.
   */
  when: 'due' | 'soon' | 'at_once';
};

/** Makes the next signing key where it is time; the first where there is none. Returns its id, or null when nothing was due. */
export async function rotateServerKey(db: Db, { actor, jurisdiction, now, when }: Rotation): Promise<string | null> {
  if (when === 'due' && !isDue(await listServerKeys(db, now), jurisdiction, now)) return null;
  const fresh = await makeKey();
  const leadMs = jurisdiction.parameter<number>('access.signing_key_lead_hours') * hour;
  return perform(db, { kind: 'access.rotate-signing-key', actor, at: now }, async (tx) => {
    await lockServerKeys(tx);
    const known = await listServerKeys(tx, now);
    if (when === 'due' && !isDue(known, jurisdiction, now)) return null; // somebody else was quicker
    const signsFrom = known.length === 0 || when === 'at_once' ? now : new Date(now.getTime() + leadMs);
    await insertServerKey(tx, { ...fresh, madeAt: now, signsFrom, endsAt: null });
    await endServerKeys(tx, {
      but: fresh.keyId,
      at: when === 'at_once' ? now : new Date(signsFrom.getTime() + leadMs),
    });
    await deleteEndedServerKeys(tx, now);
    return fresh.keyId;
  });
}

/** The keys in force, made if there are none yet. */
export async function getServerKeys(
  db: Db,
  input: { actor: Actor; jurisdiction: Jurisdiction; now: Date },
): Promise<ServerKey[]> {
  const known = await listServerKeys(db, input.now);
  if (known.length > 0) return known;
  await rotateServerKey(db, { ...input, when: 'due' });
  return listServerKeys(db, input.now);
}

/** The key that signs now: of those that have begun the one that began last. */
export function signingKeyOf(keys: readonly ServerKey[], now: Date): ServerKey {
  const found = keys.find((key) => key.signsFrom <= now) ?? keys[0];
  if (!found) throw new Error('there is no signing key');
  return found;
}

function isDue(keys: readonly ServerKey[], jurisdiction: Jurisdiction, now: Date): boolean {
  const [newest] = keys; // the latest to sign
  if (!newest) return true;
  const days = jurisdiction.parameter<number>('access.signing_key_days');
  return newest.signsFrom.getTime() + days * 24 * hour <= now.getTime();
}

async function makeKey(): Promise<Pick<ServerKey, 'keyId' | 'algorithm' | 'privateJwk' | 'publicJwk'>> {
  const algorithm = 'ES256';
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(privateKey);
  const open = { kty, crv, x, y } as { kty: string; crv: string; x: string; y: string }; // an EC key has them all
  const keyId = await calculateJwkThumbprint(open);
  const named = { ...open, kid: keyId, alg: algorithm, use: 'sig' };
  return { keyId, algorithm, publicJwk: named, privateJwk: { ...named, ...(d === undefined ? {} : { d }) } };
}
