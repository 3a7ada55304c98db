import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { cut } from '#kernel/text.ts';
import { type FileName, fileNames } from '../layout/contract.ts';
import { type Encoding, EncodingScanner } from '../rules/encoding.ts';
import { type OneRosterFile, oneRosterFiles } from '../rules/oneroster/files.ts';
import type { FileProblem } from '../rules/problems.ts';
import type { Limits } from './limits.ts';
import { FileRefused, note } from './refused.ts';

/** The layouts that a zip may have: ours, or OneRoster's. */
export type ZipLayout = 'own' | 'oneroster';
export type ZipFileName = FileName | OneRosterFile;

/** One file of the extract, looked through from end to end: its size, its digest and its encoding are known to be right. */
export type Member = { file: ZipFileName; entry: Entry; encoding: Encoding; sizeBytes: number };

export type Extract = {
  layout: ZipLayout;
  members: Map<ZipFileName, Member>;
  notes: FileProblem[];
  open(member: Member): Promise<Readable>;
  close(): void;
};

/** The files of each layout in the order in which they are read: a student's own row comes before the others. */
const filesOf: Record<ZipLayout, readonly ZipFileName[]> = {
  own: fileNames,
  oneroster: ['manifest', ...oneRosterFiles],
};
const neededOf: Record<ZipLayout, readonly ZipFileName[]> = { own: ['manifest', 'students'], oneroster: ['manifest'] };
/** A folder of photographs dragged along by an archiver is passed over; more than this was meant ill. */
const entriesMax = 1000;
const littersNamed = 3;
/** Below this size a high ratio is no danger: a file of one repeated row packs well. */
const ratioFreeBytes = 1024 * 1024;

/**
 * Opens a zip and looks through every member before a row of it is believed. Nothing is ever written to disk under a name
 * from the zip, and no more than the limits is unpacked. Throws FileRefused with the first thing that makes it unusable.
 */
export async function openExtract(path: string, limits: Limits): Promise<Extract> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch(refuseZip);
  try {
    const { layout, entries, notes } = await listEntries(zip, limits);
    for (const name of neededOf[layout]) {
      if (!entries.has(name)) {
        const code = name === 'manifest' ? 'manifest_missing' : 'zip_file_missing';
        throw new FileRefused(code, { name: `${name}.csv` }, { file: name });
      }
    }
    const members = new Map<ZipFileName, Member>();
    let roomBytes = limits.unpackedBytesMax;
    for (const file of filesOf[layout]) {
      const entry = entries.get(file);
      if (!entry) continue;
      const member = await lookThrough(zip, { file, entry, roomBytes, limits, notes });
      members.set(file, member);
      roomBytes -= member.sizeBytes;
    }
    // In OneRoster the manifest says which files are absent.
    if (layout === 'own')
      for (const file of fileNames) if (!members.has(file)) notes.push(note('file_left_out', {}, file));
    return {
      layout,
      members,
      notes,
      open: (member) => zip.openReadStreamPromise(member.entry),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

type Listed = { layout: ZipLayout; entries: Map<ZipFileName, Entry>; notes: FileProblem[] };

async function listEntries(zip: ZipFile, limits: Limits): Promise<Listed> {
  if (zip.entryCount > entriesMax) throw new FileRefused('zip_entries', { found: zip.entryCount, max: entriesMax });
  const entries = new Map<ZipFileName, Entry>();
  const litter: string[] = [];
  const named: { entry: Entry; name: string }[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (isLitter(name)) litter.push(shown(name));
      else named.push({ entry, name });
    }
  } catch (error) {
    refuseZip(error);
  }
  const layout = await tellLayout(zip, named);
  let unpackedBytes = 0;
  for (const { entry, name } of named) {
    const file = judgeEntry(entry, name, { layout, limits });
    if (entries.has(file)) throw new FileRefused('zip_file_twice', { name: shown(name) }, { file });
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > limits.unpackedBytesMax) throw tooLarge(limits, file);
    entries.set(file, entry);
  }
  return { layout, entries, notes: litter.length > 0 ? [noteLitter(litter)] : [] };
}

/** The header of OneRoster's manifest, in which no other layout's begins. */
const oneRosterHeader = /^(\u00ef\u00bb\u00bf)?"?propertyName"?\s*,\s*"?value"?\s*(\r|\n|$)/i;

