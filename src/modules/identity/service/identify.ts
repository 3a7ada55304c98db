import { createHash } from 'node:crypto';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import type { Reader } from '#platform/database/database.ts';
import { keysOf } from '../rules/keys.ts';
import { reconcileBatch, ruleMatcher } from '../rules/match.ts';
import {
  type BatchContext,
  type Judgement,
  type MatchCandidate,
  type Matcher,
  type MatchQuery,
  methods,
} from '../rules/matcher.ts';
import { numberScheme, readNumber } from '../rules/number.ts';
import { findPersonDecisions } from '../store/matching.ts';
import { findCandidates } from '../store/people.ts';
import { findGuidOwners, findLocalIds, findStudents, listLocalIds } from '../store/students.ts';
import { type Askers, askersIn } from './askers.ts';
import { hasPreferredName, kindsOfStudentRow } from './guids.ts';
import { rejectForeignGuid, rejectStudent } from './judge.ts';
import { type KnownPerson, loadPeople, peopleOf, toPerson } from './people.ts';
import { resolveNumbers } from './resolve.ts';
import type { BatchState } from './state.ts';
import type { IdentityContext, IdentityDecision, IdentityQuery } from './types.ts';

/** What an organisation reads while a person decides: the same for every reason, so that nothing can be told from it. */
export const heldWords: Words = {
  en: 'Somebody has to look at this before it is decided; nothing is lost meanwhile',
  fr: 'Une personne doit examiner ce cas avant toute décision; rien n’est perdu entre-temps',
};

/**
 * Says of each submitted student who it is: on the register, new, or to be decided by a person. One decision a question, in their
 * order; a few queries for the whole batch; writes nothing. Rows of one batch never get one number unless they are the same row.
 */
export async function identifyStudents(
  reader: Reader,
  queries: readonly IdentityQuery[],
  context: IdentityContext,
  matcher: Matcher = ruleMatcher,
): Promise<IdentityDecision[]> {
  const asked = queries.map((query) => toQuestion(query, context));
  const askers = await askersIn(reader, queries);
  const byPerson = await findPersonDecisions(
    reader,
    asked.map((it) => it.digest),
  );
  const sealed = await findSealed(reader, [...byPerson.values()]);
  const neighbours = findNeighbours(asked);
  const settled = await settleStated(reader, asked, { matcher, byPerson, sealed, people: context.people });
  const open = asked.filter((it) => !settled.has(it));
  const candidates = await gatherCandidates(reader, open, { found: await findCandidates(reader, open) });
  const judged = asked.map((it, place) => {
    const others = neighbours[place] ?? { others: [] };
    return settled.get(it) ?? judgeOne(it, candidates.get(it) ?? [], others, { matcher, byPerson, sealed });
  });
  const reconciled = reconcileBatch(
    asked.map((it) => it.match),
    judged,
    neighbours,
  );
  return asked.map((it, place) =>
    decide(it, reconciled[place] ?? nobody, { context, askers, modelVersion: matcher.version }),
  );
}

const nobody: Judgement = { outcome: 'new', studentNumber: null, method: 'nobody', candidates: [] };

/** A submitted student made ready: folded facts, keys, and the digest of the question. */
type Question = {
  query: IdentityQuery;
  match: MatchQuery;
  keys: number[];
  digest: string;
  /** To whom the GUID belongs as a student's row, and as another thing that such a row stands for. */
  guidOwner: StudentNumber | null;
  recordOwner: StudentNumber | null;
};

function toQuestion(query: IdentityQuery, context: IdentityContext): Question {
  const { draft } = query;
  const preferred = {
    familyName: draft.preferredFamilyName,
    givenName: draft.preferredGivenName,
    middleName: null,
    kind: 'preferred' as const,
  };
  const hasPreferred = preferred.familyName !== null || preferred.givenName !== null;
  const person = toPerson({
    ...query,
    legal: draft,
    names: hasPreferred ? [preferred, ...query.names] : query.names,
    birthDate: draft.birthDate,
    gender: draft.gender,
  });
  const supplied = readNumber(query.studentNumber);
  const isPossible = supplied !== null && numberScheme(context.numberScheme).check(supplied);
  const match: MatchQuery = {
    ...person,
    ref: query.ref,
    suppliedNumber: isPossible ? supplied : null,
    hasSuppliedNumber: query.studentNumber !== null,
    isMultipleBirth: draft.multipleBirth === 'Y',
    localId: `${query.organisation}|${query.localStudentId}`,
    guid: query.guid,
  };
  return { query, match, keys: keysOf(person), digest: digestOf(query), guidOwner: null, recordOwner: null };
}

