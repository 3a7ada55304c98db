import type { StudentNumber } from '#kernel/ids.ts';
import type { Tx } from '#platform/database/database.ts';
import type {
  KeptAddress,
  KeptCitizenship,
  KeptGuardian,
  KeptName,
  KeptPhone,
  KeptRecord,
  KeptRestriction,
  KeptStudent,
} from '../rules/kept.ts';
import * as tables from '../store/objects.ts';
import { type GuidClaim, type GuidKind, lockStudents } from '../store/students.ts';

type Common = { studentNumber: StudentNumber; submittedBy: string; recordedAt: string };

/** The objects of one kind of the students of a batch: what is kept, and what of it is to be written. */
export type Shelf<Kept extends Common> = {
  table: tables.ObjectTable<Kept>;
  byStudent: Map<StudentNumber, Map<string, Kept>>;
  changed: Map<string, Kept>;
};

/** Everything that a batch is about, as it stands while its items pass one after the other. */
export type BatchState = {
  students: Map<StudentNumber, KeptStudent>;
  records: Shelf<KeptRecord>;
  names: Shelf<KeptName>;
  addresses: Shelf<KeptAddress>;
  phones: Shelf<KeptPhone>;
  guardians: Shelf<KeptGuardian>;
  restrictions: Shelf<KeptRestriction>;
  citizenships: Shelf<KeptCitizenship>;
  /** GUIDs of rows by which a student would become the same as another one. */
  namesakes: ReadonlySet<string>;
};

/** Locks the students of a batch and loads what it is about: one query for each kind of object that it names. */
export async function loadState(
  tx: Tx,
  numbers: readonly StudentNumber[],
  kinds: ReadonlySet<GuidKind>,
): Promise<BatchState> {
  const students = await lockStudents(tx, numbers);
  const load = async <Kept extends Common>(
    table: tables.ObjectTable<Kept>,
    ...needed: GuidKind[]
  ): Promise<Shelf<Kept>> => {
    const shelf: Shelf<Kept> = { table, byStudent: new Map(), changed: new Map() };
    if (!needed.some((kind) => kinds.has(kind))) return shelf;
    for (const kept of await tables.listObjects(tx, table, numbers)) place(shelf, kept);
    return shelf;
  };
  return {
    students,
    records: await load(tables.records, 'identification_record', 'student'),
    names: await load(tables.names, 'name', 'student'),
    addresses: await load(tables.addresses, 'address'),
    phones: await load(tables.phones, 'phone'),
    guardians: await load(tables.guardians, 'guardian', 'citizenship'),
    restrictions: await load(tables.restrictions, 'disclosure_restriction'),
    citizenships: await load(tables.citizenships, 'citizenship'),
    namesakes: new Set(),
  };
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
  disclosure_restriction: 'restrictions',
  citizenship: 'citizenships',
} as const satisfies Partial<Record<GuidKind, keyof BatchState>>;

const isShelved = (kind: GuidKind): kind is keyof typeof shelfOf => Object.hasOwn(shelfOf, kind);

/** Whether a student holds the object of a GUID already. */
export function holds(state: BatchState, { kind, guid, studentNumber }: GuidClaim): boolean {
  if (!isShelved(kind)) return false;
  return state[shelfOf[kind]].byStudent.get(studentNumber)?.has(guid) ?? false;
}

/** All objects of a student on a shelf. */
export function all<Kept extends Common>(shelf: Shelf<Kept>, studentNumber: StudentNumber): Kept[] {
  return [...(shelf.byStudent.get(studentNumber)?.values() ?? [])];
}

/** Writes what was put. */
export async function writeState(tx: Tx, state: BatchState): Promise<void> {
  const write = <Kept extends Common>({ table, changed }: Shelf<Kept>) =>
    tables.upsertObjects(tx, table, [...changed.values()]);
  await write(state.records);
  await write(state.names);
  await write(state.addresses);
  await write(state.phones);
  await write(state.guardians);
  await write(state.restrictions);
  await write(state.citizenships);
}

/** The students of whom anything was put, by number. */
export function touchedBy(state: BatchState): Set<StudentNumber> {
  const { students: _rows, namesakes: _guids, ...shelves } = state;
  return new Set(
    Object.values(shelves).flatMap((shelf) => [...shelf.changed.values()].map((kept) => kept.studentNumber)),
  );
}
