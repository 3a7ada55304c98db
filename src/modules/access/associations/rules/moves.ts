import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type Association, isFull, isLive, noDay } from './grounds.ts';

/** `open`, `contested` and `denied` hold the new school to the minimum; the others are settled in its favour, or there is nothing left to settle. */
export const moveStates = ['open', 'contested', 'confirmed', 'granted', 'denied', 'left', 'withdrawn'] as const;
export type MoveState = (typeof moveStates)[number];

/** A school enrolled a student whom another school still claims. */
export type Move = {
  studentNumber: StudentNumber;
  moveId: string;
  newOrganisation: OrganisationCode;
  oldOrganisation: OrganisationCode;
  openedOn: PlainDate;
  /** Last day of the minimum if nobody does anything. */
  untilOn: PlainDate;
  state: MoveState;
};

export type OpenedMove = Omit<Move, 'moveId' | 'state'>;

export const statementKinds = ['confirm', 'guardian', 'contest', 'answer', 'grant', 'deny'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** Who a person is in a move. */
export type Side = { isNew: boolean; isOld: boolean; mayDecide: boolean };

/** What may be said of a move in a state, by whom. The old school may contest even after the time has passed: two then claim one student. */
export function maySay({ isNew, isOld, mayDecide }: Side, state: MoveState | 'elapsed'): StatementKind[] {
  const isLiveMove = state === 'open' || state === 'contested';
  const said: StatementKind[] = [];
  if (isLiveMove && isOld) said.push('confirm');
  if (isLiveMove && (isOld || mayDecide)) said.push('guardian');
  if ((state === 'open' || state === 'elapsed') && isOld) said.push('contest');
  if (isLiveMove && isNew) said.push('answer');
  if ((isLiveMove || state === 'denied') && mayDecide) said.push('grant');
  if (isLiveMove && mayDecide) said.push('deny');
  return said;
}

/** The state of a move after something was said. */
export function afterStatement(state: MoveState, kind: StatementKind): MoveState {
  const states = {
    confirm: 'confirmed',
    guardian: 'confirmed',
    contest: 'contested',
    answer: state,
    grant: 'granted',
    deny: 'denied',
  } as const;
  return states[kind];
}

const holding: ReadonlySet<MoveState> = new Set(['open', 'contested', 'denied']);

/** Whether a move still holds the new school to the minimum, its old side being what it is. */
export function isHolding({ state }: Pick<Move, 'state'>): boolean {
  return holding.has(state);
}

type Situation = {
  /** The students' associations before the change, and the enrolment associations after it. */
  known: readonly Association[];
  wanted: readonly Association[];
  /** Enrolment associations with the persons' other numbers, as if they were with these: a school claims a person. */
  elsewhere?: readonly Association[];
  moves: readonly Move[];
  today: PlainDate;
  /** Days for which the minimum holds when nobody does anything; null = whoever enrols now opens no move. */
  days: number | null;
};

export type MovesAfter = {
  opened: OpenedMove[];
  /** Moves that ended with one of the two enrolments. */
  ended: { move: Move; state: 'left' | 'withdrawn' }[];
};

/**
 * What a change of enrolments means for moves. A school that sees a student in full today already is not new; a school whose enrolment of
 * the student is over claims nothing any more.
 */
export function followEnrolments(situation: Situation): MovesAfter {
  const { wanted, elsewhere = [], moves, today, days } = situation;
  const known = [...situation.known, ...elsewhere];
  const after = new Map(elsewhere.map((it) => [keyOf(it.studentNumber, it.organisation), it]));
  for (const it of wanted) {
    const key = keyOf(it.studentNumber, it.organisation);
    if (isClaim(it, today) || !isClaim(after.get(key), today)) after.set(key, it);
  }
  const ended = moves.filter(isHolding).flatMap((move): MovesAfter['ended'] => {
    // What the ministry denied stays denied when the school takes its enrolment back and states it again.
    const isWithdrawn = move.state !== 'denied' && !after.has(keyOf(move.studentNumber, move.newOrganisation));
    if (isWithdrawn) return [{ move, state: 'withdrawn' }];
    return isClaim(after.get(keyOf(move.studentNumber, move.oldOrganisation)), today) ? [] : [{ move, state: 'left' }];
  });
  if (days === null) return { opened: [], ended };
  const standing = new Set(
    moves.filter(isHolding).map((it) => `${keyOf(it.studentNumber, it.newOrganisation)} ${it.oldOrganisation}`),
  );
  const rivals = groupClaims(known, after, today);
  const opened = wanted.flatMap((claim): OpenedMove[] => {
    const before = known.filter(
      (it) => it.studentNumber === claim.studentNumber && it.organisation === claim.organisation,
    );
    const isKnown = before.some((it) => isFull(it, today) || (it.kind === 'enrolment' && isLive(it, today)));
    if (isKnown || !isLive(claim, today)) return [];
    return (rivals.get(claim.studentNumber) ?? [])
      .filter(
        (old) =>
          old !== claim.organisation && !standing.has(`${keyOf(claim.studentNumber, claim.organisation)} ${old}`),
      )
      .map((old) => ({
        studentNumber: claim.studentNumber,
        newOrganisation: claim.organisation,
        oldOrganisation: old,
        openedOn: today,
        untilOn: addDays(today, days - 1),
      }));
  });
  return { opened, ended };
}

/** Who claimed each student before the change, and still does. */
function groupClaims(
  known: readonly Association[],
  after: ReadonlyMap<string, Association>,
  today: PlainDate,
): Map<StudentNumber, OrganisationCode[]> {
  const claims = new Map<StudentNumber, OrganisationCode[]>();
  for (const it of known) {
    const stillThere = after.get(keyOf(it.studentNumber, it.organisation));
    if (it.kind !== 'enrolment' || !isClaim(it, today) || !isClaim(stillThere, today)) continue;
    claims.set(it.studentNumber, [...(claims.get(it.studentNumber) ?? []), it.organisation]);
  }
  return claims;
}

/** Whether an association by enrolment says that the student is at the school. */
function isClaim(association: Association | undefined, today: PlainDate): boolean {
  if (!association || !isLive(association, today)) return false;
  return association.exitOn === null || association.exitOn >= today;
}

/** Last day on which the new school's association gives the minimum alone, by the moves that hold it; null = none does. */
export function minimumUntil(moves: readonly Move[], associations: readonly Association[]): PlainDate | null {
  const days = moves.filter(isHolding).map((move) => {
    const old = associations.find((it) => it.kind === 'enrolment' && it.organisation === move.oldOrganisation);
    const exit = old?.exitOn ?? noDay;
    if (move.state !== 'open') return exit;
    return exit < move.untilOn ? exit : move.untilOn;
  });
  return days.sort().at(-1) ?? null;
}

/** What a page shows of a move's state on a day: time or the old exit may have settled it without an act. */
export function shownState(
  move: Move,
  { old, today }: { old: Pick<Association, 'exitOn'> | null; today: PlainDate },
): MoveState | 'elapsed' {
  if (!isHolding(move)) return move.state;
  if (old?.exitOn && old.exitOn < today) return 'left';
  return move.state === 'open' && move.untilOn < today ? 'elapsed' : move.state;
}

function keyOf(studentNumber: StudentNumber, organisation: OrganisationCode): string {
  return `${studentNumber} ${organisation}`;
}
