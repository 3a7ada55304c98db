import type { Fired } from '#kernel/rule.ts';
import { changedFields } from '../rules/statement.ts';
import { find, put, type Shelf } from './state.ts';
import type { IdentityContext, StudentItem } from './types.ts';

// Putting one object of a student in place: kept as it was where the item is silent, judged when it says something new.

export type Outcome = { fate: 'added' | 'changed' | 'unchanged' | 'refused'; fired: Fired[] };

export const unchanged: Outcome = { fate: 'unchanged', fired: [] };

/** What every object has besides its facts. */
export function stamp({ studentNumber, organisation }: StudentItem, { at }: Pick<IdentityContext, 'at'>) {
  return { studentNumber, submittedBy: organisation as string, recordedAt: at.toISOString() };
}

type Common = { studentNumber: StudentItem['studentNumber']; submittedBy: string; recordedAt: string };

/** An empty field makes no statement: what was known before stays. */
function keepSilent<Kept extends Common>(before: Kept | null, after: Kept, cleared: readonly (keyof Kept)[]): Kept {
  if (!before) return after;
  const fields = Object.keys(after) as (keyof Kept)[]; // own keys of the value
  const silent = fields.filter((field) => after[field] === null && !cleared.includes(field));
  return { ...after, ...Object.fromEntries(silent.map((field) => [field, before[field]])) };
}

type Placing<Kept extends Common> = {
  shelf: Shelf<Kept>;
  id: string;
  made: Kept;
  /** Fields whose emptiness is meant: what stood there goes. */
  cleared?: readonly (keyof Kept)[];
  judge(after: Kept): Fired[];
};

/** What is exactly as before is not judged again: the same file twice says the same twice. */
export function placeObject<Kept extends Common>({ shelf, id, made, cleared = [], judge }: Placing<Kept>): Outcome {
  const before = find(shelf, made.studentNumber, id);
  const after = keepSilent(before, made, cleared);
  if (before && changedFields(before, after).length === 0) return unchanged;
  const fired = judge(after);
  if (fired.length > 0) return { fate: 'refused', fired };
  put(shelf, after);
  return { fate: before ? 'changed' : 'added', fired: [] };
}
