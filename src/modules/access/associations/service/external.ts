import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { errors } from '../errors.ts';
import { noDay } from '../rules/grounds.ts';
import { upsertAssociations } from '../store/associations.ts';
import { type ExternalAccess, insertExternalAccess, listExternalAccesses } from '../store/external.ts';
import { refreshLinked } from '../store/persons.ts';
import { findLimits } from '../store/questions.ts';

/** Throws access.limited_organisation when the actor's organisation, or the authority that runs it, may not look from outside. */
export async function requireUnlimited(reader: Reader, actor: Actor): Promise<void> {
  const own = (await findOrganisations(reader, [actor.organisation])).get(actor.organisation);
  const codes = [actor.organisation, ...(own?.authorityCode ? [own.authorityCode] : [])];
  if ((await findLimits(reader, codes)).length > 0) throw errors.limited_organisation();
}

/** The last day of a look from outside that is acknowledged on a day. */
export function externalUntil(today: PlainDate, context: Pick<RuleContext, 'parameter'>): PlainDate {
  return addDays(today, context.parameter<number>('access.external_days') - 1);
}

/** Gives the actor's organisation the minimum of a student for a short time, for a reason that the student sees. */
export async function acknowledgeExternal(
  tx: Tx,
  act: Act,
  {
    studentNumber,
    reason,
    context,
  }: { studentNumber: StudentNumber; reason: string; context: Pick<RuleContext, 'parameter'> },
): Promise<void> {
  const { accountId, name, organisation } = act.actor;
  const endsOn = externalUntil(act.today, context);
  await insertExternalAccess(tx, {
    studentNumber,
    accessId: newId(),
    organisation,
    accountId,
    actorName: name,
    reason,
    acknowledgedAt: act.at,
    endsOn,
  });
  const sight = { studentNumber, organisation, kind: 'external' as const, startsOn: act.today, exitOn: null };
  await upsertAssociations(tx, [{ ...sight, lastUntil: null, endsOn, minimumUntil: noDay }]);
  await refreshLinked(tx, [studentNumber]);
}

/** Who looked at a person from outside: for the person, and for whoever sees the person in full. */
export function listExternal(reader: Reader, numbers: readonly StudentNumber[]): Promise<ExternalAccess[]> {
  return listExternalAccesses(reader, numbers);
}
