import { dateParts } from '#kernel/dates.ts';
import type { Person } from './matcher.ts';
import { fullForms } from './nicknames.ts';
import type { FoldedName } from './normalise.ts';
import { soundsOf } from './similarity.ts';

// Candidates are found by equality of hashed keys. The same function makes the keys of the register and of the question,
// so what it folds together in one it folds together in the other (docs/domain/identity.md, sentence 12).

const keysMax = 60;

/** The blocking keys of a person: every name variant, each meeting a birth date or a household. Sorted, without repeats. */
export function keysOf(person: Person): number[] {
  const keys = new Set<string>();
  for (const name of person.names) addNameKeys(keys, name, person.birthDate);
  for (const code of person.postalCodes) keys.add(`z|${code}|${person.birthDate}`);
  for (const phone of person.phones) keys.add(`f|${phone}|${person.birthDate}`);
  return [...keys]
    .slice(0, keysMax)
    .map(hashKey)
    .sort((a, b) => a - b);
}

function addNameKeys(keys: Set<string>, name: FoldedName, birthDate: string): void {
  const given = withGlued(name.given);
  const family = withGlued(name.family);
  for (const word of [...family, ...given, ...name.middle]) keys.add(`n|${soundsOf(word)[0]}|${birthDate}`);
  for (const word of name.given) for (const full of fullForms(word)) keys.add(`n|${soundsOf(full)[0]}|${birthDate}`);
  const initial = (name.given[0] ?? name.family[0])?.charAt(0);
  if (initial !== undefined) keys.add(`a|${initial}|${birthDate}`);
  for (const pair of soundPairs(given, family)) addPairKeys(keys, pair, birthDate);
}

/** The pair of names without the exact day: finds a wrong year, and day and month exchanged. */
function addPairKeys(keys: Set<string>, pair: string, birthDate: string): void {
  const { year, month, day } = dateParts(birthDate);
  const [low, high] = month < day ? [month, day] : [day, month];
  keys.add(`p|${pair}|${year}`);
  keys.add(`m|${pair}|${low}|${high}`);
}

/** Sounds of one given and one family name, sorted so that exchanged names meet; a mononym is a pair with nothing. */
function soundPairs(given: readonly string[], family: readonly string[]): string[] {
  if (given.length === 0 || family.length === 0) return [...given, ...family].map((word) => `${soundsOf(word)[0]}|`);
  const firsts = [...new Set([given[0], given.at(-1)])].filter((word) => word !== undefined);
  const full = firsts.flatMap((word) => fullForms(word).slice(0, 2));
  return [...firsts, ...full].flatMap((first) =>
    family.map((last) => [soundsOf(first)[0], soundsOf(last)[0]].sort().join('|')),
  );
}

/** The words, and the words written as one: `le blanc` meets `leblanc`. */
function withGlued(words: readonly string[]): readonly string[] {
  return words.length > 1 ? [...words, words.join('')] : words;
}

/**
 * Keys under which two callers who would create the same student at the same second must meet; few, since each becomes a lock:
 * the sound of every family or given name with the birth date.
 */
export function lockKeysOf(person: Person): number[] {
  const legal = person.names[0];
  if (!legal) return [];
  const words = [legal.family.join(''), legal.given.join('')].filter((word) => word !== '');
  return [...new Set(words.map((word) => hashKey(`lock|${soundsOf(word)[0]}|${person.birthDate}`)))];
}

/** 53 bits of a text (cyrb53 by bryc, public domain): exact in a number, and a bigint in the database. */
export function hashKey(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
