import { classify, confirms, confirmsTwice, isNearTwin } from './classify.ts';
import { type Comparison, compare, givenRank } from './compare.ts';
import type {
  BatchContext,
  CandidateKind,
  CandidateReason,
  FieldAgreement,
  Judgement,
  MatchCandidate,
  Matcher,
  MatchQuery,
  Method,
} from './matcher.ts';

/** The first matcher: rules of agreement, no probabilities. Whatever is not plain goes to a person. */
export const ruleMatcher: Matcher = { version: 'rules-1', settle, judge };

type Weighed = { candidate: MatchCandidate; comparison: Comparison; kind: CandidateKind; isStatedNumber: boolean };

/** How many candidates a decision keeps and a reviewer sees. */
const candidatesShownMax = 10;

function weigh(query: MatchQuery, candidates: readonly MatchCandidate[]): Weighed[] {
  return candidates.map((candidate) => {
    const comparison = compare(query, candidate);
    return {
      candidate,
      comparison,
      kind: classify(comparison),
      isStatedNumber: candidate.studentNumber === query.suppliedNumber,
    };
  });
}

/** Who was stated and has exactly the given names is meant: nobody else could fit better (`isOutdone`), so nobody else is looked for. */
function settle(query: MatchQuery, stated: readonly MatchCandidate[]): Judgement | null {
  const weighed = weigh(query, stated);
  const found = judgeStated(weighed);
  if (found?.outcome !== 'assigned' || guard(found, weighed) !== found) return null;
  const chosen = weighed.find((it) => it.candidate.studentNumber === found.studentNumber);
  if (chosen?.comparison.given !== 'exact') return null;
  return { ...found, candidates: explain(weighed, found.studentNumber) };
}

function judge(query: MatchQuery, candidates: readonly MatchCandidate[], batch: BatchContext): Judgement {
  const weighed = weigh(query, candidates);
  const found = judgeStated(weighed) ?? judgeByFacts(query, weighed, batch);
  const guarded = found.outcome === 'assigned' ? guard(found, weighed) : found;
  return { ...guarded, candidates: explain(weighed, guarded.studentNumber) };
}

type Found = Pick<Judgement, 'outcome' | 'studentNumber' | 'method'>;

const review = (method: Method): Found => ({ outcome: 'review', studentNumber: null, method });
const assign = (it: Weighed, method: Method): Found => ({
  outcome: 'assigned',
  studentNumber: it.candidate.studentNumber,
  method,
});

/** By what was stated: the number, the school's own id, the row's GUID. Null when nothing was stated that leads anywhere. */
function judgeStated(weighed: readonly Weighed[]): Found | null {
  const byNumber = weighed.find((it) => it.isStatedNumber);
  const byLocalId = weighed.filter((it) => it.candidate.hasLocalId || it.candidate.hasGuid);
  if (byNumber) return judgeNumber(byNumber, byLocalId, weighed);
  const [first, ...more] = byLocalId;
  if (!first) return null;
  // A number that nobody has is a slip of the pen; the school's own id speaks instead.
  if (more.length > 0) return review('local_id_conflict');
  return confirms(first.comparison) && !isOutdone(first, weighed)
    ? assign(first, 'local_id')
    : review('local_id_conflict');
}

function judgeNumber(stated: Weighed, byLocalId: readonly Weighed[], weighed: readonly Weighed[]): Found {
  if (byLocalId.some((it) => it !== stated)) return review('local_id_conflict');
  const holds = confirms(stated.comparison) || (stated.candidate.hasLocalId && confirmsTwice(stated.comparison));
  return holds && !isOutdone(stated, weighed) ? assign(stated, 'number') : review('number_conflict');
}

/** True when somebody else of the same day and name fits the given name better: the twin was meant. */
function isOutdone(stated: Weighed, weighed: readonly Weighed[]): boolean {
  const rank = givenRank(stated.comparison.given);
  return weighed.some(
    (it) => it !== stated && (it.kind === 'same' || it.kind === 'likely') && givenRank(it.comparison.given) > rank,
  );
}

/** By the facts alone. A student who has a twin on the register is never assigned on facts alone. */
function judgeByFacts(query: MatchQuery, weighed: readonly Weighed[], batch: BatchContext): Found {
  const [strong, ...rivals] = weighed.filter((it) => it.kind === 'same' || it.kind === 'likely');
  const doubtful = weighed.filter((it) => it.kind === 'doubtful');
  const twins = weighed.filter((it) => it.kind === 'twin');
  if (strong) {
    if (rivals.length > 0) return review('ambiguous');
    if (query.isMultipleBirth || twins.length > 0 || hasTwin(strong, weighed)) return review('twin');
    // One student, two rows of one school: a slip, or two students who only look alike.
    if (strong.candidate.hasOtherLocalId) return review('second_local_id');
    const isClear = strong.kind === 'same' ? !doubtful.some((it) => isNearTwin(it.comparison)) : doubtful.length === 0;
    return isClear ? assign(strong, strong.kind === 'same' ? 'exact' : 'near') : review('ambiguous');
  }
  if (doubtful.length > 0) return review('doubtful');
  if (query.hasSuppliedNumber) return review('number_unknown');
  if (twins.length === 0) return { outcome: 'new', studentNumber: null, method: 'nobody' };
  const isStated = query.isMultipleBirth || twins.every((twin) => isInBatch(twin.candidate, batch));
  return isStated ? { outcome: 'new', studentNumber: null, method: 'multiple_birth' } : review('twin');
}

