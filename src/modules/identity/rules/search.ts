import { isPlainDate, type PlainDate } from '#kernel/dates.ts';
import { foldText, type PersonName } from './normalise.ts';

// One box: a number, names in any order and script, a birth date.

export type SearchText = { digits: string | null; birthDate: PlainDate | null; words: string[] };

const wordsMax = 6;

/** What a searched text asks for. Digits that are no date are the beginning of a number. */
export function readSearch(text: string): SearchText {
  let rest = ` ${text.normalize('NFC')} `;
  const birthDate = /(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/.exec(rest)?.[0] ?? null;
  if (birthDate !== null && isPlainDate(birthDate)) rest = rest.replace(birthDate, ' ');
  const number = /(?<![\d-])\d[\d -]*\d(?![\d-])/.exec(rest)?.[0] ?? null;
  const digits = number?.replace(/[ -]/g, '') ?? null;
  const isNumber = digits !== null && digits.length >= 3 && digits.length <= 9;
  if (isNumber && number !== null) rest = rest.replace(number, ' ');
  const words = [
    ...new Set(
      foldText(rest)
        .split(' ')
        .filter((word) => word !== ''),
    ),
  ].slice(0, wordsMax);
  return {
    digits: isNumber ? digits : null,
    birthDate: birthDate !== null && isPlainDate(birthDate) ? birthDate : null,
    words,
  };
}

/** The words by which a name is found: each folded word, and several written as one (`le blanc` also as `leblanc`). */
export function searchWords(names: readonly PersonName[]): string[] {
  const words = new Set<string>();
  for (const name of names) {
    for (const part of [name.familyName, name.givenName, name.middleName]) {
      const folded =
        part === null
          ? []
          : foldText(part)
              .split(' ')
              .filter((word) => word !== '');
      for (const word of folded) words.add(word);
      if (folded.length > 1) words.add(folded.join(''));
    }
  }
  return [...words];
}

export type NameOfSearch = PersonName & { kind: 'legal' | 'preferred' | 'previous' | 'alias' };
export type MatchedName = { kind: NameOfSearch['kind']; name: PersonName; exactWords: number };

/** Of a student's names the one that answers the searched words best: all words, then most of them whole, then the legal name. Null when none holds them all. */
export function bestName(names: readonly NameOfSearch[], words: readonly string[]): MatchedName | null {
  let best: MatchedName | null = null;
  for (const name of names) {
    const own = searchWords([name]);
    if (!words.every((word) => own.some((it) => it.startsWith(word)))) continue;
    const exactWords = words.filter((word) => own.includes(word)).length;
    if (!best || exactWords > best.exactWords) best = { kind: name.kind, name, exactWords };
  }
  return best;
}
