import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { normalisePassword } from '../rules/password.ts';

/** Whether a password stands in a list of stolen ones: the built-in one, and the operator's larger file if there is one. */
export async function isBreached(password: string, file: string | null): Promise<boolean> {
  const typed = normalisePassword(password);
  const common = await readCommon();
  if (common.has(typed) || common.has(typed.toLowerCase())) return true;
  return file !== null && isInFile(typed, file);
}

let commonPasswords: Promise<ReadonlySet<string>> | null = null;

/** Some fifty thousand of the commonest; read at the first use only. */
function readCommon(): Promise<ReadonlySet<string>> {
  commonPasswords ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set((dictionary['passwords-common'] as string[]).map((it) => it.toLowerCase())),
  );
  return commonPasswords;
}

/** The file may be as large as the disk: it is searched by halves where it lies. Digests (SHA-1 in hex, with or without a count) or plain lines. */
async function isInFile(password: string, path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const first = await lineFrom(file, 0);
    const isDigests = /^[0-9A-Fa-f]{40}(:\d+)?$/.test(first.text);
    if (!isDigests) return await isInSorted(file, size, { wanted: Buffer.from(password), keyOf: (line) => line });
    const isUpper = first.text.slice(0, 40) === first.text.slice(0, 40).toUpperCase();
    const digest = createHash('sha1').update(password).digest('hex');
    const wanted = Buffer.from(isUpper ? digest.toUpperCase() : digest);
    return await isInSorted(file, size, { wanted, keyOf: (line) => line.subarray(0, 40) });
  } finally {
    await file.close();
  }
}

type Sought = { wanted: Buffer; keyOf: (line: Buffer) => Buffer };

/** Lines sorted by their bytes: about thirty short reads in a file of forty gigabytes. */
async function isInSorted(file: FileHandle, size: number, { wanted, keyOf }: Sought): Promise<boolean> {
  let [low, high] = [0, size]; // the wanted line begins at or after low and before high
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = middle === low ? low : await nextLineStart(file, middle - 1, size);
    if (start >= high) {
      high = middle;
      continue;
    }
    const line = await lineFrom(file, start);
    const order = Buffer.compare(keyOf(line.bytes), wanted);
    if (order === 0) return true;
    if (order < 0) low = line.end;
    else high = middle;
  }
  return false;
}

/** The longest line that can matter: a password of the greatest length in its longest bytes. */
const lineBytesMax = 1024;

async function nextLineStart(file: FileHandle, from: number, size: number): Promise<number> {
  let at = from;
  while (at < size) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(lineBytesMax), 0, lineBytesMax, at);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end >= 0) return at + end + 1;
    at += bytesRead;
  }
  return size;
}

async function lineFrom(file: FileHandle, start: number): Promise<{ bytes: Buffer; text: string; end: number }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lineBytesMax), 0, lineBytesMax, start);
  const read = buffer.subarray(0, bytesRead);
  const found = read.indexOf(10);
  const end = found < 0 ? bytesRead : found;
  const bytes = read.subarray(0, end > 0 && read[end - 1] === 13 ? end - 1 : end);
  return { bytes, text: bytes.toString(), end: start + end + 1 };
}
