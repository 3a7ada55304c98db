import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { defineErrors } from '#kernel/errors.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../ids.ts';

export const errors = defineErrors('files', {
  too_large: {
    status: 413,
    en: 'The file is larger than {maxMegabytes} MB. Send it in parts, or ask the operator to raise the limit',
    fr: 'Le fichier dépasse {maxMegabytes} Mo. Envoyez-le en plusieurs parties ou demandez à l’exploitant de relever la limite',
  },
});

export type StoredFile = { fileId: string; fileName: string; sizeBytes: number; sha256: string };

export type FileStore = {
  /** Keeps a stream; refuses it as soon as it passes the limit. Nothing stays behind after a refusal or a broken stream. */
  store(stream: Readable, options: { fileName: string; sizeBytesMax: number }): Promise<StoredFile>;
  open(fileId: string): Readable;
  /** Where the bytes lie, for readers that must seek (zip). */
  pathOf(fileId: string): string;
  /** Takes a file and its entry away; harmless when it is gone. */
  remove(fileId: string): Promise<void>;
  /** Takes away what uploads left behind whose process was killed; returns how many. */
  removeAbandoned(): Promise<number>;
};

/** No upload takes this long. */
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Stored files in a folder on disk, listed in platform.stored_file. */
export function openFileStore(db: Db, folder: string): FileStore {
  const pathOf = (fileId: string) => join(folder, fileId.slice(-2), fileId);
  return {
    pathOf,
    open: (fileId) => createReadStream(pathOf(fileId)),
    async store(stream, { fileName, sizeBytesMax }) {
      const fileId = newId();
      const path = pathOf(fileId);
      await mkdir(join(folder, fileId.slice(-2)), { recursive: true });
      const meter = measure(sizeBytesMax);
      try {
        await pipeline(stream, meter.transform, createWriteStream(`${path}.part`));
        await rename(`${path}.part`, path);
      } catch (error) {
        await rm(`${path}.part`, { force: true });
        throw error;
      }
      const stored = { fileId, fileName, ...meter.result() };
      await sql`insert into platform.stored_file (file_id, file_name, size_bytes, sha256, stored_at)
        values (${fileId}, ${fileName}, ${stored.sizeBytes}, ${stored.sha256}, now())`.execute(db);
      return stored;
    },
    async remove(fileId) {
      await rm(pathOf(fileId), { force: true });
      await sql`delete from platform.stored_file where file_id = ${fileId}`.execute(db);
    },
    removeAbandoned: () => removeAbandoned(folder),
  };
}

async function removeAbandoned(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(nothingStored);
  let removed = 0;
  for (const name of names.filter((it) => it.endsWith('.part'))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs > Date.now() - abandonedAfterMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** The folder comes with the first file. */
function nothingStored(error: unknown): string[] {
  if ((error as { code?: string }).code === 'ENOENT') return [];
  throw error;
}

/** Counts and digests what flows through; breaks the flow past the limit. */
function measure(sizeBytesMax: number) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > sizeBytesMax)
        return done(errors.too_large({ maxMegabytes: Math.floor(sizeBytesMax / 1024 / 1024) }));
      hash.update(chunk);
      return done(null, chunk);
    },
  });
  return { transform, result: () => ({ sizeBytes, sha256: hash.digest('hex') }) };
}
