import type { SchoolYear } from '#kernel/dates.ts';
import type { FileYear } from './settings.ts';

type Session = Readonly<Record<string, string>>;

/**
 * The school year of a file: the one that all its sessions are of, with the days that its session of the whole year says; the one that runs
 * when nothing, or more than one, is said.
 */
export function fileYearOf(sessions: readonly Session[], current: SchoolYear): FileYear {
  const live = sessions.filter((it) => it['status'] !== 'tobedeleted');
  const years = new Set(live.flatMap((it) => Number(it['schoolYear']) || []));
  const year = years.size === 1 ? ([...years][0] ?? current) : current;
  const whole = live.filter((it) => it['type'] === 'schoolYear' && Number(it['schoolYear']) === year);
  const [only] = whole;
  if (only === undefined || whole.length !== 1) return { year, from: null, to: null };
  return { year, from: only['startDate'] ?? null, to: only['endDate'] ?? null };
}
