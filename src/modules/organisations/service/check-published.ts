import { systemActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { type Differences, findDifferences } from '../rules/differences.ts';
import type { PublishedYear } from '../rules/published.ts';
import { rehearseAll } from './import.ts';
import { type PublishedFile, readPublishedFile } from './read-published.ts';

/** Numbers that can be expected of a year, each against the year before it. */
export const countedDifferences = ['opened', 'closed', 'renamed', 'moved'] as const;
export type CountedDifference = (typeof countedDifferences)[number];

export type PublishedFigures = {
  fileName: string;
  label: string;
  schools: number;
  authorities: number;
  students: number | null;
  /** Against the file of the year before; null for the first year and for directories. */
  differences: Record<CountedDifference, number> | null;
  remarks: number;
};

/**
 * The figures of published files: every file is imported after the other in a transaction that is undone, so that each is
 * known to import; the differences between years are measured from the files alone. Writes nothing.
 */
export async function checkPublished(
  db: Db,
  jurisdiction: Jurisdiction,
  published: readonly PublishedFile[],
): Promise<PublishedFigures[]> {
  const files: { file: PublishedFile; read: Awaited<ReturnType<typeof readPublishedFile>> }[] = [];
  for (const file of published) files.push({ file, read: await readPublishedFile(file, jurisdiction) });
  const reports = await rehearseAll(db, jurisdiction, { files, actor: systemActor('command line') });
  const years = files.flatMap(({ read }) => ('schoolYear' in read ? [read] : []));
  const figures = reports.map(({ fileName, label, counts, remarks }, index) => {
    const read = files[index]?.read;
    const differences = read && 'schoolYear' in read ? countDifferences(read, years) : null;
    return { fileName, label, ...counts, differences, remarks: remarks.length };
  });
  return figures.sort((a, b) => (a.label < b.label ? -1 : 1));
}

function countDifferences(year: PublishedYear, years: readonly PublishedYear[]): PublishedFigures['differences'] {
  const before = years
    .filter((it) => it.schoolYear < year.schoolYear)
    .reduce<PublishedYear | null>((last, it) => (last && last.schoolYear > it.schoolYear ? last : it), null);
  if (!before) return null;
  const found: Differences = findDifferences(
    { year: before.schoolYear, schools: before.schools },
    { year: year.schoolYear, schools: year.schools },
  );
  return {
    opened: found.opened.length,
    closed: found.closed.length,
    renamed: found.renamed.length,
    moved: found.moved.length,
  };
}
