import type { Language } from '#kernel/words.ts';

/** The locale whose manners of writing numbers and dates each language follows here. */
export const locales = { en: 'en-CA', fr: 'fr-CA' } as const satisfies Record<Language, string>;

/**
 * Makes the counting function of a language: `count(3, { one: '# row', other: '# rows' })` is `3 rows`.
 * Which form applies is asked of Intl.PluralRules (French says « 0 ligne »); `#` becomes the number as the language writes it.
 */
export function countingIn(
  language: Language,
): (n: number, forms: { one: string; other: string; zero?: string }) => string {
  const rules = new Intl.PluralRules(locales[language]);
  const numbers = new Intl.NumberFormat(locales[language]);
  return (n, forms) => {
    if (n === 0 && forms.zero !== undefined) return forms.zero;
    const form = rules.select(n) === 'one' ? forms.one : forms.other;
    return form.replaceAll('#', numbers.format(n));
  };
}
