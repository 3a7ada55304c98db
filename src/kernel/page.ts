import { z } from 'zod';

/** Keyset paging: `cursor` is opaque and comes from the answer before; `limit` is the page's size. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type PageQuery = z.infer<typeof PageQuery>;

export type Page<Item> = { items: Item[]; next: string | null };

/** The contract of a page of `item`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** Makes an opaque cursor of the last row's key values. */
export function toCursor(key: readonly (string | number | null)[]): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key)))).replace(/=+$/, '');
}

/** Reads a cursor; null when it is not one of ours. */
export function fromCursor(cursor: string): (string | number | null)[] | null {
  try {
    const bytes = Uint8Array.from(atob(cursor), (letter) => letter.charCodeAt(0));
    const key: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(key) && key.every(isKeyPart) ? key : null;
  } catch {
    return null;
  }
}

/** What a cursor says, if its key has the form that the list gave it; null for none, or for one that is not the list's own. */
export function readCursor<Key>(cursor: string | undefined, form: z.ZodType<Key>): Key | null {
  const parsed = form.safeParse(cursor === undefined ? null : fromCursor(cursor));
  return parsed.success ? parsed.data : null;
}

/** A moment in a cursor, as the lists write it: in a year that the database knows as well. */
export const KeyMoment = z.iso.datetime().refine((moment) => moment >= '0001');

/** Cuts a list fetched with `limit + 1` rows into a page whose cursor is the key of its last row. */
export function toPage<Item>(
  rows: Item[],
  limit: number,
  keyOf: (item: Item) => (string | number | null)[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null };
}

/** What a row's key can hold; a text with a zero byte is none that the database could compare. */
function isKeyPart(part: unknown): part is string | number | null {
  if (typeof part === 'string') return !part.includes('\u0000');
  return part === null || typeof part === 'number';
}
