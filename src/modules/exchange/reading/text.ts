import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';
import type { Encoding } from '../rules/encoding.ts';

/** The text of a stream of bytes, piece by piece, without its byte order mark. The encoding was told before. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  // Node's own decoder of Windows-1252 reads it as Latin-1 in some versions; this one does not.
  const decoder = encoding === 'utf-8' ? new StringDecoder('utf8') : iconv.getDecoder('windows-1252');
  let isFirst = true;
  for await (const chunk of bytes) {
    const text = decoder.write(chunk);
    yield isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    if (text !== '') isFirst = false;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
