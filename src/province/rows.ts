import { addDays, type PlainDate } from '#kernel/dates.ts';
import { seededRandom } from '#kernel/random.ts';
import type { ItemFile, RowText } from '#modules/exchange/contract.ts';
import { gradeCode } from './calendar.ts';
import { documentTypes, exceptionCodes, grants, tuitionAgreement } from './codes.ts';
import { nameOf } from './events.ts';
import { hasNoAddress, withLooseEnds } from './loose-ends.ts';
import type { FullName } from './names/culture.ts';
import { guidMaker } from './numbers.ts';
import type { Home } from './places.ts';
import type { Attendance, Person, PlannedSchool } from './types.ts';

/** A row of one of the extract's files, text by column; what is empty is absent. */
export type Row = { file: ItemFile | 'restrictions'; fields: Record<string, string> };

type Cells<File extends ItemFile> = { [Column in keyof RowText<File>]?: string | null };

/** A row of a file of the extract; the type knows the columns. */
export function row<File extends ItemFile>(file: File, cells: Cells<File>): Row {
  return { file, fields: filled(cells) };
}

function filled(cells: Record<string, string | null | undefined>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const column in cells) {
    const text = cells[column];
    if (text) fields[column] = text;
  }
  return fields;
}

/** What a school's system holds of a student: which school, and whether before or after the changes of the summer. */
export type View = {
  seed: string;
  person: Person;
  school: PlannedSchool;
  isSeptember: boolean;
  guidOf(thing: string): string;
};

/** A school's system's view of a student. */
export function viewOf(about: Omit<View, 'guidOf'>): View {
  return { ...about, guidOf: guidMaker(about.seed, `${about.person.id}/${about.school.code}`) };
}

/** The school's own id of a student: its own at each school. */
export function localIdOf(person: Person, school: PlannedSchool): string {
  const known = person.localIds.get(school.code);
  if (known) return known;
  const localId = String(100_000 + person.place * 4 + person.localIds.size);
  person.localIds.set(school.code, localId);
  return localId;
}

/** Keys of a view: every row carries its GUID and the school's id of the student. */
function keysOf({ person, school, guidOf }: View, thing: string) {
  return { guid: guidOf(thing), local_student_id: localIdOf(person, school) };
}

/** Everything but numbers and enrolments, student row first. */
export function personRows(view: View): Row[] {
  return [studentRow(view), ...identificationRows(view), ...nameRows(view), ...contactRows(view)];
}

function studentRow(view: View): Row {
  const { person, isSeptember } = view;
  const isChanged = isSeptember && person.change !== null;
  const name = isChanged && person.change ? person.change.name : nameOf(person);
  const called = isChanged ? null : preferredOf(person);
  return row('students', {
    ...keysOf(view, 'student'),
    birth_date: person.birthDate,
    gender: isChanged && person.change ? person.change.gender : person.gender,
    ...nameCells(name),
    preferred_family_name: called ? name.family : null,
    preferred_given_name: called,
    multiple_birth: multipleBirth(person),
    language_at_home: person.household.culture.language,
    is_deceased: person.deceasedOn ? 'Y' : null,
    deceased_on: person.deceasedOn,
  });
}

function multipleBirth(person: Person): 'Y' | null {
  return person.bornWith.length > 0 && person.isMultipleBirthKnown ? 'Y' : null;
}

/** What the student is called: syllabics where the family writes them, else the short or the other name. */
function preferredOf({ name, household, place }: Person): string | null {
  if (household.culture.name === 'indigenous' && name.script && place % 2 === 0) return name.script.given;
  return name.called;
}

function nameCells({ family, given, middle }: FullName) {
  return { family_name: family, given_name: given, middle_name: middle };
}

function identificationRows(view: View): Row[] {
  const { person, isSeptember } = view;
  const base = { birth_date: person.birthDate, document_number_last4: lastFour(person.place) };
  const first = row('identification', {
    ...keysOf(view, 'document'),
    ...base,
    document_type: person.documentType,
    issued_on: person.issuedOn,
    ...nameCells(nameOf(person)),
    gender: person.gender,
  });
  if (!isSeptember || !person.change) return [first];
  const changed = row('identification', {
    ...keysOf(view, 'document-of-change'),
    ...base,
    document_type: person.tags.has('adopted') ? documentTypes.adoption : documentTypes.nameChange,
    issued_on: '2026-07-14',
    ...nameCells(person.change.name),
    gender: person.change.gender,
  });
  return view.school.code === person.past.at(-1)?.school.code ? [first, changed] : [changed];
}

function lastFour(place: number): string {
  return String((place * 7919 + 1234) % 10_000).padStart(4, '0');
}

function nameRows(view: View): Row[] {
  const { person, isSeptember } = view;
  const rows: Row[] = [];
  const add = (thing: string, kind: 'alias' | 'previous', name: FullName, since: PlainDate | null) =>
    rows.push(row('names', { ...keysOf(view, thing), kind, ...nameCells(name), effective_on: since }));
  const { script, given } = person.name;
  if (script && preferredOf(person) !== script.given)
    add('script', 'alias', { family: script.family ?? person.name.family, given: script.given, middle: null }, null);
  if (person.formerName && person.formerName.given === given)
    add('former', 'previous', person.formerName, person.birthDate);
  if (isSeptember && person.change) add('changed', 'previous', nameOf(person), person.birthDate);
  return rows;
}

const movingDay = '2026-08-15';

/** Where a student lives and is reached: addresses, a telephone number, guardians. */
function contactRows(view: View): Row[] {
  const { household } = view.person;
  const { movedTo } = household;
  const hasMoved = view.isSeptember && movedTo !== null;
  if (hasNoAddress(view.person)) return guardianRows(view);
  const phone = hasMoved ? movedTo.phone : household.phone;
  return [
    ...addressRows(view),
    phoneRow(view, phone, phone === household.phone ? livedSince(view) : movingDay),
    ...guardianRows(view),
  ];
}

