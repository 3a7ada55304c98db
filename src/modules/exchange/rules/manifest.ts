import type { SchoolYear } from '#kernel/dates.ts';
import type { FileProblem } from './problems.ts';

/** The school years, first and last, of which rows are taken. */
export type OpenYears = { first: SchoolYear; last: SchoolYear };

/** Which years are open, counted from the current one (parameter `exchange.open_years`). */
export function openYears(current: SchoolYear, around: { before: number; after: number }): OpenYears {
  return { first: current - around.before, last: current + around.after };
}

export function isOpen(year: SchoolYear, { first, last }: OpenYears): boolean {
  return year >= first && year <= last;
}

export type ManifestFacts = { organisation: string; schoolYear: SchoolYear };

/** Whether an extract may be taken for an organisation: its own, and of a year that is open. Null when nothing speaks against it. */
export function judgeManifest(
  manifest: ManifestFacts,
  expected: { organisation: string; years: OpenYears },
): FileProblem | null {
  const place = { file: 'manifest', row: 2 };
  if (manifest.organisation !== expected.organisation) {
    return {
      code: 'other_organisation',
      params: { found: manifest.organisation, expected: expected.organisation },
      field: 'organisation_code',
      ...place,
    };
  }
  if (!isOpen(manifest.schoolYear, expected.years)) {
    return {
      code: 'year_not_open',
      params: { year: manifest.schoolYear, ...expected.years },
      field: 'school_year',
      ...place,
    };
  }
  return null;
}
