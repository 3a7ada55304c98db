import { createHash, randomBytes } from 'node:crypto';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'; // without those that look like another

/** A code of 24 letters and digits in six groups, some 118 bits: too many to guess even from a stolen digest, so a quick one keeps it. */
export function newRecoveryCode(): string {
  const code = Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join('');
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

export function digestOfRecoveryCode(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`recovery ${plain}`).digest('hex');
}