/** By the first line of the manifest. What cannot be read is taken for ours, and then refused by its own reason. */
async function tellLayout(zip: ZipFile, named: readonly { entry: Entry; name: string }[]): Promise<ZipLayout> {
  const manifest = named.find(({ name }) => name.toLowerCase() === 'manifest.csv')?.entry;
  if (!manifest || manifest.isEncrypted() || (manifest.compressionMethod !== 0 && manifest.compressionMethod !== 8))
    return 'own';
  try {
    const stream = await zip.openReadStreamPromise(manifest);
    for await (const chunk of stream as AsyncIterable<Buffer>)
      return oneRosterHeader.test(chunk.subarray(0, 100).toString('latin1')) ? 'oneroster' : 'own';
  } catch {
    // A damaged manifest is named when all files are looked through.
  }
  return 'own';
}

/** One note for all of it, however much there is. */
function noteLitter(names: readonly string[]): FileProblem {
  const named = names.slice(0, littersNamed).join(', ');
  return note('passed_over', { name: names.length > littersNamed ? `${named}, … (${names.length})` : named });
}

/** The file of the layout that an entry is; refuses whatever else it might be. */
function judgeEntry(
  entry: Entry,
  name: string,
  { layout, limits }: { layout: ZipLayout; limits: Limits },
): ZipFileName {
  const place = { name: shown(name) };
  if (/[\\/]/.test(name) || name.includes('..')) throw new FileRefused('zip_path', place);
  if (/\.zip$/i.test(name)) throw new FileRefused('zip_nested', place);
  const file = filesOf[layout].find((it) => `${it}.csv`.toLowerCase() === name.toLowerCase());
  if (!file) {
    const allowed = filesOf[layout].map((it) => `${it}.csv`);
    throw new FileRefused('zip_file_unknown', { ...place, allowed });
  }
  if (entry.isEncrypted()) throw new FileRefused('zip_encrypted', place, { file });
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new FileRefused('zip_method', { ...place, method: entry.compressionMethod }, { file });
  if (isBomb(entry.uncompressedSize, entry, limits))
    throw new FileRefused('zip_bomb', { ...place, maxRatio: limits.ratioMax }, { file });
  return file;
}

type Look = { file: ZipFileName; entry: Entry; roomBytes: number; limits: Limits; notes: FileProblem[] };

/** Unpacks a member once without keeping anything: counts, digests, tells the encoding. The sizes that the zip declares may lie. */
async function lookThrough(zip: ZipFile, { file, entry, roomBytes, limits, notes }: Look): Promise<Member> {
  const scanner = new EncodingScanner();
  let sizeBytes = 0;
  let digest = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (sizeBytes === 0 && chunk.subarray(0, 4).equals(zipMark))
        throw new FileRefused('zip_nested', { name: `${file}.csv` }, { file });
      sizeBytes += chunk.length;
      if (sizeBytes > roomBytes) throw tooLarge(limits, file);
      if (isBomb(sizeBytes, entry, limits))
        throw new FileRefused('zip_bomb', { name: `${file}.csv`, maxRatio: limits.ratioMax }, { file });
      digest = crc32(chunk, digest);
      scanner.push(chunk);
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    refuseZip(error, file);
  }
  if (digest !== entry.crc32) throw new FileRefused('zip_malformed', { detail: `checksum of ${file}.csv` }, { file });
  if (sizeBytes === 0) throw new FileRefused('file_empty', {}, { file });
  const verdict = scanner.verdict();
  if (!verdict.isText) throw new FileRefused(verdict.because, {}, { file, row: verdict.line });
  if (verdict.encoding === 'windows-1252') notes.push(note('read_as_windows_1252', {}, file));
  if (verdict.hasMark) notes.push(note('has_mark', {}, file));
  return { file, entry, encoding: verdict.encoding, sizeBytes };
}

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1');

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

/** What archivers add of their own accord; passed over and said so. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(name);
}

function isBomb(unpackedBytes: number, entry: Entry, limits: Limits): boolean {
  return unpackedBytes > ratioFreeBytes && unpackedBytes > entry.compressedSize * limits.ratioMax;
}

function tooLarge(limits: Limits, file: ZipFileName): FileRefused {
  return new FileRefused(
    'zip_too_large',
    { maxMegabytes: Math.floor(limits.unpackedBytesMax / 1024 / 1024) },
    { file },
  );
}

/** The library tells every fault of a zip by an ordinary error; all of them mean a zip that cannot be read. */
function refuseZip(error: unknown, file: ZipFileName | null = null): never {
  const detail = error instanceof Error ? error.message : String(error);
  throw new FileRefused('zip_malformed', { detail: shown(detail) }, { file });
}

function shown(name: string): string {
  return cut(name.replace(/\p{Cc}/gu, '�'), 120);
}
