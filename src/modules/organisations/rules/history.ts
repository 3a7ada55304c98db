import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';

/** An organisation under one name and one authority, from the first to the last published year in which it stood so. */
export type Standing = {
  firstYear: SchoolYear;
  lastYear: SchoolYear;
  name: string;
  authorityCode: OrganisationCode | null;
  authorityName: string | null;
};

type InYear = {
  schoolYear: SchoolYear;
  name: string;
  authorityCode: OrganisationCode | null;
  authorityName: string | null;
};

/**
 * Joins neighbouring published years that say the same, the newest first. A published year between two others in which the
 * organisation does not stand separates them: it was away. Blanks around a name do not count.
 */
export function joinYears(years: readonly InYear[], published: readonly SchoolYear[]): Standing[] {
  const order = [...published].sort((a, b) => a - b);
  const joined: Standing[] = [];
  for (const it of [...years].sort((a, b) => a.schoolYear - b.schoolYear)) {
    const { schoolYear, authorityCode, authorityName } = it;
    const name = it.name.trim();
    const last = joined.at(-1);
    const isNext = last !== undefined && order.indexOf(schoolYear) === order.indexOf(last.lastYear) + 1;
    if (isNext && last.name === name && last.authorityCode === authorityCode && last.authorityName === authorityName)
      last.lastYear = schoolYear;
    else joined.push({ firstYear: schoolYear, lastYear: schoolYear, name, authorityCode, authorityName });
  }
  return joined.reverse();
}
