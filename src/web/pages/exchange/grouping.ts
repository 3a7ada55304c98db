import type { SubmissionItem } from '../../api/exchange.ts';

/** A row that needs a hand, and the rows that only wait for it. */
export type RowGroup = { item: SubmissionItem; followers: SubmissionItem[] };

/** Remarks that say nothing of the row itself: it goes the way of its student's row. */
const consequences: ReadonlySet<string> = new Set([
  'exchange.student_refused',
  'exchange.user_refused',
  'exchange.held_for_person',
]);

/** The files of students' own rows, of our layout and of OneRoster. */
const ownRows: ReadonlySet<string> = new Set(['students', 'users']);

/**
 * Puts rows that are refused or held only because of their student's row under that row, so that a reader sees causes.
 * A follower whose cause is not in the list stands for itself.
 */
export function groupRows(items: readonly SubmissionItem[]): RowGroup[] {
  const groups = new Map<number, RowGroup>();
  const causes = new Map<string, RowGroup>();
  for (const item of items) {
    if (isFollower(item)) continue;
    const group = { item, followers: [] };
    groups.set(item.ordinal, group);
    if (ownRows.has(item.file) && item.localStudentId) causes.set(item.localStudentId, group);
  }
  for (const item of items) {
    if (!isFollower(item)) continue;
    const cause = item.localStudentId ? causes.get(item.localStudentId) : undefined;
    if (cause) cause.followers.push(item);
    else groups.set(item.ordinal, { item, followers: [] });
  }
  return [...groups.values()].sort((a, b) => a.item.ordinal - b.item.ordinal);
}

function isFollower({ file, remarks }: SubmissionItem): boolean {
  return !ownRows.has(file) && remarks.length > 0 && remarks.every(({ code }) => consequences.has(code));
}
