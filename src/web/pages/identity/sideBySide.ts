import type { MatchTaskDetail, SideBySide } from '../../api/matches.ts';
import { closestTo } from '../../ui/differences.ts';

export const factNames = [
  'family_name',
  'given_name',
  'names',
  'birth_date',
  'gender',
  'postal_code',
  'phone',
  'guardian',
  'local_id',
] as const;
export type FactName = (typeof factNames)[number];
export type Tone = 'agrees' | 'nearly' | 'differs' | 'unknown';

type Candidate = MatchTaskDetail['candidates'][number];
type Agreement = Candidate['agreements'][number];

/** A column of the desk: what the matcher said of a candidate and its facts, as far as each is there. */
export type DeskColumn = { studentNumber: string; candidate: Candidate | null; record: SideBySide | null };

/** The candidates in their order, likeliest first; then whoever else was decided on. */
export function columnsOf({ candidates, records }: MatchTaskDetail): DeskColumn[] {
  const recordOf = (number: string) => records.find(({ studentNumber }) => studentNumber === number) ?? null;
  const named = candidates.map((candidate) => ({
    studentNumber: candidate.studentNumber,
    candidate,
    record: recordOf(candidate.studentNumber),
  }));
  const others = records.flatMap((record) => {
    const number = record.studentNumber;
    const isNamed = number === null || candidates.some(({ studentNumber }) => studentNumber === number);
    return isNamed ? [] : [{ studentNumber: number, candidate: null, record }];
  });
  return [...named, ...others];
}

const agreeing = ['equal', 'exact'];
const differing = ['different', 'conflict'];
const unknown = ['missing', 'unknown'];

/** What an agreement's level means at a glance; the words say the rest. */
export function toneOf(level: string): Tone {
  if (agreeing.includes(level)) return 'agrees';
  if (differing.includes(level)) return 'differs';
  return unknown.includes(level) ? 'unknown' : 'nearly';
}

/** The agreement shown beside a fact; the row of all names carries that of the middle name, which has no row of its own. */
export function agreementOf(candidate: Candidate | null, fact: FactName): Agreement | null {
  const field = fact === 'names' ? 'middle_name' : fact;
  const found = candidate?.agreements.find((agreement) => agreement.field === field) ?? null;
  return fact === 'names' && found && toneOf(found.level) === 'unknown' ? null : found;
}

/** `Given name: a short form` beside the heading "Given name" needs its second half only. */
export function withoutField(words: string): string {
  const at = words.indexOf(':');
  return at === -1 ? words : words.slice(at + 1).trim();
}

/** The values of a fact as texts; names of people and codes are put into words by the caller. */
export function valuesOf(record: SideBySide, fact: FactName): string[] {
  switch (fact) {
    case 'family_name':
      return record.familyNames;
    case 'given_name':
      return record.givenNames;
    case 'names':
      return namesOf(record).map(({ text }) => text);
    case 'birth_date':
      return [record.birthDate];
    case 'gender':
      return [record.gender];
    case 'postal_code':
      return record.postalCodes;
    case 'phone':
      return record.phones;
    case 'guardian':
      return record.guardians;
    case 'local_id':
      return record.localIds;
  }
}

/** Every name with its kind, the legal one first. */
export function namesOf({ names }: SideBySide): SideBySide['names'] {
  return [...names].sort((a, b) => Number(b.kind === 'legal') - Number(a.kind === 'legal'));
}

/** Facts whose letters are worth comparing; an id of one school and that of another are strangers. */
function isComparable(fact: FactName): boolean {
  return fact !== 'gender' && fact !== 'local_id';
}

/** A candidate's value with the submitted one it is set against: the most alike, or none. */
export function against(value: string, submitted: readonly string[], fact: FactName): string | null {
  return isComparable(fact) ? closestTo(value, submitted) : null;
}

/** Where a task stands in the queue and what stands before and after it; a decided one has left, and its place is kept by time. */
export function neighboursOf(
  queue: readonly { taskId: string; openedAt: string }[],
  task: { taskId: string; openedAt: string },
): { at: number | null; previous: string | null; next: string | null } {
  const found = queue.findIndex(({ taskId }) => taskId === task.taskId);
  if (found >= 0) {
    return { at: found + 1, previous: queue[found - 1]?.taskId ?? null, next: queue[found + 1]?.taskId ?? null };
  }
  const later = queue.find(({ openedAt }) => openedAt >= task.openedAt);
  const earlier = queue.findLast(({ openedAt }) => openedAt < task.openedAt);
  return { at: null, previous: earlier?.taskId ?? null, next: later?.taskId ?? null };
}
