import type { StudentNumber } from '#kernel/ids.ts';

/** A live statement about two numbers. */
export type Statement = { kind: 'same' | 'not_same'; a: StudentNumber; b: StudentNumber };

export type LinkVerdict =
  | { may: true }
  | { may: false; because: 'same_number' | 'already_linked' | 'deactivated' | 'declared_different' };

/**
 * Whether two numbers may be declared one person: `mine` and `theirs` are the numbers that each stands with already, `live` every live
 * statement around them.
 */
export function judgeLink(
  mine: readonly StudentNumber[],
  theirs: readonly StudentNumber[],
  { live, isDeactivated }: { live: readonly Statement[]; isDeactivated: boolean },
): LinkVerdict {
  if (mine.length === 1 && theirs.length === 1 && mine[0] === theirs[0]) return { may: false, because: 'same_number' };
  if (mine.some((number) => theirs.includes(number))) return { may: false, because: 'already_linked' };
  if (isDeactivated) return { may: false, because: 'deactivated' };
  const joined = new Set([...mine, ...theirs]);
  const apart = live.some((it) => it.kind === 'not_same' && joined.has(it.a) && joined.has(it.b));
  return apart ? { may: false, because: 'declared_different' } : { may: true };
}
