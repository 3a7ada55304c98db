import { dateParts, type PlainDate } from '#kernel/dates.ts';
import type { Language } from '#kernel/words.ts';

const monthsLong = {
  en: 'January February March April May June July August September October November December'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
} as const satisfies Record<Language, readonly string[]>;

const monthsShort = {
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  fr: 'janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.'.split(' '),
} as const satisfies Record<Language, readonly string[]>;

const noBreak = '\u00a0'; // a day is never torn apart at the end of a line

/** `9 March 2015`, `1er mars 2015`. */
export function showDayLong(date: PlainDate, language: Language): string {
  return show(date, language, monthsLong[language]);
}

/** `9 Mar 2015`, `1er mars 2015`; an absent day is a dash. */
export function showDay(date: PlainDate | null, language: Language): string {
  return date === null ? '–' : show(date, language, monthsShort[language]);
}

function show(date: PlainDate, language: Language, months: readonly string[]): string {
  const { year, month, day } = dateParts(date);
  const ordinal = language === 'fr' && day === 1 ? '1er' : String(day);
  return [ordinal, months[month - 1] ?? month, year].join(noBreak);
}
