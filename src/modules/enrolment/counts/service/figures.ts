import type { OrganisationCode } from '#kernel/ids.ts';
import { may, requireOrganisation, scopeOf } from '#modules/access/index.ts';
import { findOrganisations, listSchoolsOf, type Organisation } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { CountFigures } from '../contract.ts';
import { errors } from '../errors.ts';
import type { CountDay } from '../rules/days.ts';
import { type Cell, sumBy, totalOf } from '../rules/figures.ts';
import * as store from '../store.ts';

/** Whose students an actor asks for: everything within reach, or one organisation of it with its schools. */
export async function sightOf(
  reader: Reader,
  actor: Actor,
  organisation: OrganisationCode | undefined,
): Promise<store.Sight> {
  const seesRestricted = may(actor, 'restricted.read');
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return { schools: [organisation, ...(await listSchoolsOf(reader, [organisation]))], seesRestricted };
  }
  const scope = await scopeOf(actor, reader);
  return { schools: scope.everything ? null : scope.organisations, seesRestricted };
}

/** A frozen count; throws count.count_not_found. */
export async function getFrozen(reader: Reader, countId: string): Promise<store.FrozenCount> {
  const count = await store.findFrozen(reader, countId);
  if (!count) throw errors.count_not_found();
  return count;
}

/** The figures of a frozen count, as they were frozen. */
export async function frozenFigures(
  reader: Reader,
  { count, day, sight }: { count: store.FrozenCount; day: CountDay; sight: store.Sight },
): Promise<CountFigures> {
  const cells = await store.frozenCells(reader, count.countId, sight);
  const frozenAt = count.frozenAt.toISOString();
  return layOut(reader, cells, { ...day, day: count.day, countId: count.countId, frozenAt });
}

/** The figures of a count day as known now, frozen or not: what freezing would keep. */
export async function presentFigures(
  register: Reader,
  { day, sight }: { day: CountDay; sight: store.Sight },
): Promise<CountFigures> {
  const cells = await store.countCells(register, { ...day, knownAt: null }, sight);
  const schools = await findOrganisations(register, [...new Set(cells.map((it) => it.schoolCode))]);
  const placed = cells.map((it) => ({ ...it, authorityCode: schools.get(it.schoolCode)?.authorityCode ?? null }));
  return layOut(register, placed, { ...day, countId: null, frozenAt: null });
}

type Head = Pick<CountFigures, 'kind' | 'words' | 'schoolYear' | 'day' | 'countId' | 'frozenAt'>;

async function layOut(reader: Reader, cells: readonly Cell[], head: Head): Promise<CountFigures> {
  const bySchool = sumBy(cells, (it) => [it.schoolCode]);
  const byAuthority = sumBy(cells, (it) => (it.authorityCode === null ? [] : [it.authorityCode]));
  const codes = [...bySchool, ...byAuthority].map((it) => it.name as OrganisationCode); // codes of our own tables
  const named = await findOrganisations(reader, codes);
  const ofOrganisation = ({ name, students }: { name: string; students: number }) =>
    toOrganisation(name as OrganisationCode, students, named);
  const ofCode = ({ name, students }: { name: string; students: number }) => ({ code: name, students });
  return {
    ...head,
    students: totalOf(cells),
    byAuthority: byAuthority.map(ofOrganisation),
    bySchool: bySchool.map(ofOrganisation),
    byGrade: sumBy(cells, (it) => [it.grade]).map(ofCode),
    byProgrammingType: sumBy(cells, (it) => [it.programmingType]).map(ofCode),
    byProgramme: sumBy(cells, (it) => it.grantsProgrammes).map(ofCode),
  };
}

function toOrganisation(
  code: OrganisationCode,
  students: number,
  named: ReadonlyMap<OrganisationCode, Organisation>,
): CountFigures['bySchool'][number] {
  const { name = null, nameFr = null } = named.get(code) ?? {};
  return { code, name, nameFr, students };
}
