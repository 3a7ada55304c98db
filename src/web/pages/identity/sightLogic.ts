import { StudentNumber } from '#kernel/ids.ts';
import type { StudentSight } from '../../api/sight.ts';

/** The number in what was typed, when it is a full one and nothing else. */
export function fullNumberOf(text: string): string | null {
  const { success, data } = StudentNumber.safeParse(text.trim());
  return success ? data : null;
}

/** Which sentence says until when: what a person does, a day, or nothing that is known. */
export type SightEnd = { how: 'always' | 'until' | 'open' | 'minimum_until' | 'minimum_open'; on: string | null };

/** Until when one sees the student, and whether it is the minimum that lasts so long. */
export function endOf({ association, level, endsOn, minimumUntil }: StudentSight): SightEnd {
  if (association === 'ministry') return { how: 'always', on: null };
  if (level === 'full' || association === 'external') return { how: endsOn ? 'until' : 'open', on: endsOn };
  return { how: minimumUntil ? 'minimum_until' : 'minimum_open', on: minimumUntil };
}