/** The same question has the same digest, whatever the submission and whatever else is said of the household. */
export function digestOf({ organisation, localStudentId, studentNumber, draft }: IdentityQuery): string {
  const { familyName, givenName, middleName, suffix, birthDate, gender } = draft;
  const parts = [
    organisation,
    localStudentId,
    studentNumber,
    familyName,
    givenName,
    middleName,
    suffix,
    birthDate,
    gender,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Those whom what was stated settles: nobody else is looked for. Most of a school's students every year. What a person decided, and
 * whatever goes to a person, takes the longer way, so that no answer is quicker for its reason.
 */
async function settleStated(
  reader: Reader,
  asked: Question[],
  { matcher, byPerson, people }: JudgeBy & { people: BatchState | undefined },
): Promise<Map<Question, Judgement>> {
  const stated = await gatherCandidates(reader, asked, { found: [], people });
  const settled = new Map<Question, Judgement>();
  for (const it of asked) {
    const judgement = byPerson.has(it.digest) ? null : matcher.settle(it.match, stated.get(it) ?? []);
    if (judgement) settled.set(it, judgement);
  }
  return settled;
}

/**
 * Candidates by the number supplied, by the organisation's own id and by GUID, and those found by keys (in the order of the questions), with
 * their facts; numbers of one person are one candidate. `people`: where to read them into, for those who will be written to as well.
 */
async function gatherCandidates(
  reader: Reader,
  asked: readonly Question[],
  { found, people: known }: { found: readonly StudentNumber[][]; people?: BatchState | undefined },
): Promise<Map<Question, MatchCandidate[]>> {
  const owners = await findGuidOwners(
    reader,
    asked.flatMap(({ query: { guid, draft } }) =>
      guid === null
        ? []
        : kindsOfStudentRow({ hasPreferredName: hasPreferredName(draft) }).map((kind) => ({ kind, guid })),
    ),
  );
  const localIds = await findLocalIds(
    reader,
    asked.map(({ query }) => query),
  );
  for (const it of asked) {
    const { guid } = it.query;
    it.guidOwner = owners.get(`student ${guid}`) ?? null;
    it.recordOwner = owners.get(`identification_record ${guid}`) ?? owners.get(`name ${guid}`) ?? null;
  }
  const stated = asked.map((it) =>
    [it.match.suppliedNumber, it.guidOwner, localIds.get(it.match.localId) ?? null].filter((number) => number !== null),
  );
  const recorded = asked.flatMap((it) => it.recordOwner ?? []);
  const all = [...new Set([...[...found, ...stated].flat(), ...recorded])];
  const resolved = await resolveNumbers(reader, all);
  const numbers = [...new Set([...resolved.values()].flatMap((it) => it.numbers))];
  const people = known ? await peopleOf(reader, known, numbers) : await loadPeople(reader, numbers);
  const ids = await loadOwnIds(reader, [...people.keys()]);
  const primaryOf = (number: StudentNumber | null) =>
    number === null ? null : (resolved.get(number)?.primary ?? number);
  const toCandidates = (it: Question, place: number): MatchCandidate[] => {
    const supplied = primaryOf(it.match.suppliedNumber);
    it.match.suppliedNumber = supplied;
    it.guidOwner = primaryOf(it.guidOwner);
    it.recordOwner = primaryOf(it.recordOwner);
    const local = primaryOf(localIds.get(it.match.localId) ?? null);
    const primaries = new Set(
      [...(found[place] ?? []), ...(stated[place] ?? [])].map((number) => primaryOf(number) ?? number),
    );
    return [...primaries].flatMap((number) => {
      const candidate = toCandidate(number, resolved.get(number)?.numbers ?? [number], people);
      if (!candidate) return [];
      const ownIds = ids.get(`${it.query.organisation}|${number}`) ?? [];
      return [
        {
          ...candidate,
          hasLocalId: number === local,
          hasGuid: number === it.guidOwner,
          hasOtherLocalId: ownIds.length > 0 && !ownIds.includes(it.query.localStudentId),
        },
      ];
    });
  };
  return new Map(asked.map((it, place) => [it, toCandidates(it, place)]));
}

async function loadOwnIds(reader: Reader, numbers: readonly StudentNumber[]): Promise<Map<string, string[]>> {
  const known = new Map<string, string[]>();
  for (const { organisation, studentNumber, localStudentId } of await listLocalIds(reader, numbers)) {
    const key = `${organisation}|${studentNumber}`;
    known.set(key, [...(known.get(key) ?? []), localStudentId]);
  }
  return known;
}

/** One candidate of all numbers of a person: the primary's facts, the names and contacts of all. Null for a number that should never have existed. */
function toCandidate(
  primary: StudentNumber,
  numbers: readonly StudentNumber[],
  people: ReadonlyMap<StudentNumber, KnownPerson>,
): Omit<MatchCandidate, 'hasLocalId' | 'hasGuid' | 'hasOtherLocalId'> | null {
  const main = people.get(primary);
  if (!main || main.row.isDeactivated) return null;
  const all = numbers.map((number) => people.get(number)).filter((it) => it !== undefined);
  return {
    ...main.person,
    names: [...new Set([main, ...all].flatMap((it) => it.person.names))],
    postalCodes: all.flatMap((it) => it.person.postalCodes),
    phones: all.flatMap((it) => it.person.phones),
    guardians: all.flatMap((it) => it.person.guardians),
    studentNumber: primary,
    isRestricted: all.some((it) => it.row.isRestricted),
    isDeceased: all.some((it) => it.row.isDeceased),
  };
}

/** More than this many rows sharing one key are no news about any of them. */
const neighboursMax = 50;

/** For each question the other questions of the batch that share a key. */
function findNeighbours(asked: readonly Question[]): BatchContext[] {
  const byKey = new Map<number, number[]>();
  asked.forEach((it, place) => {
    for (const key of it.keys) {
      const places = byKey.get(key);
      if (places) places.push(place);
      else byKey.set(key, [place]);
    }
  });
  return asked.map((it, place) => {
    const places = new Set(it.keys.flatMap((key) => byKey.get(key) ?? []));
    places.delete(place);
    return { others: [...places].slice(0, neighboursMax).flatMap((other) => asked[other]?.match ?? []) };
  });
}

type JudgeBy = {
  matcher: Matcher;
  byPerson: ReadonlyMap<string, StudentNumber>;
  sealed: ReadonlySet<StudentNumber>;
};

/** Which of some numbers are protected students'. */
async function findSealed(reader: Reader, numbers: readonly StudentNumber[]): Promise<Set<StudentNumber>> {
  const students = await findStudents(reader, numbers);
  return new Set([...students.values()].flatMap((it) => (it.isRestricted ? [it.studentNumber] : [])));
}

/** What a person decided about the same question stands, unless it is a protected student: then a person decides each time. Everything else is judged. */
function judgeOne(
  it: Question,
  candidates: readonly MatchCandidate[],
  batch: BatchContext,
  { matcher, byPerson, sealed }: JudgeBy,
): Judgement {
  const decided = byPerson.get(it.digest);
  if (!decided) return matcher.judge(it.match, candidates, batch);
  if (sealed.has(decided)) {
    const told = { studentNumber: decided, kind: 'confirmed' as const, agreements: [] };
    return { outcome: 'review', studentNumber: null, method: 'restricted', candidates: [told] };
  }
  return { outcome: 'assigned', studentNumber: decided, method: 'person', candidates: [] };
}

type DecideBy = { context: IdentityContext; askers: Askers; modelVersion: string };

function decide(it: Question, judgement: Judgement, { context, askers, modelVersion }: DecideBy): IdentityDecision {
  const rejections = rejectStudent(it.query.draft, context.rules, askers.get(it.query.organisation) ?? null);
  if (isGuidOfAnother(it, judgement)) rejections.push(...rejectForeignGuid(it.query.guid ?? '', context.rules));
  return {
    ref: it.query.ref,
    ...judgement,
    words: judgement.outcome === 'review' ? heldWords : methods[judgement.method],
    rejections,
    modelVersion,
    queryDigest: it.digest,
  };
}

/** The row's GUID stood for another student than the one decided on, or for somebody with quite other facts. */
function isGuidOfAnother({ guidOwner, recordOwner }: Question, judgement: Judgement): boolean {
  if (judgement.method === 'person') return false;
  if (recordOwner !== null && judgement.outcome !== 'review' && judgement.studentNumber !== recordOwner) return true;
  if (guidOwner === null) return false;
  if (judgement.studentNumber !== null) return judgement.studentNumber !== guidOwner;
  const owner = judgement.candidates.find((candidate) => candidate.studentNumber === guidOwner);
  return owner?.kind === 'other' && !owner.agreements.some((it) => it.field === 'number');
}
