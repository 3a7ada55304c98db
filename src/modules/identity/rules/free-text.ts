import { findUnprintable } from '#kernel/text.ts';

// What free text may not hold, since a reader would be shown something else than was written. Text is kept as given otherwise, in any script.

/** Where something stands: the line, from 1, and what was found there. */
export type Spot = { line: number; found: string };

const turning = /[\u202a-\u202e\u2066-\u2069]/u;
const hidden =
  /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\uffa0\p{Co}\p{Cn}]|[\u{e0000}-\u{e007f}]/u;
/** More marks on one letter than any language writes; they cover the lines beside. */
const piled = /\p{M}{5,}/u;
/** Letters of mathematics, of full width and in boxes, which pass for plain ones. */
const styled = /[\u{1d400}-\u{1d7ff}\uff21-\uff3a\uff41-\uff5a\u{1f130}-\u{1f149}]/u;

const latin = /\p{Script=Latin}/u;
const otherAlphabet = /[\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
// Greek letters that are no Latin ones to the eye (θ, λ, χ, Δ) stand in words of some First Nations' languages and in formulas.
const greekAlike = /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ]/u;
const cyrillicAlike = /[АВЕКМНОРСТУХІЈЅҮаеорсухіјѕһԁԛԝӏѵ]/u;
const alphabets = [
  { letters: /\p{Script=Cyrillic}/gu, alike: cyrillicAlike, shortest: 1 },
  { letters: /\p{Script=Greek}/gu, alike: greekAlike, shortest: 2 },
] as const;

/** A text as it is kept: composed, lines ended in one way. */
export function asKept(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n');
}

/** A mark that turns the direction of reading, as its code. */
export function findTurning(text: string): Spot | null {
  return spotOf(text, turning, codeOf);
}

/** A character that no screen shows, as its code; tabs and line breaks are shown. */
export function findHidden(text: string): Spot | null {
  const plain = text.replaceAll('\t', ' ');
  const unprintable = findUnprintable(plain.replace(new RegExp(turning, 'gu'), ' '), { lines: true });
  if (unprintable !== null) return { line: lineAt(plain, plain.indexOf(unprintable)), found: codeOf(unprintable) };
  return spotOf(plain, hidden, codeOf);
}

/** A letter with more marks than can be shown. */
export function findPiled(text: string): Spot | null {
  return spotOf(text, piled, (marks) => codeOf(marks));
}

/** A word that mixes alphabets, or whose letters only look like those of the words around it. */
export function findLookAlike(text: string): Spot | null {
  const found = spotOf(text, styled, codeOf);
  if (found) return found;
  const disguised = alphabets.filter((it) => latin.test(text) && isDisguise(text, it));
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}]+/gu))
    if (mixes(word) || disguised.some((it) => (word.match(it.letters) ?? []).length >= it.shortest))
      return { line: lineAt(text, index), found: word };
  return null;
}

function mixes(word: string): boolean {
  if (latin.test(word)) return otherAlphabet.test(word) || greekAlike.test(word);
  return otherAlphabet.test(word) && /\p{Script=Greek}/u.test(word);
}

/** Whether every letter of an alphabet in the text looks Latin, so that nothing shows that another alphabet is meant. */
function isDisguise(text: string, { letters, alike }: (typeof alphabets)[number]): boolean {
  return (text.match(letters) ?? []).every((letter) => alike.test(letter));
}

function spotOf(text: string, pattern: RegExp, say: (found: string) => string): Spot | null {
  const match = pattern.exec(text);
  return match && { line: lineAt(text, match.index), found: say(match[0]) };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** `U+202E` for its first character. */
function codeOf(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
