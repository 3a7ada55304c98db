// What of a submission can be put back: a record goes back to what it was before unless something newer stands on it.

type Row = Readonly<Record<string, unknown>>;

/** Kinds of record that a submission leaves behind, by their table; a table that comes later is `other` until it is named here. */
const kinds = {
  'identity.student': 'student',
  'identity.identification_record': 'identification',
  'identity.student_name': 'name',
  'identity.address': 'address',
  'identity.phone': 'phone',
  'identity.guardian': 'guardian',
  'identity.citizenship': 'citizenship',
  'identity.local_student': 'own_id',
  'identity.match_task': 'match_task',
  'enrolment.school_enrolment': 'enrolment',
  'enrolment.responsible_school': 'responsible_school',
  'access.student_move': 'move',
} as const;
export type RecordKind = (typeof kinds)[keyof typeof kinds] | 'other';
export const recordKinds = [...Object.values(kinds), 'other'] as const;

export function kindOfTable(table: string): RecordKind {
  return Object.hasOwn(kinds, table) ? kinds[table as keyof typeof kinds] : 'other';
}

/** Columns that change with every write and say nothing of the student. */
const silent: ReadonlySet<string> = new Set([
  'version',
  'recorded_at',
  'submitted_at',
  'submitted_by',
  'mapped_at',
  'is_restricted',
]);

/** The columns in which two images of a row say something different. */
export function differingColumns(before: Row | null, after: Row | null): string[] {
  const columns = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...columns].filter((column) => !silent.has(column) && !isEqual(before?.[column], after?.[column]));
}

export function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

export const changes = ['created', 'changed', 'ended'] as const;
export type Change = (typeof changes)[number];

/** Columns that end a record when something is written into them. */
const endings = ['deleted_at', 'is_deleted', 'exit_on', 'expires_on'];

export function changeOf(before: Row | null, after: Row | null): Change {
  if (before === null) return 'created';
  if (after === null) return 'ended';
  const isSet = (row: Row, column: string) =>
    row[column] !== undefined && row[column] !== null && row[column] !== false;
  return endings.some((column) => !isSet(before, column) && isSet(after, column)) ? 'ended' : 'changed';
}

export const reasons = [
  'changed_since',
  'named_since',
  'stated_again',
  'number_in_use',
  'linked',
  'to_decide',
  'protected',
] as const;
/**
 * Why a record stays. `number_in_use`: the number that the submission issued is used by others; its student’s own row and documents stay
 * with it. `protected` is told to nobody: the record is out of the asker's sight.
 */
export type Reason = (typeof reasons)[number];

/** What stands on a record: the act that wrote it, or the submission that stated the same again. */
export type Because<Act> = { reason: Reason; act: Act | null; submissionId: string | null };

export type EffectFacts<Act> = {
  kind: RecordKind;
  studentNumber: string | null;
  before: Row | null;
  after: Row | null;
  now: Row | null;
  /** The row stands exactly as the submission left it. */
  isSame: boolean;
  isFollowing: boolean;
  newer: Act | null;
  namedBy: Act | null;
  /** A later submission that states the record too, changed or not. */
  statedBy: string | null;
};

/** What is known of a number besides the rows that the submission wrote. */
export type NumberFacts<Act> = {
  tie: 'linked' | 'to_decide' | null;
  /** The newest thing that anybody else did to the student since. */
  other: Act | null;
  statedBy: string | null;
};

const loose = { tie: null, other: null, statedBy: null };

/** For each effect why it stays; null = it can be put back. */
export function judgeEffects<Act>(
  effects: readonly EffectFacts<Act>[],
  numbers: ReadonlyMap<string, NumberFacts<Act>>,
): (Because<Act> | null)[] {
  const own = effects.map(standsOn);
  const byNumber = new Map<string, number[]>();
  effects.forEach(({ studentNumber }, place) => {
    if (studentNumber === null) return;
    byNumber.set(studentNumber, [...(byNumber.get(studentNumber) ?? []), place]);
  });
  for (const [number, places] of byNumber) {
    holdIssued(effects, own, { places, facts: numbers.get(number) ?? loose });
    holdFollowing(effects, own, places);
  }
  return own;
}

/** What stands on one record, seen alone. */
function standsOn<Act>(it: EffectFacts<Act>): Because<Act> | null {
  if (it.statedBy !== null) return { reason: 'stated_again', act: null, submissionId: it.statedBy };
  if (it.namedBy !== null) return { reason: 'named_since', act: it.namedBy, submissionId: null };
  // A student's own row changes with everything about the student: what counts is whether what was stated still stands.
  const isStanding = it.kind === 'student' && it.before !== null ? restorable(it).length > 0 : it.isSame && !it.newer;
  return isStanding ? null : { reason: 'changed_since', act: it.newer, submissionId: null };
}

/** The columns of a row that still say what the submission said. */
export function restorable({ before, after, now }: Pick<EffectFacts<never>, 'before' | 'after' | 'now'>): string[] {
  return differingColumns(before, after).filter((column) => now !== null && isEqual(after?.[column], now[column]));
}

/** Whether a row that the reversal touched was put back by it: a student’s own row is derived anew also where what was stated stays. */
export function isPutBack({
  kind,
  before,
  after,
  now,
}: Pick<EffectFacts<never>, 'kind' | 'before' | 'after' | 'now'>): boolean {
  if (kind !== 'student') return true;
  if (before === null) return now?.['status'] === 'deactivated';
  return differingColumns(before, after).some((column) => isEqual(before[column], now?.[column]));
}

type OfNumber<Act> = { places: readonly number[]; facts: NumberFacts<Act> };

/** A number that was issued here goes with everything on it, or stays with the student's own row and documents. */
function holdIssued<Act>(
  effects: readonly EffectFacts<Act>[],
  own: (Because<Act> | null)[],
  { places, facts }: OfNumber<Act>,
): void {
  const student = places.find((place) => effects[place]?.kind === 'student' && effects[place]?.before === null);
  if (student === undefined) return;
  const held = reasonToStay(facts) ?? places.map((place) => own[place] ?? null).find((it) => it !== null) ?? null;
  if (held === null) return;
  own[student] = held;
  for (const place of places)
    if (effects[place]?.kind === 'identification') own[place] ??= { ...held, reason: 'number_in_use' };
}

function reasonToStay<Act>({ tie, other, statedBy }: NumberFacts<Act>): Because<Act> | null {
  if (statedBy !== null) return { reason: 'stated_again', act: null, submissionId: statedBy };
  if (other !== null) return { reason: 'number_in_use', act: other, submissionId: null };
  return tie === null ? null : { reason: tie, act: null, submissionId: null };
}

/** What was only concluded goes when an enrolment on which it may rest goes; it is concluded again where it still holds. */
function holdFollowing<Act>(
  effects: readonly EffectFacts<Act>[],
  own: (Because<Act> | null)[],
  places: readonly number[],
): void {
  const isGoing = places.some((place) => effects[place]?.kind === 'enrolment' && own[place] === null);
  for (const place of places)
    if (effects[place]?.isFollowing && !isGoing)
      own[place] ??= { reason: 'changed_since', act: null, submissionId: null };
}

/** Consequences that nobody stated are put back with the rest and are not told one by one. */
export function isTold({
  kind,
  before,
  after,
  isFollowing,
}: Pick<EffectFacts<never>, 'kind' | 'before' | 'after' | 'isFollowing'>): boolean {
  if (isFollowing || kind === 'move') return false;
  return before === null || after === null || differingColumns(before, after).length > 0;
}
