import { doubleMetaphone } from 'double-metaphone';

/** True when one insertion, deletion, substitution or swap of neighbours makes one text the other; equal texts are. */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** Jaro-Winkler similarity in [0, 1]: martha/marhta 0.9611, dixon/dicksonx 0.8133. */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const matchedA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      matchedA.push(a.charAt(i));
      break;
    }
  }
  const matches = matchedA.length;
  if (matches === 0) return 0;
  const matchedB = [...b].filter((_, j) => taken[j]);
  const halfTranspositions = matchedA.filter((letter, i) => letter !== matchedB[i]).length;
  return (matches / a.length + matches / b.length + (matches - halfTranspositions / 2) / matches) / 3;
}

const soundCache = new Map<string, readonly [string, string]>();

/** Double Metaphone codes of a folded word; a word of another script stands for itself. Kept for words met before: names repeat. */
export function soundsOf(word: string): readonly [string, string] {
  const known = soundCache.get(word);
  if (known) return known;
  const [first, second] = doubleMetaphone(word);
  const sounds = first === '' ? ([word, word] as const) : ([first, second] as const);
  if (soundCache.size > 200_000) soundCache.clear();
  soundCache.set(word, sounds);
  return sounds;
}

export function soundsAlike(a: string, b: string): boolean {
  const [a1, a2] = soundsOf(a);
  const [b1, b2] = soundsOf(b);
  return a1 === b1 || a1 === b2 || a2 === b1;
}
