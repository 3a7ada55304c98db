import { inflateSync } from 'node:zlib';

/** A PDF as text with its compressed streams inflated. */
export function plainPdf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, content = '']) => {
    try {
      return inflateSync(Buffer.from(content, 'latin1')).toString('latin1');
    } catch {
      return content; // a stream that is not compressed
    }
  });
  return [text, ...streams].join('\n');
}

/** The headings of a PDF as its outline tells them: the one place where printed words stand as text and not as glyphs. */
export function outlineOf(pdf: Buffer): string[] {
  return [
    ...plainPdf(pdf).matchAll(/\/Title\s*(\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<[0-9a-fA-F\s]*>)/g),
  ].map(([, token = '']) => decode(token.startsWith('<') ? fromHex(token) : fromLiteral(token)));
}

function fromHex(token: string): Buffer {
  return Buffer.from(token.replace(/[<>\s]/g, ''), 'hex');
}

function fromLiteral(token: string): Buffer {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const text = token
    .slice(1, -1)
    .replace(/\\([0-7]{1,3}|[\s\S])/g, (_whole, escaped: string) =>
      /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (named[escaped] ?? escaped),
    );
  return Buffer.from(text, 'latin1');
}

/** UTF-16 with its mark, or the single-byte encoding, which agrees with Latin-1 where tests need it. */
function decode(bytes: Buffer): string {
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
}
