type Script = { of: RegExp; language: string };

/** Scripts that tell the language well enough for a voice to read the name; Latin letters do not. */
const scripts: Script[] = [
  { of: /\p{Script=Han}/u, language: 'zh' },
  { of: /\p{Script=Gurmukhi}/u, language: 'pa' },
  { of: /\p{Script=Arabic}/u, language: 'ar' },
  { of: /\p{Script=Cyrillic}/u, language: 'uk' },
  { of: /\p{Script=Canadian_Aboriginal}/u, language: 'cr' },
];

/** The language tag of a name by its letters, or undefined where letters do not tell. */
export function languageOfName(name: string): string | undefined {
  return scripts.find(({ of }) => of.test(name))?.language;
}

/** A person's name as they write it, in its own direction and with its own voice. */
export function PersonName({ name, language }: { name: string; language?: string | undefined }) {
  return <bdi lang={language ?? languageOfName(name)}>{name}</bdi>;
}

/** Whether two ways of writing a name hold the same words, in whatever order and with whatever commas. */
export function isSameName(a: string, b: string): boolean {
  const wordsOf = (name: string) =>
    name
      .split(/[\s,]+/)
      .filter(Boolean)
      .sort()
      .join(' ');
  return wordsOf(a) === wordsOf(b);
}
