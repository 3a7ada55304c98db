import type { SchoolYear } from '#kernel/dates.ts';
import type { Tx } from '#platform/database/database.ts';
import { type Differences, findDifferences } from '../rules/differences.ts';
import type { PublishedYear } from '../rules/published.ts';
import type { Remark } from '../rules/remarks.ts';
import { compareWithDirectory, type FindType, listUnknownCategories, statementsOfYear } from '../rules/statements.ts';
import * as store from '../store/imports.ts';
import { nearestYear, remarkEarlierEdition, type Settled, writeStatements } from './settle.ts';

/** Takes a published year in: its rows, what all years together now say of its organisations, and how it differs from its neighbours. */
export async function takeYear(
  tx: Tx,
  year: PublishedYear,
  making: { findType: FindType; source: string },
): Promise<Settled> {
  const earlier = await store.listSchoolsOfYear(tx, year.schoolYear);
  const published = await store.replacePublishedYear(tx, year);
  const rows = await store.listPublishedRows(tx, year.schools);
  const register = await writeStatements(tx, statementsOfYear(year, { ...making, rows }));
  const years = await store.listPublishedYears(tx);
  return {
    layout: 'enrolment_by_school',
    label: `${year.schoolYear - 1}/${year.schoolYear}`,
    counts: countYear(year),
    register: { ...register, published },
    isRepeated: published === 0 && register.written === 0,
    differences: await compareNeighbours(tx, year.schoolYear, years),
    remarks: [
      ...year.remarks,
      ...listUnknownCategories(year, making.findType),
      ...remarkEarlierEdition(earlier, { now: year.schools, written: published }),
      ...(await compareNewestDirectory(tx, year, years)),
    ],
  };
}

export function countYear({ schools }: PublishedYear) {
  return {
    schools: schools.length,
    authorities: new Set(schools.map((it) => it.authorityCode)).size,
    students: schools.reduce((all, school) => all + school.grades.reduce((sum, it) => sum + it.students, 0), 0),
  };
}

/** The year before and the year after among those imported, so that any order of imports tells the same story. */
async function compareNeighbours(tx: Tx, year: SchoolYear, years: readonly SchoolYear[]): Promise<Differences[]> {
  const differences: Differences[] = [];
  for (const [index, to] of years.entries()) {
    const from = years[index - 1];
    if (from === undefined || (from !== year && to !== year)) continue;
    const [before, after] = [await store.listSchoolsOfYear(tx, from), await store.listSchoolsOfYear(tx, to)];
    differences.push(findDifferences({ year: from, schools: before }, { year: to, schools: after }));
  }
  return differences;
}

async function compareNewestDirectory(tx: Tx, year: PublishedYear, years: readonly SchoolYear[]): Promise<Remark[]> {
  const directory = await store.findNewestDirectory(tx);
  if (!directory || nearestYear(directory.extractedOn, years) !== year.schoolYear) return [];
  return compareWithDirectory(year.schools, directory.schools);
}
