/** Grades in the order a child goes through them: early childhood, then 1 to 12, then what has no number. */
export function inGradeOrder(grades: readonly string[]): string[] {
  return [...new Set(grades)].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b, 'en'));
}

function placeOf(grade: string): number {
  if (grade === 'EC') return 0;
  const number = Number(grade);
  return Number.isInteger(number) && number > 0 ? number : Number.MAX_SAFE_INTEGER;
}

type Year = {
  schoolYear: number;
  name: string;
  authorityCode: string;
  authorityName: string;
  total: number;
  grades: readonly { grade: string; students: number }[];
};

/** A published year beside the one before it: what it was called and who ran it then, and how many students came or went. */
export type YearAgainstBefore<Of extends Year> = {
  year: Of;
  nameBefore: string | null;
  authorityBefore: { code: string; name: string } | null;
  /** Null for the first published year. */
  change: number | null;
};

/** Sets each published year against the one published before it, newest first; only what differs is named. */
export function againstBefore<Of extends Year>(years: readonly Of[]): YearAgainstBefore<Of>[] {
  const sorted = [...years].sort((a, b) => b.schoolYear - a.schoolYear);
  return sorted.map((year, at) => {
    const before = sorted[at + 1];
    const isMoved = before !== undefined && before.authorityCode !== year.authorityCode;
    return {
      year,
      nameBefore: before !== undefined && before.name !== year.name ? before.name : null,
      authorityBefore: isMoved ? { code: before.authorityCode, name: before.authorityName } : null,
      change: before === undefined ? null : year.total - before.total,
    };
  });
}
