import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type {
  KeptAddress,
  KeptCitizenship,
  KeptGuardian,
  KeptGuardianLimit,
  KeptName,
  KeptPhone,
  KeptRecord,
  KeptRestriction,
  KeptStudent,
} from '../rules/kept.ts';
import * as tables from '../store/objects.ts';
import { findStudents, type GuidClaim, type GuidKind, lockStudents } from '../store/students.ts';
import type { Askers } from './askers.ts';

export type Common = { studentNumber: StudentNumber; submittedBy: string; recordedAt: string };

/** The objects of one kind of the students of a batch: what is kept, and what of it is to be written. */
export type Shelf<Kept extends Common> = {
  table: tables.ObjectTable<Kept>;
  byStudent: Map<StudentNumber, Map<string, Kept>>;
  changed: Map<string, Kept>;
};

/**
 * Everything that a batch is about, as it stands while its items pass one after the other: read once, for finding, applying and judging
 * alike. A student who is here is here with all things of the kinds that were read.
 */
export type BatchState = {
  students: Map<StudentNumber, KeptStudent>;
  records: Shelf<KeptRecord>;
  names: Shelf<KeptName>;
  addresses: Shelf<KeptAddress>;
  phones: Shelf<KeptPhone>;
  guardians: Shelf<KeptGuardian>;
  guardianLimits: Shelf<KeptGuardianLimit>;
  restrictions: Shelf<KeptRestriction>;
  citizenships: Shelf<KeptCitizenship>;
  /** GUIDs of rows by which a student would become the same as another one. */
  namesakes: ReadonlySet<string>;
  /** Who asks for answers that only some may ask for. */
  askers: Askers;
};

/** A batch of which nothing is known yet. */
export function emptyState(): BatchState {
  const shelf = <Kept extends Common>(table: tables.ObjectTable<Kept>): Shelf<Kept> => ({
    table,
    byStudent: new Map(),
    changed: new Map(),
  });
  return {
    students: new Map(),
    records: shelf(tables.records),
    names: shelf(tables.names),
    addresses: shelf(tables.addresses),
    phones: shelf(tables.phones),
    guardians: shelf(tables.guardians),
    guardianLimits: shelf(tables.guardianLimits),
    restrictions: shelf(tables.restrictions),
    citizenships: shelf(tables.citizenships),
    namesakes: new Set(),
    askers: new Map(),
  };
}

/** Reads the students that are not in the batch yet, with everything of theirs. */
export async function readInto(reader: Reader, state: BatchState, numbers: readonly StudentNumber[]): Promise<void> {
  const missing = numbers.filter((number) => !state.students.has(number));
  await fill(reader, state, await findStudents(reader, missing), null);
}

/**
 * Locks students of a batch until the transaction ends, and reads those that are not in it yet or have another version than the one that was
 * read. `kinds`: what the batch names, when it names little (null = all that there is).
 */
export async function lockInto(
  tx: Tx,
  state: BatchState,
  numbers: readonly StudentNumber[],
  kinds: ReadonlySet<GuidKind> | null = null,
): Promise<void> {
  const locked = await lockStudents(tx, numbers);
  const stale = [...locked].filter(([number, student]) => state.students.get(number)?.version !== student.version);
  await fill(tx, state, new Map(stale), kinds);
}

/** Puts students in place with what they have: one query for each kind of thing. */
async function fill(
  reader: Reader,
  state: BatchState,
  students: ReadonlyMap<StudentNumber, KeptStudent>,
  kinds: ReadonlySet<GuidKind> | null,
): Promise<void> {
  if (students.size === 0) return;
  const numbers = [...students.keys()];
  for (const [number, student] of students) state.students.set(number, student);
  const load = async <Kept extends Common>(shelf: Shelf<Kept>, ...needed: GuidKind[]): Promise<void> => {
    if (kinds !== null && !needed.some((kind) => kinds.has(kind))) return;
    for (const number of numbers) shelf.byStudent.delete(number);
    for (const kept of await tables.listObjects(reader, shelf.table, numbers)) place(shelf, kept);
  };
  await load(state.records, 'identification_record', 'student');
  await load(state.names, 'name', 'student');
  await load(state.addresses, 'address');
  await load(state.phones, 'phone');
  await load(state.guardians, 'guardian', 'guardian_limit', 'citizenship');
  // No file states limits.
  if (kinds?.has('guardian_limit')) await load(state.guardianLimits, 'guardian_limit');
  await load(state.restrictions, 'disclosure_restriction', 'guardian');
  await load(state.citizenships, 'citizenship');
}

function place<Kept extends Common>(shelf: Shelf<Kept>, kept: Kept): string {
  const id = String(kept[shelf.table.id as keyof Kept]); // the table names its own id field
  const own = shelf.byStudent.get(kept.studentNumber) ?? new Map<string, Kept>();
  shelf.byStudent.set(kept.studentNumber, own.set(id, kept));
  return `${kept.studentNumber} ${id}`;
}

/** Puts an object in place, to be written at the end of the batch. */
export function put<Kept extends Common>(shelf: Shelf<Kept>, kept: Kept): void {
  shelf.changed.set(place(shelf, kept), kept);
}

/** The object of a student with a GUID, as it stands at this point of the batch. */
export function find<Kept extends Common>(shelf: Shelf<Kept>, studentNumber: StudentNumber, id: string): Kept | null {
  return shelf.byStudent.get(studentNumber)?.get(id) ?? null;
}

const shelfOf = {
  identification_record: 'records',
  name: 'names',
  address: 'addresses',
  phone: 'phones',
  guardian: 'guardians',
  guardian_limit: 'guardianLimits',
  disclosure_restriction: 'restrictions',
  citizenship: 'citizenships',
} as const satisfies Partial<Record<GuidKind, keyof BatchState>>;

const isShelved = (kind: GuidKind): kind is keyof typeof shelfOf => Object.hasOwn(shelfOf, kind);

/** Whether a student holds the object of a GUID already. */
export function holds(state: BatchState, { kind, guid, studentNumber }: GuidClaim): boolean {
  if (!isShelved(kind)) return false;
  return state[shelfOf[kind]].byStudent.get(studentNumber)?.has(guid) ?? false;
}

/** All objects of a student on a shelf, in the order of their GUIDs, as the register gives them. */
export function all<Kept extends Common>(shelf: Shelf<Kept>, studentNumber: StudentNumber): Kept[] {
  const own = [...(shelf.byStudent.get(studentNumber) ?? [])];
  return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kept]) => kept);
}

/** Writes what was put; nothing is left to be written. */
export async function writeState(tx: Tx, state: BatchState): Promise<void> {
  const write = async <Kept extends Common>({ table, changed }: Shelf<Kept>) => {
    await tables.upsertObjects(tx, table, [...changed.values()]);
    changed.clear();
  };
  await write(state.records);
  await write(state.names);
  await write(state.addresses);
  await write(state.phones);
  await write(state.guardians);
  await write(state.guardianLimits);
  await write(state.restrictions);
  await write(state.citizenships);
}

/** The students of whom anything was put, by number. */
export function touchedBy(state: BatchState): Set<StudentNumber> {
  const { students: _rows, namesakes: _guids, askers: _askers, ...shelves } = state;
  return new Set(Object.values(shelves).flatMap((shelf) => [...writtenOf<Common>(shelf)]));
}

/** Those of whom anything of a kind was put. */
export function writtenOf<Kept extends Common>({ changed }: Pick<Shelf<Kept>, 'changed'>): Set<StudentNumber> {
  return new Set([...changed.values()].map((kept) => kept.studentNumber));
}
