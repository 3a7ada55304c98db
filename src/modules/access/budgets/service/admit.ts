import type { StudentNumber } from '#kernel/ids.ts';
import { perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader, Tx } from '#platform/database/database.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import type { Budget } from '../contract.ts';
import { budgetErrors as errors } from '../errors.ts';
import { type BudgetVerdict, hourOf, judgeBudget, type Limits, type WindowKind, widen } from '../rules/budget.ts';
import * as store from '../store.ts';

/** The budgets of the jurisdiction. */
export type Parameters = Pick<Jurisdiction, 'parameter'>;

export type Reading = {
  actor: Actor;
  /** The numbers of the people whom the answer shows; none = it shows nobody. */
  people: readonly (StudentNumber | string)[];
  now: Date;
  parameters: Parameters;
  requestId?: string | null;
};

/**
 * Lets an answer leave, or refuses it whole. Call before it leaves, with everybody whom it shows. Counting is exact: the set of people
 * and the counters change in one transaction under a lock of the reader's own, so that parallel requests cannot overrun a
 * limit together. Whoever was read in the hour already costs nothing, and then nothing is written or locked.
 *
 * An answer that shows nobody (an empty list, a number that does not exist) is judged as if it showed somebody new: else a reader whose
 * budget is spent could tell by the refusal who exists.
 */
export async function admitReads(db: Db, reading: Reading): Promise<void> {
  const { actor, now } = reading;
  const actorKey = keyOf(actor);
  if (actorKey === null) return;
  const place = placeOf(actorKey, now);
  const people = [...new Set(reading.people)];
  const seen = await store.look(db, place, people);
  if (people.length > 0 && seen.fresh.hour === 0 && seen.fresh.day === 0) return;
  const { limits } = await limitsOf(db, actor, now, reading.parameters);
  if (people.length === 0) {
    const verdict = judge(seen.windows, { hour: 1, day: 1 }, limits, actor);
    if (verdict.admits) return;
    if (verdict.because === 'step_up')
      await db.transaction().execute((tx) => store.markAsked(tx, place, verdict.window, now));
    throw refusalOf(verdict, place, now);
  }
  const verdict = await count(db, { place, people, limits, actor, now });
  if (verdict.admits) return;
  if (verdict.because === 'spent') await stop(db, reading, place, { window: verdict.window, limits });
  throw refusalOf(verdict, place, now);
}

type Counting = { place: store.Place; people: readonly string[]; limits: Limits; actor: Actor; now: Date };

async function count(db: Db, { place, people, limits, actor, now }: Counting): Promise<BudgetVerdict> {
  return db.transaction().execute(async (tx) => {
    await store.lockCounters(tx, place);
    const { fresh, windows } = await store.look(tx, place, people);
    const verdict = judge(windows, fresh, limits, actor);
    if (verdict.admits) await store.addPeople(tx, place, people, fresh);
    else if (verdict.because === 'step_up') await store.markAsked(tx, place, verdict.window, now);
    return verdict;
  });
}

/** The first stop in a window raises an alarm; what is tried afterwards is refused in silence. */
async function stop(
  db: Db,
  { actor, now, requestId }: Reading,
  place: store.Place,
  { window, limits }: { window: WindowKind; limits: Limits },
): Promise<void> {
  const act = { kind: 'access.stop-reading', actor, requestId: requestId ?? null, at: now };
  await perform(db, act, async (tx, begun) => {
    if (!(await store.markStopped(tx, place, window, now))) return;
    await raiseAlarm(tx, begun, {
      kind: 'budget_spent',
      organisation: actor.organisation,
      accountId: actor.accountId,
      clientId: actor.clientId ?? null,
      details: { name: actor.name, people: limits[window][1], window },
    });
  });
}

function judge(
  windows: Awaited<ReturnType<typeof store.look>>['windows'],
  fresh: Record<WindowKind, number>,
  limits: Limits,
  actor: Actor,
): BudgetVerdict {
  const states = windows.map((it) => ({ ...it, askedAt: it.askedAt?.getTime() ?? null }));
  const steppedUpAt = actor.assurance?.steppedUpAt?.getTime() ?? null;
  return judgeBudget(states, fresh, limits, { steppedUpAt, canStepUp: actor.kind === 'account' });
}

function refusalOf(verdict: BudgetVerdict & { admits: false }, place: store.Place, now: Date): Error {
  if (verdict.because === 'step_up') return httpErrors.step_up_needed({ because: 'read_budget' });
  const end = endOf(place, verdict.window);
  const retryAfterSeconds = Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));
  return errors.budget_spent({ until: end.toISOString(), window: verdict.window, retryAfterSeconds });
}

/** Accounts and machine clients have budgets; the command line and the program itself stand on the machine that holds everything. */
function keyOf(actor: Actor): string | null {
  if (actor.kind === 'account' && actor.accountId !== null) return `account:${actor.accountId}`;
  if (actor.kind === 'client' && actor.clientId) return `client:${actor.clientId}`;
  return null;
}

/** The day begins at midnight where the program runs. */
export function placeOf(actorKey: string, now: Date): store.Place {
  const dayStart = new Date(now);
  dayStart.setHours(0, 0, 0, 0);
  const { place, start } = hourOf(dayStart.getTime(), now.getTime());
  return { actorKey, dayStart, hourStart: new Date(start), hourPlace: place };
}

function endOf({ dayStart, hourStart }: store.Place, window: WindowKind): Date {
  if (window === 'hour') return new Date(hourStart.getTime() + 3_600_000);
  const end = new Date(dayStart);
  end.setDate(end.getDate() + 1);
  return end;
}

/** What the role may read, widened by an exception that runs. */
async function limitsOf(
  reader: Reader,
  actor: Actor,
  now: Date,
  parameters: Parameters,
): Promise<{ limits: Limits; exception: store.ExceptionRow | null }> {
  const budgets = parameters.parameter<Record<string, Limits>>('access.read_budgets');
  const own = budgets[actor.kind === 'client' ? 'client' : actor.role] ?? budgets['other'];
  if (!own) throw new Error('the jurisdiction has no read budget for other roles');
  const exception = actor.accountId === null ? null : await store.findRunningException(reader, actor.accountId, now);
  return { limits: widen(own, exception), exception };
}

/** What the actor has read and may read, for its own page. */
export async function getBudget(
  reader: Reader,
  { actor, now, parameters }: Pick<Reading, 'actor' | 'now' | 'parameters'>,
): Promise<Budget> {
  const place = placeOf(keyOf(actor) ?? '', now);
  const { windows } = await store.look(reader, place, []);
  const { limits, exception } = await limitsOf(reader, actor, now, parameters);
  const windowOf = (kind: WindowKind) => ({
    people: windows.find((it) => it.kind === kind)?.people ?? 0,
    first: limits[kind][0],
    second: limits[kind][1],
    endsAt: endOf(place, kind).toISOString(),
  });
  return {
    hour: windowOf('hour'),
    day: windowOf('day'),
    exceptionEndsAt: exception ? exception.endsAt.toISOString() : null,
  };
}

/** Forgets counters that judge nothing any more: a window is over with its day. */
export async function removePastBudgets(db: Db | Tx, now: Date): Promise<number> {
  return store.removeBefore(db, new Date(now.getTime() - 2 * 86_400_000));
}
