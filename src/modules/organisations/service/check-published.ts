import { systemActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { findDifferences } from '../rules/differences.ts';
import { isDirectory, readDirectory } from '../rules/directory.ts';
import { type PublishedYear, readPublished } from '../rules/published.ts';
import { importPublishedFile } from './import.ts';
import { readSheet } from './read-file.ts';

export type PublishedFigures = {
  label: string;
  schools: number;
  authorities: number;
  students: number | null;
  opened: number | null;
  closed: number | null;
  renamed: number | null;
  remarks: number;
};

/**
 * The figures of published files, measured from the files alone, and each file rehearsed against the register so that it is
 * known to import. Writes nothing.
 */
export async function checkPublished(
  db: Db,
  jurisdiction: Jurisdiction,
  files: { fileName: string; content: Buffer }[],
): Promise<PublishedFigures[]> {
  const years: PublishedYear[] = [];
  const figures: PublishedFigures[] = [];
  for (const { fileName, content } of files) {
    const report = await importPublishedFile(db, jurisdiction, {
      content,
      fileName,
      rehearse: true,
      actor: systemActor('command line'),
    });
    const sheet = await readSheet(content, fileName);
    const read = isDirectory(sheet) ? readDirectory(sheet) : readPublished(sheet, fileName);
    if ('schools' in read) years.push(read);
    figures.push({
      label: report.label,
      ...report.counts,
      opened: null,
      closed: null,
      renamed: null,
      remarks: report.remarks.length,
    });
  }
  years.sort((a, b) => a.schoolYear - b.schoolYear);
  for (const [index, year] of years.entries()) {
    const before = years[index - 1];
    const row = figures.find((it) => it.label === `${year.schoolYear - 1}/${year.schoolYear}`);
    if (!before || !row) continue;
    const { opened, closed, renamed } = findDifferences(
      { year: before.schoolYear, schools: before.schools },
      { year: year.schoolYear, schools: year.schools },
    );
    Object.assign(row, { opened: opened.length, closed: closed.length, renamed: renamed.length });
  }
  return figures.sort((a, b) => (a.label < b.label ? -1 : 1));
}
