import { list } from './names/culture.ts';
import { type Town, townOf } from './places.ts';
import type { District, Plan, PlannedAuthority, PlannedSchool, Region, SchoolKind } from './types.ts';

const studentsPerRegion = 5_000;
const studentsPerDistrict = 1_250;

export type PlanOptions = { students: number; seed: string; former?: number };

/** Which authorities, schools and regions a province of a size has. Small even for four million students; everything else streams. */
export function planProvince({ students, seed, former = 0 }: PlanOptions): Plan {
  const plan: Plan = { seed, students, former, authorities: [], schools: [], regions: [] };
  const regions = Math.max(1, Math.round(students / studentsPerRegion));
  for (let index = 0; index < regions; index += 1) {
    const share = (total: number) =>
      Math.floor((total * (index + 1)) / regions) - Math.floor((total * index) / regions);
    plan.regions.push(planRegion(plan, { index, students: share(students), former: share(former) }));
  }
  return plan;
}

type Share = { index: number; students: number; former: number };

function planRegion(plan: Plan, { index, students, former }: Share): Region {
  const authorities = planAuthorities(plan, index);
  const districts: District[] = [];
  const count = Math.max(1, Math.round(students / studentsPerDistrict));
  for (let place = 0; place < count; place += 1) {
    const town = townOf(index * 8 + place);
    const district: District = { town, schools: [] };
    for (const [name, first, last] of ordinarySchools(town, place)) {
      district.schools.push(
        addSchool(plan, { name, first, last, town, kind: 'public', authorityCode: authorities.public }),
      );
    }
    if (place % 2 === 1) {
      const name = `${saints[(index * 4 + place) % saints.length]} Catholic School`;
      district.schools.push(
        addSchool(plan, { name, first: 0, last: 9, town, kind: 'separate', authorityCode: authorities.separate }),
      );
    }
    districts.push(district);
  }
  return { index, students, former, districts, special: planSpecial(plan, { index, authorities }) };
}

const saints = list('St._Aurea St._Corentin St._Elphege Holy_Well St._Fillan St._Gudula Our_Lady_of_the_Lakes St._Ivo');

/** Three patterns: kindergarten to 9 with a high school; two elementary, a junior and a senior high; the same in a larger town. */
function ordinarySchools(town: Town, place: number): [name: string, first: number, last: number][] {
  const quarter = (number: number) => quarters[(place * 3 + number) % quarters.length] ?? '';
  const high: [string, number, number] = [`${town.name} Senior High`, 10, 12];
  if (place % 3 === 0)
    return [[`${town.name} School`, 0, 9], [`${quarter(0)} School`, 0, 9], [`${quarter(1)} School`, 0, 9], high];
  return [
    [`${town.name} Elementary`, 0, 6],
    [`${quarter(0)} Elementary`, 0, 6],
    [`${town.name} Junior High`, 7, 9],
    high,
  ];
}

const quarters = list(`
  Larch_Hill Millrace Cooper's_Green Ferrybank Stonecroft Highfield Lantern_Park Old_Quarry Riverside_Commons Sundial
  Eastgate Brickworks Orchard_Park Hawthorn Northfield Saltbox Wheatland Harbour_View Glasshouse Tinker's_Dam
`);

type Authorities = { public: string; separate: string; independent: string; francophone: string; nation: string };

