import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { ExportRow } from '../store/rows.ts';

/** Crockford's alphabet: no letter that is taken for another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What marks the copies of one export: a label that stands in it, and a secret that does not. */
export function makeMark(): { label: string; secret: Buffer } {
  const label = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return { label, secret: randomBytes(32) };
}

/** The heading of the column of references. */
export function referenceHeading(label: string): string {
  return `reference_${label}`;
}

/** A person's reference in one export: the same number has another in every export. */
export function referenceOf(secret: Buffer, studentNumber: string): string {
  const digest = createHmac('sha256', secret).update(`reference|${studentNumber}`).digest();
  return Array.from(digest.subarray(0, 10), (byte) => alphabet[byte % 32]).join('');
}

/** Where a person stands in one export: rows come in the order of this value. */
export function placeOf(secret: Buffer, studentNumber: string): string {
  return createHmac('sha256', secret).update(`place|${studentNumber}`).digest('hex');
}

/** Rows in the order of one export: its own, and no other's. A person's rows stay together, in the order they came. */
export function inMarkedOrder(rows: readonly ExportRow[], secret: Buffer): ExportRow[] {
  const places = new Map(rows.map(({ studentNumber }) => [studentNumber, '']));
  for (const number of places.keys()) places.set(number, placeOf(secret, number));
  const placed = rows.map((row, index) => ({ row, index, place: places.get(row.studentNumber) ?? '' }));
  const order = (a: string, b: string) => (a < b ? -1 : 1);
  return placed
    .sort((a, b) => (a.place === b.place ? a.index - b.index : order(a.place, b.place)))
    .map(({ row }) => row);
}
