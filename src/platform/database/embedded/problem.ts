/** Something about this machine keeps the built-in database from running; the message is for a person. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

const OTHERWISE = 'Or set DATABASE_URL to a PostgreSQL (16 or later) of your own.';

const KNOWN: readonly { sign: RegExp; words: string }[] = [
  {
    sign: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i,
    words: 'The disk is full. Free some space and start again.',
  },
  {
    sign: /could not look up effective user ID|user does not exist/i,
    words: 'PostgreSQL runs only under a user who is in the passwd file, and this one is not. Start as a user who is.',
  },
  {
    sign: /EROFS|Read-only file system/i,
    words: 'The folder of the database lies on a read-only file system. Put the checkout on one that can be written.',
  },
  {
    sign: /setuid|setgid|spawn EPERM|spawn EINVAL/i,
    words: 'PostgreSQL refuses to run as root, and this root may not become another user. Start as an ordinary user.',
  },
  {
    sign: /EACCES|EPERM|Permission denied|Operation not permitted/i,
    words:
      'A file or folder of the database may not be read or written by this user (was it made by another one, or by root?).',
  },
  {
    sign: /spawn .*ENOENT|ENOEXEC|GLIBC_|cannot execute|error while loading shared libraries/i,
    words:
      'The PostgreSQL that comes with this package cannot run on this system (it needs a Linux with glibc, or macOS).',
  },
  {
    sign: /could not create shared memory segment|Cannot allocate memory|ENOMEM/i,
    words: 'There is not enough memory for PostgreSQL. Close something, or give this machine more.',
  },
];

/** Turns what the system or PostgreSQL said into plain words, with the original below them. */
export function inPlainWords(doing: string, cause: unknown): EmbeddedDatabaseError {
  if (cause instanceof EmbeddedDatabaseError) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  const known = KNOWN.find(({ sign }) => sign.test(said));
  const words = known ? `${known.words} ${OTHERWISE}` : OTHERWISE;
  return new EmbeddedDatabaseError(`The built-in database could not be started (${doing}). ${words}\n${said.trim()}`, {
    cause,
  });
}

/** Does this error of the file system carry one of these codes? */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
