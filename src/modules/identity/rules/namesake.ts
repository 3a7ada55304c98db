import type { PlainDate } from '#kernel/dates.ts';
import { foldName, type PersonName } from './normalise.ts';

export type NamedPerson = PersonName & { birthDate: PlainDate };

/**
 * Whether two legal names and birth dates are the same, letters folded. A middle name counts only where both have one; somebody without
 * any letter in the name is nobody's namesake.
 */
export function areNamesakes(one: NamedPerson, other: NamedPerson): boolean {
  if (one.birthDate !== other.birthDate) return false;
  const [a, b] = [foldName(one), foldName(other)];
  const isSame = (left: readonly string[], right: readonly string[]) => left.join(' ') === right.join(' ');
  if (a.family.length + a.given.length === 0) return false;
  const isMiddleApart = a.middle.length > 0 && b.middle.length > 0 && !isSame(a.middle, b.middle);
  return isSame(a.family, b.family) && isSame(a.given, b.given) && !isMiddleApart;
}
