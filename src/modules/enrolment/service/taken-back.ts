import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { forgetAssociations, lockAssociations, replaceEnrolmentAssociations } from '#modules/access/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { toGround } from './apply.ts';
import { loadEnrolments } from './load.ts';

/**
 * Who may see some students, now that enrolments of theirs were put back as they were. A school that never had anything of a student is told
 * of no more. Opens no move: what is as before is no news.
 */
export async function followEnrolmentsBack(
  tx: Tx,
  numbers: readonly StudentNumber[],
  { act, rules }: { act: Act; rules: RuleContext },
): Promise<void> {
  if (numbers.length === 0) return;
  const known = await lockAssociations(tx, numbers);
  const enrolments = await loadEnrolments(tx, numbers);
  const ever = new Set([...enrolments.values()].flat().map((it) => keyOf(it.studentNumber, it.schoolCode)));
  const never = known.filter((it) => it.kind === 'enrolment' && !ever.has(keyOf(it.studentNumber, it.organisation)));
  await forgetAssociations(tx, never);
  const rows = [...enrolments.values()].flat().flatMap((it) => (it.isDeleted ? [] : [toGround(it)]));
  const left = known.filter((it) => !never.includes(it));
  const { at, today } = act;
  await replaceEnrolmentAssociations(tx, { known: left, rows, context: rules, act: { at, today, isMinistry: true } });
}

function keyOf(number: StudentNumber, organisation: OrganisationCode): string {
  return `${number} ${organisation}`;
}
