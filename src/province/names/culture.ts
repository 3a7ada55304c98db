import type { Random } from '#kernel/random.ts';

export type BirthGender = 'M' | 'F';

/** A name as a document writes it. A mononym has one of family and given name. */
export type FullName = { family: string | null; given: string | null; middle: string | null };

/** A child's name, with how it is written in the family's own script and what everybody calls the child, where known. */
export type ChildName = FullName & {
  script: { family: string | null; given: string } | null;
  called: string | null;
};

/** How one family names its members. */
export type Naming = {
  father: FullName;
  mother: FullName;
  child(random: Random, gender: BirthGender, given?: Given): ChildName;
};

export type Given = { text: string; script: string | null };

export type Culture = {
  name: string;
  /** Share of families, relative to the other cultures. */
  weight: number;
  /** ISO 639 code of the language at home, when it is not the school's. */
  language: string;
  /** Share of families whose children came to the country themselves. */
  newcomers: number;
  found(random: Random): Naming;
  given(random: Random, gender: BirthGender): Given;
  /** Given names of twins that differ by a letter or two. */
  nearTwins: Record<BirthGender, readonly (readonly [string, string])[]>;
};

/** Words separated by blanks; an underscore stands for a blank inside a name. */
export function list(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((it) => it !== '')
    .map((it) => it.replaceAll('_', ' '));
}

/** Names with how they are written in their own script: `Mei=梅`. */
export function scripted(text: string): Given[] {
  return list(text).map((it) => {
    const [name = '', script = null] = it.split('=');
    return { text: name, script };
  });
}

export function plain(text: string): Given[] {
  return list(text).map((it) => ({ text: it, script: null }));
}

/** `Jayden/Jaden` pairs. */
export function near(text: string): [string, string][] {
  return list(text).map((it) => {
    const [one = '', other = ''] = it.split('/');
    return [one, other];
  });
}

/** Picks with the first of the list far more often than the last, as names are. */
export function skewed<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random.next() ** 1.8 * items.length)];
  if (item === undefined) throw new Error('pick from an empty list');
  return item;
}

type Givens = Record<BirthGender, readonly Given[]>;

export type PlainCulture = Pick<Culture, 'name' | 'weight' | 'language' | 'newcomers'> & {
  givens: Givens;
  surname(random: Random): Given;
  /** A middle name, or null. */
  middle(random: Random, gender: BirthGender, mother: FullName): string | null;
  called?(random: Random, given: string): string | null;
  /** Share of children whose name is also known in the family's script. */
  scriptShare?: number;
  /** Share of families where the mother kept her own surname. */
  keptShare?: number;
  /** Share of families that join both surnames with a hyphen for the children. */
  doubleShare?: number;
  nearTwins?: Culture['nearTwins'];
};

/** A culture where children carry a family name. */
export function plainCulture(options: PlainCulture): Culture {
  const { givens, nearTwins = { M: [], F: [] } } = options;
  const given = (random: Random, gender: BirthGender) => skewed(random, givens[gender]);
  const found = (random: Random): Naming => {
    const surname = options.surname(random);
    const keptName = options.surname(random).text;
    const mother: FullName = {
      family: random.chance(options.keptShare ?? 0.3) ? keptName : surname.text,
      given: given(random, 'F').text,
      middle: null,
    };
    const father: FullName = { family: surname.text, given: given(random, 'M').text, middle: null };
    const isDouble = keptName !== surname.text && random.chance(options.doubleShare ?? 0);
    const family = isDouble ? `${surname.text}-${keptName}` : surname.text;
    return {
      father,
      mother: { ...mother, family: isDouble ? keptName : mother.family },
      child: (chance, gender, wanted) => {
        const name = wanted ?? given(chance, gender);
        return {
          family,
          given: name.text,
          middle: differing(options.middle(chance, gender, { ...mother, family: keptName }), name.text),
          script: scriptOf(chance, options, { surname, name }),
          called: options.called?.(chance, name.text) ?? null,
        };
      },
    };
  };
  const { name, weight, language, newcomers } = options;
  return { name, weight, language, newcomers, found, given, nearTwins };
}

function differing(middle: string | null, given: string): string | null {
  return middle === given ? null : middle;
}

function scriptOf(
  random: Random,
  { scriptShare = 0 }: PlainCulture,
  { surname, name }: { surname: Given; name: Given },
): ChildName['script'] {
  if (name.script === null || surname.script === null || !random.chance(scriptShare)) return null;
  return { family: surname.script, given: name.script };
}
