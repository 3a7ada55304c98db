import { findUnprintable } from '#kernel/text.ts';
import { romanise } from './scripts.ts';

// What is kept is the text as written (NFC); everything here is derived from it, for finding and comparing only.

/** A name as written. One of family and given name may be absent (mononyms). */
export type PersonName = {
  familyName: string | null;
  givenName: string | null;
  middleName: string | null;
  suffix?: string | null;
};

export type NameVariantKind = 'legal' | 'former' | 'preferred' | 'alias' | 'previous';

/** A name made comparable: lists of folded words, without particles and placeholders. */
export type FoldedName = {
  kind: NameVariantKind;
  family: readonly string[];
  given: readonly string[];
  middle: readonly string[];
};

/** Text as it is kept: normal form C, no blanks around or doubled. Control characters are not removed but refused by a rule. */
export function tidyText(text: string | null): string | null {
  if (text === null) return null;
  const tidy = text.normalize('NFC').replace(/ {2,}/g, ' ').trim();
  return tidy === '' ? null : tidy;
}

/** Small Latin letters without marks, other scripts read roughly; apostrophes and points gone, hyphens as blanks. */
export function foldText(text: string): string {
  const small = text.toLowerCase();
  if (/^[a-z ]*$/.test(small)) return small.replace(/ {2,}/g, ' ').trim(); // most names
  const apart = text.normalize('NFKD').toLowerCase();
  const bare = apart.replace(/(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}/gu, '');
  // Marks of Cyrillic й and ї are part of the letter; those of Arabic are short vowels and go.
  const composed = bare.normalize('NFC').replace(/[\u064b-\u065f\u0670]/g, '');
  const roman = romanise(composed).normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  // Once more for letters that only now are without their mark.
  return romanise(roman)
    .replace(/['’‘ʼʻʔ`´.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const placeholders = new Set([
  'lnu',
  'fnu',
  'nfn',
  'nln',
  'xxx',
  'xx',
  'none',
  'unknown',
  'inconnu',
  'inconnue',
  'unnamed',
  'baby',
  'baby boy',
  'baby girl',
  'bebe',
  'twin a',
  'twin b',
  'twin 1',
  'twin 2',
  'infant',
  'no last name',
  'no first name',
  'no given name',
  'no surname',
  'given name not known',
  'not known',
  'not given',
  'only name',
]);

const particles = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'van',
  'von',
  'der',
  'den',
  'ter',
  'ten',
  'da',
  'das',
  'dos',
  'do',
  'di',
  'del',
  'della',
  'bin',
  'bint',
  'ibn',
  'abu',
  'al',
  'el',
  'ul',
  'y',
  'e',
  'o',
]);

const saints = new Set(['st', 'ste', 'saint', 'sainte']);

/** The words of one part of a name; a placeholder such as LNU is no word at all. */
export function wordsOf(part: string | null): string[] {
  if (part === null) return [];
  const folded = foldText(part);
  if (folded === '' || placeholders.has(folded)) return [];
  const words = folded.split(' ').map((word) => (saints.has(word) ? 'saint' : word));
  const main = words.filter((word) => !particles.has(word));
  return main.length > 0 ? main : words;
}

export function foldName(name: PersonName, kind: NameVariantKind = 'legal'): FoldedName {
  return { kind, family: wordsOf(name.familyName), given: wordsOf(name.givenName), middle: wordsOf(name.middleName) };
}

/** `T5A 0A1` as `T5A0A1`; anything without at least three letters or digits is no code. */
export function foldPostalCode(code: string | null): string | null {
  const bare = (code ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  return bare.length >= 3 ? bare : null;
}

/** Digits with the country's 1 of the North American plan taken off; fewer than seven digits are no number. */
export function foldPhone(number: string | null): string | null {
  const digits = (number ?? '').replace(/\D/g, '');
  const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  return local.length >= 7 ? local : null;
}

/** True for the characters that no text of the register may hold. */
export function hasControlCharacter(text: string, options: { lines?: boolean } = {}): boolean {
  return findUnprintable(text, options) !== null;
}

/** Names that fold alike say the same: case, accents, apostrophes and hyphens make no contradiction. */
export function saysTheSame(a: string | null, b: string | null): boolean {
  return wordsOf(a).join('') === wordsOf(b).join('');
}