/** True when the register itself shows the twin: of a student who has moved, the submitted address no longer does. */
function hasTwin(chosen: Weighed, weighed: readonly Weighed[]): boolean {
  return weighed.some((it) => it !== chosen && classify(compare(chosen.candidate, it.candidate)) === 'twin');
}

function isInBatch(twin: MatchCandidate, batch: BatchContext): boolean {
  return batch.others.some(
    (other) => other.suppliedNumber === twin.studentNumber || classify(compare(other, twin)) === 'same',
  );
}

/** What no agreement outweighs. */
function guard(found: Found, weighed: readonly Weighed[]): Found {
  const chosen = weighed.find((it) => it.candidate.studentNumber === found.studentNumber)?.candidate;
  if (chosen?.isRestricted) return review('restricted');
  return chosen?.isDeceased ? review('deceased') : found;
}

const kindOrder: Record<CandidateKind, number> = { confirmed: 0, same: 1, likely: 2, doubtful: 3, twin: 4, other: 5 };

/** The candidates worth showing, best first, each with what agrees and what does not. */
function explain(weighed: readonly Weighed[], assigned: string | null): CandidateReason[] {
  return weighed
    .map(
      (it): CandidateReason => ({
        studentNumber: it.candidate.studentNumber,
        kind: it.candidate.studentNumber === assigned ? 'confirmed' : it.kind,
        agreements: agreementsOf(it),
      }),
    )
    .filter(
      (it, place) =>
        it.kind !== 'other' ||
        weighed[place]?.isStatedNumber ||
        weighed[place]?.candidate.hasLocalId ||
        weighed[place]?.candidate.hasGuid,
    )
    .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || (a.studentNumber < b.studentNumber ? -1 : 1))
    .slice(0, candidatesShownMax);
}

function agreementsOf({ candidate, comparison, isStatedNumber }: Weighed): FieldAgreement[] {
  const stated: FieldAgreement[] = [];
  if (isStatedNumber) stated.push({ field: 'number', level: 'equal' });
  if (candidate.hasLocalId || candidate.hasGuid) stated.push({ field: 'local_id', level: 'equal' });
  return [
    ...stated,
    { field: 'family_name', level: comparison.areNamesExchanged ? 'exchanged' : comparison.family },
    { field: 'given_name', level: comparison.areNamesExchanged ? 'exchanged' : comparison.given },
    { field: 'middle_name', level: comparison.middle },
    { field: 'birth_date', level: comparison.birth },
    { field: 'gender', level: comparison.gender },
    { field: 'postal_code', level: comparison.postalCode },
    { field: 'phone', level: comparison.phone },
    { field: 'guardian', level: comparison.guardian },
  ];
}

/**
 * Two rows of one batch are two people: a number that two rows would get goes to neither, and rows that seem one new student wait
 * for a person. The same GUID or the same local id is the same row twice.
 */
export function reconcileBatch(
  queries: readonly MatchQuery[],
  judgements: readonly Judgement[],
  neighbours: readonly BatchContext[],
): Judgement[] {
  const claims = new Map<string, MatchQuery[]>();
  queries.forEach((query, place) => {
    const number = judgements[place]?.studentNumber;
    if (number) claims.set(number, [...(claims.get(number) ?? []), query]);
  });
  return judgements.map((judgement, place) => {
    const query = queries[place];
    if (!query || judgement.outcome === 'review') return judgement;
    const rivals = judgement.studentNumber
      ? (claims.get(judgement.studentNumber) ?? [])
      : newRivals(query, neighbours[place]);
    const isClaimedTwice = rivals.some((other) => other !== query && !isSameRow(query, other));
    return isClaimedTwice ? { ...judgement, outcome: 'review', studentNumber: null, method: 'same_batch' } : judgement;
  });
}

/** Other rows that would be the same new student; twins with nearly one name pass when both are stated as a multiple birth. */
function newRivals(query: MatchQuery, batch: BatchContext | undefined): MatchQuery[] {
  return (batch?.others ?? []).filter((other) => {
    const comparison = compare(query, other);
    const kind = classify(comparison);
    if (kind === 'same' || kind === 'likely') return true;
    return isNearTwin(comparison) && !(query.isMultipleBirth || other.isMultipleBirth);
  });
}

function isSameRow(a: MatchQuery, b: MatchQuery): boolean {
  return a.localId === b.localId || (a.guid !== null && a.guid === b.guid);
}
