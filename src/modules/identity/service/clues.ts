import { createHash } from 'node:crypto';
import type { PlainDate } from '#kernel/dates.ts';
import { foldText } from '../rules/normalise.ts';
import { numberScheme } from '../rules/number.ts';
import { readSearch } from '../rules/search.ts';

/** By what a request names people: whole numbers, and digests of names with birth dates. */
export type PersonClues = { numbers: string[]; digests: string[] };

/** A name of two words and a birth date name a person; less names many. */
const wordsMin = 2;

/** The digest of a person's names and birth date, whatever their order, case, accents or script. Null when they are too few to name a person. */
export function digestPerson(names: readonly (string | null)[], birthDate: PlainDate): string | null {
  return digestWords(
    names.flatMap((name) => foldText(name ?? '').split(' ')),
    birthDate,
  );
}

function digestWords(words: readonly string[], birthDate: PlainDate): string | null {
  const distinct = [...new Set(words.filter((word) => word !== ''))].sort();
  if (distinct.length < wordsMin) return null;
  return createHash('sha256')
    .update(`${distinct.join(' ')}|${birthDate}`)
    .digest('hex');
}

const numberForm = /(?<![\d-])\d{4}[- ]?\d{4}[- ]?\d(?![\d-])/g;
const textsMax = 2000;

/**
 * Whom a request of any kind names: every number of the scheme anywhere in it, the search box's name and birth date, and the names and
 * birth date of a body. Looks at what was asked, never at what was found.
 */
export function cluesOf(asked: { params?: unknown; query?: unknown; body?: unknown }, scheme: string): PersonClues {
  const { check } = numberScheme(scheme);
  const texts = textsIn([asked.params, asked.query, asked.body]);
  const numbers = texts.flatMap((text) => [...text.matchAll(numberForm)].map(([found]) => found.replace(/[- ]/g, '')));
  const digests = [digestOfSearch(asked.query), digestOfFacts(asked.body)].filter((it) => it !== null);
  return { numbers: [...new Set(numbers.filter(check))], digests };
}

function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && texts.length < textsMax) {
    const next = waiting.pop();
    if (typeof next === 'string') texts.push(next.slice(0, 400));
    else if (typeof next === 'object' && next !== null) waiting.push(...Object.values(next));
  }
  return texts;
}

function digestOfSearch(query: unknown): string | null {
  const text = fieldOf(query, 'q');
  if (text === null) return null;
  const { words, birthDate } = readSearch(text);
  return birthDate === null ? null : digestWords(words, birthDate);
}

function digestOfFacts(body: unknown): string | null {
  const birthDate = fieldOf(body, 'birthDate');
  return birthDate === null ? null : digestPerson([fieldOf(body, 'familyName'), fieldOf(body, 'givenName')], birthDate);
}

function fieldOf(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : null;
}
