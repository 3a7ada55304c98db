import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Act, perform, todayOf } from '#platform/act.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { requireOrganisation } from '../../service/scope.ts';
import { errors } from '../errors.ts';
import { keptAtLapse, reviewedBefore } from '../rules/review.ts';
import { type Grant, listGrantsAt, listGrantsById, lockGrants } from '../store/grants.ts';
import { findPeople } from '../store/people.ts';
import * as store from '../store/reviews.ts';
import { administratorsNow, keepAnAdministrator } from './administrators.ts';
import { bringToEnd } from './endings.ts';
import { isWithin, managedOrganisations } from './reach.ts';
import { stateOf } from './state.ts';

/** Begins a review of every grant that is live at an organisation, or will be. */
export async function startReview(
  tx: Tx,
  act: Act,
  {
    organisation,
    dueOn,
    jurisdiction,
  }: { organisation: OrganisationCode; dueOn?: PlainDate | undefined; jurisdiction: Jurisdiction },
): Promise<store.Review> {
  await requireOrganisation(act.actor, organisation, tx);
  const due = dueOn ?? addDays(act.today, jurisdiction.parameter<number>('access.review_days'));
  if (due <= act.today || due > addDays(act.today, 366)) throw errors.review_day();
  const grants = await listGrantsAt(tx, { organisations: [organisation], today: act.today });
  const grantIds = grants.filter((it) => stateOf(it, act.today) !== 'waiting').map(({ grantId }) => grantId);
  if (grantIds.length === 0) throw errors.nothing_to_review({ organisation });
  const review = { reviewId: newId(), organisation, startedAt: act.at, startedBy: act.actor.name, dueOn: due };
  if (!(await store.insertReview(tx, review, grantIds))) throw errors.review_open_already({ organisation });
  const details = { grants: grantIds.length, dueOn: due };
  await raiseAlarm(tx, act, { kind: 'review_opened', organisation, details });
  return { ...review, closedAt: null, grants: grantIds.length, answered: 0 };
}

export async function listReviews(reader: Reader, actor: Actor): Promise<store.Review[]> {
  return store.listReviews(reader, await managedOrganisations(reader, actor));
}

export type ReviewView = { review: store.Review; items: { item: store.ReviewItem; grant: Grant; name: string }[] };

/** A review within reach with its grants and answers; out of reach it is answered as one that does not exist. */
export async function getReview(reader: Reader, actor: Actor, reviewId: string): Promise<ReviewView> {
  const review = await store.findReview(reader, reviewId);
  await requireReview(reader, actor, review);
  const items = await store.listItems(reader, reviewId);
  const grants = await findGrants(reader, items);
  const people = await findPeople(reader, [...new Set([...grants.values()].map((grant) => grant.accountId))]);
  const names = new Map(people.map((person) => [person.accountId, person.name]));
  const views = items.flatMap((item) => {
    const grant = grants.get(item.grantId);
    return grant ? [{ item, grant, name: names.get(grant.accountId) ?? '' }] : [];
  });
  if (!review) throw errors.review_not_found();
  return { review, items: views.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

async function requireReview(reader: Reader, actor: Actor, review: store.Review | null): Promise<void> {
  const organisations = await managedOrganisations(reader, actor);
  if (!review || !isWithin(organisations, review.organisation)) throw errors.review_not_found();
}

async function findGrants(reader: Reader, items: readonly store.ReviewItem[]): Promise<Map<string, Grant>> {
  const grants = await listGrantsById(
    reader,
    items.map(({ grantId }) => grantId),
  );
  return new Map(grants.map((grant) => [grant.grantId, grant]));
}

export type Decision = { grantId: string; decision: 'confirmed' | 'ended'; note?: string | undefined };

/** Confirms or ends grants of a review. The review closes with its last answer. */
export async function decideReview(
  tx: Tx,
  act: Act,
  { reviewId, decisions }: { reviewId: string; decisions: readonly Decision[] },
): Promise<void> {
  await requireReview(tx, act.actor, await store.findReview(tx, reviewId));
  await keepAnAdministrator(tx, act, async () => {
    const review = await store.lockReview(tx, reviewId);
    if (!review || review.closedAt !== null) throw errors.review_over();
    const open = new Set(
      (await store.listItems(tx, reviewId)).filter((item) => item.decision === null).map((item) => item.grantId),
    );
    const stranger = decisions.find(({ grantId }) => !open.has(grantId));
    if (stranger) throw errors.not_in_review({ grantId: stranger.grantId });
    const grants = await lockGrants(
      tx,
      decisions.map(({ grantId }) => grantId),
    );
    if (grants.some((grant) => grant.accountId === act.actor.accountId)) throw errors.not_ones_own();
    const ended = new Set(decisions.filter(({ decision }) => decision === 'ended').map(({ grantId }) => grantId));
    const { name, accountId } = act.actor;
    const over = grants.filter(({ grantId }) => ended.has(grantId));
    await bringToEnd(tx, act, { grants: over, reason: 'Access review' });
    const answers = decisions.map(({ grantId, decision, note }) => ({ grantId, decision, note: note ?? null }));
    await store.decideItems(tx, { reviewId, answers, at: act.at, by: { accountId, name } });
    if (decisions.length === open.size) await store.closeReview(tx, reviewId, act.at);
  });
}

/** Begins the reviews that are due and closes those whose day has passed; each organisation is an act of its own. */
export async function keepReviews(
  db: Db,
  jurisdiction: Jurisdiction,
  now: Date,
): Promise<{ begun: number; closed: number }> {
  const today = todayOf(now);
  const overdue = await store.listOverdue(db, today);
  for (const { reviewId, organisation } of overdue)
    await perform(
      db,
      { kind: 'access.close-review', actor: systemActor('access review', organisation), at: now },
      (tx, act) => lapse(tx, act, reviewId),
    );
  const due = await store.listDue(
    db,
    reviewedBefore(today, jurisdiction.parameter<number>('access.review_interval_months')),
    today,
  );
  for (const organisation of due)
    await perform(
      db,
      { kind: 'access.start-review', actor: systemActor('access review', organisation), at: now },
      (tx, act) => startReview(tx, act, { organisation, jurisdiction }),
    );
  return { begun: due.length, closed: overdue.length };
}

/** Ends what nobody confirmed; but the last who manages the ministry's people stays, with an alarm that somebody must look. */
async function lapse(tx: Tx, act: Act, reviewId: string): Promise<void> {
  const administrators = await administratorsNow(tx, act);
  const review = await store.lockReview(tx, reviewId);
  if (!review || review.closedAt !== null) return;
  const waiting = (await store.listItems(tx, reviewId)).filter((item) => item.decision === null);
  const grants = await lockGrants(
    tx,
    waiting.map(({ grantId }) => grantId),
  );
  const kept = keptAtLapse(grants, administrators);
  const lapsed = grants.filter(({ grantId }) => !kept.has(grantId));
  const by = { accountId: null, name: act.actor.name };
  await bringToEnd(tx, act, { grants: lapsed, reason: 'Not confirmed in the access review' });
  const answers = grants.map(({ grantId }) => ({
    grantId,
    decision: kept.has(grantId) ? ('kept' as const) : ('lapsed' as const),
    note: null,
  }));
  await store.decideItems(tx, { reviewId, answers, at: act.at, by });
  await store.closeReview(tx, reviewId, act.at);
  const details = { lapsed: lapsed.length, kept: kept.size };
  if (grants.length > 0)
    await raiseAlarm(tx, act, { kind: 'review_lapsed', organisation: review.organisation, details });
}
