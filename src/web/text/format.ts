import { dateParts, type PlainDate } from '#kernel/dates.ts';
import type { Language, Words } from '#kernel/words.ts';
import { locales } from './plural.ts';

const monthsShort = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juill.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
} as const satisfies Record<Language, readonly string[]>;

const monthsLong = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
} as const satisfies Record<Language, readonly string[]>;

/** How one language writes numbers, days and moments. Absolute in the record; relative only as a hint. */
export type Format = {
  number(value: number): string;
  /** `4.2 MB`. */
  bytes(value: number): string;
  /** `2 Sep 2026`. */
  day(date: PlainDate | null): string;
  /** `2 September 2026`. */
  dayLong(date: PlainDate | null): string;
  /** `2 Sep 2026, 14:05` of an ISO moment, in the reader's zone. */
  moment(iso: string | null): string;
  /** `14:05`. */
  time(iso: string): string;
  /** `3 days ago`, `in 2 hours`. */
  relative(iso: string, now?: number): string;
  /** `2026/2027` of 2027. */
  schoolYear(year: number): string;
  /** `1234-5678-9`. */
  studentNumber(number: string): string;
  /** `2 min 05 s`. */
  duration(seconds: number): string;
  /** The day of a moment, here. */
  dayOf(iso: string | null): string;
  /** The text of the language out of a bilingual one. */
  words(words: Words): string;
  /** The same, with the days and moments in it written as everywhere: for texts that the server filled. */
  told(words: Words): string;
  /** The name of an organisation. */
  place(organisation: { name: string; nameFr: string | null }): string;
  list(items: readonly string[]): string;
};

const none = '–';
const isoTime = /\b\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?\b/g;

export function formatIn(language: Language): Format {
  const locale = locales[language];
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const day = (date: PlainDate | null, months: Record<Language, readonly string[]>) => {
    if (!date) return none;
    const { year, month, day: dayOfMonth } = dateParts(date);
    const ordinal = language === 'fr' && dayOfMonth === 1 ? '1er' : String(dayOfMonth);
    return `${ordinal} ${months[language][month - 1] ?? month} ${year}`;
  };
  const time = (iso: string) => times.format(new Date(iso)).replace(' h ', ':');
  const moment = (iso: string) => `${day(localDay(new Date(iso)), monthsShort)}, ${time(iso)}`;
  return {
    number: (value) => numbers.format(value),
    bytes: (value) => bytesIn(language, value),
    day: (date) => day(date, monthsShort),
    dayLong: (date) => day(date, monthsLong),
    dayOf: (iso) => (iso ? day(localDay(new Date(iso)), monthsShort) : none),
    moment: (iso) => (iso ? moment(iso) : none),
    time,
    relative: (iso, now = Date.now()) => relativeIn(relatives, (new Date(iso).getTime() - now) / 1000),
    schoolYear: (year) => `${year - 1}/${year}`,
    studentNumber: (number) =>
      /^\d{9}$/.test(number) ? `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}` : number,
    duration: (seconds) => durationOf(seconds),
    words: (words) => words[language],
    told: (words) =>
      words[language].replace(isoTime, (iso, clock?: string) => (clock ? moment(iso) : day(iso, monthsShort))),
    place: ({ name, nameFr }) => (language === 'fr' ? (nameFr ?? name) : name),
    list: (items) => lists.format(items),
  };
}

/** The calendar day of a moment in the reader's zone. */
function localDay(moment: Date): PlainDate {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${part(moment.getMonth() + 1)}-${part(moment.getDate())}`;
}

function bytesIn(language: Language, value: number): string {
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB'];
  let [size, at] = [value, 0];
  while (size >= 1000 && at < units.length - 1) {
    size /= 1000;
    at += 1;
  }
  const digits = at > 0 && size < 10 ? 1 : 0;
  return `${size.toLocaleString(locales[language], { maximumFractionDigits: digits })} ${units[at]}`;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function relativeIn(relatives: Intl.RelativeTimeFormat, seconds: number): string {
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relatives.format(Math.round(seconds / size), unit);
  }
  return relatives.format(0, 'second');
}

function durationOf(seconds: number): string {
  if (seconds > 0 && seconds < 1) return '< 1 s';
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
