import type { z } from 'zod';
import { inBoth, type Words } from '#kernel/words.ts';

export type FieldError = { pointer: string; code: string; message: Words };

/** zod's issues as field errors; `place` is body, query or params. */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[], place: 'body' | 'query' | 'params'): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const pointer = `/${[place, ...issue.path].map(String).join('/')}`;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${key}`,
        code: 'unknown_field',
        message: { en: `"${key}" is not known here`, fr: `« ${key} » n’est pas connu ici` },
      }));
    }
    return [{ pointer, code: issue.code, message: inBoth(issue.message) ?? wordsOf(issue) }];
  });
}

const needed: Words = { en: 'This field is needed', fr: 'Ce champ est obligatoire' };

/** What a contract says of a value without words of its own: what would be right, not what zod calls it. */
function wordsOf(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? needed : typeWords(issue.expected);
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return needed;
      return boundWords(issue.origin, { en: 'At least', fr: 'Au moins' }, issue.minimum);
    case 'too_big':
      return boundWords(issue.origin, { en: 'At most', fr: 'Au plus' }, issue.maximum);
    case 'invalid_value':
      return { en: `One of: ${issue.values.join(', ')}`, fr: `Une de ces valeurs : ${issue.values.join(', ')}` };
    case 'invalid_format':
      return formats[issue.format] ?? { en: 'Not in the expected form', fr: 'N’a pas la forme attendue' };
    default:
      return { en: 'Not a value that is taken here', fr: 'Cette valeur n’est pas acceptée ici' };
  }
}

const types: Record<string, Words> = {
  string: { en: 'a text', fr: 'un texte' },
  number: { en: 'a number', fr: 'un nombre' },
  int: { en: 'a whole number', fr: 'un nombre entier' },
  boolean: { en: 'true or false', fr: 'true ou false' },
  array: { en: 'a list', fr: 'une liste' },
  object: { en: 'an object', fr: 'un objet' },
};

function typeWords(expected: string): Words {
  const words = types[expected] ?? { en: expected, fr: expected };
  return { en: `This must be ${words.en}`, fr: `Ce doit être ${words.fr}` };
}

type Unit = { one: string; many: string };
const units: Record<string, { en: Unit; fr: Unit }> = {
  string: { en: { one: 'character', many: 'characters' }, fr: { one: 'caractère', many: 'caractères' } },
  array: { en: { one: 'entry', many: 'entries' }, fr: { one: 'élément', many: 'éléments' } },
};

function boundWords(origin: string, bound: Words, limit: number | bigint): Words {
  const say = (language: keyof Words) => {
    const unit = units[origin]?.[language];
    return [bound[language], limit, ...(unit ? [limit === 1 ? unit.one : unit.many] : [])].join(' ');
  };
  return { en: say('en'), fr: say('fr') };
}

const formats: Record<string, Words> = {
  email: { en: 'Not an e-mail address', fr: 'Ce n’est pas une adresse de courriel' },
  url: { en: 'Not an address of the web', fr: 'Ce n’est pas une adresse du Web' },
  uuid: { en: 'Not an id', fr: 'Ce n’est pas un identifiant' },
  guid: { en: 'Not an id', fr: 'Ce n’est pas un identifiant' },
  datetime: {
    en: 'A moment looks like 2026-09-02T14:05:00Z',
    fr: 'Un moment s’écrit comme 2026-09-02T14:05:00Z',
  },
};
