import type { StudentNumber } from '#kernel/ids.ts';
import { forgetNumbers } from '#modules/access/index.ts';
import { enrolmentScanners, followEnrolmentsBack } from '#modules/enrolment/index.ts';
import { deactivateNumbers, followPutBack, type IdentityContext, studentScanner } from '#modules/identity/index.ts';
import { rescan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { type PutBack, putBackRows } from '#platform/database/effects.ts';
import { restorable } from '../../rules/reversal.ts';
import type { ReversalTally } from '../../store/reversals.ts';
import type { JudgedAct, JudgedEffect, ReversalBasis } from './judge.ts';

type Under = { act: Act; identity: IdentityContext; basis: ReversalBasis };
export type PutBackTally = ReversalTally & { isFollowed: boolean };

/** Puts back what can be, derives anew what follows from it, and judges the students again; in the caller's transaction and act. */
export async function putBackEffects(
  tx: Tx,
  { effects, restated }: JudgedAct,
  { act, identity, basis }: Under,
): Promise<PutBackTally> {
  const going = effects.filter((it) => it.because === null && !it.isDone);
  const issued = going.filter((it) => it.kind === 'student' && it.before === null).flatMap(numberOf);
  await putBackRows(tx, going.flatMap(toRow));
  await deactivateNumbers(tx, issued, identity);
  await forgetNumbers(tx, issued);
  const gone = new Set(issued);
  const left = distinct(going.flatMap(numberOf).filter((number) => !gone.has(number)));
  const kept = [...effects.flatMap((it) => (it.because === null ? [] : guidsOf(it))), ...restated.flatMap(toGuid)];
  const untold = new Set(restated.flatMap((it) => (it.guid === null ? [it.studentNumber] : [])));
  const claimed = { acts: basis.acts, numbers: left.filter((it) => !untold.has(it)), kept };
  await followPutBack(tx, left, { claimed, context: identity });
  await followEnrolmentsBack(tx, left, { act, rules: identity.rules });
  const scanners = [studentScanner, ...enrolmentScanners];
  await rescan(tx, distinct([...issued, ...left]).sort(), { scanners, context: identity.rules, act });
  const told = effects.filter((it) => it.isTold && !it.isDone);
  return {
    putBack: told.filter((it) => it.because === null).length,
    stayed: told.filter((it) => it.because !== null).length,
    numbers: issued.length,
    isFollowed: going.some((it) => it.isFollowing),
  };
}

/** A number keeps its row; of a student's own row go those columns back that still say what was said. */
function toRow(effect: JudgedEffect): PutBack[] {
  const { table, key, before, kind } = effect;
  if (kind !== 'student') return [{ table, key, to: before }];
  if (before === null) return [];
  const columns = restorable(effect);
  return columns.length === 0
    ? []
    : [{ table, key, to: Object.fromEntries(columns.map((column) => [column, before[column]])) }];
}

function numberOf({ studentNumber }: JudgedEffect): StudentNumber[] {
  return studentNumber === null ? [] : [studentNumber as StudentNumber]; // the register's own column
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function guidsOf({ key }: JudgedEffect): string[] {
  return Object.values(key).filter((it): it is string => typeof it === 'string' && guidForm.test(it));
}

function toGuid({ guid }: JudgedAct['restated'][number]): string[] {
  return guid !== null && guidForm.test(guid) ? [guid] : [];
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
