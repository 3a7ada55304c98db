import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { findRaised, raiseAlarm } from '#modules/access/index.ts';
import { seeStudent } from '#modules/identity/index.ts';
import { findOrganisations, errors as organisationErrors } from '#modules/organisations/index.ts';
import { type Act, perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { retentionSchedule } from '../../settings.ts';
import { errors } from '../errors.ts';
import { type HoldScope, isReviewDue } from '../rules/disposal.ts';
import * as store from '../store/holds.ts';

export type NewHold = {
  scope: HoldScope;
  studentNumber: StudentNumber | null;
  organisation: OrganisationCode | null;
  recordKind: string | null;
  reason: string;
  reviewOn: string;
};

/** Places a hold; from the end of the act nothing that it covers is disposed of, not by a disposal under way either. */
export async function placeHold(
  tx: Tx,
  act: Act,
  { jurisdiction, hold }: Pick<Services, 'jurisdiction'> & { hold: NewHold },
): Promise<string> {
  if (hold.reviewOn <= act.today) throw errors.review_in_past();
  await checkTarget(tx, act, { jurisdiction, hold });
  const holdId = newId();
  await store.insertHold(tx, {
    ...hold,
    holdId,
    placedBy: act.actor.name,
    placedAt: act.at,
    liftedAt: null,
    liftedBy: null,
    liftReason: null,
  });
  return holdId;
}

async function checkTarget(
  tx: Tx,
  act: Act,
  { jurisdiction, hold }: Pick<Services, 'jurisdiction'> & { hold: NewHold },
): Promise<void> {
  const { scope, studentNumber, organisation, recordKind } = hold;
  const given = { person: studentNumber, organisation, record_kind: recordKind };
  const isOne = Object.entries(given).every(([name, value]) => (value !== null) === (name === scope));
  if (!isOne) throw errors.hold_target_needed();
  if (studentNumber !== null) await seeStudent(tx, act.actor, studentNumber);
  if (organisation !== null && !(await findOrganisations(tx, [organisation])).has(organisation))
    throw organisationErrors.organisation_not_found({ code: organisation });
  if (recordKind !== null && !retentionSchedule(jurisdiction, act.today).some((it) => it.recordKind === recordKind))
    throw errors.kind_unknown({ recordKind });
}

export async function liftHold(
  tx: Tx,
  act: Act,
  { holdId, reason }: { holdId: string; reason: string },
): Promise<void> {
  const hold = await store.lockHold(tx, holdId);
  if (!hold) throw errors.hold_not_found();
  if (hold.liftedAt !== null) throw errors.hold_lifted();
  await store.liftHold(tx, { holdId, by: act.actor.name, at: act.at, reason });
}

/**
 * Daily: a hold whose day of review has come asks once to be looked at, also when nothing ran on that day. It goes on stopping the clock
 * until somebody lifts it.
 */
export function remindOfReviews(
  { db, jurisdiction }: Pick<Services, 'db' | 'jurisdiction'>,
  { actor, at }: { actor: Actor; at: Date },
): Promise<number> {
  return perform(db, { kind: 'privacy.remind-of-holds', actor, at }, async (tx, act) => {
    const due = (await store.listHoldsInForce(tx)).filter(({ reviewOn }) =>
      isReviewDue({ reviewOn, isLifted: false }, act.today),
    );
    const kind = 'hold_review';
    const reminded = await findRaised(tx, { kind, detail: 'holdId', among: due.map((it) => it.holdId) });
    const asking = due.filter((it) => !reminded.has(it.holdId));
    for (const { holdId, placedAt } of asking)
      await raiseAlarm(tx, act, {
        kind,
        organisation: jurisdiction.ministry,
        details: { holdId, placedOn: placedAt.toISOString().slice(0, 10) },
      });
    return asking.length;
  });
}
