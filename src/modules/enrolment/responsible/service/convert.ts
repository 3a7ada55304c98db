import { addDays } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { KeptEnrolment } from '../../store/enrolments.ts';
import type { Transition } from '../rules/facts.ts';
import { insertTransitions } from '../store.ts';
import { loadKnown } from './load.ts';

/**
 * Gives students who were taken over from another register, and of whom no transition is known, the school where they were last, from the day
 * on which they came; with the reason of such loads. Who has been away longer than a summer is left without.
 */
export async function convertResponsible(
  tx: Tx,
  act: Act,
  { numbers, rules }: { numbers: readonly StudentNumber[]; rules: RuleContext },
): Promise<number> {
  const away = rules.parameter<Record<string, number>>('responsible.absence_days')['other'] ?? 0;
  const since = addDays(act.today, -away);
  const added = (await loadKnown(tx, numbers)).flatMap(({ studentNumber, student, transitions, enrolments }) => {
    const last = enrolments
      .filter((it) => it.startOn <= act.today)
      .sort(byStart)
      .at(-1);
    const isThere = last && (last.exitOn === null || last.exitOn >= since);
    return isThere && transitions.length === 0 && !student.isDeceased ? [converted(studentNumber, last)] : [];
  });
  return (await insertTransitions(tx, added, { act, organisation: act.actor.organisation })).size;
}

function byStart(a: KeptEnrolment, b: KeptEnrolment): number {
  return a.startOn < b.startOn ? -1 : 1;
}

function converted(studentNumber: StudentNumber, { schoolCode, startOn }: KeptEnrolment): Transition {
  const answer = { hasSchool: 'yes', schoolCode, outside: null, reason: 'data_conversion' } as const;
  return { studentNumber, transitionId: newId(), effectiveOn: startOn, ...answer, isDeleted: false };
}
