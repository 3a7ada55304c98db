import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';

/** A school in a published year, as far as years are compared. */
export type SchoolOfYear = {
  code: OrganisationCode;
  name: string;
  authorityCode: OrganisationCode;
  authorityName: string;
};

/** What differs between two published years. Opened and closed mean: stands in the one and not in the other; no day is claimed. */
export type Differences = {
  from: SchoolYear;
  to: SchoolYear;
  opened: SchoolOfYear[];
  closed: SchoolOfYear[];
  /** `blanksOnly`: the names differ in nothing but blanks around them. */
  renamed: { code: OrganisationCode; before: string; after: string; blanksOnly: boolean }[];
  moved: { code: OrganisationCode; name: string; before: OrganisationCode; after: OrganisationCode }[];
  authoritiesOpened: { code: OrganisationCode; name: string }[];
  authoritiesClosed: { code: OrganisationCode; name: string }[];
  authoritiesRenamed: { code: OrganisationCode; before: string; after: string }[];
};

export function findDifferences(
  from: { year: SchoolYear; schools: readonly SchoolOfYear[] },
  to: { year: SchoolYear; schools: readonly SchoolOfYear[] },
): Differences {
  const before = new Map(from.schools.map((school) => [school.code, school]));
  const after = new Map(to.schools.map((school) => [school.code, school]));
  const both = to.schools.flatMap((school) => {
    const earlier = before.get(school.code);
    return earlier ? [{ earlier, school }] : [];
  });
  const authoritiesBefore = authoritiesOf(from.schools);
  const authoritiesAfter = authoritiesOf(to.schools);
  return {
    from: from.year,
    to: to.year,
    opened: to.schools.filter((school) => !before.has(school.code)),
    closed: from.schools.filter((school) => !after.has(school.code)),
    renamed: both
      .filter(({ earlier, school }) => earlier.name !== school.name)
      .map(({ earlier, school }) => ({
        code: school.code,
        before: earlier.name,
        after: school.name,
        blanksOnly: earlier.name.trim() === school.name.trim(),
      })),
    moved: both
      .filter(({ earlier, school }) => earlier.authorityCode !== school.authorityCode)
      .map(({ earlier, school }) => ({
        code: school.code,
        name: school.name,
        before: earlier.authorityCode,
        after: school.authorityCode,
      })),
    authoritiesOpened: [...authoritiesAfter]
      .filter(([code]) => !authoritiesBefore.has(code))
      .map(([code, name]) => ({ code, name })),
    authoritiesClosed: [...authoritiesBefore]
      .filter(([code]) => !authoritiesAfter.has(code))
      .map(([code, name]) => ({ code, name })),
    authoritiesRenamed: [...authoritiesAfter].flatMap(([code, name]) => {
      const earlier = authoritiesBefore.get(code);
      return earlier !== undefined && earlier !== name ? [{ code, before: earlier, after: name }] : [];
    }),
  };
}

function authoritiesOf(schools: readonly SchoolOfYear[]): Map<OrganisationCode, string> {
  return new Map(schools.map((school) => [school.authorityCode, school.authorityName]));
}
