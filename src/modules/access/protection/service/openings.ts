import { z } from 'zod';
import { KeyMoment, readCursor, toPage } from '#kernel/page.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import { may } from '../../service/scope.ts';
import type { OpeningListQuery, SealedOpening, SealedOpenings } from '../contract.ts';
import { protectionErrors as errors } from '../errors.ts';
import { isOverdue, mayDo, type Opening, type OpeningAct, stateAt } from '../rules/opening.ts';
import * as store from '../store/openings.ts';

const minute = 60_000;

/** Which group of the list, the moment of asking, the opening. */
const OpeningKey = z.tuple([z.int().min(0).max(9), KeyMoment, z.guid()]);

/** The openings that the actor may know of: their own, and everybody's for whoever lets in and reviews. */
export async function listSealedOpenings(
  reader: Reader,
  actor: Actor,
  { query, jurisdiction }: { query: OpeningListQuery; jurisdiction: Jurisdiction },
): Promise<SealedOpenings> {
  const now = new Date();
  const last = readCursor(query.cursor, OpeningKey);
  const rows = await store.listOpenings(reader, {
    accountId: actor.accountId,
    isEverybodys: may(actor, 'sealed.approve'),
    now,
    after: last ? { place: last[0], askedAt: last[1], openingId: last[2] } : null,
    limit: query.limit + 1,
  });
  const { items, next } = toPage(rows, query.limit, (row) => [row.place, row.askedAt.toISOString(), row.openingId]);
  return { items: items.map(({ place: _, ...row }) => present(row, actor, now)), next, ...termsOf(jurisdiction) };
}

/** Whether the sealed register is open to somebody at a moment. */
export async function isRegisterOpenTo(reader: Reader, accountId: string, at: Date): Promise<boolean> {
  return (await store.findLiveOpening(reader, accountId, at)) !== null;
}

function termsOf(jurisdiction: Jurisdiction) {
  return {
    needsSecondPerson: jurisdiction.parameter<boolean>('access.sealed_second_person'),
    waitHours: jurisdiction.parameter<number>('access.sealed_wait_hours'),
    minutes: jurisdiction.parameter<number>('access.sealed_minutes'),
    glassMinutes: jurisdiction.parameter<number>('access.glass_minutes'),
    reviewDays: jurisdiction.parameter<number>('access.glass_review_days'),
  };
}

/**
 * Asks for the sealed register: it opens at once where no second person is asked for, or by breaking the glass, which raises an alarm at
 * the ministry and must be reviewed by somebody else.
 */
export async function askForOpening(
  tx: Tx,
  act: Act,
  { reason, breakGlass, jurisdiction }: { reason: string; breakGlass: boolean; jurisdiction: Jurisdiction },
): Promise<string> {
  const { accountId, name, organisation } = act.actor;
  if (accountId === null || (await store.lockStanding(tx, accountId, act.at))) throw errors.opening_standing();
  const { needsSecondPerson, waitHours, minutes: usual, glassMinutes, reviewDays } = termsOf(jurisdiction);
  const minutes = breakGlass ? glassMinutes : usual;
  const isOpen = breakGlass || !needsSecondPerson;
  const openingId = newId();
  await store.insertOpening(tx, {
    openingId,
    accountId,
    name,
    organisation,
    reason,
    isGlass: breakGlass,
    askedAt: act.at,
    decideBy: isOpen ? null : after(act.at, waitHours * 60),
    minutes,
    openedAt: isOpen ? act.at : null,
    endsAt: isOpen ? after(act.at, minutes) : null,
    reviewBy: breakGlass ? after(act.at, reviewDays * 24 * 60) : null,
  });
  if (breakGlass) {
    const alarm = { kind: 'glass_broken' as const, accountId, details: { name, reason } };
    await raiseAlarm(tx, act, { ...alarm, organisation: jurisdiction.ministry });
  }
  return openingId;
}

function after(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * minute);
}

/** Lets somebody in, or refuses: never the person who asked. */
export async function decideOpening(
  tx: Tx,
  act: Act,
  { openingId, letIn, note }: { openingId: string; letIn: boolean; note: string | null },
): Promise<void> {
  const opening = await lockFor(tx, act, openingId, 'decide');
  const endsAt = letIn ? after(act.at, opening.minutes) : null;
  await store.decideOpening(tx, openingId, { by: byOf(act), endsAt, note });
}

/** Ends an opening before its time, or takes back what was asked for. */
export async function endOpening(tx: Tx, act: Act, openingId: string): Promise<void> {
  await lockFor(tx, act, openingId, 'end');
  await store.endOpening(tx, openingId, byOf(act));
}

/** Says of a broken glass whether it was justified: never the person who broke it. */
export async function reviewOpening(
  tx: Tx,
  act: Act,
  { openingId, outcome, note }: { openingId: string; outcome: 'justified' | 'not_justified'; note: string },
): Promise<void> {
  await lockFor(tx, act, openingId, 'review');
  await store.reviewOpening(tx, openingId, { by: byOf(act), outcome, note });
}

/** One opening as the actor sees it. */
export async function getOpening(tx: Tx, actor: Actor, openingId: string): Promise<SealedOpening> {
  const opening = await store.lockOpening(tx, openingId);
  if (!opening) throw errors.opening_not_found();
  return present(opening, actor, new Date());
}

function byOf({ actor, at }: Act) {
  return { accountId: actor.accountId, name: actor.name, at };
}

async function lockFor(tx: Tx, act: Act, openingId: string, wanted: OpeningAct): Promise<store.KeptOpening> {
  const { actor, at } = act;
  const opening = await store.lockOpening(tx, openingId);
  const approves = may(actor, 'sealed.approve');
  if (!opening || (!approves && opening.accountId !== actor.accountId)) throw errors.opening_not_found();
  const judged = toJudged(opening);
  const now = at.getTime();
  if (mayDo(judged, { accountId: actor.accountId, approves, at: now }).includes(wanted)) return opening;
  if (stateAt(judged, now) === 'lapsed') throw errors.opening_lapsed();
  const couldAnother = mayDo(judged, { accountId: null, approves: true, at: now }).includes(wanted);
  if (couldAnother) throw errors.second_person_needed();
  throw errors.opening_not_possible({ state: stateAt(judged, now) });
}

function toJudged({ decideBy, endsAt, endedAt, reviewBy, reviewedAt, ...same }: store.KeptOpening): Opening {
  const moment = (at: Date | null) => at?.getTime() ?? null;
  return {
    ...same,
    decideBy: moment(decideBy),
    endsAt: moment(endsAt),
    endedAt: moment(endedAt),
    reviewBy: moment(reviewBy),
    reviewedAt: moment(reviewedAt),
  };
}

function present(row: store.KeptOpening, actor: Actor, now: Date): SealedOpening {
  const { accountId, state: _kept, ...shown } = row;
  const time = (at: Date | null) => at?.toISOString() ?? null;
  const judged = toJudged(row);
  const at = now.getTime();
  return {
    ...shown,
    isMine: accountId === actor.accountId,
    state: stateAt(judged, at),
    askedAt: row.askedAt.toISOString(),
    decideBy: time(row.decideBy),
    decidedAt: time(row.decidedAt),
    openedAt: time(row.openedAt),
    endsAt: time(row.endsAt),
    endedAt: time(row.endedAt),
    reviewBy: time(row.reviewBy),
    reviewedAt: time(row.reviewedAt),
    isOverdue: isOverdue(judged, at),
    mayDo: mayDo(judged, { accountId: actor.accountId, approves: may(actor, 'sealed.approve'), at }),
  };
}
