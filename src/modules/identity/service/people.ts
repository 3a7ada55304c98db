import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { KeptStudent } from '../rules/kept.ts';
import { keysOf } from '../rules/keys.ts';
import type { Person } from '../rules/matcher.ts';
import {
  type FoldedName,
  foldName,
  foldPhone,
  foldPostalCode,
  type NameVariantKind,
  type PersonName,
} from '../rules/normalise.ts';
import { searchWords } from '../rules/search.ts';
import { listPeople, type PersonRow, replaceSearchEntries } from '../store/people.ts';
import { all, type BatchState, readInto } from './state.ts';

/** Raw facts to comparable ones; the same for register and question, so that both fold alike. */
export function toPerson(it: {
  legal: PersonName;
  names: readonly (PersonName & { kind: NameVariantKind })[];
  birthDate: string;
  gender: string;
  postalCodes: readonly string[];
  phones: readonly string[];
  guardians: readonly { familyName: string | null; givenName: string | null; phone?: string | null }[];
}): Person {
  const phones = [...it.phones, ...it.guardians.map((guardian) => guardian.phone ?? null)];
  return {
    names: distinctNames([
      foldName(it.legal),
      ...it.names.map((name) => foldName(complete(name, it.legal), name.kind)),
    ]),
    birthDate: it.birthDate,
    gender: it.gender,
    postalCodes: distinct(it.postalCodes.map(foldPostalCode)),
    phones: distinct(phones.map(foldPhone)),
    guardians: it.guardians.map((guardian) => foldName({ ...guardian, middleName: null })),
  };
}

/** A preferred given name alone goes with the legal family name. */
function complete(name: PersonName & { kind: NameVariantKind }, legal: PersonName): PersonName {
  if (name.kind !== 'preferred') return name;
  return { ...name, familyName: name.familyName ?? legal.familyName, givenName: name.givenName ?? legal.givenName };
}

function distinctNames(names: readonly FoldedName[]): FoldedName[] {
  const byText = new Map<string, FoldedName>();
  for (const name of names) {
    const text = [name.family, name.given, name.middle].map((words) => words.join(' ')).join('|');
    if (!byText.has(text)) byText.set(text, name);
  }
  return [...byText.values()];
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

/** Makes the keys and words of some students anew out of what is kept. Call after any change of names, birth date or contacts. */
export async function refreshSearchEntries(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { areNew } = { areNew: false },
): Promise<void> {
  await replaceEntriesOf(tx, await listPeople(tx, numbers), { areNew });
}

/** The same over what a batch has read of them and written to them. */
export async function refreshEntriesOf(tx: Tx, people: BatchState, numbers: readonly StudentNumber[]): Promise<void> {
  const known = await peopleOf(tx, people, numbers);
  await replaceEntriesOf(
    tx,
    [...known.values()].map((it) => it.row),
    { areNew: false },
  );
}

async function replaceEntriesOf(tx: Tx, people: readonly PersonRow[], { areNew }: { areNew: boolean }): Promise<void> {
  const entries = people.map((row) => ({
    studentNumber: row.studentNumber,
    keys: keysOf(toPerson(row)),
    tokens: searchWords([row.legal, ...row.names]),
  }));
  await replaceSearchEntries(tx, entries, { areNew });
}

/** What is known of somebody for comparing, as written and folded. */
export type KnownPerson = { row: PersonRow; person: Person };

/** People by number with their comparable facts. */
export async function loadPeople(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, KnownPerson>> {
  const rows = await listPeople(reader, numbers);
  return new Map(rows.map((row) => [row.studentNumber, { row, person: toPerson(row) }]));
}

/** The same over what a batch has read already; only who is not in it is asked for. */
export async function peopleOf(
  reader: Reader,
  people: BatchState,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, KnownPerson>> {
  await readInto(reader, people, numbers);
  return new Map(
    numbers.flatMap((number) => {
      const student = people.students.get(number);
      if (!student) return [];
      const row = toRow(student, people);
      return [[number, { row, person: toPerson(row) }] as const];
    }),
  );
}

function toRow(student: KeptStudent, people: BatchState): PersonRow {
  const number = student.studentNumber;
  const former = all(people.records, number).map((it) => ({ ...toName(it), kind: 'former' as const }));
  return {
    studentNumber: number,
    birthDate: student.birthDate,
    gender: student.gender,
    isRestricted: student.isRestricted,
    isDeceased: student.isDeceased,
    isDeactivated: student.status === 'deactivated',
    legal: toName(student),
    names: [...former, ...all(people.names, number).map((it) => ({ ...toName(it), kind: it.kind }))],
    postalCodes: all(people.addresses, number).flatMap((it) => (it.isDeleted ? [] : (it.postalCode ?? []))),
    phones: all(people.phones, number).map((it) => it.number),
    guardians: all(people.guardians, number).map((it) => ({ ...toName({ ...it, middleName: null }), phone: it.phone })),
  };
}

function toName({ familyName, givenName, middleName }: PersonName): PersonName {
  return { familyName, givenName, middleName };
}
