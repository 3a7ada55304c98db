import { expect, test } from 'vitest';
import { EncodingScanner, type EncodingVerdict } from './encoding.ts';

/** Scans bytes whole and one by one: the verdict may not depend on where the pieces end. */
function scan(bytes: Buffer): EncodingVerdict {
  const whole = new EncodingScanner();
  whole.push(bytes);
  const inPieces = new EncodingScanner();
  for (const byte of bytes) inPieces.push(Uint8Array.of(byte));
  const verdict = whole.verdict();
  expect(inPieces.verdict()).toEqual(verdict);
  return verdict;
}

const utf8 = { isText: true, encoding: 'utf-8', hasMark: false };

test('plain letters are UTF-8', () => expect(scan(Buffer.from('a,b\n'))).toEqual(utf8));
test('an empty file is UTF-8', () => expect(scan(Buffer.alloc(0))).toEqual(utf8));
test('all scripts are UTF-8', () => expect(scan(Buffer.from('Zoë 李明 ਸਿੰਘ ᐊᐃ 𝒜 محمد'))).toEqual(utf8));
test('a byte order mark is seen', () => expect(scan(Buffer.from('\ufeffa'))).toEqual({ ...utf8, hasMark: true }));
test('accents of Windows-1252 are told', () =>
  expect(scan(Buffer.from('Zoë Bélanger, Noël “x”', 'latin1'))).toEqual({
    isText: true,
    encoding: 'windows-1252',
    hasMark: false,
  }));
test('one foreign byte in a UTF-8 file is refused, with its line', () =>
  expect(scan(Buffer.concat([Buffer.from('Zoë\nLéa\n'), Buffer.from('Noël', 'latin1')]))).toEqual({
    isText: false,
    because: 'encoding_mixed',
    line: 3,
  }));
test('UTF-16 is told by its mark', () => {
  expect(scan(Buffer.from('\ufeffabc', 'utf16le'))).toMatchObject({ because: 'encoding_utf16' });
  expect(scan(Buffer.from('\ufeffabc', 'utf16le').swap16())).toMatchObject({ because: 'encoding_utf16' });
});
test('UTF-16 is told without a mark', () =>
  expect(scan(Buffer.from('abcdef', 'utf16le'))).toMatchObject({ because: 'encoding_utf16' }));
test('a byte that Windows-1252 does not have is refused', () =>
  expect(scan(Buffer.from([0x41, 0xe9, 0x20, 0x81]))).toMatchObject({
    isText: false,
    because: 'encoding_unknown',
    line: 1,
  }));
test.each([
  ['an overlong form', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ['a cut character', [0xe6, 0x9d]],
])('%s is not UTF-8', (_name, bytes) => {
  const verdict = scan(Buffer.from(bytes));
  expect(verdict).not.toEqual(utf8);
});
