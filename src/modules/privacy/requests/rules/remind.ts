/** The threshold of days left at which somebody is reminded now; null when none was passed since the last reminder. */
export function dueReminder(
  thresholds: readonly number[],
  { daysLeft, remindedDays }: { daysLeft: number; remindedDays: number | null },
): number | null {
  const passed = thresholds.filter((threshold) => daysLeft <= threshold);
  const least = passed.length > 0 ? Math.min(...passed) : null;
  if (least === null) return null;
  return remindedDays === null || least < remindedDays ? least : null;
}
