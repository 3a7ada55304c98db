import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Association } from '../rules/grounds.ts';
import { followEnrolments, isHolding, type Move, minimumUntil } from '../rules/moves.ts';
import { listEnrolledElsewhere } from '../store/associations.ts';
import * as store from '../store/moves.ts';

/** When enrolments were stated, and whether by the ministry. */
export type EnrollingAct = Pick<Act, 'at' | 'today'> & { isMinistry: boolean };

type Change = {
  known: readonly Association[];
  wanted: readonly Association[];
  context: Pick<RuleContext, 'parameter'>;
  act: EnrollingAct;
};

/** Opens and ends the moves that a change of enrolments means; answers the associations with the minimum to which moves hold them. */
export async function followMoves(tx: Tx, { known, wanted, context, act }: Change): Promise<Association[]> {
  // A student whom no school had before cannot move.
  const elsewhere = await listElsewhere(tx, known);
  const before = [...known.filter((it) => it.kind === 'enrolment'), ...elsewhere];
  const numbers = [...new Set(before.map((it) => it.studentNumber))];
  if (numbers.length === 0) return [...wanted];
  const moves = await store.listHoldingMoves(tx, numbers);
  const days = act.isMinistry ? null : context.parameter<number>('access.move_days');
  const { opened, ended } = followEnrolments({ known, wanted, elsewhere, moves, today: act.today, days });
  const fresh = opened.map((it): Move => ({ ...it, moveId: newId(), state: 'open' }));
  await store.insertMoves(tx, fresh, act.at);
  await store.updateMoveStates(tx, ended, act.at);
  const over = new Set(ended.map((it) => it.move.moveId));
  return withMinimum(wanted, [...moves.filter((it) => !over.has(it.moveId)), ...fresh]);
}

/** Who enrolled these persons under another number of theirs; asked of the few alone who have one, which their linked sight tells. */
async function listElsewhere(tx: Tx, known: readonly Association[]): Promise<Association[]> {
  const linked = known.filter((it) => it.kind === 'linked' || it.kind === 'linked_minimum');
  const numbers = [...new Set(linked.map((it) => it.studentNumber))];
  return numbers.length === 0 ? [] : listEnrolledElsewhere(tx, numbers);
}

/** Enrolment associations with the last day of the minimum by the moves of their student and organisation. */
export function withMinimum(associations: readonly Association[], moves: readonly Move[]): Association[] {
  const byStudent = new Map<StudentNumber, Move[]>();
  for (const move of moves.filter(isHolding))
    byStudent.set(move.studentNumber, [...(byStudent.get(move.studentNumber) ?? []), move]);
  if (byStudent.size === 0) return [...associations];
  return associations.map((it) => {
    const own = (byStudent.get(it.studentNumber) ?? []).filter((move) => move.newOrganisation === it.organisation);
    if (it.kind !== 'enrolment' || own.length === 0) return it;
    const others = associations.filter((other) => other.studentNumber === it.studentNumber);
    return { ...it, minimumUntil: minimumUntil(own, others) };
  });
}
