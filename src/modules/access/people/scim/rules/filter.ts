import { type Attribute, findAttribute, urns } from './attributes.ts';

export type Condition = { attribute: Attribute; value: string | boolean };
/** Conditions that must all hold, or the place at which the text is not understood. */
export type Filter = { conditions: readonly Condition[] } | { wrongAt: string };

const lengthMax = 1000;
const word = /[A-Za-z][A-Za-z0-9_.:-]*/y;
const space = / +/y;
const quoted = /"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/uy;

/**
 * The part of RFC 7644's filters that the register answers: `attribute eq value`, joined by `and`. Read from left to right without
 * looking back, so that no text takes long; anything else is refused by the place where it begins.
 */
export function readFilter(text: string, attributes: readonly Attribute[]): Filter {
  if (text.length > lengthMax) return { wrongAt: `${text.slice(0, 40)}…` };
  const conditions: Condition[] = [];
  let at = 0;
  const wrong = () => ({ wrongAt: text.slice(at, at + 40) });
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  take(space);
  for (;;) {
    const start = at;
    const attribute = findAttribute(attributes, withoutSchema(take(word) ?? ''));
    if (!attribute) at = start;
    if (!attribute || take(space) === null) return wrong();
    if (take(word)?.toLowerCase() !== 'eq' || take(space) === null) {
      at = start;
      return wrong();
    }
    const value = readValue(take(quoted) ?? take(word), attribute);
    if (value === null) return wrong();
    conditions.push({ attribute, value });
    take(space);
    if (at === text.length) return { conditions };
    const joint = at;
    if (take(word)?.toLowerCase() !== 'and' || take(space) === null) {
      at = joint;
      return wrong();
    }
  }
}

function withoutSchema(name: string): string {
  const prefix = `${urns.user}:`;
  return name.toLowerCase().startsWith(prefix.toLowerCase()) ? name.slice(prefix.length) : name;
}

/** A text in quotes; true and false also in quotes and capitals, as some directories send them. */
function readValue(token: string | null, { type }: Attribute): string | boolean | null {
  if (token === null) return null;
  const text = token.startsWith('"') ? (JSON.parse(token) as string) : null; // the pattern above takes only what JSON.parse does
  if (type === 'boolean') return toBoolean(text ?? token);
  return text !== null && !/\p{Cc}/u.test(text) ? text : null;
}

export function toBoolean(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : null;
}

/** Whether a value of several has what all conditions say. */
export function fulfils(item: Readonly<Record<string, unknown>>, conditions: readonly Condition[]): boolean {
  return conditions.every(({ attribute, value }) => {
    const held = item[attribute.name];
    if (typeof held !== 'string' || typeof value !== 'string' || attribute.isExact) return held === value;
    return held.toLowerCase() === value.toLowerCase();
  });
}
