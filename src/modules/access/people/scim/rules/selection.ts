import { urns } from './attributes.ts';

export type Selection = { attributes?: string | undefined; excludedAttributes?: string | undefined };
type Item = Record<string, unknown>;

/** What every answer holds. */
const always = ['schemas', 'id'];

/** The part of a resource that a caller wants to read (RFC 7644, 3.9): names with commas between them, `name.familyName` a part; unknown ones are none. */
export function select(resource: Item, { attributes, excludedAttributes }: Selection): Item {
  if (attributes !== undefined) {
    const wanted = namesIn(attributes);
    return pick(resource, (name, value) =>
      wanted.has(name) ? value : partsOf(value, (part) => wanted.has(`${name}.${part}`), undefined),
    );
  }
  if (excludedAttributes === undefined) return resource;
  const left = namesIn(excludedAttributes);
  return pick(resource, (name, value) =>
    left.has(name) ? undefined : partsOf(value, (part) => !left.has(`${name}.${part}`), value),
  );
}

function pick(resource: Item, keep: (name: string, value: unknown) => unknown): Item {
  const entries = Object.entries(resource).map(([key, value]): [string, unknown] => [
    key,
    always.includes(key) ? value : keep(key.toLowerCase(), value),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The parts of a value that are kept, undefined when none is; `plain` for a value without parts. */
function partsOf(value: unknown, isKept: (part: string) => boolean, plain: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => partsOf(item, isKept, plain) ?? []);
    return items.length > 0 ? items : plain;
  }
  if (value === null || typeof value !== 'object') return plain;
  const parts = Object.entries(value).filter(([part]) => isKept(part.toLowerCase()));
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** The names in small letters, the extension's attributes as parts of it. */
function namesIn(list: string): Set<string> {
  const [user, enterprise] = [urns.user, urns.enterprise].map((urn) => urn.toLowerCase());
  return new Set(
    list
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .map((name) => (name.startsWith(`${user}:`) ? name.slice(`${user}:`.length) : name))
      .map((name) =>
        name.startsWith(`${enterprise}:`) ? `${enterprise}.${name.slice(`${enterprise}:`.length)}` : name,
      ),
  );
}
