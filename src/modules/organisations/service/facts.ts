import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Organisation, SchoolFacts } from '../rules/types.ts';
import * as store from '../store/organisations.ts';

/** The organisations of some codes; codes that nobody has are absent. */
export async function findOrganisations(
  reader: Reader,
  codes: readonly OrganisationCode[],
): Promise<Map<OrganisationCode, Organisation>> {
  if (codes.length === 0) return new Map();
  const found = await store.findOrganisations(reader, codes);
  return new Map(found.map((organisation) => [organisation.code, organisation]));
}

/** Every organisation, in order of the codes. */
export function listAllOrganisations(reader: Reader): Promise<Organisation[]> {
  return store.listAll(reader);
}

/** The codes of the schools that some authorities run, in order. */
export function listSchoolsOf(
  reader: Reader,
  authorityCodes: readonly OrganisationCode[],
): Promise<OrganisationCode[]> {
  return store.listSchoolsOf(reader, authorityCodes);
}

/** What enrolment rules need of some schools in some school years: three queries, whatever their number. */
export async function loadSchoolFacts(
  reader: Reader,
  codes: readonly OrganisationCode[],
  schoolYears: readonly SchoolYear[],
): Promise<SchoolFacts[]> {
  if (codes.length === 0) return [];
  const schools = await store.findOrganisations(reader, codes);
  const authorityCodes = schools.flatMap((school) => (school.authorityCode ? [school.authorityCode] : []));
  const authorities = await findOrganisations(reader, [...new Set(authorityCodes)]);
  const offers = await store.loadOffers(reader, codes, schoolYears);
  return schools.map((school) => ({
    school,
    authority: school.authorityCode ? (authorities.get(school.authorityCode) ?? null) : null,
    ...(offers.get(school.code) ?? { calendars: [], gradeOfferings: [], programmeOfferings: [] }),
  }));
}
