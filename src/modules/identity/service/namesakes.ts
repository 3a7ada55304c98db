import type { StudentNumber } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Tx } from '#platform/database/database.ts';
import type { KeptStudent } from '../rules/kept.ts';
import { keysOf } from '../rules/keys.ts';
import { areNamesakes, type NamedPerson } from '../rules/namesake.ts';
import { tidyText } from '../rules/normalise.ts';
import { listStatements } from '../store/assertions.ts';
import { findCandidates } from '../store/people.ts';
import { findStudents } from '../store/students.ts';
import { toPerson } from './people.ts';
import { resolveNumbers } from './resolve.ts';
import type { StudentItem } from './types.ts';

/** A row that would give a student another legal name or birth date. */
type Claim = { guid: string; studentNumber: StudentNumber; becomes: NamedPerson };

/**
 * The rows of a batch, by GUID, that would make a student the same as another one: legal name and birth date. The ministry's rows are
 * left out, and so are numbers that were declared one person or two. A protected student is nobody's namesake, so that no refusal tells
 * of one. Nothing is asked where no name or birth date changes; else a few queries for the batch.
 */
export async function findNamesakes(
  tx: Tx,
  items: readonly StudentItem[],
  students: ReadonlyMap<StudentNumber, KeptStudent>,
): Promise<Set<string>> {
  const changing = items.flatMap((item) => toClaim(item, students.get(item.studentNumber)));
  if (changing.length === 0) return new Set();
  const organisations = await findOrganisations(tx, [...new Set(items.map((it) => it.organisation))]);
  const isMinistry = new Set(
    items.filter((it) => organisations.get(it.organisation)?.kind === 'ministry').map((it) => it.draft.guid),
  );
  const claims = changing.filter((claim) => !isMinistry.has(claim.guid));
  const found = await findCandidates(
    tx,
    claims.map((claim) => ({ keys: keysOf(asPerson(claim.becomes)) })),
  );
  const known = await findStudents(tx, [...new Set(found.flat())]);
  const pairs = claims.flatMap((claim, place) =>
    (found[place] ?? [])
      .filter((number) => isAnother(claim, known.get(number)))
      .map((number) => ({ claim, other: number })),
  );
  return new Set((await withoutDeclared(tx, pairs)).map(({ claim }) => claim.guid));
}

function toClaim(item: StudentItem, student: KeptStudent | undefined): Claim[] {
  if (!student || (item.file !== 'identification' && item.file !== 'students')) return [];
  const { guid, familyName, givenName, middleName, birthDate } = item.draft;
  // An empty field of a school's own row makes no statement; a document without a family name says that there is none.
  const said = (text: string | null, known: string | null) =>
    tidyText(text) ?? (item.file === 'students' ? known : null);
  const becomes = {
    familyName: said(familyName, student.familyName),
    givenName: said(givenName, student.givenName),
    middleName: said(middleName, student.middleName),
    birthDate,
  };
  // Whoever is so already does not become so.
  return areNamesakes(becomes, student) ? [] : [{ guid, studentNumber: item.studentNumber, becomes }];
}

function asPerson({ birthDate, ...legal }: NamedPerson) {
  return toPerson({ legal, names: [], birthDate, gender: '', postalCodes: [], phones: [], guardians: [] });
}

function isAnother({ studentNumber, becomes }: Claim, other: KeptStudent | undefined): boolean {
  if (!other || other.studentNumber === studentNumber || other.isRestricted) return false;
  return areNamesakes(becomes, other);
}

type Pair = { claim: Claim; other: StudentNumber };

/** Those of whom nobody has said whether they are one person or two. */
async function withoutDeclared(tx: Tx, pairs: readonly Pair[]): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const numbers = [...new Set(pairs.flatMap(({ claim, other }) => [claim.studentNumber, other]))];
  const resolved = await resolveNumbers(tx, numbers);
  const apart = new Set(
    (await listStatements(tx, numbers))
      .filter((it) => it.kind === 'not_same')
      .flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]),
  );
  return pairs.filter(({ claim: { studentNumber }, other }) => {
    const isLinked = resolved.get(studentNumber)?.numbers.includes(other) ?? false;
    return !isLinked && !apart.has(`${studentNumber} ${other}`);
  });
}
