import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { type FileName, fileNames, rowSchemas } from '#modules/exchange/contract.ts';
import type { Row } from './rows.ts';

/** Lines kept back until a quarter megabyte is together. */
export type LineWriter = { write(value: unknown): Promise<void>; close(): Promise<void> };

/** A file of one JSON object a line, written as it comes. */
export async function openLines(path: string): Promise<LineWriter> {
  const file = await open(path, 'w');
  let waiting = '';
  const flush = async (handle: FileHandle) => {
    await handle.write(waiting);
    waiting = '';
  };
  return {
    async write(value) {
      waiting += `${JSON.stringify(value)}\n`;
      if (waiting.length > 250_000) await flush(file);
    },
    async close() {
      await flush(file);
      await file.close();
    },
  };
}

/** Files of an extract: the manifest's cells, and the rows in their order. */
export type Extract = { manifest: Record<string, string>; rows: readonly Row[] };

export type Encoding = 'utf-8' | 'windows-1252';

/** The CSV files of an extract, those without rows with their headings alone. */
export function csvFiles({ manifest, rows }: Extract): Map<FileName, string> {
  const parts = new Map<FileName, string[]>(fileNames.map((file) => [file, [columnsOf(file).join(',')]]));
  const add = (file: FileName, fields: Record<string, string>) =>
    parts.get(file)?.push(
      columnsOf(file)
        .map((column) => csvCell(fields[column] ?? ''))
        .join(','),
    );
  add('manifest', manifest);
  for (const { file, fields } of rows) if (file !== 'restrictions') add(file, fields);
  return new Map([...parts].map(([file, lines]) => [file, `${lines.join('\n')}\n`]));
}

const columns = new Map<FileName, string[]>();

function columnsOf(file: FileName): string[] {
  const known = columns.get(file) ?? Object.keys(rowSchemas[file].shape);
  columns.set(file, known);
  return known;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The clock of a zip has no zone: these parts of the day stand in the file, whatever the machine's zone is.
const madeAt = new Date(2026, 8, 30, 18, 4, 0);

/** Writes an extract as a zip; the same rows make the same bytes. */
export async function writeZip(path: string, extract: Extract, encoding: Encoding = 'utf-8'): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const [file, text] of csvFiles(extract)) {
    const bytes = encoding === 'utf-8' ? Buffer.from(text, 'utf8') : Buffer.from(text, 'latin1');
    zip.addBuffer(bytes, `${file}.csv`, {
      mtime: madeAt,
      mode: 0o100644,
      compressionLevel: 3,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** Writes an extract as NDJSON: the manifest first, then every row. */
export async function writeNdjson(path: string, { manifest, rows }: Extract): Promise<void> {
  const lines = await openLines(path);
  await lines.write({ file: 'manifest', fields: manifest });
  for (const { file, fields } of rows) await lines.write({ file, fields });
  await lines.close();
}
