import { createHash } from 'node:crypto';

const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The GUID of a thing of an organisation, for a sourcedId that is none: made from a digest (version 5 of RFC 9562), so that the same row is
 * the same thing every time, and rows of two organisations never are.
 */
export function guidOf(organisation: string, kind: string, sourcedId: string): string {
  const isPlain = kind === 'user' || kind === 'role';
  if (isPlain && guidForm.test(sourcedId)) return sourcedId.toLowerCase();
  return nameGuid(['matricula', 'oneroster', organisation, kind, sourcedId]);
}

/** A GUID that is made of names; none of them may hold the character that parts them. */
export function nameGuid(parts: readonly string[]): string {
  const digest = createHash('sha1').update(parts.join('\u001f')).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
