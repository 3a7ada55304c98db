import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type FileName, layoutFields, type ManifestRow, rowSchemas } from '../layout/contract.ts';
import { type Encoding, EncodingScanner } from '../rules/encoding.ts';
import { type FileProblem, wordsOfProblem } from '../rules/problems.ts';
import { isItemFile, type StagedItem, shapeProblems, stageItem } from './item.ts';
import type { Limits } from './limits.ts';
import { LineReader, parseLine, stageObject, toFields } from './lines.ts';
import { type ExtensionColumns, openOneRoster } from './oneroster.ts';
import type { Piece, Reading, Stated } from './reading.ts';
import { FileRefused, note } from './refused.ts';
import { readTable, type TableLayout, type TableRow } from './table.ts';
import { decodeText } from './text.ts';
import { type Extract, openExtract } from './zip.ts';

/** Looks a stored file through and reads its manifest. Throws FileRefused when the file as a whole cannot be taken. */
export async function openReading(path: string, limits: Limits, extensions: ExtensionColumns): Promise<Reading> {
  const kind = await tellKind(path);
  return kind === 'zip' ? openZip(path, limits, extensions) : openLines(path);
}

function toStated(manifest: ManifestRow): Stated {
  const software = [manifest.software, manifest.software_version].filter(Boolean).join(' ') || null;
  const facts = { organisation: manifest.organisation_code, schoolYear: manifest.school_year };
  return { layoutVersion: manifest.layout_version, software, facts, modes: null };
}

/** By its first bytes, not by its name: what the name says is often wrong. */
async function tellKind(path: string): Promise<'zip' | 'ndjson'> {
  const handle = await open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
  await handle.close();
  const head = buffer.subarray(0, bytesRead);
  if (bytesRead === 0) throw new FileRefused('file_empty');
  const text = head.toString('latin1');
  if (text.startsWith('PK')) {
    if (text.includes('[Content_Types].xml')) throw new FileRefused('excel_workbook');
    return 'zip';
  }
  if (/^(\u00ff\u00fe|\u00fe\u00ff)/.test(text)) throw new FileRefused('encoding_utf16');
  if (/^(\u00ef\u00bb\u00bf)?\s*\{/.test(text)) return 'ndjson';
  if (/^[^\r\n]*,[^\r\n]*[\r\n]/.test(text)) throw new FileRefused('single_csv');
  throw new FileRefused('format_unknown');
}

async function openZip(path: string, limits: Limits, extensions: ExtensionColumns): Promise<Reading> {
  const extract = await openExtract(path, limits);
  try {
    if (extract.layout === 'oneroster') return await openOneRoster(extract, extensions);
    const manifest = await readManifest(extract);
    return {
      format: 'zip',
      stated: toStated(manifest),
      notes: extract.notes,
      encodings: new Map(
        [...extract.members.values()].flatMap(({ file, encoding }) =>
          isItemFile(file) ? [[file, encoding] as const] : [],
        ),
      ),
      pieces: () => readMembers(extract),
      close: extract.close,
    };
  } catch (error) {
    extract.close();
    throw error;
  }
}

async function* readMembers(extract: Extract): AsyncGenerator<Piece> {
  for (const member of extract.members.values()) {
    const { file } = member;
    if (!isItemFile(file)) continue;
    let rows = 0;
    for await (const table of readTable(extract, member, tableOf(file))) {
      rows += table.length;
      const before = performance.now();
      const items = table.map((row) => stageItem({ file, ...row }));
      yield { items, checkMs: performance.now() - before };
    }
    if (rows === 0) extract.notes.push(note('no_rows', {}, file));
  }
}

function tableOf(file: FileName): TableLayout {
  return { file, columns: layoutFields(file) };
}

async function readManifest(extract: Extract): Promise<ManifestRow> {
  const member = extract.members.get('manifest');
  if (!member) throw new FileRefused('manifest_missing');
  const rows: TableRow[] = [];
  for await (const some of readTable(extract, member, tableOf('manifest'))) rows.push(...some.slice(0, 3));
  const only = rows[0];
  if (only === undefined || rows.length !== 1)
    throw new FileRefused('manifest_rows', { found: rows.length }, { file: 'manifest' });
  if (only.problems[0]) throw wrongManifest(only.problems[0], only.row);
  return parseManifest(only.fields, only.row);
}

function parseManifest(fields: Record<string, string>, row: number): ManifestRow {
  const first = shapeProblems('manifest', fields)[0];
  if (first) throw wrongManifest(first, row);
  return rowSchemas.manifest.parse(fields);
}

function wrongManifest({ code, field, params }: StagedItem['problems'][number], row: number): FileRefused {
  const what = wordsOfProblem(code)?.message.en.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    String(params[name] ?? ''),
  );
  return new FileRefused(
    'manifest_wrong',
    { field: field ?? '–', what: what ?? code },
    { file: 'manifest', row, field },
  );
}

async function openLines(path: string): Promise<Reading> {
  const { encoding, hasMark } = await scanFile(path);
  const notes: FileProblem[] = [];
  if (encoding === 'windows-1252') notes.push(note('read_as_windows_1252'));
  if (hasMark) notes.push(note('has_mark'));
  const manifest = await readFirstLine(path, encoding);
  return {
    format: 'ndjson',
    stated: toStated(manifest),
    notes,
    encodings: new Map(),
    pieces: () => readLines(path, encoding),
    close: () => undefined,
  };
}

async function scanFile(path: string): Promise<{ encoding: Encoding; hasMark: boolean }> {
  const scanner = new EncodingScanner();
  for await (const chunk of createReadStream(path)) scanner.push(chunk as Buffer);
  const verdict = scanner.verdict();
  if (!verdict.isText) throw new FileRefused(verdict.because, {}, { row: verdict.line });
  return verdict;
}

async function readFirstLine(path: string, encoding: Encoding): Promise<ManifestRow> {
  const { size } = await stat(path);
  const reader = new LineReader();
  for await (const text of decodeText(createReadStream(path, { end: Math.min(size, 200_000) }), encoding)) {
    const line = reader.push(text)[0] ?? reader.end()[0];
    if (!line) break;
    const object = parseLine(line);
    if (!('problems' in object) && object.file === 'manifest') return parseManifest(toFields(object.fields), line.row);
    break;
  }
  throw new FileRefused('manifest_missing', {}, { row: 1 });
}

async function* readLines(path: string, encoding: Encoding): AsyncGenerator<Piece> {
  const reader = new LineReader();
  let isManifestPassed = false;
  const stage = (lines: ReturnType<LineReader['push']>): Piece => {
    const before = performance.now();
    const rows = isManifestPassed ? lines : lines.slice(1);
    isManifestPassed ||= lines.length > 0;
    const items = rows.map((line) => {
      const object = parseLine(line);
      return 'problems' in object ? object : stageObject(object, line.row);
    });
    return { items, checkMs: performance.now() - before };
  };
  for await (const text of decodeText(createReadStream(path), encoding)) yield stage(reader.push(text));
  yield stage(reader.end());
}
