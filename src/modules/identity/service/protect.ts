import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { followProtection as followInAccess } from '#modules/access/index.ts';
import { followProtection as followInFindings } from '#modules/validation/index.ts';
import type { Tx } from '#platform/database/database.ts';
import { refreshRestricted } from '../store/students.ts';

/**
 * Sets the derived flag of protection of some students (null = of all) and of every other number of theirs by the restrictions in force
 * on the day; hides or shows their findings, and closes or opens what policies of the database judge by, in the same transaction.
 * Answers the students whose flag turned.
 */
export async function protect(
  tx: Tx,
  rules: RuleContext,
  numbers: readonly StudentNumber[] | null,
): Promise<StudentNumber[]> {
  const kinds = rules.parameter<string[]>('identity.confidential_restrictions');
  const turned = await refreshRestricted(tx, rules.today, kinds, numbers);
  await followInAccess(tx, turned);
  await followInFindings(tx, turned);
  return turned.map((it) => it.studentNumber);
}
