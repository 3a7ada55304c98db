import { createHash } from 'node:crypto';
import { dammDigit } from '#kernel/check-digit.ts';

/**
 * Student numbers without a memory of those given: a permutation of the hundred million first eight digits (a Feistel
 * network of four rounds over two halves of four digits), then the Damm digit. Different places give different numbers.
 */
export function numberSequence(seed: string): (place: number) => string {
  const keys = [0, 1, 2, 3].map((round) =>
    createHash('sha256').update(`${seed}/number/${round}`).digest().readUInt32LE(0),
  );
  return (place) => {
    if (!Number.isInteger(place) || place < 0 || place >= 100_000_000)
      throw new Error(`no student number for place ${place}`);
    let [left, right] = [Math.floor(place / 10_000), place % 10_000];
    for (const key of keys) [left, right] = [right, (left + stir(right, key)) % 10_000];
    const digits = String(left * 10_000 + right).padStart(8, '0');
    return digits + dammDigit(digits);
  };
}

function stir(half: number, key: number): number {
  let mixed = Math.imul(half ^ key, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca77);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/**
 * Makes the GUIDs of one owner's things: always the same for the same thing of the same province (the form of RFC 9562
 * version 8). The digest is taken once for the owner; the thing fills the last eight digits, which is four times as fast.
 */
export function guidMaker(seed: string, owner: string): (thing: string) => string {
  const hash = createHash('sha1').update(`matricula-province/${seed}/${owner}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 12);
  const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return (thing) => head + fold(thing).toString(16).padStart(8, '0');
}

/** FNV-1a, 32 bits. */
function fold(text: string): number {
  let hash = 2166136261;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 16777619);
  return hash >>> 0;
}
