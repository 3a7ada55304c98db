// What a stream of bytes is written in, told without guessing names wrong: a child's accent is worth a second look.

export type Encoding = 'utf-8' | 'windows-1252';
export type EncodingVerdict =
  | { isText: true; encoding: Encoding; hasMark: boolean }
  | {
      isText: false;
      because: 'encoding_utf16' | 'encoding_mixed' | 'encoding_unknown' | 'not_text';
      line: number | null;
    };

const kinds = ['utf-16', 'utf-32'] as const;

/**
 * Looks at all bytes of a file, piece by piece, before a single row is believed. Not UTF-8 throughout means Windows-1252,
 * unless sound UTF-8 characters stand beside the unsound ones (then one file was written in two encodings and no reading
 * would be right) or a byte occurs that Windows-1252 does not have.
 */
export class EncodingScanner {
  private head: Uint8Array = new Uint8Array(0);
  private line = 1;
  private wanted = 0;
  private sound = 0;
  private unsound = 0;
  private unsoundLine: number | null = null;
  private hasUnknownByte = false;
  private nulBytes = 0;
  private bytes = 0;
  private low = 0x80;
  private high = 0xbf;

  push(chunk: Uint8Array): void {
    if (this.head.length < 4) this.head = joinHead(this.head, chunk);
    this.bytes += chunk.length;
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0; // inside the bounds of the loop
      if (byte < 0x80) this.takeAscii(byte);
      else this.takeHigh(byte);
    }
  }

  verdict(): EncodingVerdict {
    if (this.wanted > 0) this.markUnsound();
    this.wanted = 0;
    if (kinds.some((kind) => hasMark(this.head, kind))) return { isText: false, because: 'encoding_utf16', line: null };
    // Latin letters in UTF-16 have a zero in every second byte.
    if (this.nulBytes > this.bytes / 4) return { isText: false, because: 'encoding_utf16', line: null };
    const mark = this.head[0] === 0xef && this.head[1] === 0xbb && this.head[2] === 0xbf;
    if (this.unsound === 0) return { isText: true, encoding: 'utf-8', hasMark: mark };
    if (mark || this.sound * 10 > this.unsound)
      return { isText: false, because: 'encoding_mixed', line: this.unsoundLine };
    if (this.hasUnknownByte) return { isText: false, because: 'encoding_unknown', line: this.unsoundLine };
    return { isText: true, encoding: 'windows-1252', hasMark: false };
  }

  private takeAscii(byte: number): void {
    if (this.wanted > 0) {
      this.wanted = 0;
      this.markUnsound();
    }
    if (byte === 10) this.line += 1;
    else if (byte === 0) this.nulBytes += 1;
  }

  /** The table of well-formed sequences of the Unicode standard (3-7), one byte at a time. */
  private takeHigh(byte: number): void {
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) this.hasUnknownByte = true;
    if (this.wanted > 0) {
      const fits = byte >= this.low && byte <= this.high;
      this.low = 0x80;
      this.high = 0xbf;
      if (fits) {
        this.wanted -= 1;
        if (this.wanted === 0) this.sound += 1;
        return;
      }
      this.wanted = 0;
      this.markUnsound();
    }
    this.begin(byte);
  }

  private begin(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xdf) this.wanted = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.wanted = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.wanted = 3;
    else this.markUnsound();
    if (byte === 0xe0) this.low = 0xa0;
    else if (byte === 0xed) this.high = 0x9f;
    else if (byte === 0xf0) this.low = 0x90;
    else if (byte === 0xf4) this.high = 0x8f;
  }

  private markUnsound(): void {
    this.unsound += 1;
    this.unsoundLine ??= this.line;
  }
}

function joinHead(head: Uint8Array, chunk: Uint8Array): Uint8Array {
  const joined = new Uint8Array(Math.min(4, head.length + chunk.length));
  joined.set(head.subarray(0, 4));
  joined.set(chunk.subarray(0, joined.length - head.length), head.length);
  return joined;
}

function hasMark(head: Uint8Array, kind: (typeof kinds)[number]): boolean {
  const little = head[0] === 0xff && head[1] === 0xfe;
  const big = head[0] === 0xfe && head[1] === 0xff;
  const bigFour = head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff;
  return kind === 'utf-16' ? little || big : bigFour;
}
