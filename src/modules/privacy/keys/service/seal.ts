import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import type { FileStore } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { type KeyStore, openKeyStore } from '#platform/keys/keys.ts';
import type { Services } from '#platform/services.ts';
import { claimKey, findKeyInUse } from '../store/keys.ts';

/** The keys of the program: in its data folder, never in the database. */
export function keysOf({ config }: Pick<Services, 'config'>): KeyStore {
  return openKeyStore(join(config.dataFolder, 'keys'));
}

/** The key under which things of a kind received in a year are sealed; its file is there before any row names it. */
export async function keyFor(
  tx: Tx,
  act: Act,
  { keys, recordKind, period }: { keys: KeyStore; recordKind: string; period: number },
): Promise<string> {
  const known = await findKeyInUse(tx, { recordKind, period });
  if (known) return known;
  const keyId = newId();
  keys.create(keyId);
  const claimed = await claimKey(tx, { keyId, recordKind, period, at: act.at });
  if (claimed !== keyId) keys.destroy(keyId); // somebody else was first; nothing is sealed under ours
  return claimed;
}

/** What is read of a sealed text: its value, or that its key was destroyed. */
export type Opened<Value> = { value: Value } | { destroyed: true };

/** Seals a value as text for a column; `place` names the row and column, so that it opens nowhere else. */
export function sealValue(keys: KeyStore, value: unknown, { keyId, place }: { keyId: string; place: string }): string {
  return keys.seal(keyId, Buffer.from(JSON.stringify(value)), place).toString('base64');
}

export function openValue<Value>(
  keys: KeyStore,
  sealed: string | null,
  { keyId, place }: { keyId: string; place: string },
): Opened<Value> | null {
  if (sealed === null) return null;
  const plain = keys.open(keyId, Buffer.from(sealed, 'base64'), place);
  return plain === null ? { destroyed: true } : { value: JSON.parse(plain.toString()) as Value }; // sealed by sealValue, and authenticated
}

/** Keeps bytes sealed in the file store. */
export async function storeSealed(
  { files, keys }: { files: FileStore; keys: KeyStore },
  bytes: Buffer,
  { keyId, place }: { keyId: string; place: string },
): Promise<string> {
  const sealed = keys.seal(keyId, bytes, place);
  const stored = await files.store(Readable.from([sealed]), { fileName: 'sealed', sizeBytesMax: sealed.length });
  return stored.fileId;
}

/** The bytes of a sealed file; null when its key was destroyed. Whole in memory: nothing leaves before all of it is authenticated. */
export async function openSealedFile(
  { files, keys }: { files: FileStore; keys: KeyStore },
  fileId: string,
  { keyId, place }: { keyId: string; place: string },
): Promise<Buffer | null> {
  if (!keys.has(keyId)) return null;
  return keys.open(keyId, await readAll(files.open(fileId)), place);
}

export async function readAll(
  stream: Readable,
  refuseAbove?: { bytes: number; refusal: () => Error },
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += (part as Buffer).length;
    if (refuseAbove && size > refuseAbove.bytes) throw refuseAbove.refusal();
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
