import { addDays, ageOn, type PlainDate } from '#kernel/dates.ts';
import type { Random } from '#kernel/random.ts';
import { calendarOf, thisYear } from './calendar.ts';
import { restrictionKinds } from './codes.ts';
import { moveTo } from './households.ts';
import type { FullName, Naming } from './names/culture.ts';
import type { Person, Region } from './types.ts';

/** Shares of students, by what befalls them. */
export const lifeShares = {
  restricted: 0.003,
  deceased: 0.0002,
  onRegisterTwice: 0.0048,
  newTwin: 0.05,
  parentMarries: 0.004,
  adopted: 0.0008,
  changesGender: 0.0012,
  hasFormerName: 0.02,
} as const;

/** What happens to a family besides school: names change, students are protected, die, or get a second number. */
export function liveThrough(random: Random, region: Region, family: readonly Person[]): void {
  const [first] = family;
  if (!first) return;
  if (random.chance(lifeShares.parentMarries)) marryParent(random, family);
  for (const person of family) {
    holdBackTwin(random, person);
    if (random.chance(lifeShares.hasFormerName))
      person.formerName = { ...person.name, family: otherFamily(random, person) };
    if (random.chance(lifeShares.adopted)) adopt(random, person);
    if (ageOn(person.birthDate, '2026-09-01') >= 10 && random.chance(lifeShares.changesGender))
      changeGender(random, person);
  }
  if (random.chance(lifeShares.restricted)) protect(random, region, family);
}

function otherFamily(random: Random, { household }: Person): string | null {
  return household.culture.found(random).father.family;
}

/** Part of a family name follows the parent's new spouse, from this September. */
function marryParent(random: Random, family: readonly Person[]): void {
  const step: Naming = family[0]?.household.culture.found(random) ?? neverNamed();
  for (const person of family) {
    if (person.name.family === null) continue;
    const joined = random.chance(0.3) ? `${step.father.family}-${person.name.family}` : step.father.family;
    changeName(person, { ...nameOf(person), family: joined });
    person.tags.add('parent_married');
  }
}

function neverNamed(): never {
  throw new Error('a family without members has no name');
}

function adopt(random: Random, person: Person): void {
  const found = person.household.culture.found(random);
  const child = found.child(random, person.birthGender);
  const given = random.chance(0.3) ? child.given : person.name.given;
  changeName(person, { family: child.family, given, middle: person.name.middle });
  person.tags.add('adopted');
}

/** A new given name and gender; what remains is the day of birth and the home. */
function changeGender(random: Random, person: Person): void {
  const gender = person.birthGender === 'M' ? 'F' : 'M';
  const child = person.household.naming.child(random, gender);
  changeName(person, { family: person.name.family, given: child.given ?? person.name.given, middle: child.middle });
  if (person.change) person.change = { ...person.change, gender: random.chance(0.2) ? 'X' : gender };
  person.tags.add('transition');
}

function changeName(person: Person, name: FullName): void {
  person.change = { name, gender: person.gender, keepsCalled: false };
  person.tags.add('name_change');
}

export function nameOf({ name: { family, given, middle } }: Person): FullName {
  return { family, given, middle };
}

/** A family in danger: protected on the register, and since the summer somewhere else. */
function protect(random: Random, region: Region, family: readonly Person[]): void {
  const [first] = family;
  if (!first || first.household.isNewcomer) return;
  const kind = random.pick(restrictionKinds);
  const effectiveOn = addDays('2026-01-05', random.int(0, 150));
  for (const person of family) {
    person.restriction = { kind, effectiveOn };
    person.tags.add('restricted');
  }
  if (random.chance(0.5)) moveTo(random, first.household, random.pick(region.districts));
}

/** The twin of a student on the register who comes to school only now: from another province, or from home. */
function holdBackTwin(random: Random, person: Person): void {
  const isSecond = person.bornWith.length > 0 && person.bornWith.every((it) => it.place < person.place);
  if (!isSecond || !random.chance(lifeShares.newTwin)) return;
  person.isNewTwin = true;
  person.tags.add('new_twin');
}

/** After the numbers are given: some are on the register twice, a few have died. */
export function touchRegistered(random: Random, person: Person, numberOf: (place: number) => string): void {
  const isPlain = person.restriction === null && person.change === null && person.bornWith.length === 0;
  if (isPlain && random.chance(lifeShares.onRegisterTwice)) {
    person.secondNumber = numberOf(person.place * 2 + 1);
    person.tags.add('duplicate');
  }
  if (!isPlain || person.secondNumber || !random.chance(lifeShares.deceased)) return;
  person.deceasedOn = deathDay(random);
  person.present = null;
  const last = person.past.at(-1);
  if (last && person.deceasedOn < last.exitOn) {
    last.exitOn = person.deceasedOn;
    last.exitType = 'withdrawal';
  }
  person.tags.add('deceased');
}

function deathDay(random: Random): PlainDate {
  return addDays(calendarOf(thisYear - 1).from, random.int(20, 330));
}
