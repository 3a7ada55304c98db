import { addDays, dateParts } from '#kernel/dates.ts';
import type { Random } from '#kernel/random.ts';
import { thisYear, usualGrade } from './calendar.ts';
import { documentTypes } from './codes.ts';
import { type Birth, pickBirths } from './households.ts';
import type { BirthGender, ChildName, Given } from './names/culture.ts';
import type { Household, Person } from './types.ts';

export type Birthplace = {
  /** Years of birth of those who are at school, or were. */
  first: number;
  last: number;
  nextPlace(): number;
};

/** The children of a family, eldest first: named, with the twins told apart by name, and nothing else decided. */
export function bearChildren(random: Random, household: Household, { first, last, nextPlace }: Birthplace): Person[] {
  const children: Person[] = [];
  for (const birth of pickBirths(random, { first, last })) {
    const born = bearTogether(random, household, birth, children).map((child) =>
      makePerson(random, household, { ...child, place: nextPlace() }),
    );
    for (const one of born) {
      one.bornWith = born.filter((it) => it !== one);
      if (born.length > 1) one.tags.add('twin');
    }
    children.push(...born);
  }
  return children;
}

type Newborn = { gender: BirthGender; date: string; name: ChildName };

function bearTogether(random: Random, household: Household, birth: Birth, elder: readonly Person[]): Newborn[] {
  const born: Newborn[] = [];
  const gender: BirthGender = random.chance(0.512) ? 'M' : 'F';
  const isSame = random.chance(0.66);
  const pairs = household.culture.nearTwins[gender];
  const pair = birth.count > 1 && isSame && pairs.length > 0 && random.chance(0.15) ? random.pick(pairs) : null;
  for (let number = 0; number < birth.count; number += 1) {
    const own: BirthGender = number === 0 || isSame || random.chance(0.5) ? gender : other(gender);
    const wanted = pair?.[number];
    const taken = new Set(
      [...elder.map((it) => it.name), ...born.map((it) => it.name)].map((it) => it.given ?? it.family),
    );
    const name = pickName(random, household, {
      gender: own,
      taken,
      wanted: wanted === undefined ? null : { text: wanted, script: null },
    });
    // Twins are born on one day, but for the few around midnight.
    born.push({ gender: own, date: number > 0 && random.chance(0.01) ? addDays(birth.date, 1) : birth.date, name });
  }
  return born;
}

function other(gender: BirthGender): BirthGender {
  return gender === 'M' ? 'F' : 'M';
}

type NameWish = { gender: BirthGender; taken: ReadonlySet<string | null>; wanted: Given | null };

/** No two children of a family have the same given name. */
function pickName(random: Random, { naming }: Household, { gender, taken, wanted }: NameWish): ChildName {
  let name = naming.child(random, gender, wanted ?? undefined);
  for (let tries = 0; tries < 12 && taken.has(name.given ?? name.family); tries += 1)
    name = naming.child(random, gender);
  return name;
}

function makePerson(random: Random, household: Household, born: Newborn & { place: number }): Person {
  const cameToCountry = random.chance(household.culture.newcomers) || household.isNewcomer;
  const person: Person = {
    id: `p${String(born.place).padStart(7, '0')}`,
    place: born.place,
    number: null,
    secondNumber: null,
    household,
    birthGender: born.gender,
    gender: pickGender(random, born),
    birthDate: born.date,
    name: born.name,
    formerName: null,
    change: null,
    bornWith: [],
    isMultipleBirthKnown: random.chance(0.85),
    isNewTwin: false,
    documentType:
      cameToCountry && household.culture.language !== 'en'
        ? random.pick(documentTypes.abroad)
        : pickHomeDocument(random),
    issuedOn: addDays(born.date, random.int(20, 400)),
    restriction: null,
    deceasedOn: null,
    past: [],
    present: null,
    localIds: new Map(),
    tags: new Set([household.culture.name]),
  };
  if (cameToCountry) person.tags.add('born_abroad');
  if (born.name.family === null || born.name.given === null) person.tags.add('mononym');
  return person;
}

function pickHomeDocument(random: Random): string {
  const chance = random.next();
  if (chance < 0.9) return documentTypes.usual;
  return chance < 0.98 ? random.pick(documentTypes.home) : documentTypes.declared;
}

/** Nearly always the birth gender; X for a few who are old enough to have asked for it. */
function pickGender(random: Random, { gender, date }: Newborn): string {
  const grade = usualGrade(dateParts(date).year, thisYear);
  return grade > 6 && random.chance(0.003) ? 'X' : gender;
}
