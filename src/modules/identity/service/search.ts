import type { StudentNumber } from '#kernel/ids.ts';
import { may, type SightLevel, scopeOf, sightLevels } from '#modules/access/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { FoundStudent, SearchAnswer } from '../contract.ts';
import type { KeptStudent } from '../rules/kept.ts';
import { addressName, displayName, listName } from '../rules/names.ts';
import { bestName, type NameOfSearch, readSearch, type SearchText } from '../rules/search.ts';
import { listPeople, type PersonRow } from '../store/people.ts';
import { findByBirthDate, findByDigits, findByWords, type SearchScope } from '../store/search.ts';
import { findStudents } from '../store/students.ts';
import type { Codes } from './present.ts';

/**
 * Finds students by number, names in any order and script, and birth date, the best first, each with what matched. An organisation
 * finds whom it is associated with; protected students are found by nobody without the right, and change no answer. The words
 * are looked up in the index of the whole register, within the actor's scope; the students found are read as the actor, so that one
 * whom the index should not have given is not shown.
 */
export async function searchStudents(
  { index, reader }: { index: Reader; reader: Reader },
  { actor, text, limit, codes }: { actor: Actor; text: string; limit: number; codes: Codes },
): Promise<SearchAnswer> {
  const search = readSearch(text);
  const scope = await scopeOfSearch(reader, actor);
  const numbers = await findNumbers(index, search, { scope, limit: limit + 1 });
  const students = await findStudents(reader, numbers);
  const people = new Map((await listPeople(reader, numbers)).map((row) => [row.studentNumber, row]));
  const levels = await sightLevels(reader, actor, numbers);
  const found = numbers
    .flatMap((number) => {
      const [student, row] = [students.get(number), people.get(number)];
      if (!student || !row) return [];
      const { shown, weight } = rank(student, row, search);
      return [{ shown: keepToSight(shown, levels.get(number), codes), weight }];
    })
    .sort((a, b) => b.weight - a.weight || (a.shown.legalName < b.shown.legalName ? -1 : 1));
  return { students: found.slice(0, limit).map((it) => it.shown), isComplete: numbers.length <= limit };
}

/** What is shown of somebody of whom the actor sees the minimum alone: what the jurisdiction counts to it, as in the header. */
function keepToSight(shown: FoundStudent, level: SightLevel | undefined, codes: Codes): FoundStudent {
  if (level === 'full') return shown;
  const fields = codes.parameter<string[]>('access.minimum_fields');
  const { gender, isDeceased } = shown;
  return {
    ...shown,
    gender: fields.includes('gender') ? gender : null,
    isDeceased: fields.includes('isDeceased') ? isDeceased : null,
  };
}

async function scopeOfSearch(reader: Reader, actor: Actor): Promise<SearchScope> {
  const scope = await scopeOf(actor, reader);
  return {
    organisations: scope.everything ? null : scope.organisations,
    seesRestricted: may(actor, 'restricted.read'),
    today: todayOf(new Date()),
  };
}

async function findNumbers(
  reader: Reader,
  { digits, birthDate, words }: SearchText,
  by: { scope: SearchScope; limit: number },
): Promise<StudentNumber[]> {
  if (words.length > 0) return findByWords(reader, { words, birthDate, ...by });
  if (digits !== null) return findByDigits(reader, { digits, ...by });
  return birthDate === null ? [] : findByBirthDate(reader, { birthDate, ...by });
}

type Ranked = { shown: FoundStudent; weight: number };

const matchOf = {
  legal: 'legal_name',
  preferred: 'preferred_name',
  previous: 'previous_name',
  alias: 'alias',
} as const;

/** Whole words weigh most, then the legal name; the name that matched is told when it is not the legal one. */
function rank(student: KeptStudent, row: PersonRow, { digits, birthDate, words }: SearchText): Ranked {
  const name = words.length > 0 ? bestName(namesOf(student, row), words) : null;
  const matched: FoundStudent['matched'] = [];
  if (digits !== null && words.length === 0) matched.push('number');
  if (name) matched.push(matchOf[name.kind]);
  if (birthDate !== null) matched.push('birth_date');
  const weight =
    (name?.exactWords ?? 0) * 10 +
    (name?.kind === 'legal' ? 5 : 0) +
    (name?.kind === 'preferred' ? 4 : 0) -
    (student.isDeceased ? 1 : 0);
  const shown: FoundStudent = {
    studentNumber: student.studentNumber,
    displayName: addressName(student),
    legalName: listName(student),
    birthDate: student.birthDate,
    gender: student.gender,
    isDeceased: student.isDeceased,
    isRestricted: student.isRestricted,
    matched,
    matchedName: name && name.kind !== 'legal' ? displayName(name.name) : null,
  };
  return { shown, weight };
}

/** The legal name first, then the preferred, then what the student was or is called besides. */
function namesOf(student: KeptStudent, row: PersonRow): NameOfSearch[] {
  const order = { legal: 0, preferred: 1, former: 2, previous: 3, alias: 4 };
  const preferred = {
    ...student,
    familyName: student.preferredFamilyName ?? student.familyName,
    givenName: student.preferredGivenName ?? student.givenName,
    middleName: null,
  };
  const others = [...row.names]
    .sort((a, b) => order[a.kind] - order[b.kind])
    .map(
      (name): NameOfSearch => ({
        ...name,
        familyName: name.familyName ?? student.familyName,
        givenName: name.givenName ?? student.givenName,
        kind: toKind(name.kind),
      }),
    );
  return [{ ...student, kind: 'legal' }, { ...preferred, kind: 'preferred' }, ...others];
}

function toKind(kind: PersonRow['names'][number]['kind']): NameOfSearch['kind'] {
  return kind === 'former' ? 'previous' : kind;
}