function livedSince({ person }: View): PlainDate {
  return addDays('2025-08-20', -(Number(person.household.id.slice(1)) % 2_600));
}

/** Where a student lives, as the school knows it; of those who have moved the old home too where the school knew it. */
export function addressRows(view: View): Row[] {
  const { household } = view.person;
  const { movedTo } = household;
  if (hasNoAddress(view.person)) return [];
  const hasMoved = view.isSeptember && movedTo !== null;
  const knewOldHome = view.person.past.at(-1)?.school.code === view.school.code;
  const since = livedSince(view);
  const rows: Row[] = [];
  if (!hasMoved || knewOldHome) {
    const until = hasMoved ? addDays(movingDay, -1) : null;
    rows.push(addressRow(view, { home: household.home, thing: 'home', since, until }));
    if (household.ruralRoad)
      rows.push(
        addressRow(view, {
          home: { ...household.home, format: 'RuralAlbertaAddress', street: household.ruralRoad },
          thing: 'road',
          since,
          until,
        }),
      );
  }
  if (hasMoved) rows.push(addressRow(view, { home: movedTo.home, thing: 'new-home', since: movingDay, until: null }));
  return rows;
}

type Stay = { home: Home; thing: string; since: PlainDate; until: PlainDate | null };

function addressRow(view: View, { home, thing, since, until }: Stay): Row {
  return row('addresses', {
    ...keysOf(view, thing),
    kind: thing === 'road' ? 'physical' : 'mailing',
    format: home.format,
    street: home.street,
    city: home.city,
    province: home.province,
    postal_code: home.postalCode,
    country: 'CA',
    effective_on: since,
    expires_on: until,
  });
}

function phoneRow(view: View, number: string, since: PlainDate): Row {
  const keys = keysOf(view, `phone-${number}`);
  return row('phones', {
    ...keys,
    kind: 'home',
    number,
    is_listable: view.person.restriction ? 'N' : 'Y',
    effective_on: since,
  });
}

function guardianRows(view: View): Row[] {
  const { household } = view.person;
  return household.guardians.map((it) =>
    row('guardians', {
      ...keysOf(view, it.key),
      relationship: it.relationship,
      family_name: it.name.family ?? it.name.given,
      given_name: it.name.given ?? it.name.family,
      lives_with: it.livesWith ? 'Y' : 'N',
      phone: it.livesWith && view.isSeptember && household.movedTo ? household.movedTo.phone : it.phone,
      email: it.email,
    }),
  );
}

export function enrolmentRow(view: View, attendance: Attendance): Row {
  const { school, schoolYear, grade, startOn, exitOn, exitType } = attendance;
  const programme = programmeOf(view, attendance);
  const cells = {
    ...keysOf(view, `enrolment-${schoolYear}-${startOn}`),
    school_code: school.code,
    school_year: String(schoolYear),
    grade: gradeCode(grade),
    start_on: startOn,
    exit_on: exitOn,
    exit_type: exitType,
    programming_type: 'regular',
    programming_timeframe: 'day',
    ...programme,
    hours: hoursOf(grade),
  };
  return row('enrolments', withLooseEnds(cells, view, attendance));
}

function hoursOf(grade: number): string {
  if (grade === 0) return '475';
  return grade < 10 ? '950' : '1000';
}

type Programme = Pick<
  Cells<'enrolments'>,
  'grants_programmes' | 'french_hours' | 'exception_codes' | 'enrolment_types'
>;

/** Programmes of a student at a school: the same every year, so they come from a chance of their own. */
function programmeOf({ seed, person }: View, { school, grade }: Attendance): Programme {
  const random = seededRandom(`${seed}/${person.id}/${school.code}/programme`);
  const language = random.next();
  const isGifted = random.chance(0.012);
  const exception = random.chance(0.065) ? random.pick(exceptionCodes.slice(0, -1)) : null;
  const exceptions = [exception, isGifted ? '80' : null].filter((it) => it !== null).join(';');
  const base: Programme = { exception_codes: exceptions || null };
  if (school.kind === 'home') return { ...base, grants_programmes: grants.home };
  if (school.kind === 'outreach') return { ...base, grants_programmes: grants.outreach };
  if (school.kind === 'francophone')
    return { ...base, grants_programmes: grants.francophone, french_hours: grade < 7 ? '760' : '640' };
  const additional = additionalLanguage(person, grade, random.next());
  const withLanguage = (code: string) => [code, additional].filter((it) => it !== null).join(';');
  if (school.hasImmersion && language < 0.3)
    return { ...base, grants_programmes: withLanguage(grants.immersion), french_hours: grade < 10 ? '475' : '250' };
  if (school.hasBilingual && language < 0.3) return { ...base, grants_programmes: withLanguage(grants.bilingual) };
  if (grade >= 4 && grade <= 9 && language > 0.8)
    return { ...base, grants_programmes: withLanguage(grants.frenchSecondLanguage), french_hours: '95' };
  const types =
    school.kind !== 'first_nation' && person.household.culture.name === 'indigenous' && language > 0.72
      ? tuitionAgreement
      : null;
  return { ...base, grants_programmes: additional, enrolment_types: types };
}

/** English as an additional language: for some years, where another language is spoken at home. */
function additionalLanguage({ household, tags }: Person, grade: number, chance: number): string | null {
  const { language } = household.culture;
  if (language === 'en' || language === 'fr' || language === 'cr' || grade > 6) return null;
  if (chance > 0.35) return null;
  return tags.has('born_abroad') ? grants.languageAbroad : grants.languageHome;
}
