import { type Random, seededRandom } from '#kernel/random.ts';
import { lastYear, thisYear } from './calendar.ts';
import { bearChildren } from './children.ts';
import { liveThrough, touchRegistered } from './events.ts';
import { foundHousehold } from './households.ts';
import { receiveFamily, sendToSchool } from './schooling.ts';
import type { Household, Person, Region } from './types.ts';

/** What runs on from region to region: who comes next, and the families on their way. */
export type Passage = {
  seed: string;
  numberOf(place: number): string;
  nextPlace(): number;
  nextHousehold(): string;
  /** Families that left the region before and have not arrived yet. */
  travellers: Person[][];
};

/** The people of one region: those born and met here, and those who arrived from the region before. */
export type Population = { people: Person[]; arrived: Person[] };

/** Fills a region until as many people are on the register as it should have. `already` counts those who are there before. */
export function populate(region: Region, passage: Passage, already: number, isLast: boolean): Population {
  const random = seededRandom(`${passage.seed}/region/${region.index}`);
  const arrived = passage.travellers.flatMap((family) => settle(random, region, family));
  passage.travellers = [];
  const people: Person[] = [];
  const stock = { random, region, passage, isLast, people };
  fill({ ...stock, wanted: region.students - already, years: { first: lastYear - 18, last: thisYear - 6 } });
  fill({ ...stock, wanted: region.former, years: { first: lastYear - 30, last: lastYear - 19 } });
  return { people, arrived };
}

type Stock = {
  random: Random;
  region: Region;
  passage: Passage;
  isLast: boolean;
  people: Person[];
  wanted: number;
  years: { first: number; last: number };
};

/** Family after family until enough of their members are on the register; the last family loses those who would be too many. */
function fill({ random, region, passage, isLast, people, wanted, years }: Stock): void {
  let registered = 0;
  while (registered < wanted) {
    const district = random.pick(region.districts);
    const household = foundHousehold(random, district, region.districts, passage.nextHousehold());
    if (isLast) household.leavesRegion = false;
    const family = bearChildren(random, household, { ...years, nextPlace: passage.nextPlace });
    if (family.length === 0) continue;
    liveThrough(random, region, family);
    sendToSchool(random, region, family);
    for (const person of family) {
      const isOnRegister = person.past.length > 0;
      if (!isOnRegister && person.present === null) continue;
      if (isOnRegister && registered >= wanted) continue;
      if (isOnRegister) {
        registered += 1;
        enrolOnRegister(random, person, passage);
      } else forgetProtection(person);
      people.push(person);
    }
    if (household.leavesRegion) passage.travellers.push(family.filter((it) => it.number !== null));
  }
}

/** Only the register protects: of somebody who is not on it, nobody knows. */
function forgetProtection(person: Person): void {
  person.restriction = null;
  person.tags.delete('restricted');
}

function enrolOnRegister(random: Random, person: Person, { numberOf }: Passage): void {
  person.number = numberOf(person.place * 2);
  const isHere = person.past.at(-1)?.schoolYear === lastYear;
  if (isHere) touchRegistered(random, person, numberOf);
  const { household } = person;
  if (household.cameFrom || household.movedTo) person.tags.add('mover');
}

/** A family from the region before finds a home and a school. */
function settle(random: Random, region: Region, family: Person[]): Person[] {
  const [first] = family;
  if (!first) return [];
  const household: Household = first.household;
  const next = foundHousehold(random, random.pick(region.districts), region.districts, household.id);
  household.movedTo = {
    home: next.home,
    district: next.district,
    phone: random.chance(0.6) ? household.phone : next.phone,
  };
  receiveFamily(random, region, family);
  return family;
}
