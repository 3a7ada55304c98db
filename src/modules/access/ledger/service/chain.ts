import { hash } from 'node:crypto';
import type { LedgerRow } from '../store/rows.ts';

/** The words behind the keys of rows, as digests. A key without words has none: the row then cannot add up. */
export type WordDigests = { readers: ReadonlyMap<number, Buffer>; manners: ReadonlyMap<number, Buffer> };

export const digestBytes = 32;
export const markBytes = 4;

export function digestOf(text: string | Buffer): Buffer {
  return hash('sha256', text, 'buffer');
}

export function digestWords(words: { readers: Map<number, string>; manners: Map<number, string> }): WordDigests {
  const digests = (map: Map<number, string>) => new Map([...map].map(([id, text]) => [id, digestOf(text)]));
  return { readers: digests(words.readers), manners: digests(words.manners) };
}

/** Where a month's chain begins: no chain can be passed off as another month's. */
export function firstDigest(month: string): Buffer {
  return digestOf(`matricula ledger of reads ${month}`);
}

const missing = Buffer.alloc(digestBytes);
/** Longer than any row: seven numbers, a UUID and a student number. */
let scratch: Buffer = Buffer.alloc(512);

/**
 * The next link: SHA-256 over the link before, the words that the row points to, and the row's own bytes. So each
 * row vouches for every row before it, and for the name and the purpose that stood behind it when it was sealed.
 */
export function nextDigest(before: Buffer, row: LedgerRow, words: WordDigests): Buffer {
  const length = 3 * digestBytes + row.bytes.length;
  if (scratch.length < length) scratch = Buffer.alloc(length);
  before.copy(scratch, 0);
  (words.readers.get(row.readerId) ?? missing).copy(scratch, digestBytes);
  (words.manners.get(row.mannerId) ?? missing).copy(scratch, 2 * digestBytes);
  row.bytes.copy(scratch, 3 * digestBytes);
  return hash('sha256', scratch.subarray(0, length), 'buffer');
}
