import type { OrganisationCode } from '#kernel/ids.ts';
import type { Directory } from './directory.ts';
import type { PublishedYear } from './published.ts';
import { type Remark, remark } from './remarks.ts';
import type { OrganisationStatement } from './types.ts';

/** What a file says of organisations, and what of it did not fit. Authorities stand before their schools. */
export type Stated = { statements: OrganisationStatement[]; remarks: Remark[] };

/** The code of a published word for an authority's type, or null when the jurisdiction does not know it. */
export type FindType = (word: string) => string | null;

type Making = { findType: FindType; source: string };

const nothing = { nameFr: null, type: null, classification: null, authorityCode: null, openedOn: null, closedOn: null };

/** A row of a published year as it is kept, as far as the register takes from it. */
export type PublishedRow = {
  code: OrganisationCode;
  name: string;
  authorityCode: OrganisationCode;
  authorityName: string;
  category: string;
};

/**
 * What all published years together say of the organisations of one of them. `rows` is all that is published of these, the
 * newest year first: the first row says name and authority, the first known category the type. So any order of imports ends
 * in the same register.
 */
export function statementsOfYear(
  { schools }: PublishedYear,
  { rows, findType, source }: Making & { rows: readonly PublishedRow[] },
): OrganisationStatement[] {
  const ofSchool = groupBy(rows, (row) => row.code);
  const ofAuthority = groupBy(rows, (row) => row.authorityCode);
  const authorities = [...new Set(schools.map((it) => it.authorityCode))].map((code): OrganisationStatement => {
    const said = ofAuthority.get(code) ?? [];
    const type = said.map(({ category }) => findType(category)).find((it) => it !== null) ?? null;
    return { ...nothing, code, kind: 'authority', name: said[0]?.authorityName ?? '', type, source };
  });
  const stated = schools.map((school): OrganisationStatement => {
    const { name, authorityCode } = ofSchool.get(school.code)?.[0] ?? school;
    return { ...nothing, code: school.code, kind: 'school', name: name.trim(), authorityCode, source };
  });
  return [...authorities, ...stated];
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The categories of a year that the jurisdiction does not know, once for each authority. */
export function listUnknownCategories({ schools }: PublishedYear, findType: FindType): Remark[] {
  const categories = new Map(schools.map(({ authorityCode, category }) => [authorityCode, category]));
  const column = 'School Authority Category';
  return [...categories]
    .filter(([, category]) => findType(category) === null)
    .map(([code, category]) => remark('unknown_category', { column, value: `${code} ${category}` }));
}

/** What the register says of an organisation that an enrolment file names. */
export type Published = { name: string; type: string | null };

/** Of what an enrolment file names (`published`), that file says name and authority, and the directory adds the rest. */
export function statementsOfDirectory(
  { entries, extractedOn }: Directory,
  { findType, source, published }: Making & { published: ReadonlyMap<OrganisationCode, Published> },
): Stated {
  const authorities = new Map<OrganisationCode, OrganisationStatement>();
  const remarks: Remark[] = [];
  for (const { authorityCode: code, authorityName, authorityType, authorityAddress: address } of entries) {
    if (authorities.has(code)) continue;
    const type = findType(authorityType);
    const column = 'Authority Type';
    if (type === null) remarks.push(remark('unknown_category', { column, value: `${code} ${authorityType}` }));
    const said = published.get(code);
    const name = said?.name ?? authorityName;
    authorities.set(code, { ...nothing, code, kind: 'authority', name, type: said?.type ?? type, address, source });
  }
  const schools = entries.map((it): OrganisationStatement => {
    const span = { from: extractedOn, to: null };
    return {
      ...nothing,
      code: it.code,
      kind: 'school',
      name: published.get(it.code)?.name ?? it.name,
      authorityCode: published.has(it.code) ? null : it.authorityCode,
      address: it.address,
      gradeOfferings: it.grades.map((grade) => ({ offering: 'regular', grade, ...span })),
      programmeOfferings: it.programmes.map((programme) => ({ programme, ...span })),
      source,
    };
  });
  return { statements: [...authorities.values(), ...schools], remarks };
}

type Named = { code: OrganisationCode; name: string };

/** Which schools of a directory and of a published year the other does not know, both ways. */
export function compareWithDirectory(year: readonly Named[], directory: readonly Named[]): Remark[] {
  const lacking = (of: readonly Named[], from: readonly Named[]) => {
    const known = new Set(from.map(({ code }) => code));
    return of.filter(({ code }) => !known.has(code)).map(({ code, name }) => `${code} ${name.trim()}`);
  };
  return [
    ...lacking(year, directory).map((value) => remark('not_in_directory', { value })),
    ...lacking(directory, year).map((value) => remark('only_in_directory', { value })),
  ];
}
