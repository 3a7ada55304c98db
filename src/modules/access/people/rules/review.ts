import { addMonths, dayNumber, type PlainDate } from '#kernel/dates.ts';

/** The day before which a grant must have begun to be confirmed again today. */
export function reviewedBefore(today: PlainDate, intervalMonths: number): PlainDate {
  return addMonths(today, -intervalMonths);
}

/** Whether a grant was not used for so long that it may not be needed: since its last use, or since it began. */
export function isUnused(
  { lastUsedOn, startsOn }: { lastUsedOn: PlainDate | null; startsOn: PlainDate },
  today: PlainDate,
  unusedDays: number,
): boolean {
  return dayNumber(today) - dayNumber(lastUsedOn ?? startsOn) >= unusedDays;
}

type Unconfirmed = { grantId: string; accountId: string; organisationKind: string; lastUsedOn: PlainDate | null };

/**
 * Which of the unconfirmed grants stay so that somebody still manages the ministry's people: none where another administrator is
 * not touched, else those of the administrator who worked last.
 */
export function keptAtLapse(grants: readonly Unconfirmed[], administrators: ReadonlySet<string>): Set<string> {
  const touched = grants.filter((it) => it.organisationKind === 'ministry' && administrators.has(it.accountId));
  const isSomebodyLeft = [...administrators].some((id) => !touched.some(({ accountId }) => accountId === id));
  if (touched.length === 0 || isSomebodyLeft) return new Set();
  const key = (it: Unconfirmed) => `${it.lastUsedOn ?? ''} ${it.accountId}`;
  const [last] = [...touched].sort((a, b) => (key(a) < key(b) ? 1 : -1));
  return new Set(grants.filter((it) => it.accountId === last?.accountId).map(({ grantId }) => grantId));
}
