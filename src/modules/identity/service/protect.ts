import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { followProtection } from '#modules/validation/index.ts';
import type { Tx } from '#platform/database/database.ts';
import { refreshRestricted } from '../store/students.ts';

/**
 * Sets the derived flag of protection of some students (null = of all) by the restrictions in force on the day, and hides or shows their
 * findings at once. Answers the students whose flag turned.
 */
export async function protect(
  tx: Tx,
  rules: RuleContext,
  numbers: readonly StudentNumber[] | null,
): Promise<StudentNumber[]> {
  const kinds = rules.parameter<string[]>('identity.confidential_restrictions');
  const turned = await refreshRestricted(tx, rules.today, kinds, numbers);
  await followProtection(tx, turned);
  return turned.map((it) => it.studentNumber);
}