/** Each region has a public authority; a separate and an independent one serve two regions, a francophone one three, a First Nation's two. */
function planAuthorities(plan: Plan, index: number): Authorities {
  const river = rivers[index % rivers.length] ?? '';
  const number = index >= rivers.length ? ` No. ${Math.floor(index / rivers.length) + 1}` : '';
  const add = (about: Omit<PlannedAuthority, 'code'>) => {
    const code = codeOf('A', plan.authorities.length);
    plan.authorities.push({ code, ...about });
    return code;
  };
  const last = (type: string) => plan.authorities.findLast((it) => it.type === type)?.code;
  const shared = (type: string, regions: number) => (index % regions === 0 ? null : last(type)) ?? null;
  const named = (name: string, nameFr: string | null, type: string, classification: string | null = null) =>
    add({ name: `${name}${number}`, nameFr: nameFr && `${nameFr}${number}`, type, classification });
  const publicName = [`${river} Public Schools`, `Écoles publiques de ${river}`] as const;
  const frenchName = `Conseil scolaire ${frenchRegions[index % frenchRegions.length]}`;
  return {
    public: named(...publicName, 'public'),
    separate:
      shared('separate', 2) ??
      named(`${river} Catholic Separate Schools`, `Écoles catholiques séparées de ${river}`, 'separate'),
    independent: shared('private', 2) ?? named(`${river} Home Learning Society`, null, 'private'),
    francophone: shared('francophone', 3) ?? named(frenchName, frenchName, 'francophone'),
    nation:
      shared('first_nations', 2) ??
      named(`${nations[index % nations.length]} Education Authority`, null, 'first_nations', '14'),
  };
}

const rivers = list(`
  Kestrel_River Ambermere Tall_Heron Long_Coulee Copperwater Three_Otters Vesper_Lake Sorrel_Plains Jasper_Narrows Umber_River
  Lantern_Lakes Gannet_Hills Quartz_Creek Harrow_Plains Saffron_River Cinder_Ridge
`);
const frenchRegions = list('des_Mélèzes de_la_Loutre du_Grand_Héron des_Plaines_d’Ambre');
const nations = list('Tall_Pine_Nation Still_Water_Nation Grey_Goose_Nation Red_Willow_Nation');

/** Schools for the whole region: francophone, outreach, home education, a First Nation's. A very small province has them too. */
function planSpecial(plan: Plan, { index, authorities }: { index: number; authorities: Authorities }): PlannedSchool[] {
  const town = townOf(index * 8);
  const add = (kind: SchoolKind, name: string, authorityCode: string, first = 0) =>
    addSchool(plan, { name, first, last: 12, town, kind, authorityCode });
  const frenchName = `École ${frenchPeople[index % frenchPeople.length]}`;
  return [
    add('francophone', frenchName, authorities.francophone),
    add('outreach', `${town.name} Outreach Centre`, authorities.public, 10),
    add('home', `${rivers[index % rivers.length]} Home Education`, authorities.independent),
    add(
      'first_nation',
      `${nations[index % nations.length]?.replace(' Nation', '')} Community School`,
      authorities.nation,
    ),
  ];
}

const frenchPeople = list(
  'Marguerite-Aubépine Joseph-Beaulac Les_Quatre-Vents Père-Lanterne Hélène-Grandmaison La_Boussole',
);

type SchoolDraft = { name: string; first: number; last: number; town: Town; kind: SchoolKind; authorityCode: string };

function addSchool(plan: Plan, { name, first, last, ...about }: SchoolDraft): PlannedSchool {
  const place = plan.schools.length;
  const isOrdinary = about.kind === 'public' || about.kind === 'separate';
  const school: PlannedSchool = {
    code: codeOf('S', place),
    name,
    nameFr: about.kind === 'francophone' ? name : null,
    ...about,
    grades: { first, last },
    hasImmersion: isOrdinary && place % 4 === 0 && last > 0,
    hasBilingual: isOrdinary && place % 11 === 6,
  };
  plan.schools.push(school);
  return school;
}

/** The code of the nth organisation of a kind: K001 to K999, then L001; letters keep invented codes apart from real ones. */
export function codeOf(kind: string, place: number): string {
  const letter = String.fromCharCode('K'.charCodeAt(0) + Math.floor(place / 999));
  if (letter > 'Z') throw new Error(`no code left for organisation ${place} of kind ${kind}`);
  return `${kind}.${letter}${String((place % 999) + 1).padStart(3, '0')}`;
}
