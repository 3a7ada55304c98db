import { isPlainDate } from '#kernel/dates.ts';

/** The first instant of a day in the reader's zone; undefined for what is no day (yet). */
export function dayStart(day: string | undefined): string | undefined {
  return day && isPlainDate(day) ? new Date(`${day}T00:00:00`).toISOString() : undefined;
}

/** The first instant after a day in the reader's zone. */
export function dayEnd(day: string | undefined): string | undefined {
  if (!day || !isPlainDate(day)) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}

const timeForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/;

/** An instant as it is typed (`2026-09-02 14:05`, or a day), in the reader's zone. */
export function instantOf(text: string | undefined, edge: 'start' | 'end'): string | undefined {
  if (!text) return undefined;
  if (isPlainDate(text)) return edge === 'start' ? dayStart(text) : dayEnd(text);
  if (!timeForm.test(text)) return undefined;
  const at = new Date(text.replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
