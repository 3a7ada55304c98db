export type PasswordVerdict = { may: true } | { may: false; because: 'too_short' | 'too_long' | 'personal' };

/**
 * Judges a password by itself; whether it was in a breach is asked elsewhere. Length is what counts, not kinds of characters
 * (NIST SP 800-63B-4 3.1.1.2), and it must not be the account's own name with something around it.
 */
export function judgePassword(
  password: string,
  { length, names }: { length: { min: number; max: number }; names: readonly string[] },
): PasswordVerdict {
  const size = [...normalisePassword(password)].length;
  if (size < length.min) return { may: false, because: 'too_short' };
  if (size > length.max) return { may: false, because: 'too_long' };
  return isPersonal(password, names) ? { may: false, because: 'personal' } : { may: true };
}

/** One form for what looks the same, whatever keyboard typed it. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Personal when little is left once the names are taken out. */
function isPersonal(password: string, names: readonly string[]): boolean {
  let rest = plain(normalisePassword(password));
  const whole = rest.length;
  for (const name of names.map(plain).filter((it) => it.length >= 3)) rest = rest.replaceAll(name, '');
  return rest.length < whole && rest.length < 8;
}
