/** A text that answers in both official languages. Errors, rules and codes carry it beside their code. */
export type Words = { en: string; fr: string };

export type Language = keyof Words;

export const languages = ['en', 'fr'] as const satisfies readonly Language[];

/** Values that may stand in a message; lists are joined with commas. */
export type Params = Record<string, string | number | boolean | null | readonly (string | number)[]>;

/** Fills `{name}` in a text. A name without a value stays visible, so that a forgotten one is seen, not dropped. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) return value === null ? '–' : whole;
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}

/** Fills both languages at once. */
export function fillWords(words: Words, params: Params): Words {
  return { en: fill(words.en, params), fr: fill(words.fr, params) };
}

const between = '\u241e';

/** Both languages in one text, for a schema, which keeps a single message. */
export function asOne({ en, fr }: Words): string {
  return `${en}${between}${fr}`;
}

/** The languages of such a text; null when it is none. */
export function inBoth(text: string): Words | null {
  const [en, fr] = text.split(between);
  return en !== undefined && fr !== undefined ? { en, fr } : null;
}
