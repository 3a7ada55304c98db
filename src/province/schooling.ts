import { addDays, dateParts } from '#kernel/dates.ts';
import type { Random } from '#kernel/random.ts';
import { calendarOf, lastYear, schoolDay, thisYear, usualGrade } from './calendar.ts';
import type { Attendance, District, Household, Person, PlannedSchool, Region } from './types.ts';

/** Where everybody of a family went last year and goes this year. The register knows the past; September brings the present. */
export function sendToSchool(random: Random, region: Region, family: readonly Person[]): void {
  const kind = familyKind(random, family);
  for (const person of family) {
    const shift = gradeShift(random);
    const grade = usualGrade(dateParts(person.birthDate).year, thisYear) + shift;
    const track = { region, kind, place: Number(person.household.id.slice(1)) };
    if (grade < 0) continue;
    if (grade > 13 + shift || (grade > 12 && shift >= 0)) leaveSchool(person, { ...track, grade });
    else attend(random, person, { ...track, grade });
  }
}

type FamilyKind = 'public' | 'separate' | 'francophone' | 'first_nation' | 'home';
type Track = { region: Region; kind: FamilyKind; place: number; grade: number };

/** Which kind of school a family chooses; that follows language and people more than chance. */
function familyKind(random: Random, family: readonly Person[]): FamilyKind {
  const culture = family[0]?.household.culture.name;
  const chance = random.next();
  if (culture === 'french' && chance < 0.42) return 'francophone';
  if (culture === 'indigenous' && chance < 0.33) return 'first_nation';
  if (chance > 0.985) return 'home';
  return chance > 0.75 ? 'separate' : 'public';
}

/** Held back, as usual, or ahead. */
function gradeShift(random: Random): number {
  const chance = random.next();
  if (chance < 0.02) return -1;
  return chance > 0.996 ? 1 : 0;
}

/** The school of a kind that teaches a grade; the public schools of the district when there is none. */
function findSchool(district: District, { region, kind, place, grade }: Track): PlannedSchool {
  const teaches = (it: PlannedSchool) => it.grades.first <= grade && grade <= it.grades.last;
  const special = region.special.find((it) => it.kind === kind && teaches(it));
  if (special) return special;
  const separate = district.schools.find((it) => it.kind === kind && kind === 'separate' && teaches(it));
  if (separate) return separate;
  const open = district.schools.filter((it) => it.kind === 'public' && teaches(it));
  const school = open[place % Math.max(1, open.length)] ?? open[0] ?? nearestHigh(region, grade);
  if (!school) throw new Error(`no school teaches grade ${grade} in ${district.town.name}`);
  return school;
}

/** Two districts of three have a senior high of their own; the others' students ride the bus. */
function nearestHigh(region: Region, grade: number): PlannedSchool | undefined {
  const all = region.districts.flatMap((it) => it.schools);
  return all.find((it) => it.grades.first <= grade && grade <= it.grades.last);
}

function attend(random: Random, person: Person, track: Track): void {
  const { household } = person;
  const wasHere = !household.isNewcomer && track.grade >= 1 && !person.isNewTwin;
  if (wasHere) person.past = pastYear(random, household, { ...track, grade: Math.min(12, track.grade - 1) });
  if (household.leavesRegion) return;
  person.present = presentYear(random, household, { ...track, grade: Math.min(12, track.grade) });
}

/** The year that ended: one school, or two when the family moved in the middle of it. */
function pastYear(random: Random, household: Household, track: Track): Attendance[] {
  const { from, to } = calendarOf(lastYear);
  const final = findSchool(household.district, track);
  const base = { schoolYear: lastYear, grade: track.grade };
  const first = household.cameFrom ? findSchool(household.cameFrom, track) : final;
  if (first === final) return [{ ...base, school: final, startOn: from, exitOn: to, exitType: 'completion' }];
  const movedOn = schoolDay(addDays(from, 30 + (track.place % 200)));
  const arrivedOn = schoolDay(addDays(movedOn, random.int(1, 6)));
  return [
    { ...base, school: first, startOn: from, exitOn: movedOn, exitType: 'withdrawal' },
    { ...base, school: final, startOn: arrivedOn, exitOn: to, exitType: 'completion' },
  ];
}

/** This year at the school of the new home, or at another one by choice; some begin late, a few have left again by the end of September. */
export function presentYear(random: Random, household: Household, track: Track): Attendance {
  const { from, to } = calendarOf(thisYear);
  const district = household.movedTo?.district ?? household.district;
  const school = chooseOutreach(random, track) ?? findSchool(district, track);
  const startOn = random.chance(0.05) ? schoolDay(addDays(from, random.int(1, 24))) : from;
  const base = { school, schoolYear: thisYear, grade: track.grade, startOn };
  if (random.chance(0.004))
    return { ...base, exitOn: schoolDay(addDays(startOn, random.int(1, 4))), exitType: 'withdrawal' };
  return { ...base, exitOn: to, exitType: 'completion' };
}

function chooseOutreach(random: Random, { region, grade }: Track): PlannedSchool | undefined {
  if (grade < 10 || !random.chance(0.035)) return undefined;
  return region.special.find((it) => it.kind === 'outreach');
}

/** Finished: the last year of those who left. */
function leaveSchool(person: Person, track: Track): void {
  const schoolYear = dateParts(person.birthDate).year + 18;
  const { from, to } = calendarOf(schoolYear);
  const school = findSchool(person.household.district, { ...track, kind: 'public', grade: 12 });
  person.past = [{ school, schoolYear, grade: 12, startOn: from, exitOn: to, exitType: 'completion' }];
  if (schoolYear < lastYear) person.tags.add('former');
}

/** Takes a family of the region before into this one: it moved in the summer. */
export function receiveFamily(random: Random, region: Region, family: readonly Person[]): void {
  const kind = familyKind(random, family);
  for (const person of family) {
    const grade = (person.past.at(-1)?.grade ?? 0) + 1;
    if (person.past.length === 0 || grade > 12) continue;
    person.present = presentYear(random, person.household, {
      region,
      kind,
      place: Number(person.household.id.slice(1)),
      grade,
    });
    person.tags.add('mover');
  }
}
