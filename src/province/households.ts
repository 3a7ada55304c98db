import { addDays, type PlainDate, toPlainDate } from '#kernel/dates.ts';
import type { Random } from '#kernel/random.ts';
import type { FullName } from './names/culture.ts';
import { pickCulture } from './names/cultures.ts';
import { pickHome, pickPhone, pickRuralRoad } from './places.ts';
import type { District, Guardian, Household } from './types.ts';

/** Shares of families, in words a reader can judge. The base rates of births are Canada's: 3.3 % of babies are twins or triplets. */
export const familyShares = {
  isNewcomer: 0.015,
  movedDuringYear: 0.03,
  movesInSummer: 0.07,
  leavesRegion: 0.006,
  hasRuralRoad: 0.09,
  twinBirths: 0.0162,
  tripletBirths: 0.0003,
} as const;

/** A family without its children yet. */
export function foundHousehold(random: Random, district: District, others: readonly District[], id: string): Household {
  const culture = pickCulture(random);
  const naming = culture.found(random);
  const home = pickHome(random, district.town);
  const phone = pickPhone(random, district.town);
  const isNewcomer = random.chance(familyShares.isNewcomer * (1 + culture.newcomers * 4));
  const elsewhere = others.filter((it) => it !== district);
  const cameFrom =
    !isNewcomer && elsewhere.length > 0 && random.chance(familyShares.movedDuringYear) ? random.pick(elsewhere) : null;
  const household: Household = {
    id,
    culture,
    naming,
    district,
    home,
    ruralRoad: random.chance(familyShares.hasRuralRoad) ? pickRuralRoad(random) : null,
    phone,
    guardians: [],
    cameFrom,
    movedTo: null,
    leavesRegion: !isNewcomer && random.chance(familyShares.leavesRegion),
    isNewcomer,
  };
  household.guardians = pickGuardians(random, household);
  if (!isNewcomer && !household.leavesRegion && random.chance(familyShares.movesInSummer))
    moveTo(random, household, random.chance(0.5) ? random.pick(others) : district);
  return household;
}

/** The family moves in the summer, with a new telephone for some. */
export function moveTo(random: Random, household: Household, district: District): void {
  const phone = random.chance(0.3) ? pickPhone(random, district.town) : household.phone;
  household.movedTo = { home: pickHome(random, district.town), district, phone };
}

function pickGuardians(random: Random, household: Household): Guardian[] {
  const { naming, district } = household;
  const guardian = (key: string, name: FullName, relationship: string, livesWith: boolean): Guardian => ({
    key,
    name,
    relationship,
    livesWith,
    phone: livesWith ? household.phone : pickPhone(random, district.town),
    email: random.chance(0.7) ? emailOf(name, household.id) : null,
  });
  const mother = (livesWith: boolean) => guardian('mother', naming.mother, 'parent', livesWith);
  const father = (livesWith: boolean) => guardian('father', naming.father, 'parent', livesWith);
  const kind = random.next();
  if (kind < 0.74) return [mother(true), father(true)];
  if (kind < 0.86) return [mother(true)];
  if (kind < 0.92) return [mother(true), father(false)];
  if (kind < 0.95) return [father(true)];
  if (kind < 0.975) return [mother(true), guardian('step', { ...naming.father, given: 'Robin' }, 'step_parent', true)];
  if (kind < 0.992) return [guardian('grandmother', naming.mother, 'grandparent', true)];
  return [guardian('foster', naming.mother, 'temporary_guardian', true)];
}

/** An address under example.org, which nobody can own. */
function emailOf(name: FullName, household: string): string {
  const word = (text: string | null) =>
    (text ?? '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
  return `${word(name.given) || 'family'}.${word(name.family) || 'one'}.${household}@example.org`;
}

/** One delivery: when, and how many children. */
export type Birth = { date: PlainDate; count: number };

/** The deliveries of a family that fall between two years, both included; may be none. */
export function pickBirths(random: Random, { first, last }: { first: number; last: number }): Birth[] {
  const births: Birth[] = [];
  let date = toPlainDate({ year: random.int(first - 11, last), month: random.int(1, 12), day: random.int(1, 28) });
  date = addDays(date, random.int(0, 3));
  for (let left = pickFamilySize(random); left > 0 && date <= `${last}-12-31`; left -= 1) {
    const count = pickMultiple(random);
    if (date >= `${first}-01-01`) births.push({ date, count });
    date = addDays(date, random.int(540, 1600));
  }
  return births;
}

function pickFamilySize(random: Random): number {
  const chance = random.next();
  return 1 + [0.24, 0.66, 0.86, 0.95].filter((bound) => chance > bound).length;
}

function pickMultiple(random: Random): number {
  const chance = random.next();
  if (chance < familyShares.tripletBirths) return 3;
  return chance < familyShares.tripletBirths + familyShares.twinBirths ? 2 : 1;
}
