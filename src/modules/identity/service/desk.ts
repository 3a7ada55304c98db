import { z } from 'zod';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { KeyMoment, type Page, readCursor, toPage } from '#kernel/page.ts';
import type { Words } from '#kernel/words.ts';
import type { Reader } from '#platform/database/database.ts';
import type { MatchTask, MatchTaskDetail, SideBySide } from '../contract.ts';
import { errors } from '../errors.ts';
import { agreementWords, kindWords } from '../rules/agreements.ts';
import { methods } from '../rules/matcher.ts';
import { displayName } from '../rules/names.ts';
import { findTask, listTasks, type TaskRow } from '../store/matching.ts';
import { listPeople, type PersonRow } from '../store/people.ts';
import { listLocalIds } from '../store/students.ts';
import type { IdentityQuery } from './types.ts';

// The review desk: held students, and the submitted facts beside those of each candidate.

type Filter = {
  state: 'open' | 'decided' | null;
  organisation: OrganisationCode | null;
  cursor: string | undefined;
  limit: number;
};

/** Instant of opening, and id. */
const TaskKey = z.tuple([KeyMoment, z.guid()]).transform(([openedAt, taskId]) => ({ openedAt, taskId }));

/** Held students, the longest waiting first. A cursor that is not ours starts at the beginning. */
export async function listMatchTasks(
  reader: Reader,
  { state, organisation, cursor, limit }: Filter,
): Promise<Page<MatchTask>> {
  const after = readCursor(cursor, TaskKey);
  const rows = await listTasks(reader, { state, organisation, after, limit: limit + 1 });
  return toPage(rows.map(presentTask), limit, (task) => [task.openedAt, task.taskId]);
}

/** One held student with every candidate's facts. */
export async function getMatchTask(reader: Reader, taskId: string): Promise<MatchTaskDetail> {
  const row = await findTask(reader, taskId);
  if (!row) throw errors.task_not_found();
  const decided = row.studentNumber === null ? [] : [row.studentNumber];
  const numbers = [...new Set([...row.candidates.map((it) => it.studentNumber), ...decided])];
  const people = new Map((await listPeople(reader, numbers)).map((person) => [person.studentNumber, person]));
  const localIds = await listLocalIds(reader, numbers);
  const records = numbers.flatMap((number) => {
    const person = people.get(number);
    const own = localIds
      .filter((it) => it.studentNumber === number)
      .map((it) => `${it.organisation} ${it.localStudentId}`);
    return person ? [{ ...besides(number, person), localIds: own }] : [];
  });
  return { ...presentTask(row), note: row.note, submitted: submittedOf(row), records };
}

function presentTask(row: TaskRow): MatchTask {
  const query = row.facts as IdentityQuery; // written by openMatchTasks, read here only
  return {
    taskId: row.taskId,
    state: row.state,
    reason: row.reason,
    reasonWords: reasonWords(row.reason),
    organisation: row.organisation,
    localStudentId: row.localStudentId,
    submissionId: row.submissionId,
    itemRef: row.itemRef,
    displayName: displayName(query.draft),
    birthDate: query.draft.birthDate,
    candidates: row.candidates.map((it) => ({
      studentNumber: it.studentNumber,
      kind: it.kind,
      kindWords: kindWords[it.kind],
      agreements: it.agreements.map((agreement) => ({ ...agreement, words: agreementWords(agreement) })),
    })),
    openedAt: row.openedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    decision: row.decision,
    studentNumber: row.studentNumber,
  };
}

function reasonWords(reason: string): Words {
  const known: Readonly<Record<string, Words>> = methods;
  return known[reason] ?? { en: reason, fr: reason };
}

type NameLike = { familyName: string | null; givenName: string | null; middleName: string | null };

const wholeOf = (name: NameLike) => displayName(name);

function besides(studentNumber: StudentNumber, row: PersonRow): Omit<SideBySide, 'localIds'> {
  return {
    studentNumber,
    ...nameLists([{ kind: 'legal', ...row.legal }, ...row.names]),
    birthDate: row.birthDate,
    gender: row.gender,
    postalCodes: row.postalCodes,
    phones: row.phones,
    guardians: row.guardians.map(wholeOf),
    isRestricted: row.isRestricted,
    isDeceased: row.isDeceased,
  };
}

function submittedOf({ facts }: TaskRow): SideBySide {
  const query = facts as IdentityQuery; // written by openMatchTasks, read here only
  const { draft } = query;
  const preferred = {
    kind: 'preferred',
    familyName: draft.preferredFamilyName,
    givenName: draft.preferredGivenName,
    middleName: null,
  };
  const hasPreferred = preferred.familyName !== null || preferred.givenName !== null;
  const legal = {
    kind: 'legal',
    familyName: draft.familyName,
    givenName: draft.givenName,
    middleName: draft.middleName,
  };
  return {
    studentNumber: null,
    ...nameLists([legal, ...(hasPreferred ? [preferred] : []), ...query.names]),
    birthDate: draft.birthDate,
    gender: draft.gender,
    postalCodes: [...query.postalCodes],
    phones: [...query.phones],
    guardians: query.guardians.map((it) => wholeOf({ ...it, middleName: null })),
    localIds: [`${query.organisation} ${query.localStudentId}`],
    isRestricted: false,
    isDeceased: draft.isDeceased ?? false,
  };
}

function nameLists(
  names: readonly (NameLike & { kind: string })[],
): Pick<SideBySide, 'familyNames' | 'givenNames' | 'names'> {
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const texts = new Map(names.map((name) => [`${wholeOf(name)}`, name.kind] as const).reverse());
  return {
    familyNames: distinct(names.map((name) => name.familyName)),
    givenNames: distinct(names.map((name) => name.givenName)),
    names: [...texts].reverse().map(([text, kind]) => ({ kind, text })),
  };
}
