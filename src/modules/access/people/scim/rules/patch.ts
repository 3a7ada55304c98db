import { type Attribute, findAttribute } from './attributes.ts';
import { type Condition, fulfils, toBoolean } from './filter.ts';
import { type PathRefusal, readPath, type Target } from './path.ts';

/** What is stated of a user, in SCIM's words. */
export type Document = Readonly<Record<string, unknown>>;
export type Operation = { op: string; path?: string | undefined; value?: unknown };
export type PatchRefusal =
  | PathRefusal
  | { because: 'invalid_value' | 'no_target' | 'mutability' | 'too_many'; at: string };
export type Patched = { document: Document } | PatchRefusal;

type Kind = 'add' | 'replace' | 'remove';
type Item = Record<string, unknown>;

/** Operations in one patch, and values in one operation, at most: more is no change of one person. */
export const patchMax = 100;

/** The document after some operations, one after the other (RFC 7644, 3.5.2). What comes out is judged by the contract like any other. */
export function patchDocument(document: Document, operations: readonly Operation[]): Patched {
  if (operations.length > patchMax) return { because: 'too_many', at: 'Operations' };
  let current = document;
  for (const { op, path, value } of operations) {
    const kind = op.toLowerCase() as Kind; // the contract lets these three pass
    const next = path === undefined ? spread(current, kind, value) : change(current, { kind, path, value });
    if ('because' in next) return next;
    current = next.document;
  }
  return { document: current };
}

/** An operation without a path: each key of its value is one. */
function spread(document: Document, kind: Kind, value: unknown): Patched {
  if (kind === 'remove') return { because: 'no_target', at: 'path' };
  if (!isItem(value)) return { because: 'invalid_value', at: 'value' };
  let current = document;
  for (const [path, inner] of Object.entries(value)) {
    const next = change(current, { kind, path, value: inner });
    if ('because' in next) return next;
    current = next.document;
  }
  return { document: current };
}

type Change = { kind: Kind; path: string; value: unknown };

function change(document: Document, asked: Change): Patched {
  const target = readPath(asked.path);
  if ('because' in target) return target;
  const { attribute, part } = target;
  const { kind, path, value } = asked;
  if (attribute.mutability === 'readOnly' || part?.mutability === 'readOnly')
    return { because: 'mutability', at: path };
  if (kind !== 'remove' && value === undefined) return { because: 'invalid_value', at: path };
  if (attribute.isList) return changeList(document, target, asked);
  const isRemoved = kind === 'remove' || value === null;
  const changed = part ?? attribute;
  if (isRemoved && changed.isKept) return { because: 'mutability', at: path };
  if (part)
    return put(document, attribute, {
      ...itemOf(document, attribute),
      [part.name]: isRemoved ? null : toFit(part, value),
    });
  if (isRemoved) return put(document, attribute, null);
  if (attribute.type !== 'complex') return put(document, attribute, toFit(attribute, value));
  return merge(document, attribute, asked);
}

/** The parts that are named replace their like; the others stay (RFC 7644, 3.5.2.3). */
function merge(document: Document, attribute: Attribute, { path, value }: Change): Patched {
  if (!isItem(value)) return { because: 'invalid_value', at: path };
  const item = itemOf(document, attribute);
  for (const [name, inner] of Object.entries(value)) {
    const part = findAttribute(attribute.parts ?? [], name);
    if (!part) return { because: 'invalid_path', at: `${path}.${name}` };
    if (inner === null && part.isKept) return { because: 'mutability', at: `${path}.${name}` };
    item[part.name] = toFit(part, inner);
  }
  return put(document, attribute, item);
}

function changeList(document: Document, target: Target, { kind, path, value }: Change): Patched {
  const { attribute, conditions, part } = target;
  const held = listOf(document, attribute);
  const isWhole = conditions === null && part === null;
  if (kind === 'remove' || value === null) return removeFrom(document, target, { kind, path, value });
  if (isWhole) {
    const items = Array.isArray(value) ? value : [value];
    if (items.length > patchMax) return { because: 'too_many', at: path };
    if (!items.every(isItem)) return { because: 'invalid_value', at: path };
    const known = new Set(held.map((it) => it['value']));
    const added = items.filter((item) => !known.has(item['value']));
    return put(document, attribute, kind === 'add' ? [...held, ...added] : items);
  }
  if (!part && !isItem(value)) return { because: 'invalid_value', at: path };
  const given = part ? { [part.name]: toFit(part, value) } : (value as Item); // judged in the line above
  if (held.some((item) => fulfils(item, conditions ?? [])))
    return put(
      document,
      attribute,
      held.map((item) => (fulfils(item, conditions ?? []) ? { ...item, ...given } : item)),
    );
  // Nothing there fits: to add makes it, as directories mean it; to replace is refused.
  if (kind === 'replace') return { because: 'no_target', at: path };
  return put(document, attribute, [...held, { ...stated(conditions ?? []), ...given }]);
}

/** Takes values away: those that fulfil the path’s filter, those that are named beside it, or all. */
function removeFrom(document: Document, { attribute, conditions, part }: Target, { path, value }: Change): Patched {
  const held = listOf(document, attribute);
  const named = Array.isArray(value) ? value : [];
  if (!named.every(isItem)) return { because: 'invalid_value', at: path };
  const values = new Set(named.map((it) => it['value']));
  const isMeant = (item: Item) =>
    conditions === null ? named.length === 0 || values.has(item['value']) : fulfils(item, conditions);
  const isNarrow = conditions !== null || named.length > 0;
  if (isNarrow && !held.some(isMeant)) return { because: 'no_target', at: path };
  if (!part)
    return put(
      document,
      attribute,
      held.filter((item) => !isMeant(item)),
    );
  const without = ({ [part.name]: _gone, ...rest }: Item) => rest;
  return put(
    document,
    attribute,
    held.map((item) => (isMeant(item) ? without(item) : item)),
  );
}

const stated = (conditions: readonly Condition[]): Item =>
  Object.fromEntries(conditions.map(({ attribute, value }) => [attribute.name, value]));

const put = (document: Document, { name }: Attribute, value: unknown): Patched => ({
  document: { ...document, [name]: value },
});

/** True and false as texts, which some directories send. */
function toFit({ type }: Attribute, value: unknown): unknown {
  return type === 'boolean' && typeof value === 'string' ? (toBoolean(value) ?? value) : value;
}

function itemOf(document: Document, { name }: Attribute): Item {
  const held = document[name];
  return isItem(held) ? { ...held } : {};
}

function listOf(document: Document, { name }: Attribute): Item[] {
  const held = document[name];
  return Array.isArray(held) ? held.filter(isItem) : [];
}

function isItem(value: unknown): value is Item {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
