import type { SchoolYear } from '#kernel/dates.ts';
import { isOpen, type OpenYears } from './manifest.ts';

export const yearKinds = ['historical', 'current', 'future'] as const;
type YearKind = (typeof yearKinds)[number];

type ReferenceYear = { schoolYear: SchoolYear; kind: YearKind; isAccepted: boolean };

/** The school years from the first that the register judges to the last that is open, the oldest first. */
export function referenceYears(current: SchoolYear, first: SchoolYear, open: OpenYears): ReferenceYear[] {
  const last = Math.max(current, open.last);
  const begin = Math.min(first, open.first);
  return Array.from({ length: last - begin + 1 }, (_, place) => {
    const schoolYear = begin + place;
    return { schoolYear, kind: kindOf(schoolYear, current), isAccepted: isOpen(schoolYear, open) };
  });
}

function kindOf(year: SchoolYear, current: SchoolYear): YearKind {
  if (year === current) return 'current';
  return year < current ? 'historical' : 'future';
}

/** Which parts of the reference data are as in an earlier version, by their marks. */
export function readVersion(version: string): Map<string, string> {
  const marks = version.split('~').map((it): [string, string] => {
    const at = it.lastIndexOf('.');
    return [it.slice(0, at), it.slice(at + 1)];
  });
  return new Map(marks.filter(([name]) => name !== ''));
}

/** The marks of all parts as one text, from which the next answer tells what changed. */
export function writeVersion(marks: ReadonlyMap<string, string>): string {
  return [...marks].map(([name, mark]) => `${name}.${mark}`).join('~');
}
