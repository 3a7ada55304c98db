import type { PlainDate, Span } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import { type CitizenshipSpan, citizenshipSpans } from '../rules/citizenship.ts';
import type { KeptAddress, KeptCitizenship, KeptRestriction, KeptStudent } from '../rules/kept.ts';
import { addressName } from '../rules/names.ts';
import { addresses, citizenships, listObjects, restrictions } from '../store/objects.ts';
import { findLocalIds, findStudents, listLocalIds } from '../store/students.ts';
import { all, type BatchState, readInto } from './state.ts';

/** The facts of a student that the rules and pages of other modules need. */
export type StudentFacts = {
  studentNumber: StudentNumber;
  version: number;
  birthDate: PlainDate;
  gender: string;
  isDeceased: boolean;
  deceasedOn: PlainDate | null;
  isRestricted: boolean;
  displayName: string;
  createdByOrganisation: OrganisationCode;
  /** Spans of the mailing addresses. */
  mailingAddresses: readonly Span[];
  /** Active disclosure restrictions by their code, with their spans. */
  restrictions: readonly (Span & { kind: string })[];
  /** Citizenship statuses in the order of their days. */
  citizenships: readonly CitizenshipSpan[];
};

/** How some students write themselves, for lists of other modules: one query. */
export async function nameStudents(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, string>> {
  const students = await findStudents(reader, numbers);
  return new Map([...students].map(([number, student]) => [number, addressName(student)]));
}

/** Facts of some students; a number that was never issued is not in the map. Four queries, whatever their number. */
export async function loadStudentFacts(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, StudentFacts>> {
  const students = await findStudents(reader, numbers);
  const known = [...students.keys()];
  const mailing = groupByNumber(await listObjects(reader, addresses, known));
  const restricted = groupByNumber(await listObjects(reader, restrictions, known));
  const statuses = groupByNumber(await listObjects(reader, citizenships, known));
  const of = <Kept>(groups: Map<StudentNumber, Kept[]>, number: StudentNumber) => groups.get(number) ?? [];
  return new Map(
    [...students].map(([number, student]) => [
      number,
      toFacts(student, {
        addresses: of(mailing, number),
        restrictions: of(restricted, number),
        citizenships: of(statuses, number),
      }),
    ]),
  );
}

/** The same over what a batch has read already; only who is not in it is asked for. */
export async function factsOf(
  reader: Reader,
  people: BatchState,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, StudentFacts>> {
  await readInto(reader, people, numbers);
  return new Map(
    numbers.flatMap((number) => {
      const student = people.students.get(number);
      if (!student) return [];
      const things = {
        addresses: all(people.addresses, number),
        restrictions: all(people.restrictions, number),
        citizenships: all(people.citizenships, number),
      };
      return [[number, toFacts(student, things)] as const];
    }),
  );
}

type Things = {
  addresses: readonly KeptAddress[];
  restrictions: readonly KeptRestriction[];
  citizenships: readonly KeptCitizenship[];
};

function toFacts(it: KeptStudent, things: Things): StudentFacts {
  return {
    studentNumber: it.studentNumber,
    version: it.version,
    birthDate: it.birthDate,
    gender: it.gender,
    isDeceased: it.isDeceased,
    deceasedOn: it.deceasedOn,
    isRestricted: it.isRestricted,
    displayName: addressName(it),
    createdByOrganisation: it.createdByOrganisation as OrganisationCode, // checked when it was recorded
    mailingAddresses: things.addresses.filter((one) => one.kind === 'mailing' && !one.isDeleted).map(toSpan),
    restrictions: things.restrictions.filter((one) => one.isActive).map((one) => ({ kind: one.kind, ...toSpan(one) })),
    citizenships: citizenshipSpans(things.citizenships),
  };
}

function toSpan({ effectiveOn, expiresOn }: { effectiveOn: PlainDate; expiresOn: PlainDate | null }): Span {
  return { from: effectiveOn, to: expiresOn };
}

export function groupByNumber<Item extends { studentNumber: StudentNumber }>(
  items: readonly Item[],
): Map<StudentNumber, Item[]> {
  const groups = new Map<StudentNumber, Item[]>();
  for (const item of items) {
    const group = groups.get(item.studentNumber);
    if (group) group.push(item);
    else groups.set(item.studentNumber, [item]);
  }
  return groups;
}

/** The own id under which an organisation knows each of some students; the first where it has several. */
export async function ownIdsOf(
  reader: Reader,
  organisation: OrganisationCode,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, string>> {
  const own = new Map<StudentNumber, string>();
  for (const it of await listLocalIds(reader, numbers))
    if (it.organisation === organisation && !own.has(it.studentNumber)) own.set(it.studentNumber, it.localStudentId);
  return own;
}

/**
 * Which numbers an organisation's own ids stand for; unknown ids are not in the map. Nor is a protected student: who that is a person
 * decides, by the student's own row, and nothing tells that such a one is known.
 */
export async function findByLocalIds(
  reader: Reader,
  organisation: OrganisationCode,
  localIds: readonly string[],
): Promise<Map<string, StudentNumber>> {
  const found = await findLocalIds(
    reader,
    localIds.map((localStudentId) => ({ organisation, localStudentId })),
  );
  const students = await findStudents(reader, [...new Set(found.values())]);
  return new Map(
    localIds.flatMap((id) => {
      const number = found.get(`${organisation}|${id}`);
      return number && students.get(number)?.isRestricted === false ? [[id, number] as const] : [];
    }),
  );
}
