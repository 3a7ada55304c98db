import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import type { Tx } from '#platform/database/database.ts';
import { type AssociationGround, type AssociationMonths, joinGrounds } from '../rules/association.ts';
import * as store from '../store/associations.ts';

/** What the associations take from the jurisdiction; a RuleContext and a Jurisdiction both offer it. */
type Parameters = Pick<RuleContext, 'parameter'>;

/** Records grounds of sight as they come (the creation of numbers). For one student, organisation and kind the list states the whole. */
export async function recordAssociations(
  tx: Tx,
  grounds: readonly AssociationGround[],
  context: Parameters,
): Promise<void> {
  await store.upsertAssociations(tx, joinGrounds(grounds, monthsOf(context)));
}

/**
 * Puts the enrolments of some students in place of those known before: `rows` are all their live enrolments (`to` = the exit,
 * derived where none was stated; deleted enrolments give no sight and are left out). Sight by creation ends with the first enrolment.
 */
export async function replaceEnrolmentAssociations(
  tx: Tx,
  {
    studentNumbers,
    rows,
    context,
  }: {
    studentNumbers: readonly StudentNumber[];
    rows: readonly Omit<AssociationGround, 'kind'>[];
    context: Parameters;
  },
): Promise<void> {
  const months = monthsOf(context);
  const associations = joinGrounds(
    rows.map((row) => ({ ...row, kind: 'enrolment' as const })),
    months,
  );
  await store.deleteUnsupported(tx, studentNumbers, associations);
  await store.upsertAssociations(tx, associations);
  await store.endCreationAtEnrolment(tx, studentNumbers, months.creation);
}

function monthsOf(context: Parameters): AssociationMonths {
  return {
    creation: context.parameter<number>('access.creation_association_months'),
    recent: context.parameter<number>('access.recent_association_months'),
  };
}
